"""The printed sheet of a result on one page: the more words, the smaller the letters (paper.css)."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from gieo.domain.results.models import Result

PAGE = 296.0  # millimetres that a leaf has
SPARE = 8.0  # an estimate may be a line short
POINT = 25.4 / 72
LETTERS, TITLE_LETTERS, SMALL_LETTERS = (
    58,
    77,
    93,
)  # on one line: of an answer and of the title at 12 pt, below the title
HEAD, SMALL_LINE = 38.5, 5.5  # margins of the page, the line on top, gaps; a line below the title
GAP = 1.1  # lines' height between two answers


@dataclass(frozen=True)
class Letters:
    """A class of paper.css and what it sets: points of the letters and of the title, leading, the code's edge."""

    name: str
    size: float
    leading: float
    title: float
    code: float


SIZES = (
    Letters("", 12, 1.45, 22, 30),
    Letters("full", 11, 1.4, 18, 30),
    Letters("brimful", 9, 1.35, 18, 22),
)


def fullness(result: Result) -> str:
    """How full the printed page is, "" up to "brimful": the largest letters that keep it to one page."""
    return next((letters.name for letters in SIZES if _height(result, letters) + SPARE <= PAGE), SIZES[-1].name)


def _height(result: Result, letters: Letters) -> float:
    """Millimetres that the words of a result take in these letters."""
    line = letters.size * letters.leading * POINT
    per_line = LETTERS * 12 / letters.size
    conditions = [result.season, result.water, result.labour]
    answers = [
        _lines([result.plain_sheet, result.benefit_text], per_line),
        _lines([result.fit_places, *(f"Lao động: {words}" for words in conditions if words)], per_line),
        _lines([result.cost_text], per_line),
        _lines([result.inputs_text], per_line - 3),  # a list is indented
        _lines([result.risks_text], per_line),
        _lines([f"{result.contact_name} {result.contact_phone} {result.contact_email}"], per_line),
        2,  # who made it, and how ready it is
    ]
    rows = sum(max(1, count) * line + GAP * letters.size * POINT for count in answers)
    title = _lines([result.shown_title], TITLE_LETTERS * 12 / letters.title) * letters.title * 1.35 * POINT
    below = _lines([result.title], SMALL_LETTERS) * SMALL_LINE if result.short_title else 0.0
    return HEAD + title + below + rows + letters.code + 2.5


def _lines(texts: Iterable[str], per_line: float) -> int:
    return sum(ceil(len(line) / per_line) for text in texts for line in text.splitlines())
