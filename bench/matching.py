"""Matching and search from files over labelled texts: how much of what fits stands in the first five, in what order.

`python -m bench.matching`. bench/labelled/ holds 302 results, 84 needs and 127 searches, made up and labelled by hand:
`fits` names what answers, 2 meets it, 1 helps. Rules were tuned on the half called `tune`; what counts is the half
called `test`. Beside it plain full-text search: BM25 over single syllables without accents.
"""

from __future__ import annotations

import json
import math
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from bench import budget  # noqa: E402 - the path is laid above
from gieo.domain.transfers.rules.weighing import are_near, is_close  # noqa: E402 - as above
from gieo.domain.transfers.vocab import FIRST_TOLD  # noqa: E402 - as above
from gieo.foundation.search.engine import Shelf  # noqa: E402 - as above
from gieo.foundation.search.rules import Entry, syllables  # noqa: E402 - as above
from gieo.foundation.search.rules.telling import Wanted, needed_of, wanted  # noqa: E402 - as above
from gieo.foundation.search.vocab import Weight  # noqa: E402 - as above

FIRST, DEEP = 5, 10
MEETS = 2


@dataclass(frozen=True)
class Labelled:
    """A need or a search, with what answers it."""

    half: str
    title: str
    text: str
    fits: dict[str, int]

    def typed(self, typing: Callable[[str], str]) -> Labelled:
        return Labelled(self.half, typing(self.title), typing(self.text), self.fits)


@dataclass(frozen=True)
class Measured:
    """`meeting`: of what meets it, how much stands in the first five; `helping`: of all that helps; nDCG at 10."""

    meeting: float
    helping: float
    ndcg: float


@dataclass(frozen=True)
class Letters:
    """`right`: of those posted; `meeting`: of what meets a need; `idle`: posted where nothing that fits was left."""

    posted: int
    right: float
    meeting: float
    idle: int
    needs: int


def read(name: str) -> list[dict[str, object]]:
    lines = (ROOT / "bench" / "labelled" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def labelled(name: str) -> list[Labelled]:
    return [Labelled(row["half"], row["title"], row.get("text", ""), row["fits"]) for row in read(name)]


def texts() -> dict[str, dict[Weight, str]]:
    return {row["id"]: {Weight.TITLE: row["title"], Weight.BODY: row["text"]} for row in read("results")}


def shelf(folder: Path) -> Shelf:
    every = texts()
    return Shelf(folder, (Entry(key, "text", said) for key, said in every.items()), every.__getitem__)


def of_need(one: Labelled) -> Wanted:
    return needed_of(one.title, one.text)


def of_search(one: Labelled) -> Wanted:
    return wanted(one.title)


def folded(text: str) -> str:
    return " ".join(word.folded for word in syllables(text))


def half(text: str) -> str:
    return " ".join(word if number % 2 else folded(word) for number, word in enumerate(text.split()))


TYPINGS: dict[str, Callable[[str], str]] = {"accented": str, "unaccented": folded, "half and half": half}


def measured(asked: Iterable[Labelled], answers: Callable[[Labelled], Sequence[str]]) -> Measured:
    each = [_one(one.fits, answers(one)) for one in asked]
    return Measured(*(statistics.mean(values) for values in zip(*each, strict=True)))


def _one(fits: dict[str, int], found: Sequence[str]) -> tuple[float, float, float]:
    first = set(found[:FIRST])
    meeting = [key for key, grade in fits.items() if grade == MEETS]
    best = _gain(sorted(fits.values(), reverse=True))
    return (
        len(first.intersection(meeting)) / min(FIRST, len(meeting)),
        len(first.intersection(fits)) / min(FIRST, len(fits)),
        _gain([fits.get(key, 0) for key in found]) / best,
    )


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:DEEP]))


class Plain:
    """BM25 over single syllables without accents, k1 1.2, b 0.75: the best a full-text search of a database does."""

    def __init__(self) -> None:
        self._texts = {key: Counter(folded(" ".join(said.values())).split()) for key, said in texts().items()}
        self._usual = statistics.mean(words.total() for words in self._texts.values())
        self._with = Counter(word for words in self._texts.values() for word in words)

    def __call__(self, one: Labelled) -> list[str]:
        words = folded(f"{one.title} {one.text}").split()
        scores = {key: sum(self._gain(word, said) for word in words) for key, said in self._texts.items()}
        return sorted(scores, key=lambda key: (-scores[key], key))

    def _gain(self, word: str, said: Counter[str]) -> float:
        rare = math.log(1 + (len(self._texts) - self._with[word] + 0.5) / (self._with[word] + 0.5))
        return rare * said[word] * 2.2 / (said[word] + 1.2 * (0.25 + 0.75 * said.total() / self._usual))


def main() -> int:
    limits = budget("matching")
    plain = Plain()
    well = True
    with tempfile.TemporaryDirectory(prefix="gieo-bench-") as folder:
        here = shelf(Path(folder) / "index")
        for name, how in (("needs", of_need), ("searches", of_search)):
            for typing in TYPINGS:
                for part in ("tune", "test"):
                    asked = [one.typed(TYPINGS[typing]) for one in labelled(name) if one.half == part]
                    ours = measured(asked, lambda one, how=how: [fit.key for fit in here.answer(how(one), 100)])
                    theirs = measured(asked, plain)
                    said = (f"{mine:.3f} ({other:.3f})" for mine, other in zip(_row(ours), _row(theirs), strict=True))
                    print(f"  {name:8} {typing:14} {part:5}", "   ".join(said), flush=True)
                    if part == "test" and typing == "accented":
                        well = well and ours.meeting >= limits["meeting"] and ours.ndcg >= limits["ndcg"]
        letters = told(here)
    print(
        f"  letters of new results: {letters.posted}, {letters.right:.2f} right; {letters.meeting:.2f} of what meets "
        f"is told; {letters.idle} for {letters.needs} needs where nothing fits"
    )
    print("  in the first five of what meets, of what helps; nDCG@10 (in brackets: BM25 over single syllables)")
    return 0 if well else 1


def told(here: Shelf) -> Letters:
    """The letters that would go out by themselves, were each result new; and were all gone that fit."""
    asked = labelled("needs")
    pairs = [(one, key) for one in asked for key in _close(here, one, without=())]
    meeting = sum(grade == MEETS for one in asked for grade in one.fits.values())
    return Letters(
        posted=len(pairs),
        right=sum(key in one.fits for one, key in pairs) / len(pairs),
        meeting=sum(one.fits.get(key) == MEETS for one, key in pairs) / meeting,
        idle=sum(len(_close(here, one, without=one.fits)) for one in asked),
        needs=len(asked),
    )


def _close(here: Shelf, one: Labelled, *, without: Container[str]) -> list[str]:
    own = {Weight.TITLE: one.title, Weight.BODY: one.text}
    hits = [hit for hit in here.answer(of_need(one), 30, own=own) if hit.key not in without and are_near(hit.why)]
    return [hit.key for hit in hits[:FIRST_TOLD] if is_close(hit.share)]


def _row(one: Measured) -> tuple[float, float, float]:
    return one.meeting, one.helping, one.ndcg


if __name__ == "__main__":
    sys.exit(main())
