"""The clock of transfer for lines, decisions and conferences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from gieo.domain.transfers.models import DecisionLine
from gieo.domain.transfers.queries.figures import amendments
from gieo.domain.transfers.rules.clock import Clock, days_between, transfer_clock
from gieo.domain.transfers.vocab import Mark


@dataclass(frozen=True)
class LineClock:
    line: DecisionLine
    clock: Clock


def first_decided(lines: Iterable[DecisionLine]) -> dict[int, date | None]:
    """When what each line gives was first decided, by the line's id: an amendment repeats the list of the decision that
    it puts aside, under a date of its own. Two queries; none when no line is of an amendment."""
    rows = list(lines)
    own = {line.pk: line.decision.issued_on for line in rows}
    if all(line.decision.amends_id is None for line in rows):
        return own
    older = {new: old for old, new in amendments().items()} | {
        line.decision_id: line.decision.amends_id for line in rows if line.decision.amends_id
    }
    given: dict[tuple[int, tuple[str, int]], date | None] = {
        (line.decision_id, line.item_key): line.decision.issued_on
        for line in DecisionLine.objects.filter(decision__in=older.values()).select_related("decision")
    }
    for line in rows:
        decision = older.get(line.decision_id)
        while decision is not None:
            own[line.pk] = given.get((decision, line.item_key)) or own[line.pk]
            decision = older.get(decision)
    return own


def line_clock(
    line: DecisionLine,
    *,
    decided_on: date | None,
    conferred_on: date | None = None,
    received_on: date | None = None,
    today: date,
) -> Clock:
    """The clock of one line. A product of a result runs with that result's dates; one of a programme begins with the
    decision. The day of receipt is known to handovers, above this room, and is handed in."""
    result = line.result or (line.product.result if line.product is not None else None)
    return transfer_clock(
        {
            Mark.ACCEPTANCE: result.accepted_on if result else None,
            Mark.REGISTRATION: result.certificate_on if result else None,
            Mark.DECISION: decided_on,
            Mark.CONFERENCE: conferred_on,
            Mark.RECEIPT: received_on,
        },
        today,
    )


def line_clocks(
    lines: Iterable[DecisionLine], *, conferred_on: date | None, received: Mapping[int, date], today: date
) -> list[LineClock]:
    """Clocks of several lines; `received` maps a line's id to the day its receiver confirmed."""
    rows = list(lines)
    decided = first_decided(rows)
    return [
        LineClock(
            line,
            line_clock(
                line,
                decided_on=decided[line.pk],
                conferred_on=conferred_on,
                received_on=received.get(line.pk),
                today=today,
            ),
        )
        for line in rows
    ]


@dataclass(frozen=True)
class LegSpread:
    """One leg over many results: how many have run it, the shortest, middle and longest, in calendar days."""

    key: str
    count: int
    shortest: int | None
    middle: int | None
    longest: int | None


def leg_spreads(clocks: Iterable[Clock]) -> list[LegSpread]:
    """Legs done, over many clocks; the middle is the lower median, a number that really occurred."""
    days: dict[str, list[int]] = {}
    for clock in clocks:
        for leg in clock.legs:
            known = days.setdefault(leg.key, [])
            if leg.until is not None and leg.days is not None and leg.days >= 0:
                known.append(leg.days)
    return [
        LegSpread(
            key,
            len(known),
            min(known, default=None),
            sorted(known)[(len(known) - 1) // 2] if known else None,
            max(known, default=None),
        )
        for key, known in days.items()
    ]


def days_to_conference(decided_on: date | None, held_on: date) -> int | None:
    """Calendar days from decision to conference, 179 in 2023; None without a decision date."""
    return days_between(decided_on, held_on) if decided_on else None
