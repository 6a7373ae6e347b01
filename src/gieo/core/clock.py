"""The one place that reads the time. Rules, services and queries are handed the moment; only faces ask for it here."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

TZ = ZoneInfo("Asia/Ho_Chi_Minh")

_offset = timedelta(0)


def shift(offset: timedelta) -> None:
    """Move this process's clock by `offset`; the demo tells its story on the day it happened."""
    global _offset
    _offset = offset


def now() -> datetime:
    """This moment as an aware UTC instant, moved by the demo's offset if there is one."""
    return datetime.now(UTC) + _offset


def machine_seconds() -> float:
    """Seconds since 1970 by this machine's own clock, whatever day the demo tells of: parts of others note by it."""
    return datetime.now(UTC).timestamp()


def local(moment: datetime) -> datetime:
    """The same instant on a clock in Vietnam."""
    return moment.astimezone(TZ)


def local_date(moment: datetime) -> date:
    """The legal date of an instant: the calendar day in Vietnam."""
    return local(moment).date()


def today() -> date:
    """Today's legal date."""
    return local_date(now())
