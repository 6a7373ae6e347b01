"""The index by itself: order, narrowing, phrases, replacing."""

from pathlib import Path
from typing import Any

import pytest

from gieo.foundation.search.engine import Index
from gieo.foundation.search.rules import EVERYWHERE, Bounds, Entry, asked
from gieo.foundation.search.vocab import Share, Weight

PUBLIC = Bounds(marks=(frozenset({"public"}),))
TITLES = {
    "r:1": "Nuôi bò sữa vùng cao",
    "r:2": "Bỏ hoang đất dốc",
    "r:3": "Phòng bệnh cho bò",
    "r:4": "Trồng lúa nếp nương",
    "r:5": "Sữa chua từ sữa dê",
}


@pytest.fixture
def index(tmp_path: Path) -> Index:
    made = Index(tmp_path / "index", fresh=True)
    made.write(
        Entry(key, "result", {Weight.TITLE: title, Weight.BODY: "kết quả nghiên cứu"}, frozenset({"public"}))
        for key, title in TITLES.items()
    )
    return made


def found(index: Index, query: str, bounds: Bounds = EVERYWHERE, **how: Any) -> list[str]:
    view, what = index.view(), asked(query, **how)
    return [key for key, _score in view.find(view.settled(what, bounds), bounds).found]


def mended(index: Index, query: str, bounds: Bounds = EVERYWHERE) -> tuple[str, ...]:
    return index.view().mended(asked(query), bounds)


def test_without_accents_all_are_found(index: Index) -> None:
    assert found(index, "bo sua") == ["r:1"]
    assert set(found(index, "bo")) == {"r:1", "r:2", "r:3"}


def test_with_accents_the_word_comes_before_those_that_look_alike(index: Index) -> None:
    assert found(index, "bò")[-1] == "r:2"
    assert set(found(index, "bò")[:2]) == {"r:1", "r:3"}
    assert found(index, "bỏ")[0] == "r:2"


def test_a_phrase_stands_as_it_was_quoted(index: Index) -> None:
    assert found(index, '"sữa chua"') == ["r:5"]
    assert found(index, '"chua sữa"') == []
    assert found(index, '"sua chua"') == ["r:5"]


def test_a_question_in_plain_words(index: Index) -> None:
    assert found(index, "làm thế nào để nuôi bò sữa trên vùng cao?")[0] == "r:1"


def test_narrowing_says_nothing_about_the_order(index: Index) -> None:
    assert found(index, "bò", PUBLIC) == found(index, "bò")
    assert found(index, "bò", Bounds(marks=(frozenset({"office"}),))) == []
    assert found(index, "bò", Bounds(marks=(frozenset({"office", "public"}),))) == found(index, "bò")
    assert found(index, "bò", Bounds(("unit",))) == []
    assert found(index, "bò", Bounds(("unit", "result"))) == found(index, "bò")
    assert found(index, "bò", Bounds(numbers=frozenset({3, 4}))) == ["r:3"]


def test_a_text_is_replaced_and_dropped(index: Index) -> None:
    index.write([Entry("r:1", "result", {Weight.TITLE: "Ong mật"})], ["r:3"])
    assert found(index, "ong") == ["r:1"]
    assert found(index, "bò") == ["r:2"]
    assert index.view().count(asked("")) == 4


def test_some_of_the_words_will_do_when_asked_loosely(index: Index) -> None:
    assert found(index, "lúa cà phê") == []
    assert found(index, "lúa cà phê", share=Share.ANY) == ["r:4"]


def test_what_nobody_has_is_mended_by_what_most_have(index: Index) -> None:
    assert mended(index, "bo suaa") == ("bo", "sua")
    assert mended(index, "bosua") == ("bo", "sua")
    assert mended(index, "bò sữa") == ()
    assert mended(index, "xyzzy") == ()


def test_words_are_mended_with_what_stands_beside_them(index: Index) -> None:
    titles = {
        "Cà phê chè": 3, "Cáo trạng": 9, "Vướng mắc và tháo gỡ": 9, "Mắc ca xen cà phê": 2, "Nuôi dê": 9, "Sữa A": 9,
        "Bò sữa": 2, "Phê duyệt": 9,
    }  # fmt: skip
    numbers = iter(range(100, 1000))
    index.write(
        Entry(f"r:{next(numbers)}", "result", {Weight.TITLE: title}) for title, n in titles.items() for _ in range(n)
    )
    assert mended(index, "caf phe") == ("ca", "phe")
    assert mended(index, "cà fê") == ("ca", "phe")
    assert mended(index, "mac ka") == ("mac", "ca")
    assert mended(index, "bo suaa") == ("bo", "sua")
    assert mended(index, "mắcca xen caf phe") == ("mac", "ca", "xen", "ca", "phe")
    assert mended(index, "làm sao nuoii dê") == ("lam", "sao", "nuoi", "de")
    assert mended(index, "caf phe aracibca") == (), "one word stays that nobody has"
    assert mended(index, "duyetj trạng") == (), "each is near to something, but they stand nowhere side by side"


def test_nothing_outside_the_bounds_is_named(index: Index) -> None:
    index.write([Entry("s:1", "result", {Weight.TITLE: "Giống tằm"})])
    assert mended(index, "tamm") == ("tam",)
    assert mended(index, "tamm", PUBLIC) == ()


def test_a_word_typed_bare_among_accented_ones_is_meant_as_written_first(index: Index) -> None:
    index.write(
        [
            Entry("o:1", "result", {Weight.TITLE: "Nuôi ông mật"}),
            Entry("o:2", "result", {Weight.TITLE: "Nuôi ong mật"}),
        ]
    )
    assert found(index, "nuôi ong") == ["o:2", "o:1"]


def test_a_word_typed_with_accents_is_not_found_in_every_name_that_looks_like_it(index: Index) -> None:
    index.write(
        [
            Entry("t:1", "result", {Weight.TITLE: "Trồng dâu nuôi tằm"}),
            Entry("t:2", "result", {Weight.TITLE: "Cây mắc ca", Weight.NAMES: "Trung tâm Giống cây trồng"}),
        ]
    )
    assert found(index, "tằm") == ["t:1"]
    assert set(found(index, "tam")) == {"t:1", "t:2"}
    assert found(index, "trụng tấm giong") == ["t:2"], "nothing is written so: what looks alike is better than nothing"


def test_while_one_types_the_last_word_may_go_on(index: Index) -> None:
    assert found(index, "nuôi b", begun=True) == ["r:1"]
    assert found(index, "sữa ch", begun=True)[0] == "r:5"
    assert set(found(index, "nư", begun=True)) == {"r:4"}
    assert set(found(index, "nướ", begun=True)) == {"r:1", "r:4"}, "nothing begins so with this tone: as if it had none"
    assert found(index, "trong lua ne", begun=True) == ["r:4"]
    assert found(index, "nuoi b ", begun=True) == found(index, "nuoi b"), "a blank ends the word"


def test_a_whole_word_comes_before_one_that_only_begins_so(index: Index) -> None:
    index.write(
        [Entry("b:1", "result", {Weight.TITLE: "Trồng bông"}), Entry("b:2", "result", {Weight.TITLE: "Trồng bo"})]
    )
    assert found(index, "trong bo", begun=True)[:2] == ["b:2", "b:1"]


def test_regional_words_find_the_word_of_the_north_after_themselves(index: Index) -> None:
    index.write(
        [
            Entry("h:1", "result", {Weight.TITLE: "Nuôi lợn sạch"}),
            Entry("h:2", "result", {Weight.TITLE: "Nuôi heo mọi"}),
        ]
    )
    assert found(index, "nuôi heo") == ["h:2", "h:1"]
    assert found(index, "chăm heo") == []
    assert found(index, "dairy cow") == ["r:1"]
