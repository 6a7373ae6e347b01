"""Plain rules of finding: words, texts, what was asked, words of one meaning, and how well a text answers."""

from gieo.foundation.search.rules.asking import GLUE, Asked, asked, needed, slips, spelled
from gieo.foundation.search.rules.texts import EVERYWHERE, Bounds, Entry, entry, key_of, kind_of, mark_of, number_of
from gieo.foundation.search.rules.words import Syllable, pairs, syllables

__all__ = [
    "EVERYWHERE",
    "GLUE",
    "Asked",
    "Bounds",
    "Entry",
    "Syllable",
    "asked",
    "entry",
    "key_of",
    "kind_of",
    "mark_of",
    "needed",
    "number_of",
    "pairs",
    "slips",
    "spelled",
    "syllables",
]
