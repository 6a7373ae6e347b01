"""Vietnamese words for an index: one token for all spellings of a syllable, and one for all its accents.

A syllable is kept in two forms. The accented form takes the tone out of the vowels and sets it behind (`hòa` and `hoà`
are both `hoa2`), keeps ă â đ ê ô ơ ư, and writes `i` where `y` is only another spelling (`kỹ`, `kĩ`: `ki3`). The folded
form has no accents at all. Two syllables side by side make a pair, because a Vietnamese word most often has two.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_TONES = {"\u0300": "2", "\u0301": "1", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_SAME_SOUND = re.compile(r"^(|h|k|l|m|qu|s|t)y$")  # y and i are two spellings of one word: lý, lí; quý, quí; y, i
_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]")

@dataclass(frozen=True, slots=True)
class Syllable:
    """One word of a text or of a query."""

    accented: str
    folded: str

    @property
    def is_bare(self) -> bool:
        """Typed without any accent: it may stand for every accent."""
        return self.accented == self.folded


def syllables(text: str) -> list[Syllable]:
    """The words of a text, in order; signs and hyphens only part them."""
    return [_syllable(word) for word in _WORD.findall(unicodedata.normalize("NFC", text).lower())]


@lru_cache(maxsize=1 << 16)  # a language has some ten thousand syllables; texts have millions
def _syllable(word: str) -> Syllable:
    if word.isascii():
        plain = _SAME_SOUND.sub(r"\1i", word)
        return Syllable(plain, plain)
    letters, tone = "", ""
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            tone = _TONES[char]
        else:
            letters += char
    letters = unicodedata.normalize("NFC", letters)
    letters = _SAME_SOUND.sub(r"\1i", letters)
    bare = "".join(c for c in unicodedata.normalize("NFD", letters.replace("đ", "d")) if not unicodedata.combining(c))
    return Syllable(letters + tone, bare)


def pairs(tokens: Sequence[str]) -> list[str]:
    """Every two neighbours as one token."""
    return [f"{left}_{right}" for left, right in zip(tokens, tokens[1:], strict=False)]


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed: words, and phrases that must stand as they were quoted."""

    words: tuple[Syllable, ...]
    phrases: tuple[tuple[Syllable, ...], ...]

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)

    @property
    def telling(self) -> tuple[Syllable, ...]:
        """Words that say what is looked for; all of them when a question is made of nothing else."""
        return tuple(word for word in self.words if word.accented not in GLUE) or self.words


# words that hold a question together and say nothing of what is looked for
_GLUE = """ạ ai bằng bao bị bởi các cách cái cần cho có con của cũng để đến đi do được gì giúp hay hoặc hỏi khi không là làm lên
loại lúc mà một muốn nào này nên nhiều như những ở phải qua ra rằng rồi sao sẽ tại từ thì thế tôi trên trong và vào về vì
việc với xin an and are at can do for from how in is of on or the to what where which with"""
GLUE = frozenset(form for word in syllables(_GLUE) for form in (word.accented, word.folded))

LONGEST = 64  # words; what comes after says no more


def asked(query: str) -> Asked:
    """Read a query. Quotation marks of any kind make a phrase."""
    phrases = tuple(found for quoted in _QUOTED.findall(query) if (found := tuple(syllables(quoted)[:LONGEST])))
    return Asked(tuple(syllables(_QUOTED.sub(" ", query))[:LONGEST]), phrases)


def needed(words: int) -> int:
    """How many of so many telling words a text must have: all of a few, most of many."""
    if words <= 2:
        return words
    return words - 1 if words <= 4 else -(-words * 6 // 10)
