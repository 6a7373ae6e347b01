"""Results say their texts in the deed that changes them; restricted ones say nothing to anybody."""

from __future__ import annotations

import pytest
from django.db import transaction

from gieo.core.actor import ANONYMOUS, SYSTEM, Actor, Role
from gieo.core.errors import Missing
from gieo.domain.results.access import PUBLIC, public_results, seen_marks, visible_results
from gieo.domain.results.models import Result
from gieo.domain.results.queries.texts import KIND, marks_of, order_of, text_key, text_of, with_texts
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
from gieo.foundation.accounts.queries import actor_for
from gieo.foundation.search.models import Text
from gieo.foundation.search.rules import Entry
from gieo.foundation.search.services import entry_of
from gieo.interfaces.ops.indexing import ROOMS
from tests.factories.accounts import NOW, user_with
from tests.factories.results import STAGES, make_host, make_product, make_result
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db


def said() -> dict[str, Entry]:
    return {text.key: entry_of(text) for text in Text.objects.filter(kind=KIND, gone=False)}


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


def test_marks_tell_who_sees_a_result_just_as_the_database_does(officer: Actor, director: Actor) -> None:
    hosts = [make_host(), make_host("Trung tâm khác")]
    for stage in STAGES:
        for host in hosts:
            make_result(stage, host=host)
    roles = {
        "host": user_with(Role.HOST, hosts[0]),
        "leader": user_with(Role.PROVINCE_LEADER, make_unit("Ủy ban nhân dân tỉnh")),
        "representative": user_with(Role.UNIT_REP, make_unit("Ủy ban nhân dân xã Na Sang")),
    }
    people = {name: actor_for(user, NOW.date()) for name, user in roles.items()}
    sizes = set()
    for name, actor in {"officer": officer, "nobody": ANONYMOUS, "Gieo": SYSTEM, **people}.items():
        seen = seen_marks(actor)
        by_marks = {key for key, entry in said().items() if seen is None or entry.marks & seen}
        assert by_marks == {text_key(result) for result in visible_results(actor)}, name
        sizes.add(len(by_marks))
    assert len(sizes) > 3, "they do not all see the same"


def test_the_order_without_words_is_that_of_the_database() -> None:
    for stage in ("transferable", "registered", "transferable", "transferable"):
        make_result(stage)
    rows = list(public_results().order_by("-state", "-accepted_on", "-code"))
    assert rows == sorted(rows, key=order_of, reverse=True)
    assert len({order_of(row) for row in rows}) == len(rows)


def test_every_facet_that_has_a_value_has_its_mark() -> None:
    result = make_result("transferable")
    product = make_product(result)
    marks = marks_of(with_texts(Result.objects.all()).get(pk=result.pk))
    assert {f"field={result.field.code}", f"host={result.host.code}", f"nature={product.nature}"} <= marks
    assert {"state=transferable", f"year={result.accepted_on.year}", f"readiness={result.readiness}"} <= marks
    assert not [mark for mark in marks if mark.startswith("programme=")]


@pytest.mark.slow
def test_after_the_whole_story_every_text_is_what_is_computed_anew(told: None) -> None:
    assert len(said()) > 100
    assert said() == computed()
    kinds = set(Text.objects.filter(gone=False).values_list("kind", flat=True))
    assert kinds == {
        "result",
        "decision",
        "conference",
        "minutes",
        "unit",
        "person",
        "use",
        "model",
        "need",
        "interest",
        "course",
    }
    assert {room.__name__: count for room in ROOMS if (count := room.renew_all_texts())} == {}
