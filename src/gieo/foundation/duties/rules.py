"""How a due date stands to today. Plain values only."""

from datetime import date, timedelta

from gieo.core.calendar import WorkCalendar
from gieo.foundation.duties.vocab import Standing, Urgency

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
