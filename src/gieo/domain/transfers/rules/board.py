"""How long the board hangs on the wall."""

from datetime import date, datetime, time, timedelta

from gieo.core.clock import TZ


def hangs_until(held_on: date, hung_on: date) -> datetime:
    """24:00 of the day of the conference, or of the day it was hung where that is later."""
    return datetime.combine(max(held_on, hung_on) + timedelta(days=1), time.min, TZ)
