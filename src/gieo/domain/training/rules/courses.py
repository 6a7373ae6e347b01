"""Who gets a seat, until when one enrols, how many months lie between a class and a use. Numbers: data [P]."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from gieo.domain.training.vocab import MOST_DAYS, MOST_DAYS_AHEAD, EnrolmentState


@dataclass(frozen=True)
class Limits:
    """The office's own numbers."""

    kept_months: int
    reminded_days: int


@cache
def limits() -> Limits:
    path = Path(__file__).parent.parent / "data" / "training.toml"
    return Limits(**tomllib.loads(path.read_text(encoding="utf-8")))


def place_for(taken: int, seats: int) -> EnrolmentState:
    """A seat while there is one; else a place in the queue."""
    return EnrolmentState.ENROLLED if taken < seats else EnrolmentState.WAITING


def is_open(starts_on: date, today: date) -> bool:
    """Whether one may still enrol: until and including the first day."""
    return today <= starts_on


def days_wrong(starts_on: date, ends_on: date, today: date) -> str:
    """The field whose day cannot be so ("" when both can): a class lies no years ahead, ends after it begins and does
    not last for ever."""
    if (starts_on - today).days > MOST_DAYS_AHEAD:
        return "starts_on"
    return "" if 0 <= (ends_on - starts_on).days < MOST_DAYS else "ends_on"


def reminded_on(starts_on: date) -> date:
    return starts_on - timedelta(days=limits().reminded_days)


def months_between(day: date, later: date) -> int:
    """Whole months from a day to a later one."""
    months = (later.year - day.year) * 12 + later.month - day.month
    return months - (later.day < day.day)
