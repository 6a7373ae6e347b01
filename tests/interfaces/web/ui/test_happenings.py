"""Lines of the journal as people read them: whose signature an officer noted."""

from __future__ import annotations

import pytest
from django.utils import translation

from gieo.foundation.journal.models import Entry
from gieo.foundation.journal.queries import history
from gieo.interfaces.web.ui.happenings import happenings, verb_in_words
from tests.factories.handovers import officer, signed_minutes


@pytest.mark.django_db
def test_who_held_the_tablet_is_not_told_as_who_signed() -> None:
    minutes = signed_minutes()
    lines = [line for line in happenings(history(minutes)) if "chữ ký" in line.text]
    assert {line.text: (line.who, line.times) for line in lines} == {
        f"Ghi nhận chữ ký của {party}": (officer().name, 1) for party in ("bên giao", "bên nhận", "người chứng kiến")
    }
    noted = Entry.objects.filter(verb="add_signature")
    assert {verb_in_words(entry) for entry in noted} == {
        f"Ghi chữ ký của {party} vào nội dung niêm phong" for party in ("bên giao", "bên nhận", "người chứng kiến")
    }
    with translation.override("en"):
        said = {verb_in_words(entry) for entry in Entry.objects.filter(verb="sign")}
        assert said == {f"Noted the signature of the {party}" for party in ("giver", "receiver", "witness")}


@pytest.mark.parametrize(
    ("verb", "changes", "words"),
    [
        ("sign", {"party": ["", "receiver"], "method": ["", "digital"]}, "Ghi nhận chữ ký số của bên nhận"),
        ("sign_in_ink", {"parties": ["", "receiver, giver"]}, "Ghi nhận chữ ký trên giấy của bên nhận, bên giao"),
        ("sign", {}, "Ký"),
    ],
)
def test_each_way_of_signing_has_its_words(verb: str, changes: dict[str, list[str]], words: str) -> None:
    assert verb_in_words(Entry(verb=verb, record_kind="handovers.minutes", changes=changes)) == words
