"""Facets are counted by the index: each as if nothing of it had been chosen, and nothing that was closed meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from gieo.foundation.search.engine import Stand
from gieo.foundation.search.queries import FAR_BEHIND, Findings, findings, stand_at
from gieo.foundation.search.rules import Bounds, Entry
from gieo.foundation.search.services import drop_texts, follow, put_texts
from gieo.foundation.search.vocab import Weight

pytestmark = pytest.mark.django_db(transaction=True)
PUBLIC = Bounds(("result",), (frozenset({"public"}),))
HELD = {"place": {"na-sang": {1, 2}, "muong-nhe": {2, 5}, "nowhere": set()}}


def result(number: int, title: str, *marks: str) -> Entry:
    return Entry(f"result:{number}", "result", {Weight.TITLE: title}, frozenset({"public", *marks}), order=number)


@pytest.fixture
def stand(settings: Any, tmp_path: Path) -> Iterator[Stand]:
    settings.INDEX_DIR = tmp_path / "index"
    put_texts(
        [
            result(1, "Nuôi bò sữa", "field=4", "year=2021"),
            result(2, "Nuôi bò vàng", "field=4", "year=2022"),
            result(3, "Bò lai", "field=3", "year=2021"),
            result(4, "Trồng chè", "field=4", "year=2021", "nature=model", "nature=report"),
            Entry("result:5", "result", {Weight.TITLE: "Bò chưa công bố"}, frozenset({"field=4"}), order=5),
            Entry("unit:6", "unit", {Weight.TITLE: "Trại bò"}, frozenset({"public"})),
        ]
    )
    stand = stand_at(settings.INDEX_DIR)
    follow(stand)
    yield stand
    stand_at.cache_clear()


def found(words: str, **chosen: Sequence[str]) -> Findings:
    answer = findings(words, PUBLIC, chosen, HELD)
    assert answer is not None
    return answer


def test_counts_are_of_what_one_may_see_and_of_nothing_else(stand: Stand) -> None:
    answer = found("bò")
    assert answer.total == 3
    assert answer.counts["field"] == {"4": 2, "3": 1}
    assert answer.counts["year"] == {"2021": 2, "2022": 1}
    assert answer.counts["place"] == {"na-sang": 2, "muong-nhe": 1, "nowhere": 0}
    assert set(answer.numbers(0, 10)) == {1, 2, 3}
    assert answer.numbers(0, 0) == ()


def test_a_facet_is_counted_as_if_nothing_of_it_were_chosen(stand: Stand) -> None:
    answer = found("bò", field=["4"], year=["2021"])
    assert (answer.total, tuple(answer.numbers(0, 10))) == (1, (1,))
    assert answer.counts["field"] == {"4": 1, "3": 1}
    assert answer.counts["year"] == {"2021": 1, "2022": 1}
    assert answer.counts["place"] == {"na-sang": 1, "muong-nhe": 0, "nowhere": 0}
    both = found("bò", field=["3", "4"])
    assert (both.total, both.counts["field"]) == (3, {"4": 2, "3": 1})


def test_a_facet_of_sets_narrows_the_others(stand: Stand) -> None:
    answer = found("bò", place=["muong-nhe"])
    assert tuple(answer.numbers(0, 10)) == (2,)
    assert answer.counts["year"] == {"2022": 1}
    assert answer.counts["place"] == {"na-sang": 2, "muong-nhe": 1, "nowhere": 0}
    answer = found("bò", place=["muong-nhe"], year=["2021"])
    assert (answer.total, answer.counts["year"]) == (0, {"2022": 1})
    assert answer.counts["place"] == {"na-sang": 1, "muong-nhe": 0, "nowhere": 0}
    assert found("bò", place=["nowhere"]).total == 0


def test_without_words_all_stand_in_their_own_order(stand: Stand) -> None:
    answer = found("")
    assert tuple(answer.numbers(0, 10)) == (4, 3, 2, 1)
    assert tuple(answer.numbers(1, 3)) == (3, 2)
    assert answer.counts["nature"] == {"model": 1, "report": 1}
    without_sets = findings("", PUBLIC, {"field": ["4"]})
    assert without_sets is not None
    assert (without_sets.total, tuple(without_sets.numbers(1, 3))) == (3, (2, 1))


def test_what_is_closed_is_in_no_count_before_the_index_follows(stand: Stand) -> None:
    drop_texts(["result:1"])
    put_texts([Entry("result:2", "result", {Weight.TITLE: "Nuôi bò vàng"}, frozenset({"field=4"}))])
    answer = found("bò")
    assert (answer.total, tuple(answer.numbers(0, 10)), answer.counts["field"]) == (1, (3,), {"3": 1})
    assert answer.counts["place"] == {"na-sang": 0, "muong-nhe": 0, "nowhere": 0}
    put_texts([result(3, "Bò lai", "field=5", "year=2021")])
    assert found("bò", field=["3"]).total == 0, "it has another field now"


def test_without_words_an_index_that_is_behind_leaves_the_answer_to_the_database(stand: Stand) -> None:
    put_texts([Entry("unit:7", "unit", {Weight.TITLE: "Trại dê"})])
    assert found("").total == 4, "another kind is nothing to it"
    put_texts([result(8, "Nuôi dê")])
    assert findings("", PUBLIC, {}) is None
    assert found("bò").total == 3
    follow(stand)
    assert found("").total == 5


def test_an_index_far_behind_is_not_asked(stand: Stand) -> None:
    put_texts(result(number, "Nuôi dê") for number in range(11, 11 + FAR_BEHIND))
    assert found("bò").total == 3
    put_texts([result(10, "Nuôi dê")])
    assert findings("bò", PUBLIC, {}) is None


def test_a_word_that_is_not_finished_is_the_last_way_to_read_a_query(stand: Stand) -> None:
    assert set(found("nuoi b").numbers(0, 9)) == {1, 2}
    assert set(found("vàn").numbers(0, 9)) == {2}
    assert found("xyz").total == 0
