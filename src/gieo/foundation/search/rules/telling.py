"""What a query or a long text asks for: its words with what each counts, those that say nothing left out."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from gieo.foundation.search.rules.asking import GLUE, HELD
from gieo.foundation.search.rules.english import is_syllable
from gieo.foundation.search.rules.kin import DATA, Kin, Words, spans
from gieo.foundation.search.rules.words import Syllable, syllables

TITLE_COUNTS = 1.6  # a word of a need's title, beside one of its text
PHRASE_COUNTS = 0.15  # a word of what people say around what they look for
NAME_COUNTS = 0.4  # a place or a person in a need
NUMBER_COUNTS = 0.2
MAYBE_COUNTS = 0.5  # a word typed bare that most often only holds others together
AGAIN_COUNTS = 0.25  # each time a word is said again in a need
HURRIED = 0.6  # so many words without accents: typed in a hurry
FOREIGN = 0.25  # so many words of a text without accents are no Vietnamese syllables: another language
MOST_NAMES = 0.4  # more capitals than this are a style of writing
ENDINGS = ".!?:;–-"
SIGNS = '.,;:!?()"“”'


@dataclass(frozen=True, slots=True)
class Told:
    """Neighbours read as one, with what they count and what may stand for them."""

    words: Words
    counts: float
    kin: tuple[Kin, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. `pairs` are neighbours in it, with what each counts; `bare`: typed without accents."""

    told: tuple[Told, ...]
    pairs: tuple[tuple[Syllable, Syllable, float], ...]
    bare: bool

    def __bool__(self) -> bool:
        return bool(self.told)


def wanted(query: str) -> Wanted:
    """What a search asks for: keywords, or a question in plain words."""
    return _wanted([(syllables(query), 1.0)], {})


def needed_of(title: str, text: str) -> Wanted:
    """What a need, or any long text, asks for."""
    parts = [(syllables(title), TITLE_COUNTS), (syllables(text), 1.0)]
    less = {word.written: NUMBER_COUNTS for words, _factor in parts for word in words if word.written.isdigit()}
    return _wanted(parts, less | dict.fromkeys(_names(text), NAME_COUNTS))


def _wanted(parts: Sequence[tuple[list[Syllable], float]], less: Mapping[str, float]) -> Wanted:
    """`less`: words that count less than others."""
    every = [word for words, _factor in parts for word in words]
    bare = is_hurried(every)
    glue = _english_glue() if is_foreign(every) else GLUE
    told: dict[Words, tuple[float, tuple[Kin, ...]]] = {}
    beside: dict[tuple[Syllable, Syllable], float] = {}
    for words, factor in parts:
        counts = [factor * count for count in _counts(words, glue, less, bare=bare)]
        for span in spans(words, bare=bare):
            run = tuple(words[span.start : span.stop])
            most = max(counts[span.start : span.stop])
            if not most:
                continue
            before, kin = told.get(run, (0.0, span.kin))
            told[run] = (max(before, most) + (AGAIN_COUNTS * min(before, most) if before else 0.0), kin)
        for at in range(len(words) - 1):
            least = min(counts[at : at + 2])
            if least:
                pair = (words[at], words[at + 1])
                beside[pair] = max(beside.get(pair, 0.0), least)
    if not told and every:  # made of nothing but words that say nothing
        told = dict.fromkeys(((word,) for word in every), (1.0, ()))
        beside = dict.fromkeys(pairwise(every), 1.0)
    return Wanted(
        tuple(Told(words, counts, kin) for words, (counts, kin) in told.items()),
        tuple((left, right, counts) for (left, right), counts in beside.items()),
        bare,
    )


def is_hurried(words: Sequence[Syllable]) -> bool:
    """Typed without accents; a short text must have none at all."""
    bare = sum(word.is_bare for word in words)
    return bare == len(words) or (len(words) > 10 and bare > 0.9 * len(words))


def is_foreign(words: Sequence[Syllable]) -> bool:
    """No Vietnamese: most words without accents, and many that no syllable looks like."""
    if not is_hurried(words):
        return False
    strange = sum(not is_syllable(word.written) and not word.written.isdigit() for word in words)
    return strange >= FOREIGN * len(words)


def _counts(words: Sequence[Syllable], glue: frozenset[str], less: Mapping[str, float], *, bare: bool) -> list[float]:
    """What each word counts: nothing if it only holds others together, little inside of what people say around."""
    counts = [_glued(word, glue, bare=bare) * less.get(word.written, 1.0) for word in words]
    known = _phrases()
    at = 0
    while at < len(words):
        for length in range(min(known.longest, len(words) - at), 0, -1):
            some = words[at : at + length]
            exact = tuple(word.accented for word in some) in known.accented
            if exact or (bare and length > 1 and tuple(word.folded for word in some) in known.folded):
                counts[at : at + length] = [count * PHRASE_COUNTS for count in counts[at : at + length]]
                at += length - 1
                break
        at += 1
    return counts


def _glued(word: Syllable, glue: frozenset[str], *, bare: bool) -> float:
    """Nothing of a word that holds others together; a little where it may be another typed bare (de: để, dê)."""
    if word.accented not in glue and word.written not in glue:
        return 1.0
    maybe = word.is_bare and glue is GLUE and (bare or word.accented not in HELD)
    return MAYBE_COUNTS if maybe else 0.0


def _names(text: str) -> set[str]:
    """Words with a capital inside a sentence, in small letters: places and people. None where all are written so."""
    words = text.split()
    inside = [word for before, word in pairwise(words) if before[-1] not in ENDINGS and word[0].isalpha()]
    capital = [word for word in inside if word[0].isupper() and not word.isupper()]
    if len(capital) > MOST_NAMES * len(inside):
        return set()
    small = {word.strip(SIGNS) for word in words if word.islower()}
    return {word.strip(SIGNS).lower() for word in capital} - small


@dataclass(frozen=True, slots=True)
class _Phrases:
    accented: frozenset[tuple[str, ...]]
    folded: frozenset[tuple[str, ...]]
    longest: int


@cache
def _phrases() -> _Phrases:
    said = _data()
    runs = [syllables(line) for name in ("questions", "needs", "english") for line in said[name]]
    return _Phrases(
        frozenset(tuple(word.accented for word in run) for run in runs),
        frozenset(tuple(word.folded for word in run) for run in runs),
        max(map(len, runs)),
    )


@cache
def _english_glue() -> frozenset[str]:
    return _forms(_data()["english_glue"])


@cache
def _data() -> dict[str, list[str]]:
    return tomllib.loads((DATA / "phrases.toml").read_text(encoding="utf-8"))


def _forms(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(form for line in lines for word in syllables(line) for form in (word.accented, word.written))
