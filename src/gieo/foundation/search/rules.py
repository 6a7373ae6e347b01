"""Vietnamese words for an index: one token for all spellings of a syllable, and one for all its accents.

A syllable is kept in two forms. The accented form takes the tone out of the vowels and sets it behind (`hòa` and `hoà`
are both `hoa2`), keeps ă â đ ê ô ơ ư, and writes `i` where `y` is only another spelling (`kỹ`, `kĩ`: `ki3`). The folded
form has no accents at all. Two syllables side by side make a pair, because a Vietnamese word most often has two.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from gieo.foundation.search.vocab import Weight

_WORD = re.compile(r"[^\W_]+")
_TONES = {"\u0300": "2", "\u0301": "1", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_SAME_SOUND = re.compile(r"^(|h|k|l|m|qu|s|t)y$")  # y and i are two spellings of one word: lý, lí; quý, quí; y, i
_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Entry:
    """A text as it is indexed. `marks` are what a search may be narrowed to. Where no words are asked, texts with a
    higher `order` stand first."""

    key: str
    kind: str
    texts: dict[Weight, str]
    marks: frozenset[str] = frozenset()
    order: int = 0

    @property
    def number(self) -> int:
        """What tells it from others of its kind: the digits that its key ends with."""
        tail = self.key.rpartition(":")[2]
        return int(tail) if tail.isdecimal() else 0


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a search is held within: one of the kinds, a mark out of each group, the numbers where they are named."""

    kinds: tuple[str, ...] = ()
    marks: tuple[frozenset[str], ...] = ()
    numbers: frozenset[int] | None = None

    def holds(self, marks: frozenset[str]) -> bool:
        return all(group & marks for group in self.marks)


EVERYWHERE = Bounds()


def key_of(kind: str, number: int) -> str:
    """The key of a record's text."""
    return f"{kind}:{number}"


def entry(
    kind: str,
    number: int,
    texts: Mapping[Weight, Iterable[str]],
    marks: frozenset[str] = frozenset(),
    order: int = 0,
) -> Entry:
    """A record's text from its lines; empty ones are left out."""
    lines = {weight: "\n".join(line for line in said if line) for weight, said in texts.items()}
    return Entry(key_of(kind, number), kind, lines, marks, order)


def kind_of(key: str) -> str:
    """The kind of a record, from the key of its text."""
    return key.partition(":")[0]


def mark_of(facet: str, value: object) -> str:
    """The mark of a text that has this value of a facet."""
    return f"{facet}={value}"


@dataclass(frozen=True, slots=True)
class Syllable:
    """One word of a text or of a query."""

    accented: str
    folded: str
    written: str = field(compare=False)

    @property
    def is_bare(self) -> bool:
        """Typed without any accent."""
        return self.accented == self.folded


def syllables(text: str) -> list[Syllable]:
    """The words of a text, in order; signs and hyphens only part them."""
    return [_syllable(word) for word in _WORD.findall(unicodedata.normalize("NFC", text).lower())]


@lru_cache(maxsize=1 << 16)  # a language has some ten thousand syllables; texts have millions
def _syllable(word: str) -> Syllable:
    if word.isascii():
        plain = _SAME_SOUND.sub(r"\1i", word)
        return Syllable(plain, plain, word)
    letters, tone = "", ""
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            tone = _TONES[char]
        else:
            letters += char
    letters = unicodedata.normalize("NFC", letters)
    letters = _SAME_SOUND.sub(r"\1i", letters)
    bare = "".join(c for c in unicodedata.normalize("NFD", letters.replace("đ", "d")) if not unicodedata.combining(c))
    return Syllable(letters + tone, bare, word)


def pairs(tokens: Sequence[str]) -> list[str]:
    """Every two neighbours as one token."""
    return [f"{left}_{right}" for left, right in pairwise(tokens)]


def _bare(words: Sequence[Syllable]) -> tuple[Syllable, ...]:
    return tuple(Syllable(word.folded, word.folded, word.folded) for word in words)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed: words, and phrases that must stand as they were quoted.

    `begun`: the last word may go on, since it is still being typed. `loosely`: any of the words will do.
    """

    words: tuple[Syllable, ...]
    phrases: tuple[tuple[Syllable, ...], ...] = ()
    begun: bool = False
    loosely: bool = False

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)

    @property
    def is_bare(self) -> bool:
        """Not one accent typed: every word may stand for all of its accents."""
        return all(word.is_bare for word in (*self.words, *(word for phrase in self.phrases for word in phrase)))

    @property
    def written(self) -> str:
        """The words as they were typed, without signs."""
        return " ".join(word.written for word in (*self.words, *(word for phrase in self.phrases for word in phrase)))

    @property
    def bare(self) -> "Asked":
        """The same as if typed without accents."""
        return replace(self, words=_bare(self.words), phrases=tuple(_bare(phrase) for phrase in self.phrases))

    @property
    def ways(self) -> tuple["Asked", ...]:
        """How the query may be read, the first that answers counts: as typed; as if no accent had been typed, where
        some were and nothing has them; with the last word not finished."""
        begun = replace(self, begun=bool(self.words))
        return tuple(dict.fromkeys((self, self.bare, begun, begun.bare)))

    @property
    def telling(self) -> tuple[Syllable, ...]:
        """Words that say what is looked for; all of them when a question is made of nothing else."""
        last = self.words[-1:] if self.begun else ()
        return tuple(word for word in self.words if word.accented not in GLUE or word in last) or self.words

    @property
    def needed(self) -> int:
        """How many of the telling words a text must have."""
        return 1 if self.loosely else needed(len(self.telling))


# words that hold a question together and say nothing of what is looked for
_GLUE = """
ạ ai bằng bao bị bởi các cách cái cần cho có con của cũng để đến đi do được gì giúp hay hoặc hỏi khi không là
làm lên loại lúc mà một muốn nào này nên nhiều như những ở phải qua ra rằng rồi sao sẽ tại từ thì thế tôi trên
trong và vào về vì việc với xin an and are at can do for from how in is of on or the to what where which with
"""
GLUE = frozenset(form for word in syllables(_GLUE) for form in (word.accented, word.folded))

LONGEST = 64  # words; what comes after says no more
MOST_LETTERS = 14  # of two syllables: nghiêng nghiêng


def asked(query: str, *, begun: bool = False, loosely: bool = False) -> Asked:
    """Read a query. Quotation marks of any kind make a phrase; what ends in a blank or a sign has no begun word."""
    phrases = tuple(found for quoted in _QUOTED.findall(query) if (found := tuple(syllables(quoted)[:LONGEST])))
    words = tuple(syllables(_QUOTED.sub(" ", query))[:LONGEST])
    return Asked(words, phrases, begun and bool(words) and query[-1:].isalnum(), loosely)


def needed(words: int) -> int:
    """How many of so many telling words a text must have: all of a few, most of many."""
    if words <= 2:
        return words
    return words - 1 if words <= 4 else -(-words * 6 // 10)


def slips(word: str) -> set[str]:
    """Folded words that may have been meant: a letter too many, too few, another one, two swapped, a blank missed.

    None of what is too long for two syllables: no hand slips once in it.
    """
    if len(word) > MOST_LETTERS:
        return set()
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {left + right[1:] for left, right in parts if right}
    found |= {left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1}
    found |= {left + letter + right[1:] for left, right in parts if right for letter in _LETTERS}
    found |= {left + letter + right for left, right in parts for letter in _LETTERS}
    found |= {f"{left} {right}" for left, right in parts if left and right}
    return {" ".join(token.folded for token in syllables(slip)) for slip in found} - {word, ""}


def spelled(words: Sequence[str], text: str) -> str:
    """Folded words as a text spells them, where it has them side by side if it does."""
    said = syllables(text)
    places: dict[str, list[int]] = {}
    for place, syllable in enumerate(said):
        places.setdefault(syllable.folded, []).append(place)

    def neighbours(number: int, place: int) -> int:
        sides = [side for side in (-1, 1) if 0 <= number + side < len(words) and 0 <= place + side < len(said)]
        return sum(said[place + side].folded == words[number + side] for side in sides)

    best = [
        max(places.get(word, ()), key=lambda place, number=number: neighbours(number, place), default=None)
        for number, word in enumerate(words)
    ]
    return " ".join(word if place is None else said[place].written for word, place in zip(words, best, strict=True))
