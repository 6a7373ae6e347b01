"""A text as an index is given it: its words in both forms, and its neighbours, a blank between two.

A million texts say the same few thousand things, so what stands between two blanks is read once.
"""

from functools import cache
from typing import NamedTuple

from gieo.foundation.search.rules.asking import HELD
from gieo.foundation.search.rules.kin import known_pairs
from gieo.foundation.search.rules.words import LONGEST_WORD, MOST_KNOWN, pairs, syllables

_HOLDS = "~"  # before a word that only holds others together, alone where a sentence ends: no word is written so
_ENDS = (".", "!", "?", ";", ":", "…")
_CLOSES = "\"'”’»)]}"  # may stand behind the end of a sentence
_READ: dict[str, "Forms"] = {}


class Forms(NamedTuple):
    """The words of a text; `marked` are the folded ones, with a sign before those that only hold others together and
    one alone where a sentence ends."""

    accented: str
    folded: str
    marked: str


def forms(text: str) -> Forms:
    """The words of a text, in order."""
    parts = text.split()
    try:
        read = [_READ[part] for part in parts]
    except KeyError:
        read = [_READ.get(part) or _read(part) for part in parts]
    return Forms(*map(" ".join, zip(*read, strict=True))) if read else Forms("", "", "")


def neighbours(text: Forms) -> str:
    """Of a long text the neighbours within a sentence that say something, each two as one token: none of which one only
    holds words together, but where they are a known word (lên men). Names and titles keep all of theirs (Cái Bè)."""
    known = _known()
    telling = [pair for pair in pairs(text.marked.split()) if _HOLDS not in pair or pair in known]
    return " ".join(telling).replace(_HOLDS, "")


def _read(part: str) -> Forms:
    """The words of what stands between two blanks: most often one, sometimes none."""
    words = syllables(part)
    marked = [_HOLDS + word.folded if word.accented in HELD else word.folded for word in words]
    if part.rstrip(_CLOSES).endswith(_ENDS):
        marked.append(_HOLDS)
    said = Forms(" ".join(word.accented for word in words), " ".join(word.folded for word in words), " ".join(marked))
    if len(part) <= LONGEST_WORD:
        if len(_READ) >= MOST_KNOWN:
            _READ.clear()
        _READ[part] = said
    return said


@cache
def _known() -> frozenset[str]:
    """The neighbours that are a known word, with and without the sign on either."""
    halves = [pair.split("_") for pair in known_pairs()]
    return frozenset(f"{a}{left}_{b}{right}" for left, right in halves for a in ("", _HOLDS) for b in ("", _HOLDS))
