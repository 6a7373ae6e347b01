"""The story as one line of events. A stage of the demo is a moment on it: what lies later has not happened."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from itertools import groupby

from django.db import transaction

from gieo.core.clock import TZ

Deed = Callable[[datetime], object]


def moment(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """A time of the clock in Điện Biên on a day, as an instant."""
    return datetime.combine(day, time(hour, minute), TZ).astimezone(UTC)


class Timeline:
    """Deeds with their moments. They are done in the order of time, each with its own moment as `now`."""

    def __init__(self) -> None:
        self._events: list[tuple[datetime, int, Deed]] = []
        self._told = datetime.min.replace(tzinfo=UTC)

    def add(self, at: datetime, deed: Deed) -> None:
        self._events.append((at, len(self._events), deed))

    def run(self, until: datetime, progress: Callable[[str], None]) -> int:
        """Do everything up to and including `until` that is not done yet; returns how many deeds that were.

        One transaction a year: the deeds' own become savepoints, and the disk is waited for ten times, not thousands.
        """
        done = 0
        for year, chunk in groupby(self._due(until), key=lambda event: event[0].year):
            events = list(chunk)
            with transaction.atomic():
                for at, _number, deed in events:
                    deed(at)
            done += len(events)
            progress(f"{year}: {len(events)} deeds")
        self._told = until
        return done

    def _due(self, until: datetime) -> list[tuple[datetime, int, Deed]]:
        return sorted((event for event in self._events if self._told < event[0] <= until), key=lambda event: event[:2])
