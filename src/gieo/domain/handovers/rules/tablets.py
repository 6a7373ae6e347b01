"""How long a tablet may send, and when a signature counts as put down."""

from datetime import date, datetime, time, timedelta

from gieo.core.clock import TZ

DAYS_TO_SEND = 14
"""Days after the conference, or after the opening where that is later, in which a tablet may send what it holds."""


def sends_until(held_on: date, opened_on: date) -> datetime:
    """24:00 of the last day."""
    return datetime.combine(max(held_on, opened_on) + timedelta(days=DAYS_TO_SEND + 1), time.min, TZ)


def signing_moment(told: datetime, *, sealed_at: datetime, now: datetime) -> datetime:
    """When a person signed, as a device tells it: never before the content was sealed, never later than now."""
    return min(max(told, sealed_at), now)
