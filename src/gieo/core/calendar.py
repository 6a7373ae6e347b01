"""Counting days the way a limit in law is counted.

Vietnamese texts use two units side by side, working days (ngày làm việc) and days (ngày), and months for long periods;
a number without its unit is therefore never passed around. Everything here works on local legal dates.

Sources. The three rules below are remembered from the Civil Code (91/2015/QH13), not read, mark [M]:
the day of the event does not count (Điều 147.2); a limit ends at 24:00 of its last day (Điều 148.6); a limit whose last
day is a day off ends with the next working day (Điều 148.5). The last one is therefore an option, off unless asked for:
without it the date is never later than the law could allow. That the week has two days off, that named holidays
are days off, and that a Saturday or Sunday may be worked in exchange, comes with the calendar's own data.
"""

from bisect import bisect_right
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from gieo.core.clock import TZ

ONE_DAY = timedelta(days=1)


class SpanUnit(StrEnum):
    WORKING = "working"  # ngày làm việc
    CALENDAR = "calendar"  # ngày
    MONTH = "month"  # tháng


@dataclass(frozen=True)
class Limit:
    """So many working days, days or months."""

    count: int
    unit: SpanUnit

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError(f"a limit lasts at least 1 {self.unit}, not {self.count}")


class LastDay(StrEnum):
    """What happens when a limit in days or months ends on a day off."""

    STAYS = "stays"
    MOVES = "moves"  # to the next working day (Civil Code Điều 148.5 [M])


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are worked.

    Monday to Friday are, except `holidays`; Saturday and Sunday are not, except `makeup` (days worked in exchange for a
    weekday off). A year without data is counted by its weekends alone.
    """

    holidays: frozenset[date] = frozenset()
    makeup: frozenset[date] = frozenset()
    _lost: tuple[date, ...] = field(init=False, repr=False, compare=False)
    _won: tuple[date, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        both = self.holidays & self.makeup
        if both:
            raise ValueError(f"{min(both)} cannot be both a day off and a day worked in exchange")
        # Only what differs from the plain week matters when counting.
        object.__setattr__(self, "_lost", tuple(sorted(day for day in self.holidays if day.weekday() < 5)))
        object.__setattr__(self, "_won", tuple(sorted(day for day in self.makeup if day.weekday() >= 5)))

    def is_working(self, day: date) -> bool:
        return day in self.makeup or (day.weekday() < 5 and day not in self.holidays)

    def next_working(self, day: date) -> date:
        """`day` itself when it is worked, else the first working day after it."""
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def add_working(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, which itself never counts (before it when negative; 0: `day`)."""
        step = ONE_DAY if count > 0 else -ONE_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def add_calendar(self, day: date, count: int) -> date:
        """`count` days after `day` (before it when negative)."""
        return day + timedelta(days=count)

    def add_months(self, day: date, count: int) -> date:
        """The same day `count` months on; the last day of the month where that month is shorter (31/01 → 28/02)."""
        months = day.year * 12 + day.month - 1 + count
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

    def due(self, start: date, limit: Limit, *, last_day: LastDay = LastDay.STAYS) -> date:
        """The last day of a limit that began with an event on `start`; that day is still in time, until 24:00 local.

        A limit in working days ends on a working day by itself. One in days or months may end on a day off: it stays
        there, or moves to the next working day if `last_day` says so (see the module's note on its source).
        """
        if limit.unit is SpanUnit.WORKING:
            return self.add_working(start, limit.count)
        add = self.add_calendar if limit.unit is SpanUnit.CALENDAR else self.add_months
        end = add(start, limit.count)
        return self.next_working(end) if last_day is LastDay.MOVES else end

    def working_between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`; negative when `end` is before `start`.

        With `start` a due date and `end` today this is "working days late"; with today and a due date, "days left".
        """
        if end < start:
            return -self.working_between(end, start)
        weekdays = _weekdays_until(end) - _weekdays_until(start)
        return weekdays - _count_within(self._lost, start, end) + _count_within(self._won, start, end)


def ends_at(last_day: date) -> datetime:
    """The instant a limit runs out: 24:00 of its last day in Vietnam."""
    return datetime.combine(last_day + ONE_DAY, time(), tzinfo=TZ)


def _weekdays_until(day: date) -> int:
    """Mondays to Fridays from 01/01/0001, a Monday, up to and including `day`."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)


def _count_within(days: tuple[date, ...], start: date, end: date) -> int:
    return bisect_right(days, end) - bisect_right(days, start)
