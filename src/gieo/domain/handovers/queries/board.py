"""The board for the wall of the hall: who is here, whose minutes are signed. It hangs where everybody sees it."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from gieo.domain.handovers.access import restricted_minutes
from gieo.domain.handovers.models import Minutes, MinutesItem, SigningRefusal, counted
from gieo.domain.handovers.vocab import SIGNED_STATES, MinutesState
from gieo.domain.transfers.models import Conference, ConferenceUnit
from gieo.domain.transfers.vocab import Attendance
from gieo.foundation.signing.models import Signature
from gieo.foundation.units.queries import label_related


@dataclass(frozen=True)
class BoardLine:
    """A unit asked to come: its seat, how many minutes it is to sign and how many all have signed, how many items they
    hand over, and whether one of its parties will not sign."""

    seat: ConferenceUnit
    minutes: int
    signed: int
    items: int
    is_refused: bool

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
class _Row:
    """Minutes as the board counts them."""

    receiver: int
    state: str
    items: int
    is_refused: bool


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

    @property
    def items(self) -> int:
        return sum(line.items for line in self.lines)


def board_of(conference: Conference) -> Board:
    """The board of a conference. Two queries.

    Whoever opens it, minutes that hand over a restricted result are counted nowhere on it, and no result is named; nor
    is a reason why somebody does not sign.
    """
    seats = conference.units.select_related(*label_related("unit")).order_by("unit__name_order", "pk")
    open_ones = Minutes.objects.filter(counted(), conference=conference)
    of_receivers: dict[int, list[_Row]] = {}
    for row in _rows(open_ones.exclude(pk__in=restricted_minutes().values("pk"))):
        of_receivers.setdefault(row.receiver, []).append(row)
    return Board(tuple(_line(seat, of_receivers.get(seat.unit_id, [])) for seat in seats))


def _rows(minutes: QuerySet[Minutes]) -> list[_Row]:
    of_each = MinutesItem.objects.filter(minutes=OuterRef("pk")).order_by().values("minutes").annotate(n=Count("pk"))
    signed = Signature.objects.filter(content=OuterRef("minutes__sealed"), party=OuterRef("party"))
    refused = SigningRefusal.objects.filter(~Exists(signed), minutes=OuterRef("pk"))
    found = minutes.annotate(item_count=Subquery(of_each.values("n")), is_refused=Exists(refused)).order_by("pk")
    rows = found.values_list("receiver_id", "state", "item_count", "is_refused")
    return [_Row(receiver, state, items or 0, refused) for receiver, state, items, refused in rows]


def _line(seat: ConferenceUnit, minutes: list[_Row]) -> BoardLine:
    return BoardLine(
        seat,
        minutes=len(minutes),
        signed=sum(row.state in SIGNED_STATES for row in minutes),
        items=sum(row.items for row in minutes),
        is_refused=any(row.is_refused and row.state == MinutesState.SEALED for row in minutes),
    )
