"""A list as it is printed: what stands above the table, the columns, the sums. The rows come beside, as many as there
are."""

from dataclasses import dataclass
from datetime import datetime

from gieo.foundation.papers.rules.text import clean

NARROWEST = 3.0
"""Of a column, in the same letters as `Head.width`."""


@dataclass(frozen=True)
class Head:
    """A column: its head, and how wide its words are, in letters. Numbers stand on the right."""

    label: str
    width: float
    is_number: bool = False


@dataclass(frozen=True)
class Listing:
    """Everything of a printed list but its rows. `facts` stand below the title, a line each; `sums` below the rows."""

    title: str
    author: str
    dated: datetime
    language: str
    heads: tuple[Head, ...]
    facts: tuple[str, ...] = ()
    mark: str = ""
    sums: tuple[str, ...] = ()
    page_word: str = "Trang"
    empty_word: str = ""


def shares(listing: Listing) -> list[float]:
    """The part of the sheet's width that each column has: together 1."""
    widths = [max(head.width, NARROWEST) for head in listing.heads]
    return [width / sum(widths) for width in widths]


def plain(words: str) -> str:
    """A cell as one line of print."""
    return clean(words)
