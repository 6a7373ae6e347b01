"""The board for the wall of the hall: who is here, whose minutes are signed. It hangs where everybody sees it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from gieo.domain.handovers.access import restricted_minutes
from gieo.domain.handovers.models import Minutes, counted
from gieo.domain.handovers.vocab import SIGNED_STATES
from gieo.domain.transfers.models import Conference, ConferenceUnit
from gieo.domain.transfers.vocab import Attendance
from gieo.foundation.units.queries import label_related


@dataclass(frozen=True)
class BoardLine:
    """A unit asked to come: its seat, how many minutes it is to sign and how many all have signed."""

    seat: ConferenceUnit
    minutes: int
    signed: int

    @property
    def is_here(self) -> bool:
        return self.seat.attendance == Attendance.PRESENT

    @property
    def is_absent(self) -> bool:
        return self.seat.attendance == Attendance.ABSENT

    @property
    def is_signed(self) -> bool:
        return bool(self.minutes) and self.signed == self.minutes


@dataclass(frozen=True)
class Board:
    lines: tuple[BoardLine, ...]

    @property
    def here(self) -> int:
        return sum(line.is_here for line in self.lines)

    @property
    def absent(self) -> int:
        return sum(line.is_absent for line in self.lines)

    @property
    def minutes(self) -> int:
        return sum(line.minutes for line in self.lines)

    @property
    def signed(self) -> int:
        return sum(line.signed for line in self.lines)


def board_of(conference: Conference) -> Board:
    """The board of a conference. Two queries.

    Whoever opens it, minutes that hand over a restricted result are counted nowhere on it, and no result is named.
    """
    seats = conference.units.select_related(*label_related("unit")).order_by("unit__name_order", "pk")
    open_ones = Minutes.objects.filter(counted(), conference=conference)
    states = open_ones.exclude(pk__in=restricted_minutes().values("pk")).values_list("receiver_id", "state")
    return Board(_lines(seats, list(states)))


def _lines(seats: Iterable[ConferenceUnit], states: list[tuple[int, str]]) -> tuple[BoardLine, ...]:
    every = Counter(unit for unit, _state in states)
    signed = Counter(unit for unit, state in states if state in SIGNED_STATES)
    return tuple(BoardLine(seat, every[seat.unit_id], signed[seat.unit_id]) for seat in seats)
