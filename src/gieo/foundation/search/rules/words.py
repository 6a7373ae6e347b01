"""Words for an index: one token for all spellings of a Vietnamese syllable, and one for all its accents.

A syllable is kept in two forms. The accented form takes the tone out of the vowels and sets it behind (`hòa` and `hoà`
are both `hoa2`), keeps ă â đ ê ô ơ ư, and writes `i` where `y` is only another spelling (`kỹ`, `kĩ`: `ki3`). The folded
form has no accents at all. Two syllables side by side make a pair, because a Vietnamese word most often has two.

English words are cut to their stem. Of a script that leaves no blanks between words each sign is a word, and its
neighbours make the pairs.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from gieo.core.text import nfc
from gieo.foundation.search.rules.english import stem

# Scripts without blanks: Chinese, Japanese; Thai, Lao, Burmese, Khmer with the vowels that stand on a sign.
_SIGNS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd\u0b80-\u0dff"
_ON_SIGNS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b6-\u17d3"
_WORD = re.compile(f"[^\\W_{_SIGNS}]+(?:[{_MARKS}]+[^\\W_{_SIGNS}]*)*|[{_SIGNS}][{_ON_SIGNS}]*")
_TONES = {"\u0300": "2", "\u0301": "1", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_SAME_SOUND = re.compile(r"^(|h|k|l|m|qu|s|t)y$")  # y and i are two spellings of one word: lý, lí; quý, quí; y, i
LONGEST_WORD = 80  # letters; what is longer is no word of any language
MOST_KNOWN = 1 << 17  # different things between two blanks, with their signs: a language has not many more


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
    return [
        word
        for part in text.split()
        for word in (_known(part) if len(part) <= LONGEST_WORD else map(_syllable, _words(part)))
    ]


def _words(text: str) -> list[str]:
    return _WORD.findall(nfc(text).lower())


@lru_cache(maxsize=MOST_KNOWN)
def _known(part: str) -> tuple[Syllable, ...]:
    return tuple(map(_syllable, _words(part)))


@lru_cache(maxsize=1 << 16)  # a language has some ten thousand syllables; texts have millions
def _syllable(word: str) -> Syllable:
    word = word[:LONGEST_WORD]
    if word.isascii():
        plain = stem(_SAME_SOUND.sub(r"\1i", word))
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
    return Syllable(letters + tone or word, stem(bare) or word, word)


def pairs(tokens: Sequence[str]) -> list[str]:
    """Every two neighbours as one token."""
    return list(map("_".join, pairwise(tokens)))
