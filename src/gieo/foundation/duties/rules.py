"""How a due date stands to today, what a suspension moves, who hears of it when. Plain values only."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from gieo.core.calendar import ONE_DAY, SpanUnit, WorkCalendar
from gieo.foundation.duties.vocab import Rhythm, Standing, Tell, Urgency

COMING_DAYS = 30
ANNOUNCED_FROM = 11  # November: the days off of the next year are announced about then


def week_end(day: date) -> date:
    """The Sunday of the week of `day`; a week begins on Monday."""
    return day + timedelta(days=6 - day.weekday())


def standing(due: date, today: date, calendar: WorkCalendar) -> Standing:
    """A duty is in time until the end of its due date; late ones are counted in working days since then."""
    days = abs((due - today).days)
    working = abs(calendar.working_between(today, due))
    if due < today:
        return Standing(Urgency.LATE, working, days)
    if due == today:
        return Standing(Urgency.TODAY, 0, 0)
    return Standing(Urgency.SOON if due <= week_end(today) else Urgency.LATER, working, days)


def years_without_holidays(calendar: WorkCalendar, today: date) -> list[int]:
    """This year, and from November on the next, where the table has no day off: limits would count weekends alone."""
    wanted = [today.year, today.year + 1] if today.month >= ANNOUNCED_FROM else [today.year]
    known = {day.year for day in calendar.holidays}
    return [year for year in wanted if year not in known]


def moved_due(due: date, since: date, until: date, unit: SpanUnit | None, calendar: WorkCalendar) -> date:
    """The due date of a limit that stood still from `since` up to, not including, `until`.

    It moves by the days it stood still, in the limit's own unit: working days for one in working days, else days.
    A limit that stood still for no such day (since Saturday, until Monday) keeps its date.
    """
    if unit is SpanUnit.WORKING:
        return calendar.add_working(due, calendar.working_between(since - ONE_DAY, until - ONE_DAY))
    return calendar.add_calendar(due, (until - since).days)


@dataclass(frozen=True)
class Rung:
    """So many working days after the due date (before it when negative), these hear of it."""

    level: int
    offset: int
    tell: Tell


ANY_KIND = "rung"


@cache
def _ladders() -> Mapping[str, tuple[Rung, ...]]:
    text = (Path(__file__).parent / "data" / "ladder.toml").read_text(encoding="utf-8")
    return {
        kind: tuple(Rung(level, row["offset"], Tell(row["tell"])) for level, row in enumerate(rows, start=1))
        for kind, rows in tomllib.loads(text).items()
    }


def ladder(kind: str = ANY_KIND) -> tuple[Rung, ...]:
    """The rungs in data/ladder.toml of a kind of duty, lowest first. No law sets them: they are the office's own rule
    (mark P)."""
    return _ladders().get(kind) or _ladders()[ANY_KIND]


def rung_reached(due: date, today: date, calendar: WorkCalendar, rungs: Iterable[Rung]) -> Rung | None:
    """The highest rung a duty has come to by today; None while the first lies ahead."""
    passed = calendar.working_between(due, today)
    return max((rung for rung in rungs if rung.offset <= passed), key=lambda rung: rung.level, default=None)


def wants_digest(rhythm: Rhythm, today: date, calendar: WorkCalendar) -> bool:
    """Whether somebody with this rhythm gets a letter today: only on days that are worked."""
    if rhythm is Rhythm.NEVER or not calendar.is_working(today):
        return False
    monday = today - timedelta(days=today.weekday())
    return rhythm is Rhythm.DAILY or calendar.next_working(monday) == today
