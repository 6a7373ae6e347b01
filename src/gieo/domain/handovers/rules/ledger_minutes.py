"""Checks of the ledger on minutes: signatures, attendance, receipts, dates, and whether sealed content still stands."""

from collections import Counter
from collections.abc import Iterator

from gieo.domain.handovers.rules.faults import Fault, Value
from gieo.domain.handovers.rules.paper import paper_number
from gieo.domain.handovers.rules.world import DecisionRow, ItemRow, MinutesRow, World
from gieo.domain.handovers.vocab import SIGNED_STATES, SIGNING_ORDER, Attendance, FaultKind, Party, Standing


def unsigned_minutes(world: World) -> Iterator[Fault]:
    """A party has not signed. Named once, by the cause that helps most:

    items already handed out → "received, not signed"; the receiver was there → "present, not signed"; both parties
    signed and only the witness is left, or none was named → "witness missing"; else "unsigned".
    """
    for minutes in world.minutes:
        items = world.items_by_minutes.get(minutes.code, [])
        received = sum(item.received for item in items)
        absent_parties = [party for party in SIGNING_ORDER if party not in minutes.signed]
        values: dict[str, Value] = {"items": len(items), "state": minutes.state, "missing": ",".join(absent_parties)}
        if received and not minutes.fully_signed:
            yield _fault(world, minutes, FaultKind.RECEIVED_NOT_SIGNED, values | {"received": received})
        elif absent_parties == [Party.WITNESS] or (minutes.is_frozen and not minutes.witness_name):
            yield _fault(world, minutes, FaultKind.WITNESS_MISSING, values | {"witness": minutes.witness_name})
        elif absent_parties:
            present = world.attendance.get(minutes.unit) is Attendance.PRESENT and Party.RECEIVER in absent_parties
            kind = FaultKind.PRESENT_NOT_SIGNED if present else FaultKind.MINUTES_UNSIGNED
            away = world.attendance.get(minutes.unit) is Attendance.ABSENT
            yield _fault(world, minutes, kind, values | {"absent": int(away)})


def absent_but_signed(world: World) -> Iterator[Fault]:
    """The attendance list says absent, yet the receiver signed on the day of the conference."""
    if world.conference is None:
        return
    for minutes in world.minutes:
        same_day = minutes.signed_on == world.conference.held_on
        if world.attendance.get(minutes.unit) is Attendance.ABSENT and Party.RECEIVER in minutes.signed and same_day:
            values: dict[str, Value] = {"on": world.conference.held_on}
            yield _fault(world, minutes, FaultKind.ABSENT_BUT_SIGNED, values, conference=world.conference.code)


def not_received(world: World) -> Iterator[Fault]:
    """Everybody signed, and the receiver has not confirmed all items: how many, how much, promised for when."""
    for minutes in world.minutes:
        items = world.items_by_minutes.get(minutes.code, [])
        waiting = [item for item in items if item.waits]
        if minutes.fully_signed and waiting:
            promised = [item.expected_on for item in waiting if item.expected_on]
            values: dict[str, Value] = {
                "waiting": len(waiting),
                "items": len(items),
                "owed": "; ".join(_owed(item) for item in waiting),
            }
            if promised:
                values["promised"] = min(promised)
                values["late"] = int(min(promised) < world.today)
            yield _fault(world, minutes, FaultKind.SIGNED_NOT_RECEIVED, values, pending=False)


def _owed(item: ItemRow) -> str:
    """ "SP-2023-014 300 cây": what of the item is still to be received."""
    return f"{item.subject} {paper_number(item.rest)} {item.measure}".strip()


def refused_items(world: World) -> Iterator[Fault]:
    """The receiver does not take an item, and says why."""
    for minutes in world.minutes:
        for item in world.items_by_minutes.get(minutes.code, []):
            if item.refusal:
                values: dict[str, Value] = {
                    "reason": item.refusal,
                    "words": item.refusal_note,
                    "rest": item.rest,
                    "measure": item.measure,
                }
                yield _fault(world, minutes, FaultKind.ITEM_REFUSED, values, subject=item.subject, pending=False)


def versions_unsigned(world: World) -> Iterator[Fault]:
    """Another version is being drawn up for these minutes, which stand until it is signed."""
    for minutes in world.minutes:
        if minutes.version:
            values: dict[str, Value] = {"version": minutes.version, "sealed": int(minutes.version_sealed)}
            yield _fault(world, minutes, FaultKind.VERSION_UNSIGNED, values, pending=False)


def dated_before_decision(world: World) -> Iterator[Fault]:
    """The minutes carry a date earlier than a decision they carry out."""
    for minutes in world.minutes:
        for decision, _items in _decisions_behind(world, minutes):
            if decision.issued_on and minutes.held_on and minutes.held_on < decision.issued_on:
                values: dict[str, Value] = {"minutes_on": minutes.held_on, "decision_on": decision.issued_on}
                yield _fault(
                    world, minutes, FaultKind.DATE_BEFORE_DECISION, values, decision=decision.code, pending=False
                )


def revoked_decision(world: World) -> Iterator[Fault]:
    """A decision behind items of the minutes has been revoked: once for each such decision, with how many items."""
    for minutes in world.minutes:
        for decision, items in _decisions_behind(world, minutes):
            if decision.standing is Standing.REVOKED:
                values: dict[str, Value] = {"items": items}
                yield _fault(world, minutes, FaultKind.DECISION_REVOKED, values, decision=decision.code, pending=False)


def _decisions_behind(world: World, minutes: MinutesRow) -> Iterator[tuple[DecisionRow, int]]:
    """The decisions that items of the minutes were written from, with how many items each."""
    found = Counter(item.decision or minutes.decision for item in world.items_by_minutes.get(minutes.code, []))
    for code, items in found.items():
        if code in world.decision_by_code:
            yield world.decision_by_code[code], items


def changed_content(world: World) -> Iterator[Fault]:
    """What the rows say today is no longer what was sealed."""
    for minutes in world.minutes:
        if minutes.is_frozen and minutes.sealed_digest != minutes.present_digest:
            values: dict[str, Value] = {"sealed": minutes.sealed_digest[:16], "present": minutes.present_digest[:16]}
            values["parts"] = ",".join(minutes.changed)
            yield _fault(world, minutes, FaultKind.CONTENT_CHANGED, values, pending=False)


def renamed_units(world: World) -> Iterator[Fault]:
    """A receiver had another name in the sealed minutes, or on the day of the decision, than on the day it received.

    A name changed after the handover is no disagreement: pages then say "nay là …".
    """
    for code in dict.fromkeys([*world.owed_by_unit, *world.minutes_by_unit]):
        unit = world.unit_by_code.get(code)
        if unit is None:
            continue
        minutes = tuple(sorted(row.code for row in world.minutes_by_unit.get(code, [])))
        written = {row.written_name for row in world.minutes_by_unit.get(code, []) if row.written_name} - {unit.name}
        values: dict[str, Value] = {"name": unit.name}
        if written:
            values |= {"written": min(written), "where": "minutes"}
            yield Fault(FaultKind.UNIT_RENAMED, unit=code, minutes=minutes, values=values)
        elif unit.decided_name and unit.decided_name != unit.name:
            values |= {"written": unit.decided_name, "where": "decision"}
            yield Fault(FaultKind.UNIT_RENAMED, unit=code, minutes=minutes, values=values)


def _fault(
    world: World,
    minutes: MinutesRow,
    kind: FaultKind,
    values: dict[str, Value],
    *,
    subject: str = "",
    decision: str = "",
    conference: str = "",
    pending: bool | None = None,
) -> Fault:
    return Fault(
        kind,
        unit=minutes.unit,
        subject=subject,
        decision=decision or minutes.decision,
        conference=conference or minutes.conference,
        minutes=(minutes.code,),
        values=values,
        pending=awaits_day(world, minutes) if pending is None else pending,
    )


def awaits_day(world: World, minutes: MinutesRow) -> bool:
    """Whether these minutes are still being got ready, or signed, on a day that is not over."""
    if minutes.state in SIGNED_STATES:
        return False
    if world.conference is not None and minutes.conference == world.conference.code:
        return not world.conference.over
    decision = world.decision_by_code.get(minutes.decision)
    return decision is not None and decision.conference_on is not None and not decision.conference_over


MINUTES_CHECKS = (
    unsigned_minutes,
    absent_but_signed,
    not_received,
    refused_items,
    versions_unsigned,
    dated_before_decision,
    revoked_decision,
    changed_content,
    renamed_units,
)
