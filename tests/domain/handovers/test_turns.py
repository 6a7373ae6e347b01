"""Parties that sign one after another: who is out of turn is told whose turn it is, and nothing signed away is lost."""

from datetime import timedelta

import pytest

from gieo.core.errors import Invalid, NotAllowed, Refused
from gieo.domain.handovers import services
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.rules.turns import read, whose_turn, written
from gieo.domain.handovers.services import edit_minutes, set_for_signing
from gieo.domain.handovers.vocab import MinutesState, Party
from gieo.foundation.journal.queries import history
from gieo.foundation.outbox.models import Letter
from gieo.foundation.signing.models import Signature
from gieo.foundation.units.models import Contact
from tests.factories.handovers import (
    TABLE,
    conference_of,
    draft_minutes,
    officer,
    opened_tablet,
    prepare,
    representative,
    seal,
    sent,
    sign,
)

GIVER_FIRST = written([Party.GIVER, Party.RECEIVER, Party.WITNESS])
database = pytest.mark.django_db


@pytest.mark.parametrize(
    ("order", "signed", "turn"),
    [
        (None, (), ("receiver", "giver", "witness")),
        (None, ("giver",), ("receiver", "witness")),
        (GIVER_FIRST, (), ("giver",)),
        (GIVER_FIRST, ("giver",), ("receiver",)),
        (GIVER_FIRST, ("receiver",), ("giver",)),
        (GIVER_FIRST, ("giver", "receiver"), ("witness",)),
        (GIVER_FIRST, ("giver", "receiver", "witness"), ()),
    ],
)
def test_whose_turn_it_is(order: str | None, signed: tuple[str, ...], turn: tuple[str, ...]) -> None:
    assert whose_turn(order, signed) == turn
    assert read(None) == ()


def in_turn() -> Minutes:
    conference = conference_of()
    draft = prepare(conference)[0]
    values = {"signing_order": GIVER_FIRST}
    edit_minutes(draft, version=draft.version, values=values, actor=officer(), now=TABLE)
    return seal(conference)[0]


@database
def test_who_is_out_of_turn_is_told_whose_turn_it_is() -> None:
    minutes = in_turn()
    for party in (Party.RECEIVER, Party.WITNESS):
        with pytest.raises(Refused, match="bên giao ký trước"):
            sign(minutes, [party])
        with pytest.raises(Refused, match="bên giao ký trước"):
            services.ask_remote(minutes, party=party, actor=officer(), now=TABLE)
        with pytest.raises(Refused, match="bên giao ký trước"):
            services.sign_digitally(minutes, party=party, pdf=b"%PDF-", actor=officer(), now=TABLE)
    assert Signature.objects.count() == 0
    sign(minutes, [Party.GIVER, Party.RECEIVER, Party.WITNESS])
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.SIGNED


@database
def test_what_a_tablet_took_in_another_order_is_never_lost() -> None:
    minutes = in_turn()
    assert minutes.conference is not None
    tablet, _token = opened_tablet(minutes.conference)
    services.stock_tablet(tablet, now=TABLE)
    answers = services.synchronise_tablet(
        tablet, sent=[sent(minutes, Party.WITNESS), sent(minutes, Party.GIVER)], kept=2, now=TABLE
    )
    assert [answer.refusal for answer in answers] == ["", ""]
    assert set(Signature.objects.values_list("party", flat=True)) == {"witness", "giver"}


@database
def test_only_whose_turn_it_is_gets_a_reminder() -> None:
    minutes = in_turn()
    Contact.objects.create(unit=minutes.giver, name="Sở", email="so@example.vn")
    services.remind_to_sign(minutes, actor=officer(), now=TABLE)
    sign(minutes, [Party.GIVER])
    services.remind_to_sign(minutes, actor=officer(), now=TABLE + timedelta(days=1))
    told = Letter.objects.filter(kind="minutes_unsigned").order_by("id").values_list("to_email", flat=True)
    assert list(told) == ["so@example.vn", f"u{minutes.receiver_id}@example.vn"]


@database
def test_one_order_for_every_draft_of_a_conference_and_none_again() -> None:
    conference = conference_of(results=2, units=2)
    prepare(conference)
    who = {"name": "Vàng A", "title": "Phó Chủ tịch", "unit": ""}
    assert set_for_signing(conference, **who, order=GIVER_FIRST, actor=officer(), now=TABLE) == 2
    assert set(conference.minutes.values_list("signing_order", flat=True)) == {GIVER_FIRST}
    assert "signing_order" in history(conference.minutes.first())[0].changes
    assert set_for_signing(conference, **who, order=None, actor=officer(), now=TABLE) == 2
    with pytest.raises(Invalid):
        set_for_signing(conference, **who, order="giver", actor=officer(), now=TABLE)
    with pytest.raises(NotAllowed):
        set_for_signing(conference, **who, order=None, actor=representative(draft_minutes().receiver), now=TABLE)
    assert set(conference.minutes.values_list("signing_order", flat=True)) == {None}


@database
def test_a_version_keeps_the_order() -> None:
    minutes = in_turn()
    made = services.correct_minutes(minutes, reason="Ghi sai", actor=officer(), now=TABLE)
    assert made.signing_order == GIVER_FIRST
