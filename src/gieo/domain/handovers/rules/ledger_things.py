"""Checks of the ledger on what stands around the minutes: units, results and their files, published figures."""

from collections.abc import Iterator
from datetime import date

from gieo.domain.handovers.rules.counts import published_counts
from gieo.domain.handovers.rules.faults import Fault, Value
from gieo.domain.handovers.rules.ledger_minutes import awaits_day
from gieo.domain.handovers.rules.world import ItemRow, MinutesRow, World
from gieo.domain.handovers.vocab import FaultKind, Figure, Standing

FIGURE_FAULTS = {
    Figure.RESULTS: FaultKind.RESULTS_FIGURE,
    Figure.PRODUCTS: FaultKind.PRODUCTS_FIGURE,
    Figure.UNITS: FaultKind.UNITS_FIGURE,
    Figure.ENTERPRISES: FaultKind.ENTERPRISES_FIGURE,
}
STANDING_FAULTS = {
    Standing.WITHDRAWN: FaultKind.RESULT_WITHDRAWN,
    Standing.EXPIRED: FaultKind.RESULT_EXPIRED,
}


def abolished_units(world: World) -> Iterator[Fault]:
    """A receiving unit had ceased to exist by the day of the handover. Names the successor, if one is known."""
    for code in dict.fromkeys([*world.owed_by_unit, *world.minutes_by_unit]):
        unit = world.unit_by_code.get(code)
        if unit is None or unit.abolished_on is None:
            continue
        day = _handover_day(world, code)
        papers = world.minutes_by_unit.get(code, [])
        in_heirs_name = bool(papers) and all(row.names_heir for row in papers)
        if unit.abolished_on <= day and not in_heirs_name:
            values: dict[str, Value] = {
                "abolished_on": unit.abolished_on,
                "day": day,
                "successor": unit.successor_name,
                "successor_code": unit.successor_code,
            }
            minutes = tuple(sorted(row.code for row in papers if not row.names_heir))
            yield Fault(FaultKind.UNIT_ABOLISHED, unit=code, minutes=minutes, values=values)


def unlisted_units(world: World) -> Iterator[Fault]:
    """A unit of a decision in force is missing from the conference's list of units, when there is such a list."""
    if world.conference is None or not world.conference.seats:
        return
    for unit, lines in world.owed_by_unit.items():
        if unit not in world.attendance:
            values: dict[str, Value] = {"lines": len(lines)}
            yield Fault(FaultKind.UNIT_NOT_LISTED, unit=unit, conference=world.conference.code, values=values)


def standing_of_results(world: World) -> Iterator[Fault]:
    """A result was withdrawn, or had expired, before it was handed over. Later changes do not touch a past handover."""
    for minutes, item in _rows(world):
        subject = world.subject_by_code.get(item.subject)
        if subject is None or subject.standing not in STANDING_FAULTS:
            continue
        if subject.since is None or minutes.held_on is None or subject.since <= minutes.held_on:
            values: dict[str, Value] = {"since": subject.since} if subject.since else {}
            yield _item_fault(STANDING_FAULTS[subject.standing], minutes, item, values)


def files(world: World) -> Iterator[Fault]:
    """A file's fingerprint in the minutes is not that of the stored file, or the file is gone."""
    for minutes, item in _rows(world):
        subject = world.subject_by_code.get(item.subject)
        if subject is None:
            continue
        for file in item.files:
            present = subject.files.get(file.key)
            values: dict[str, Value] = {"file": file.name, "source": file.key, "written": file.digest[:16]}
            if present is None:
                yield _item_fault(FaultKind.FILE_GONE, minutes, item, values)
            elif present != file.digest:
                yield _item_fault(FaultKind.FILE_CHANGED, minutes, item, values | {"present": present[:16]})


def incomplete_kits(world: World) -> Iterator[Fault]:
    """A result goes out with an incomplete transfer kit and without a waiver."""
    for minutes, item in _rows(world):
        if not item.kit_complete and not item.waiver:
            yield _item_fault(FaultKind.KIT_INCOMPLETE, minutes, item, {}, pending=awaits_day(world, minutes))


def published_figures(world: World) -> Iterator[Fault]:
    """A figure published about the conference is not the one the rows give."""
    if world.conference is None:
        return
    counts = {count.figure: count for count in published_counts(world)}
    for claim in world.conference.claims:
        if claim.value != counts[claim.figure].value:
            yield Fault(
                FIGURE_FAULTS[claim.figure],
                conference=world.conference.code,
                values={
                    "published": claim.value,
                    "counted": counts[claim.figure].value,
                    "source": claim.source,
                    "guests": len(set(world.attendance) - set(world.lines_by_unit)),
                },
            )


def _handover_day(world: World, unit: str) -> date:
    """The day the unit receives: that of its minutes, else of the conference, else today."""
    days = [minutes.held_on for minutes in world.minutes_by_unit.get(unit, []) if minutes.held_on]
    if days:
        return min(days)
    if world.conference is not None:
        return world.conference.held_on
    decisions = [world.decision_by_code.get(line.decision) for line in world.lines_by_unit.get(unit, [])]
    return min((row.conference_on for row in decisions if row and row.conference_on), default=world.today)


def _rows(world: World) -> Iterator[tuple[MinutesRow, ItemRow]]:
    for minutes in world.minutes:
        for item in world.items_by_minutes.get(minutes.code, []):
            yield minutes, item


def _item_fault(
    kind: FaultKind, minutes: MinutesRow, item: ItemRow, values: dict[str, Value], *, pending: bool = False
) -> Fault:
    return Fault(
        kind,
        unit=minutes.unit,
        subject=item.subject,
        decision=item.decision or minutes.decision,
        minutes=(minutes.code,),
        values=values,
        pending=pending,
    )


THING_CHECKS = (
    abolished_units,
    unlisted_units,
    standing_of_results,
    files,
    incomplete_kits,
    published_figures,
)
