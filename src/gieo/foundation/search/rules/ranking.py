"""How well a text answers what is wanted. The formula is docs/decisions/0024-matching.md; plain values in and out.

A word counts by how rare it is among all texts, by how often and where a text has it, less where its accents differ;
two neighbours found side by side count beside their words; words of one meaning stand for one another.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from gieo.foundation.search.rules.kin import Kin, Words
from gieo.foundation.search.rules.telling import Told, Wanted, is_hurried
from gieo.foundation.search.rules.words import Syllable, syllables
from gieo.foundation.search.vocab import Form, Weight

Frequency = Callable[[str, Form], int]  # how many texts have a word, or two neighbours joined by "_"

PLACE = {Weight.NUMBER: 2.0, Weight.TITLE: 3.0, Weight.NAMES: 0.7, Weight.BODY: 1.0}
PAIR = 0.6  # what two neighbours say beside their two words
SATURATION = 1.2  # said twice is not twice as much
LENGTH = 0.6  # how far a long text has to say a word more often
OTHER_ACCENT = 0.03  # a word that only looks alike without accents
SAME_EAR = 0.6  # hỏi and ngã, which many do not tell apart
NO_ACCENT = 0.7  # a text that has no accents at all
HURRY = 0.6  # a word asked without accents among others with


class Said:
    """A text, cut to words once."""

    def __init__(self, texts: Mapping[Weight, str]) -> None:
        self.places = {place: syllables(text) for place, text in texts.items()}

    @cached_property
    def length(self) -> int:
        return sum(map(len, self.places.values())) or 1

    @cached_property
    def is_bare(self) -> bool:
        return is_hurried([word for words in self.places.values() for word in words])

    @cached_property
    def at(self) -> dict[str, list[tuple[Weight, int]]]:
        """Where each folded word stands."""
        found: dict[str, list[tuple[Weight, int]]] = {}
        for place, words in self.places.items():
            for number, word in enumerate(words):
                found.setdefault(word.folded, []).append((place, number))
        return found


@dataclass(frozen=True, slots=True)
class Found:
    """Words that a text has: how often, weighed by place and accents, and where best."""

    words: Words
    often: float
    place: Weight
    number: int


@dataclass(frozen=True, slots=True)
class Gain:
    """What a text gains by words it has; `told` and `kin` where these stand for others."""

    found: Found
    counts: float
    told: Told | None = None
    kin: Kin | None = None


class _Part:
    """One of the things wanted, by the numbers of the words to look for."""

    def __init__(self, told: Told, own: list[int], instead: dict[int, Kin]) -> None:
        self.told, self.own, self.instead = told, own, instead
        self.runs = frozenset(own) | instead.keys()


class Ranking:
    """One query over the texts of one index, of which there are `size`."""

    def __init__(self, what: Wanted, size: int, frequency: Frequency) -> None:
        self.what = what
        self._size = size
        self._frequency = frequency
        self._worth: dict[Words, float] = {}
        self._pairs: dict[str, float] = {}
        self._runs: dict[tuple[Words, bool], int] = {}  # what is looked for, itself or for others: each has a number
        self._parts = [_Part(told, self._own(told), self._instead(told)) for told in what.told]
        self._beside = {self._run((left, right), asked=True): counts for left, right, counts in what.pairs}
        self._first: dict[str, list[tuple[int, Words, bool]]] = {}
        for (words, asked), run in self._runs.items():
            self._first.setdefault(words[0].folded, []).append((run, words, asked))

    def rank(self, texts: Iterable[tuple[str, Said]]) -> list[tuple[str, float]]:
        """Keys and scores of what answers, best first. Scores of one query compare with one another only."""
        every = list(texts)
        usual = sum(said.length for _key, said in every) / len(every) if every else 1.0
        scores = [(key, sum(gain.counts for gain in self.gains(said, usual))) for key, said in every]
        return sorted((one for one in scores if one[1] > 0), key=lambda one: (-one[1], one[0]))

    def whole(self, said: Said) -> float:
        """What the text scores in which the question itself was told: the measure of how much of it another one has."""
        return sum(gain.counts for gain in self.gains(said))

    def gains(self, said: Said, usual: float | None = None) -> Iterable[Gain]:
        """What a text has of what is wanted."""
        norm = SATURATION * (1 - LENGTH + LENGTH * said.length / (usual or said.length))
        found = self._found(said)
        for part in self._parts:
            if not found.keys().isdisjoint(part.runs):
                yield from self._part(part, found, norm)
        for run in found.keys() & self._beside.keys():
            where = found[run]
            counts = self._beside[run] * PAIR * self._rare_pair(where.words[0], where.words[1])
            yield Gain(where, counts * _full(where.often, norm))

    def worth(self, words: Words) -> float:
        """How much it says that a text has these: much where few have them."""
        if words not in self._worth:
            worth = sum(self._rare(self._texts_with(word)) for word in words)
            self._worth[words] = worth + PAIR * sum(self._rare_pair(left, right) for left, right in pairwise(words))
        return self._worth[words]

    def _part(self, part: _Part, found: Mapping[int, Found], norm: float) -> list[Gain]:
        """By the words themselves, or by what stands for them, whichever counts more."""
        counts = part.told.counts
        themselves = [
            Gain(found[run], counts * self.worth(found[run].words) * _full(found[run].often, norm))
            for run in part.own
            if run in found
        ]
        instead = [
            Gain(found[run], counts * kin.counts * self._worth_of(part.told, kin) * _full(found[run].often, norm),
                part.told, kin)
            for run, kin in part.instead.items()
            if run in found
        ]  # fmt: skip
        best = max(instead, key=lambda gain: gain.counts, default=None)
        return themselves if best is None or best.counts <= sum(gain.counts for gain in themselves) else [best]

    def _found(self, said: Said) -> dict[int, Found]:
        return {
            run: found
            for first in self._first.keys() & said.at.keys()
            for run, words, asked in self._first[first]
            if (found := self._often(words, said, bare=asked and self.what.bare)) is not None
        }

    def _run(self, words: Words, *, asked: bool) -> int:
        return self._runs.setdefault((words, asked), len(self._runs))

    def _own(self, told: Told) -> list[int]:
        return [self._run((word,), asked=True) for word in told.words]

    def _instead(self, told: Told) -> dict[int, Kin]:
        return {self._run(kin.words, asked=False): kin for kin in told.kin}

    def _often(self, words: Words, said: Said, *, bare: bool) -> Found | None:
        """How often a text has these side by side, weighed by place and accents."""
        often, best, at = 0.0, 0.0, (Weight.BODY, 0)
        for place, number in said.at[words[0].folded]:
            there = said.places[place][number : number + len(words)]
            if len(there) < len(words) or any(a.folded != b.folded for a, b in zip(words, there, strict=True)):
                continue
            alike = min(_alike(a, b, bare=bare, text_bare=said.is_bare) for a, b in zip(words, there, strict=True))
            often += PLACE[place] * alike
            if PLACE[place] * alike > best:
                best, at = PLACE[place] * alike, (place, number)
        return Found(words, often, *at) if often else None

    def _worth_of(self, told: Told, kin: Kin) -> float:
        """What other words are worth: no more than those they stand for, where anything has these."""
        by_kin = self.worth(kin.words)
        return min(self.worth(told.words), by_kin) if all(map(self._texts_with, told.words)) else by_kin

    def _rare(self, frequency: int) -> float:
        return math.log(1 + (self._size - frequency + 0.5) / (frequency + 0.5))

    def _texts_with(self, word: Syllable) -> int:
        if self.what.bare:
            return self._frequency(word.folded, Form.FOLDED)
        return self._frequency(word.accented, Form.ACCENTED) or self._frequency(word.folded, Form.FOLDED)

    def _rare_pair(self, left: Syllable, right: Syllable) -> float:
        token = f"{left.folded}_{right.folded}"
        if token not in self._pairs:
            self._pairs[token] = self._rare(self._frequency(token, Form.FOLDED))
        return self._pairs[token]


def _full(often: float, norm: float) -> float:
    """From nothing towards one."""
    return often / (often + norm)


def _alike(asked: Syllable, there: Syllable, *, bare: bool, text_bare: bool) -> float:
    if bare or asked.accented == there.accented:
        return 1.0
    if asked.is_bare:
        return HURRY
    if asked.accented.replace("4", "3") == there.accented.replace("4", "3"):
        return SAME_EAR
    if there.is_bare and text_bare:
        return NO_ACCENT
    return OTHER_ACCENT
