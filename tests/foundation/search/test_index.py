"""The index by itself: order, narrowing, phrases, replacing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gieo.foundation.search.engine import Entry, Index
from gieo.foundation.search.rules import asked
from gieo.foundation.search.vocab import Weight

TITLES = {
    "r1": "Nuôi bò sữa vùng cao",
    "r2": "Bỏ hoang đất dốc",
    "r3": "Phòng bệnh cho bò",
    "r4": "Trồng lúa nếp nương",
    "r5": "Sữa chua từ sữa dê",
}


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    made = Index(tmp_path / "index")
    made.write(
        Entry(key, "result", {Weight.TITLE: title, Weight.BODY: "kết quả nghiên cứu"}, frozenset({"public"}))
        for key, title in TITLES.items()
    )
    yield made


def found(index: Index, query: str, **narrowed: object) -> list[str]:
    return [key for key, _score in index.find(asked(query), **narrowed).found]  # type: ignore[arg-type]


def test_without_accents_all_are_found(index: Index) -> None:
    assert found(index, "bo sua") == ["r1"]
    assert set(found(index, "bo")) == {"r1", "r2", "r3"}


def test_with_accents_the_word_comes_before_those_that_look_alike(index: Index) -> None:
    assert found(index, "bò")[-1] == "r2"
    assert set(found(index, "bò")[:2]) == {"r1", "r3"}
    assert found(index, "bỏ")[0] == "r2"


def test_a_phrase_stands_as_it_was_quoted(index: Index) -> None:
    assert found(index, '"sữa chua"') == ["r5"]
    assert found(index, '"chua sữa"') == []
    assert found(index, '"sua chua"') == ["r5"]


def test_a_question_in_plain_words(index: Index) -> None:
    assert found(index, "làm thế nào để nuôi bò sữa trên vùng cao?")[0] == "r1"


def test_narrowing_says_nothing_about_the_order(index: Index) -> None:
    assert found(index, "bò", marks=["public"]) == found(index, "bò")
    assert found(index, "bò", marks=["office"]) == []
    assert found(index, "bò", kinds=["unit"]) == []
    assert found(index, "bò", kinds=["unit", "result"]) == found(index, "bò")


def test_a_text_is_replaced_and_dropped(index: Index) -> None:
    index.write([Entry("r1", "result", {Weight.TITLE: "Ong mật"})], ["r3"])
    assert found(index, "ong") == ["r1"]
    assert found(index, "bò") == ["r2"]
    assert index.find(asked("")).total == 4
