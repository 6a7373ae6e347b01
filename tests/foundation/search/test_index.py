"""The index by itself: order, narrowing, phrases, replacing."""

from pathlib import Path

import pytest

from gieo.foundation.search.engine import Index
from gieo.foundation.search.rules import Entry, asked
from gieo.foundation.search.vocab import Weight

TITLES = {
    "r1": "Nuôi bò sữa vùng cao",
    "r2": "Bỏ hoang đất dốc",
    "r3": "Phòng bệnh cho bò",
    "r4": "Trồng lúa nếp nương",
    "r5": "Sữa chua từ sữa dê",
}


@pytest.fixture
def index(tmp_path: Path) -> Index:
    made = Index(tmp_path / "index", fresh=True)
    made.write(
        Entry(key, "result", {Weight.TITLE: title, Weight.BODY: "kết quả nghiên cứu"}, frozenset({"public"}))
        for key, title in TITLES.items()
    )
    return made


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


def test_some_of_the_words_will_do_when_asked_loosely(index: Index) -> None:
    assert found(index, "lúa cà phê") == []
    assert found(index, "lúa cà phê", loosely=True) == ["r4"]


def test_what_nobody_has_is_mended_by_what_most_have(index: Index) -> None:
    assert index.mended(asked("bo suaa")) == ("bo", "sua")
    assert index.mended(asked("bosua")) == ("bo", "sua")
    assert index.mended(asked("bò sữa")) == ()
    assert index.mended(asked("xyzzy")) == ()


def test_nothing_outside_the_bounds_is_named(index: Index) -> None:
    index.write([Entry("s1", "result", {Weight.TITLE: "Giống tằm"})])
    assert index.mended(asked("tamm")) == ("tam",)
    assert index.mended(asked("tamm"), marks=["public"]) == ()


def test_a_word_typed_bare_among_accented_ones_is_meant_as_written_first(index: Index) -> None:
    index.write(
        [
            Entry("o1", "result", {Weight.TITLE: "Nuôi ông mật"}),
            Entry("o2", "result", {Weight.TITLE: "Nuôi ong mật"}),
        ]
    )
    assert found(index, "nuôi ong") == ["o2", "o1"]


def test_a_word_typed_with_accents_is_not_found_in_every_name_that_looks_like_it(index: Index) -> None:
    index.write(
        [
            Entry("t1", "result", {Weight.TITLE: "Trồng dâu nuôi tằm"}),
            Entry("t2", "result", {Weight.TITLE: "Cây mắc ca", Weight.NAMES: "Trung tâm Giống cây trồng"}),
        ]
    )
    assert found(index, "tằm") == ["t1"]
    assert set(found(index, "tam")) == {"t1", "t2"}
    assert found(index, "trụng tấm giong") == ["t2"], "nothing is written so: what looks alike is better than nothing"
