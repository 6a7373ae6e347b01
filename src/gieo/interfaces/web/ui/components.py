"""What components are given: plain frozen values. A stray or missing prop is a TypeError in the view.

Pages compose these values in their views from queries and permits, and hand them to the tags of `{% load gieo %}`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

TONES = ("plain", "ok", "wait", "late", "info")
TONE_ICONS = {"plain": "circle-dashed", "ok": "check", "wait": "clock", "late": "triangle-alert", "info": "arrow-right"}


def _check_tone(tone: str) -> None:
    if tone not in TONES:
        raise ValueError(f"Unknown tone {tone!r}; one of {', '.join(TONES)}.")


@dataclass(frozen=True)
class Link:
    """A word and where it leads; without a URL it is only the word."""

    label: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Pill:
    """A state: always an icon and a word, never colour alone."""

    word: str
    tone: str = "plain"
    icon: str = ""

    def __post_init__(self) -> None:
        _check_tone(self.tone)
        if not self.icon:
            object.__setattr__(self, "icon", TONE_ICONS[self.tone])


@dataclass(frozen=True, kw_only=True)
class Deed:
    """One thing a person may do here.

    `blocked` is the refusal's sentence (`permit.why`): the deed stays visible, dashed, with the reason beside it.
    `post` makes it a form of one button; `consequences` asks first, in those sentences, and then posts.
    """

    label: str
    url: str = ""
    icon: str = ""
    kind: str = "plain"
    post: bool = False
    consequences: tuple[str, ...] = ()
    values: tuple[tuple[str, Any], ...] = ()
    blocked: str = ""
    way_out: Link | None = None
    download: bool = False


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """What next, who, by when, on which basis: the card at the head of a record."""

    title: str
    who: str = ""
    due: date | None = None
    due_note: str = ""
    basis: str = ""
    basis_url: str = ""
    after: str = ""
    state: Pill | None = None
    deeds: tuple[Deed, ...] = ()
    done: bool = False


@dataclass(frozen=True, kw_only=True)
class Happening:
    """One line of a timeline: when (a word or a formatted moment) and what, how often in a row."""

    when: str
    text: str
    url: str = ""
    who: str = ""
    times: int = 1
    later: bool = False


@dataclass(frozen=True, kw_only=True)
class GateRow:
    """One part that must be there before a deed: there or missing, with a note and a way to fill it."""

    label: str
    filled: bool
    note: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One stage of a life cycle or one page of a long form: done, here or later."""

    label: str
    state: str = "later"
    url: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if self.state not in ("done", "here", "later"):
            raise ValueError(f"Unknown stage state {self.state!r}.")


@dataclass(frozen=True, kw_only=True)
class Todo:
    """A duty on the desk: its day, its title, one line of detail and the deed."""

    title: str
    url: str
    due: date | None = None
    detail: str = ""
    late: bool = False
    done: bool = False
    deed: Deed | None = None


@dataclass(frozen=True, kw_only=True)
class FaultLine:
    """A disagreement in words, with its places and the ways out."""

    title: str
    detail: str = ""
    links: tuple[Link, ...] = ()
    deeds: tuple[Deed, ...] = ()
    tone: str = "late"

    def __post_init__(self) -> None:
        _check_tone(self.tone)


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A photograph as it may be shown: never without caption and credit."""

    url: str
    caption: str
    credit: str
    place: str = ""
    taken_on: date | None = None
    alt: str = ""
    full_url: str = ""
    width: int = 480
    height: int = 320


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell of the matrix. `state`: empty, full (handed over and confirmed), part, none (owed) or number."""

    state: str = "empty"
    text: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        if self.state not in ("empty", "full", "part", "none", "number"):
            raise ValueError(f"Unknown cell state {self.state!r}.")


@dataclass(frozen=True, kw_only=True)
class MatrixRow:
    """A row of the matrix: a receiver, what it gets, its sums, and whether something disagrees."""

    label: str
    cells: tuple[Cell, ...]
    url: str = ""
    note: str = ""
    pill: Pill | None = None
    fault: bool = False


@dataclass(frozen=True, kw_only=True)
class MatrixHead:
    """A column of the matrix: its short mark, its full name, and whether it holds sums."""

    mark: str
    name: str = ""
    url: str = ""
    total: bool = False


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """Receivers × things, with a row of sums. Every row has as many cells as there are heads."""

    corner: str
    heads: tuple[MatrixHead, ...]
    rows: tuple[MatrixRow, ...]
    caption: str
    sums: MatrixRow | None = None

    def __post_init__(self) -> None:
        for row in (*self.rows, *((self.sums,) if self.sums else ())):
            if len(row.cells) != len(self.heads):
                raise ValueError(f"Row {row.label!r} has {len(row.cells)} cells for {len(self.heads)} heads.")
