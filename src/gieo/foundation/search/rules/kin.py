"""Words of one meaning: regional words, other names, English; read from data/kin.toml."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import permutations
from pathlib import Path

from gieo.foundation.search.rules.words import Syllable, pairs, syllables

DATA = Path(__file__).resolve().parent.parent / "data"
Words = tuple[Syllable, ...]
Key = tuple[str, ...]


class Tie(StrEnum):
    """What joins two words."""

    DIALECT = "dialect"
    SAME = "same"
    ENGLISH = "english"
    NEAR = "near"


COUNTS = {Tie.DIALECT: 0.95, Tie.SAME: 0.7, Tie.ENGLISH: 0.8, Tie.NEAR: 0.3}  # for the word itself
LOOKS_ALIKE = 0.5  # a syllable typed bare that may be another word: "bap" is most often bắp
PAIR_LOOKS_ALIKE = 0.9
MOST = 12  # that may stand for one


@dataclass(frozen=True, slots=True)
class Kin:
    """Other words that may stand for some of a query."""

    words: Words
    counts: float
    tie: Tie


@dataclass(frozen=True, slots=True)
class Span:
    """Neighbours in a query that are read as one, from `start` up to `stop`, and what may stand for them."""

    start: int
    stop: int
    kin: tuple[Kin, ...] = ()


def spans(words: Sequence[Syllable], *, bare: bool) -> list[Span]:
    """The words of a query in order, each in one span; the longest known compound is read whole.

    `bare`: typed without accents, every word may stand for all of its accents.
    """
    known = _known()
    found, start = [], 0
    while start < len(words):
        ends = range(min(start + known.longest, len(words)), start, -1)
        read = ((end, known.of(words[start:end], bare=bare)) for end in ends)
        span = next((Span(start, end, kin) for end, kin in read if kin is not None), Span(start, start + 1))
        found.append(span)
        start = span.stop
    return found


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known, by words without accents."""

    table: Mapping[Key, Mapping[Words, tuple[Kin, ...]]]
    longest: int
    pairs: frozenset[str]

    def of(self, words: Sequence[Syllable], *, bare: bool) -> tuple[Kin, ...] | None:
        """None where these are not known as one. A word typed without accents may be another with them: always where
        all are typed so, inside a compound also among words with accents."""
        there = self.table.get(tuple(word.folded for word in words), {})
        alike: list[tuple[Kin, ...]] = []
        for name, kin in there.items():
            if all(a.accented == b.accented for a, b in zip(words, name, strict=True)):
                return kin
            if (bare or len(words) > 1) and all(
                a.accented == b.accented or a.is_bare for a, b in zip(words, name, strict=True)
            ):
                alike.append(kin)
        if not alike:
            return None
        factor = LOOKS_ALIKE if len(words) == 1 else PAIR_LOOKS_ALIKE
        return _best(Kin(one.words, one.counts * factor, one.tie) for kin in alike for one in kin)


def known_pairs() -> frozenset[str]:
    """Neighbours within the words that are known, folded, each two as one token."""
    return _known().pairs


@cache
def _known() -> _Known:
    said = tomllib.loads((DATA / "kin.toml").read_text(encoding="utf-8"))
    table: dict[Words, dict[Words, Kin]] = {}
    for tie in Tie:
        for line in said[tie]:
            names = [tuple(syllables(name)) for name in line.split("|")]
            for one, other in permutations(names, 2):
                kin = table.setdefault(one, {})
                if one != other and (other not in kin or kin[other].counts < COUNTS[tie]):
                    kin[other] = Kin(other, COUNTS[tie], tie)
    _by_way_of(table)
    for line in said["whole"]:
        table.setdefault(tuple(syllables(line)), {})
    folded: dict[Key, dict[Words, tuple[Kin, ...]]] = {}
    for one, kin in table.items():
        folded.setdefault(tuple(word.folded for word in one), {})[one] = _best(kin.values())
    beside = frozenset(pair for run in folded for pair in pairs(run))
    return _Known(folded, max(map(len, table)), beside)


def _by_way_of(table: dict[Words, dict[Words, Kin]]) -> None:
    """A regional or an English word leads on to what its word of the north leads to."""
    further = [
        (one, Kin(third.words, first.counts * third.counts, first.tie))
        for one, kin in table.items()
        for first in kin.values()
        for third in table[first.words].values()
        if (first.tie is Tie.DIALECT or (first.tie is Tie.ENGLISH and _is_bare(one) and not _is_bare(first.words)))
        and third.tie in (Tie.DIALECT, Tie.SAME)
        and third.words != one
        and third.words not in kin
    ]
    for one, kin in further:
        if kin.words not in table[one] or table[one][kin.words].counts < kin.counts:
            table[one][kin.words] = kin


def _is_bare(words: Words) -> bool:
    return all(word.is_bare for word in words)


def _best(kin: Iterable[Kin]) -> tuple[Kin, ...]:
    return tuple(sorted(kin, key=lambda one: -one.counts)[:MOST])
