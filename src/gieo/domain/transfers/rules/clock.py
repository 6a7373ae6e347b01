"""The clock of transfer: calendar days between the dates of one thing, and the leg that waits now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from gieo.domain.transfers.vocab import LegState, Mark

MARKS = tuple(Mark)
TO_RECEIPT = MARKS[: MARKS.index(Mark.RECEIPT) + 1]
"""The marks of what is handed over: of first uses, rooms above know."""


@dataclass(frozen=True)
class Leg:
    """From one mark to the next. `days` are calendar days: until the end when done, until today when it waits."""

    start: Mark
    end: Mark
    since: date | None
    until: date | None
    days: int | None
    state: LegState

    @property
    def key(self) -> str:
        return f"{self.start}_{self.end}"


@dataclass(frozen=True)
class Clock:
    legs: tuple[Leg, ...]
    total_days: int | None

    @property
    def waiting(self) -> Leg | None:
        """The one leg that runs now: the last date is known, the next not yet."""
        return next((leg for leg in self.legs if leg.state == LegState.WAITING), None)

    def leg(self, start: Mark) -> Leg:
        """The leg that begins at a mark."""
        return next(leg for leg in self.legs if leg.start == start)


def days_between(start: date, end: date) -> int:
    """Calendar days from one date to another: 12/05/2023 to 07/11/2023 are 179."""
    return (end - start).days


def transfer_clock(dates: Mapping[Mark, date | None], today: date, marks: Sequence[Mark] = TO_RECEIPT) -> Clock:
    """Legs acceptance → registration → decision → conference → receipt (→ first use), in calendar days.

    A leg is done when both dates are known; it waits when its first date is the last one known and is not yet over;
    it is unknown when a date is missing though a later one is known (nobody wrote it down); contradictory when the
    second date lies before the first. Dates after today count as not yet come. The total runs from the first known
    date to the last mark, or to today while something waits.
    """
    known = {mark: day for mark in marks if (day := dates.get(mark)) is not None and day <= today}
    last = max((MARKS.index(mark) for mark in known), default=-1)
    legs = tuple(_leg(start, end, known, last, today) for start, end in pairwise(marks))
    if not known:
        return Clock(legs, None)
    first_day = known[min(known, key=MARKS.index)]
    end_day = known.get(marks[-1], today)
    return Clock(legs, days_between(first_day, end_day))


def _leg(start: Mark, end: Mark, known: Mapping[Mark, date], last: int, today: date) -> Leg:
    since, until = known.get(start), known.get(end)
    if since is not None and until is not None:
        days = days_between(since, until)
        return Leg(start, end, since, until, days, LegState.DONE if days >= 0 else LegState.CONTRADICTORY)
    if since is not None and MARKS.index(start) == last:
        return Leg(start, end, since, None, days_between(since, today), LegState.WAITING)
    state = LegState.UNKNOWN if MARKS.index(end) <= last else LegState.AHEAD
    return Leg(start, end, since, until, None, state)
