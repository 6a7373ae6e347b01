"""Which version of a rule was in force on a day. Plain values: the files are read in engine, the tables in queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from gieo.core.basis import Basis, Mark
from gieo.core.calendar import Limit, SpanUnit


class Dated(Protocol):
    """Anything in force from `since` (nothing: always) through `until` (nothing: still), both days included."""

    @property
    def since(self) -> date | None: ...
    @property
    def until(self) -> date | None: ...


D = TypeVar("D", bound=Dated)


@dataclass(frozen=True)
class LegalLimit:
    """A limit as a text lays it down: `count` of `unit`, counted `times` times in a row, with its source."""

    key: str
    subject: str  # what must be done, in Vietnamese, for the page of tables
    count: int
    unit: SpanUnit
    times: int
    document: str
    article: str
    mark: Mark
    since: date | None
    until: date | None
    note: str = ""

    @property
    def limit(self) -> Limit:
        """For core.calendar.WorkCalendar.due."""
        return Limit(self.count, self.unit)

    @property
    def basis(self) -> Basis:
        return Basis(self.document, self.article, self.mark)


@dataclass(frozen=True)
class CodeRow:
    """One line of a code table file."""

    code: str
    name: str
    name_en: str
    parent: str
    mark: Mark
    article: str
    natures: tuple[str, ...] = ()


@dataclass(frozen=True)
class CodeTable:
    """One code table file: a subject, the document that lays it down, its days in force, its lines in order."""

    key: str
    version: str
    name: str
    document: str
    article: str
    mark: Mark
    since: date | None
    until: date | None
    note: str
    rows: tuple[CodeRow, ...]


def is_in_force(rule: Dated, on: date) -> bool:
    """Whether `on` lies between the first and the last day, both included."""
    return (rule.since is None or rule.since <= on) and (rule.until is None or on <= rule.until)


def in_force(rules: Iterable[D], on: date) -> list[D]:
    """Those in force on a day, in the order given."""
    return [rule for rule in rules if is_in_force(rule, on)]


def overlaps(rules: Iterable[D]) -> list[tuple[D, D]]:
    """Pairs in force on a common day: two answers to one question, a fault of the data."""
    rows = list(rules)
    return [
        (first, second)
        for place, first in enumerate(rows)
        for second in rows[place + 1 :]
        if _starts_by(first, second.until) and _starts_by(second, first.until)
    ]


def _starts_by(rule: Dated, day: date | None) -> bool:
    return rule.since is None or day is None or rule.since <= day


def unmapped(natures: Iterable[str], rows: Iterable[CodeRow]) -> list[str]:
    """Natures that a table of product kinds leaves without a kind."""
    mapped = {nature for row in rows for nature in row.natures}
    return [nature for nature in natures if nature not in mapped]
