"""Words made fit for print: composed, single spaces, nothing invisible; dates and hours as the decree writes them."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from typing import TypedDict

from gieo.foundation.papers.rules.definition import Run, Text

LONG_WORD = 28
"""Letters without a space beyond which a word may be broken: file names, addresses, fingerprints."""

BREAK = "\u200b"
"""Zero width space: a place to break a word, without width in both renderings."""

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad]")
_SPACES = re.compile("[ \t\r\f\v\x85\u2028\u2029]+")
_BREAKABLE = re.compile(r"([/\\._@\-]|[^/\\._@\-\s]{8})(?=\S)")


class Piece(TypedDict):
    """A run in normal form."""

    text: str
    bold: bool
    italic: bool


def _visible(text: str) -> str:
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return "".join(c for c in text if c in "\n\t\r\f\v\x85" or unicodedata.category(c) not in ("Cc", "Cs"))


def clean(text: str) -> str:
    """One line: NFC, no invisible or control characters, single spaces, none at the ends."""
    return _SPACES.sub(" ", _visible(text).replace("\n", " ")).strip(" ")


def pieces(text: Text, *, bold: bool = False, italic: bool = False) -> list[list[Piece]]:
    """The lines of `text` in normal form; empty lines fall away, each line holds at least one piece."""
    lines: list[list[Piece]] = [[]]
    for part in (text,) if isinstance(text, str) else text:
        run = part if isinstance(part, Run) else Run(part)
        for number, words in enumerate(_visible(run.text).replace("\r\n", "\n").split("\n")):
            if number:
                lines.append([])
            if words := _SPACES.sub(" ", words):
                lines[-1].append({"text": words, "bold": bold or run.bold, "italic": italic or run.italic})
    return [line for line in map(_trimmed, lines) if line]


def _trimmed(line: list[Piece]) -> list[Piece]:
    """No space at the ends of a line, one between its pieces, long words broken where they may be."""
    kept: list[Piece] = []
    for piece in line:
        words = piece["text"]
        if not kept or kept[-1]["text"].endswith(" "):
            words = words.lstrip(" ")
        if words:
            kept.append({**piece, "text": words})
    if kept:
        kept[-1]["text"] = kept[-1]["text"].rstrip(" ")
        if not kept[-1]["text"]:
            kept.pop()
    return [{**piece, "text": breakable(piece["text"])} for piece in kept]


def breakable(text: str) -> str:
    """`text` with places to break inside words of more than 28 letters, so that no cell runs over its edge."""
    if len(text) <= LONG_WORD:
        return text
    return " ".join(_BREAKABLE.sub(rf"\1{BREAK}", w) if len(w) > LONG_WORD else w for w in text.split(" "))


def words_of(line: Iterable[Piece]) -> str:
    """The words of a line, without the places to break."""
    return "".join(piece["text"] for piece in line).replace(BREAK, "")


def day_in_words(day: date | None) -> str:
    """ "ngày 07 tháng 11 năm 2023": a zero before days below 10 and months 1 and 2 (Decree 30/2020, annex I, part I).

    Without a date the places stay open as dots.
    """
    if day is None:
        return "ngày … tháng … năm …"
    return (
        f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
        if day.month < 3
        else (f"ngày {day.day:02d} tháng {day.month} năm {day.year}")
    )


def date_line(place: str, day: date | None) -> str:
    """The place and date line of the head."""
    return f"{clean(place) or '…'}, {day_in_words(day)}"


def time_in_words(moment: datetime) -> str:
    """ "09 giờ 30 phút ngày 07 tháng 11 năm 2023", of the local time given (Decree 30/2020, form 1.9)."""
    return f"{moment.hour:02d} giờ {moment.minute:02d} phút {day_in_words(moment.date())}"
