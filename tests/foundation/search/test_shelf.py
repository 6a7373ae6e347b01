"""Texts of files, without a database; how well they are found is held on labelled texts (bench/matching.py)."""

from pathlib import Path

import pytest

from bench.matching import TYPINGS, Labelled, Plain, labelled, measured, of_need, of_search, shelf
from gieo.foundation.search.engine import Shelf
from gieo.foundation.search.rules import Entry
from gieo.foundation.search.rules.telling import wanted
from gieo.foundation.search.vocab import Weight


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return shelf(tmp_path_factory.mktemp("labelled") / "index")


def half_of(name: str, half: str) -> list[Labelled]:
    return [one for one in labelled(name) if one.half == half]


@pytest.mark.parametrize(("typing", "meeting", "ndcg"), [("accented", 0.9, 0.86), ("unaccented", 0.9, 0.82)])
def test_needs_meet_their_results(here: Shelf, typing: str, meeting: float, ndcg: float) -> None:
    asked = [one.typed(TYPINGS[typing]) for one in half_of("needs", "test")]
    ours = measured(asked, lambda one: [fit.key for fit in here.answer(of_need(one), 10)])
    plain = measured(asked, Plain())
    assert ours.meeting >= meeting
    assert ours.ndcg >= max(ndcg, plain.ndcg + 0.05)
    assert ours.helping >= plain.helping + 0.03


@pytest.mark.parametrize("typing", TYPINGS)
def test_searches_find_what_they_look_for(here: Shelf, typing: str) -> None:
    asked = [one.typed(TYPINGS[typing]) for one in half_of("searches", "test")]
    assert measured(asked, lambda one: [fit.key for fit in here.answer(of_search(one), 10)]).ndcg >= 0.9


def found(folder: Path, texts: dict[str, str], query: str) -> list[str]:
    folder = folder / str(len(list(folder.iterdir())))
    said = {key: {Weight.BODY: text} for key, text in texts.items()}
    there = Shelf(folder / "index", (Entry(key, "text", one) for key, one in said.items()), said.__getitem__)
    return [fit.key for fit in there.answer(wanted(query), 10)]


@pytest.mark.parametrize(
    ("texts", "query", "best"),
    [
        ({"a": "他在河边钓鱼", "b": "水稻种植技术在山区"}, "水稻种植", "b"),
        ({"a": "การเลี้ยงปลาในบ่อ", "b": "การปลูกข้าวบนภูเขา"}, "ปลูกข้าว", "b"),
        ({"a": "Élevage de chèvres en montagne", "b": "Culture du riz"}, "elevage chevres", "a"),
        ({"a": "Выращивание риса в горах", "b": "Разведение коз"}, "выращивание риса", "a"),
        ({"a": "पहाड़ों में धान की खेती", "b": "बकरी पालन"}, "धान की खेती", "a"),
        ({"a": "زراعة الأرز في الجبال", "b": "تربية الماعز"}, "زراعة الأرز", "a"),
        ({"a": "Studies of irrigated farms", "b": "Goats on the hill"}, "irrigation farming study", "a"),
    ],
)
def test_any_language(tmp_path: Path, texts: dict[str, str], query: str, best: str) -> None:
    assert found(tmp_path, texts, query)[0] == best


def test_words_that_nobody_has_find_nothing(tmp_path: Path) -> None:
    assert found(tmp_path, {"a": "nuôi ong"}, "xyzzy") == []
    assert found(tmp_path, {"a": "nuôi ong"}, "") == []
    assert found(tmp_path, {}, "ong") == []
