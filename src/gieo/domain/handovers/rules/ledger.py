"""The ledger: decision lines ↔ minutes ↔ items ↔ receipts, attendance, published figures and the register of units.

Every disagreement becomes exactly one fault, at the most telling place: a unit without minutes is one fault and not one
for each of its lines; minutes whose items were already handed out are "received, not signed" and not also "unsigned".
No statutory form of such a ledger exists; the checks are our proposal [P], drawn from decisions and reports of 2023.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gieo.domain.handovers.rules.faults import Fault, Value
from gieo.domain.handovers.rules.ledger_minutes import MINUTES_CHECKS
from gieo.domain.handovers.rules.ledger_things import THING_CHECKS
from gieo.domain.handovers.rules.world import ItemRow, LineRow, World
from gieo.domain.handovers.vocab import FaultKind

Check = Callable[[World], Iterator[Fault]]


@dataclass(frozen=True)
class Ledger:
    """`faults` are disagreements; `pending` is work still open before the day of the conference."""

    world: World
    faults: tuple[Fault, ...]
    pending: tuple[Fault, ...]

    @property
    def is_clean(self) -> bool:
        return not self.faults


def reconcile(world: World) -> Ledger:
    """Every disagreement of the world, in the order of FaultKind, then by unit, minutes and subject."""
    order = {kind: rank for rank, kind in enumerate(FaultKind)}
    found = sorted(
        (fault for check in CHECKS for fault in check(world)),
        key=lambda fault: (order[fault.kind], fault.unit, fault.minutes, fault.subject, fault.key),
    )
    return Ledger(
        world,
        faults=tuple(fault for fault in found if not fault.pending),
        pending=tuple(fault for fault in found if fault.pending),
    )


def units_without_minutes(world: World) -> Iterator[Fault]:
    """A unit has lines in a decision in force, and nobody wrote its minutes. One not invited is told elsewhere."""
    for unit, lines in world.owed_by_unit.items():
        if unit not in world.minutes_by_unit and (not world.attendance or unit in world.attendance):
            yield Fault(
                FaultKind.UNIT_WITHOUT_MINUTES,
                unit=unit,
                decision=lines[0].decision,
                values={"lines": len(lines)},
                pending=_awaits_day(world, lines[0]),
            )


def lines_without_item(world: World) -> Iterator[Fault]:
    """A line stands in a decision in force, its unit has minutes, and none of them names the subject."""
    for line in world.owed:
        if line.unit in world.minutes_by_unit and line.key not in world.items_by_key:
            yield Fault(
                FaultKind.LINE_WITHOUT_ITEM,
                unit=line.unit,
                subject=line.subject,
                decision=line.decision,
                minutes=_codes(world, line.unit),
                pending=_awaits_day(world, line),
            )


def items_without_line(world: World) -> Iterator[Fault]:
    """The minutes hand over what no decision gives to this unit."""
    known = {line.key for line in world.lines} | world.other_lines
    for (subject, unit), items in world.items_by_key.items():
        if (subject, unit) not in known:
            minutes = tuple(sorted({item.minutes for item in items}))
            decision = world.minutes_by_code[minutes[0]].decision
            yield Fault(FaultKind.ITEM_WITHOUT_LINE, unit, subject, decision, minutes=minutes)


def received_twice(world: World) -> Iterator[Fault]:
    """The same subject goes to the same unit a second time, here or in minutes of another conference."""
    elsewhere: dict[tuple[str, str], list[str]] = {}
    for subject, unit, minutes in world.elsewhere:
        elsewhere.setdefault((subject, unit), []).append(minutes)
    for (subject, unit), items in world.items_by_key.items():
        places = sorted([item.minutes for item in items] + elsewhere.get((subject, unit), []))
        if len(places) > 1:
            yield Fault(
                FaultKind.RECEIVED_TWICE,
                unit,
                subject,
                minutes=tuple(dict.fromkeys(places)),
                values={"times": len(places)},
            )


def two_minutes(world: World) -> Iterator[Fault]:
    """One unit has two live minutes for one conference. Minutes without a conference may add to earlier ones."""
    by_seat: dict[tuple[str, str, bool], list[str]] = {}
    for minutes in world.minutes:
        if minutes.conference:
            by_seat.setdefault((minutes.unit, minutes.conference, minutes.restricted), []).append(minutes.code)
    for (unit, conference, _restricted), codes in by_seat.items():
        if len(codes) > 1:
            yield Fault(
                FaultKind.TWO_MINUTES,
                unit,
                conference=conference,
                minutes=tuple(sorted(codes)),
                values={"count": len(codes)},
            )


def quantities(world: World) -> Iterator[Fault]:
    """The minutes give another quantity, or count it in another unit of measure, than the decision."""
    by_key = {line.key: line for line in world.lines}
    for key, items in world.items_by_key.items():
        line = by_key.get(key)
        if line is None or line.quantity is None:
            continue
        for item in items:
            if item.quantity is not None and item.quantity != line.quantity:
                given: dict[str, Value] = {"given": item.quantity, "measure": line.measure, "ordered": line.quantity}
                yield _of_line(FaultKind.QUANTITY_DIFFERS, line, item, given)
            if _plain(item.measure) != _plain(line.measure):
                measures: dict[str, Value] = {"given": item.measure, "ordered": line.measure}
                yield _of_line(FaultKind.MEASURE_DIFFERS, line, item, measures)


def _of_line(kind: FaultKind, line: LineRow, item: ItemRow, values: dict[str, Value]) -> Fault:
    return Fault(kind, line.unit, line.subject, line.decision, minutes=(item.minutes,), values=values)


def _awaits_day(world: World, line: LineRow) -> bool:
    """Whether the conference that will carry out this line is still to come."""
    if world.conference is not None:
        return not world.conference.over
    decision = world.decision_by_code.get(line.decision)
    return decision is not None and decision.conference_on is not None and not decision.conference_over


def _codes(world: World, unit: str) -> tuple[str, ...]:
    return tuple(sorted(minutes.code for minutes in world.minutes_by_unit[unit]))


def _plain(measure: str) -> str:
    return measure.strip().casefold()


CHECKS: tuple[Check, ...] = (
    units_without_minutes,
    lines_without_item,
    items_without_line,
    received_twice,
    two_minutes,
    quantities,
    *MINUTES_CHECKS,
    *THING_CHECKS,
)
