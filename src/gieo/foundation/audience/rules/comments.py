"""Plain words: what a reader may send, freed of what one cannot see. Nothing here knows markup; pages escape it."""

import re
import unicodedata

from gieo.core.text import nfc, squeeze

BLANKS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and signs that are drawn as nothing."""
MOST_MARKS = 2
"""Marks that may stand on one letter once it is composed; more are drawn over the lines above and below."""

_TOO_MANY_LINES = re.compile(r"\n{3,}")


def plain_text(text: str) -> str:
    """Composed, in lines, without control characters, orders of direction, zero-width signs and heaps of marks."""
    lines = re.split(r"\r\n|[\n\r\v\f\x85\u2028\u2029]", nfc(text))
    return _TOO_MANY_LINES.sub("\n\n", "\n".join(squeeze(_seen(line)) for line in lines)).strip()


def plain_line(text: str) -> str:
    """The same in one line."""
    return squeeze(plain_text(text))


def says_something(text: str) -> bool:
    """At least one letter or digit."""
    return any(char.isalnum() for char in text)


def _seen(line: str) -> str:
    """The characters of a line that can be seen."""
    kept: list[str] = []
    marks = 0
    for char in line:
        category = unicodedata.category(char)
        if category.startswith("M"):
            marks += 1
            if marks > MOST_MARKS or not kept:
                continue
        else:
            marks = 0
        if category == "Zs" or char == "\t" or char in BLANKS:
            kept.append(" ")
        elif not category.startswith(("C", "Z")):
            kept.append(char)
    return "".join(kept)
