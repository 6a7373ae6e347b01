"""How long the link of who asked lasts, how long their words are kept, how their answer stands. Numbers: data [P]."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from gieo.domain.transfers.vocab import Wait

MOST_DAYS_AHEAD = 366
"""Of an appointment; further ahead the year is a slip of the pen."""


@dataclass(frozen=True)
class Limits:
    """The office's own numbers."""

    link_days: int
    kept_months: int


@cache
def limits() -> Limits:
    path = Path(__file__).parent.parent / "data" / "interests.toml"
    return Limits(**tomllib.loads(path.read_text(encoding="utf-8")))


def link_ends(today: date) -> date:
    """The last day of a link that was given, or answered through, today."""
    return today + timedelta(days=limits().link_days)


def is_odd_day(day: date, asked_on: date, today: date) -> bool:
    """Whether people cannot have met on a day, nor have an appointment for it: before it was asked, or years ahead."""
    return day < asked_on or (day - today).days > MOST_DAYS_AHEAD


def wait_of(first_due: date, answered_on: date | None, today: date) -> Wait:
    """How the first answer stands; the day it is due is still in time."""
    if answered_on is not None:
        return Wait.IN_TIME if answered_on <= first_due else Wait.LATE
    return Wait.WAITS if today <= first_due else Wait.OVERDUE
