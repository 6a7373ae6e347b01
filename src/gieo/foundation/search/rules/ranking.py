"""How well a text answers what is wanted. The formula is docs/decisions/0024-matching.md; plain values in and out.

A word counts by how rare it is among all texts, by how often and where a text has it, less where its accents differ;
two neighbours found side by side count beside their words; words of one meaning stand for one another.
"""

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
    """Words that a text has for some that were wanted: where first, weighed by how often, by place and accents."""

    often: float
    place: Weight
    number: int


class Ranking:
    """One query over the texts of one index, of which there are `size`."""

    def __init__(self, what: Wanted, size: int, frequency: Frequency) -> None:
        self.what = what
        self._size = size
        self._frequency = frequency
        self._worth: dict[Words, float] = {}
        self._beside = {(left, right): counts for left, right, counts in what.pairs}
        runs = {(word,) for told in what.told for word in told.words} | set(self._beside)
        others = {kin.words for told in what.told for kin in told.kin}
        self._first: dict[str, list[tuple[Words, bool]]] = {}  # first word → (words, asked themselves or for others)
        for asked, every in ((True, runs), (False, others)):
            for words in every:
                self._first.setdefault(words[0].folded, []).append((words, asked))

    def rank(self, texts: Iterable[tuple[str, Said]]) -> list[tuple[str, float]]:
        """Keys and scores of what answers, best first. Scores of one query compare with one another only."""
        every = list(texts)
        usual = sum(said.length for _key, said in every) / len(every) if every else 1.0
        scores = [(key, self._score(said, usual)) for key, said in every]
        return sorted((one for one in scores if one[1] > 0), key=lambda one: (-one[1], one[0]))

    def gains(self, said: Said, usual: float | None = None) -> Iterable[tuple[Told | None, Kin | None, Found, float]]:
        """What a text has of what is wanted: for which words, by which other words, where, and what it counts."""
        norm = SATURATION * (1 - LENGTH + LENGTH * said.length / (usual or said.length))
        own, others = self._found(said)
        for told in self.what.told:
            yield from self._told(told, own, others, norm)
        for pair, counts in self._beside.items():
            if pair in own:
                often = own[pair].often
                yield None, None, own[pair], counts * PAIR * self._rare_pair(*pair) * often / (often + norm)

    def worth(self, words: Words) -> float:
        """How much it says that a text has these: much where few have them."""
        if words not in self._worth:
            worth = sum(self._rare(self._texts_with(word)) for word in words)
            self._worth[words] = worth + PAIR * sum(self._rare_pair(left, right) for left, right in pairwise(words))
        return self._worth[words]

    def _score(self, said: Said, usual: float) -> float:
        return sum(gain for _told, _kin, _found, gain in self.gains(said, usual))

    def _told(
        self, told: Told, own: Mapping[Words, Found], others: Mapping[Words, Found], norm: float
    ) -> Iterable[tuple[Told, Kin | None, Found, float]]:
        """By the words themselves, or by what stands for them, whichever counts more."""
        themselves = [
            (told, None, own[(word,)], told.counts * self.worth((word,)) * _full(own[(word,)].often, norm))
            for word in told.words
            if (word,) in own
        ]
        by_kin = [
            (told, kin, others[kin.words], told.counts * kin.counts * self._worth_of(told, kin) * _full(
                others[kin.words].often, norm))
            for kin in told.kin
            if kin.words in others
        ]  # fmt: skip
        best = max(by_kin, key=lambda one: one[3], default=None)
        if best is not None and best[3] > sum(one[3] for one in themselves):
            yield best
        else:
            yield from themselves

    def _found(self, said: Said) -> tuple[dict[Words, Found], dict[Words, Found]]:
        own: dict[Words, Found] = {}
        others: dict[Words, Found] = {}
        for first in self._first.keys() & said.at.keys():
            for words, asked in self._first[first]:
                found = self._often(words, said, bare=asked and self.what.bare)
                if found is not None:
                    (own if asked else others)[words] = found
        return own, others

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
        return Found(often, *at) if often else None

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
        key = (left, right, left)  # no words: kept beside them
        if key not in self._worth:
            self._worth[key] = self._rare(self._frequency(f"{left.folded}_{right.folded}", Form.FOLDED))
        return self._worth[key]


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
