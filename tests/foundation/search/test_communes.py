"""The communes of today, in two spellings and without accents: all are found, no two different ones are merged."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest

from gieo.core.text import fold
from gieo.foundation import places
from gieo.foundation.search.engine import Index
from gieo.foundation.search.rules import Asked, Entry, asked, syllables
from gieo.foundation.search.vocab import Weight

pytestmark = pytest.mark.slow
TONES = "\u0300\u0301\u0303\u0309\u0323"
MOST_NAMESAKES = 400


def moved(name: str) -> str:
    """The other spelling: the tone of oa, oe, uy on the other vowel; final i for y after h, k, l, m, qu, s, t."""
    text = unicodedata.normalize("NFD", name)
    text = re.sub(rf"([Oo])([{TONES}])([ae])\b", r"\1\3\2", text) if re.search(rf"[Oo][{TONES}][ae]\b", text) else (
        re.sub(rf"([Oo])([ae])([{TONES}])\b", r"\1\3\2", text)
    )  # fmt: skip
    text = re.sub(rf"(?<![Qq])([Uu])([{TONES}])(y)\b", r"\1\3\2", text) if re.search(
        rf"(?<![Qq])[Uu][{TONES}]y\b", text
    ) else re.sub(rf"(?<![Qq])([Uu])(y)([{TONES}])\b", r"\1\3\2", text)  # fmt: skip
    text = re.sub(rf"\b([HhKkLlMmSsTt]|[Qq]u)y(?![{TONES}]?\w)", r"\1i", text)
    return unicodedata.normalize("NFC", text)


@pytest.fixture(scope="module")
def communes() -> dict[str, str]:
    path = Path(places.__file__).parent / "data" / "communes_after_2025.tsv"
    with path.open(encoding="utf-8") as rows:
        return {row["code"]: row["name"] for row in csv.DictReader(rows, delimiter="\t")}


@pytest.fixture(scope="module")
def index(communes: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Index:
    made = Index(tmp_path_factory.mktemp("communes") / "index", fresh=True)
    made.write(Entry(code, "area", {Weight.TITLE: name}) for code, name in communes.items())
    return made


def test_all_are_found_however_they_are_typed(communes: dict[str, str], index: Index) -> None:
    assert len(communes) == 3321
    respelled = {code: moved(name) for code, name in communes.items()}
    assert sum(respelled[code] != name for code, name in communes.items()) > 100, "the other spelling is another"
    wanted: dict[Asked, set[str]] = defaultdict(set)
    for code, name in communes.items():
        for typed in (name, respelled[code], fold(name), unicodedata.normalize("NFD", name).upper()):
            wanted[asked(typed)].add(code)
    view = index.view()
    missed = {}
    for what, codes in wanted.items():
        found = {key for key, _score in view.find(what, limit=MOST_NAMESAKES).found}
        if not codes <= found:
            missed[what.written] = codes - found
    assert not missed


def test_where_accents_are_typed_the_name_itself_comes_first(communes: dict[str, str], index: Index) -> None:
    wrong, view = [], index.view()
    for name in set(communes.values()):
        best, _score = view.find(asked(name), limit=1).found[0]
        if [word.accented for word in syllables(communes[best])] != [word.accented for word in syllables(name)]:
            wrong.append((name, communes[best]))
    assert not wrong


def test_no_two_different_ones_are_merged(communes: dict[str, str]) -> None:
    """Mỹ Quí and Mỹ Quý, in two provinces, are one name in two spellings; nothing else is alike."""

    def spellings(name: str) -> frozenset[str]:
        once = moved(name.lower().replace("-", " "))
        return frozenset({once, moved(once)})

    alike: dict[tuple[str, ...], set[frozenset[str]]] = defaultdict(set)
    for name in communes.values():
        alike[tuple(word.accented for word in syllables(name))].add(spellings(name))
    assert not [names for names in alike.values() if len(names) > 1]
