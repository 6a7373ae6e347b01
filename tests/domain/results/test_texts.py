"""Results say their texts in the deed that changes them; restricted ones say nothing to anybody."""

from __future__ import annotations

import pytest
from django.db import transaction

from gieo.core.actor import SYSTEM, Actor
from gieo.core.errors import Missing
from gieo.domain.results.models import Result
from gieo.domain.results.queries.texts import PUBLIC, text_key, text_of, with_texts
from gieo.domain.results.services import (
    OldResult,
    accept_result,
    add_member,
    edit_product,
    edit_result,
    import_results,
    remove_member,
    remove_product,
    renew_all_texts,
    set_access,
)
from gieo.domain.results.vocab import Access, MemberRole, ResultState
from gieo.foundation.search.models import Text
from gieo.foundation.search.rules import Entry
from gieo.foundation.search.services import entry_of
from tests.factories.accounts import NOW
from tests.factories.results import STAGES, make_product, make_result

pytestmark = pytest.mark.django_db


def said() -> dict[str, Entry]:
    return {text.key: entry_of(text) for text in Text.objects.filter(gone=False)}


def computed() -> dict[str, Entry]:
    entries = [text_of(result) for result in with_texts(Result.objects.all())]
    return {entry.key: entry for entry in entries if entry is not None}


def words_of(result: Result) -> str:
    return "\n".join(said()[text_key(result)].texts.values())


def test_every_stage_says_what_is_computed_anew_and_only_public_ones_are_marked() -> None:
    made = {stage: make_result(stage) for stage in STAGES}
    assert said() == computed()
    public = {stage for stage, result in made.items() if PUBLIC in said()[text_key(result)].marks}
    assert public == {"registered", "transferable"}


def test_deeds_on_the_result_and_its_lines_are_said_at_once() -> None:
    result = make_result("draft")
    result = edit_result(
        Result.objects.get(pk=result.pk), actor=SYSTEM, now=NOW, version=Result.objects.get(pk=result.pk).version,
        title="Nuôi bò sữa", water="Giếng khoan",
    )  # fmt: skip
    assert "Nuôi bò sữa" in words_of(result)
    assert "Giếng khoan" in words_of(result)
    member = add_member(result, name="Tòng Văn Hặc", role=MemberRole.MEMBER, actor=SYSTEM, now=NOW)
    product = make_product(result, title="Sổ tay chăn dê")
    assert {"Tòng Văn Hặc", "Sổ tay chăn dê"} <= {line.partition(" (")[0] for line in words_of(result).splitlines()}
    edit_product(product, actor=SYSTEM, now=NOW, version=product.version, title="Sổ tay chăn cừu")
    assert "chăn cừu" in words_of(result)
    remove_product(product, actor=SYSTEM, now=NOW)
    remove_member(member, actor=SYSTEM, now=NOW)
    assert "cừu" not in words_of(result)
    assert "Hặc" not in words_of(result)
    assert said() == computed()


def test_a_refused_deed_says_nothing() -> None:
    result = make_result("draft", abstract="")
    before = said()
    with pytest.raises(Missing), transaction.atomic():
        accept_result(result, actor=SYSTEM, now=NOW)
    assert said() == before


def test_a_restricted_result_says_nothing_and_speaks_again_when_it_is_opened(officer: Actor, director: Actor) -> None:
    hidden = make_result("transferable", restricted=True, actor=officer)
    assert text_key(hidden) not in said()
    shown = make_result("transferable")
    assert text_key(shown) in said()
    set_access(shown, access=Access.RESTRICTED, note="Theo hợp đồng", actor=director, now=NOW)
    assert text_key(shown) not in said()
    row = Text.objects.get(key=text_key(shown))
    assert (row.gone, row.texts, row.marks) == (True, {}, [])
    set_access(shown, access=Access.OPEN, note="", actor=director, now=NOW)
    assert PUBLIC in said()[text_key(shown)].marks


def test_an_older_register_is_found_as_soon_as_it_is_taken_over() -> None:
    old = OldResult(ResultState.DRAFT, {"title": "Trồng mắc ca"}, members=[{"name": "Lò Văn A", "role": "leader"}])
    (result,) = import_results([old], source="Sổ 2015", actor=SYSTEM, now=NOW)
    assert "Lò Văn A" in words_of(result)
    assert said() == computed()


def test_a_host_of_another_name_is_said_anew_by_night() -> None:
    result = make_result("transferable")
    type(result.host).objects.filter(pk=result.host_id).update(name="Trung tâm Giống mới")
    assert said() != computed()
    assert renew_all_texts() == 1
    assert said() == computed()
    assert renew_all_texts() == 0


@pytest.mark.slow
def test_after_the_whole_story_every_text_is_what_is_computed_anew(told: None) -> None:
    assert len(said()) > 100
    assert said() == computed()
