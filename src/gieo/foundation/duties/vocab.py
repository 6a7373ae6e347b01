"""Words of duties and of the calendar's data."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DutyState(StrEnum):
    OPEN = "open"
    SUSPENDED = "suspended"  # its limit stands still; not late while it does
    FULFILLED = "fulfilled"
    CANCELLED = "cancelled"


# Still to be done, whether its limit runs or stands still.
LIVE_STATES = (DutyState.OPEN, DutyState.SUSPENDED)


class Tell(StrEnum):
    """Who hears of a duty at a rung of the ladder."""

    DEBTOR = "debtor"
    HEAD = "head"  # of the unit that owes
    LEADER = "leader"  # of the department


class Rhythm(StrEnum):
    """How often somebody wants a letter about what is due."""

    DAILY = "daily"  # every working day
    WEEKLY = "weekly"  # the first working day of a week
    NEVER = "never"


class HolidayKind(StrEnum):
    OFF = "off"  # a weekday that is not worked
    MAKEUP = "makeup"  # a Saturday or Sunday that is worked in exchange


class Scope(StrEnum):
    """Whose duties one looks at."""

    ME = "me"
    UNIT = "unit"
    OFFICE = "office"


class Urgency(StrEnum):
    """How a due date stands to today."""

    LATE = "late"
    TODAY = "today"
    SOON = "soon"  # this week
    LATER = "later"


@dataclass(frozen=True)
class Standing:
    """How a due date stands to a day. Days are counted both ways; both are 0 on the last day itself."""

    urgency: Urgency
    working_days: int  # late: since the due date; else: left
    days: int


@dataclass(frozen=True)
class AwaitedGroup:
    """Duties of others that carry the same title. `due`: the latest that is late, else the next one."""

    title: str
    count: int
    late: int
    debtors: int
    due: date
    first: int  # id of the duty that stands for them


@dataclass(frozen=True)
class DutyCounts:
    """Figures of a desk. `oldest_due` is the earliest due date among the late ones."""

    late: int
    this_week: int
    waiting: int
    next_30_days: int
    oldest_due: date | None = None
