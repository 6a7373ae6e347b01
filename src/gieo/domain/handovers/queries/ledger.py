"""The ledger of a conference and of a decision, as far as somebody may see it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Q, QuerySet

from gieo.core.actor import Actor
from gieo.domain.handovers.access import visible_minutes
from gieo.domain.handovers.models import FaultNote, Minutes, MinutesItem, counted
from gieo.domain.handovers.queries.carried import items_by_line, received_on
from gieo.domain.handovers.queries.columns import ITEM_COLUMNS, LINE_COLUMNS, give
from gieo.domain.handovers.queries.items import subject_of
from gieo.domain.handovers.queries.rows import (
    decision_rows,
    elsewhere_rows,
    file_prints,
    item_row,
    line_row,
    minutes_row,
    standing_dates,
    subject_row,
    unit_rows,
    with_contents,
    with_subjects,
    with_units,
)
from gieo.domain.handovers.queries.scans import signing_days
from gieo.domain.handovers.rules.faults import Fault
from gieo.domain.handovers.rules.ledger import Ledger, reconcile
from gieo.domain.handovers.rules.world import ClaimRow, ConferenceRow, SeatRow, World
from gieo.domain.handovers.vocab import Attendance, Figure
from gieo.domain.results.models import Product, Result
from gieo.domain.transfers.access import visible_lines
from gieo.domain.transfers.models import Conference, ConferenceUnit, DecisionLine, TransferDecision
from gieo.domain.transfers.queries.figures import conference_decisions, family, gives_on
from gieo.domain.transfers.vocab import DecisionState


@dataclass(frozen=True)
class LedgerPage:
    """A ledger with the records behind it. `received` is the day each line was confirmed, by the line's id."""

    ledger: Ledger
    decisions: tuple[TransferDecision, ...]
    conference: Conference | None = None
    lines: tuple[DecisionLine, ...] = ()
    received: dict[int, date] = field(default_factory=dict)
    notes: dict[str, tuple[FaultNote, ...]] = field(default_factory=dict)

    @property
    def world(self) -> World:
        return self.ledger.world

    def notes_on(self, fault: Fault) -> tuple[FaultNote, ...]:
        """Explanations of this fault that still hold: its numbers are those it had when they were written."""
        return tuple(note for note in self.notes.get(fault.key, ()) if note.measure == fault.measure)


def ledger_of_conference(conference: Conference, actor: Actor, *, today: date) -> LedgerPage:
    """Lines of the conference's decisions ↔ minutes ↔ items ↔ receipts, its attendance and its published figures.

    A decision that was amended gives way to the one that amends it. Lines to units that another conference of the same
    decisions invites are left to that one. About eleven queries, whatever the number of rows.
    """
    decisions = conference_decisions(conference)
    seats = list(conference.units.all())
    lines = _lines(decisions, actor)
    listed = {seat.unit_id for seat in seats}
    strangers = {line.unit_id for line in lines} - listed if seats else set()
    if strangers:
        others = ConferenceUnit.objects.filter(unit_id__in=strangers, conference__decisions__in=decisions)
        invited = set(others.exclude(conference=conference).values_list("unit_id", flat=True))
        lines = [line for line in lines if line.unit_id not in invited]
    minutes = with_contents(visible_minutes(actor).filter(counted(), conference=conference), decisions, conference)
    with_units(lines, minutes, seats)
    claims = conference.reported_figures.all()
    row = ConferenceRow(
        code=conference.code,
        held_on=conference.held_on,
        over=conference.is_over or today > conference.held_on,
        seats=tuple(SeatRow(seat.unit.code, Attendance(seat.attendance)) for seat in seats),
        claims=tuple(ClaimRow(Figure(claim.what), claim.value, claim.source) for claim in claims),
    )
    page = _page(lines, minutes, decisions, actor, today=today, conference=row)
    return replace(page, conference=conference, notes=_notes(page, FaultNote.objects.filter(conference=conference)))


def ledger_of_decision(decision: TransferDecision, actor: Actor, *, today: date) -> LedgerPage:
    """Lines of one decision ↔ minutes ↔ items ↔ receipts, whichever conferences they were handed over at.

    Minutes written under a decision that this one amends count as its own. About eleven queries.
    """
    chain = family(decision)
    lines = _lines([decision], actor)
    ids = [row.pk for row in chain]
    written = Q(decision__in=ids) | Q(pk__in=MinutesItem.objects.filter(line__decision__in=ids).values("minutes"))
    minutes = with_contents(visible_minutes(actor).filter(written, counted()), chain)
    with_units(lines, minutes, ())
    page = _page(lines, minutes, chain, actor, today=today)
    return replace(page, notes=_notes(page, FaultNote.objects.filter(decision=decision)))


def _page(
    lines: list[DecisionLine],
    minutes: list[Minutes],
    decisions: list[TransferDecision],
    actor: Actor,
    *,
    today: date,
    conference: ConferenceRow | None = None,
) -> LedgerPage:
    """The ledger of these lines and minutes. Of a decision revoked by the day of the conference only those lines stay
    that minutes carry: nobody owes the others, and no figure counts them."""
    day = conference.held_on if conference else min((row.held_on for row in minutes if row.held_on), default=today)
    codes = {row.pk: row.code for row in minutes}
    units = {line.unit_id: line.unit for line in lines} | {row.receiver_id: row.receiver for row in minutes}
    items = _items(lines, codes, units)
    own = [item for item in items if item.minutes_id in codes]
    with_subjects(own, lines)
    carried = items_by_line(lines, own)
    lines = [line for line in lines if carried[line.pk] or _gives(line, conference)]
    behind = {row.pk: row for row in decisions} | {
        item.line.decision_id: item.line.decision for item in own if item.line is not None
    }
    subjects: dict[str, Result | Product] = {subject_of(line).code: subject_of(line) for line in lines}
    subjects |= {item.subject_code: subject for item in own if (subject := item.result or item.product) is not None}
    prints = file_prints(subjects.values()) if own else {}
    since = standing_dates(subjects.values())
    by_minutes: dict[int, list[MinutesItem]] = {}
    for item in own:
        by_minutes.setdefault(item.minutes_id, []).append(item)
    signed = signing_days(minutes)
    decided_on = min((row.issued_on for row in behind.values() if row.issued_on), default=None)
    written = {(item.subject_code, units[item.minutes.receiver_id].code) for item in own}
    named = {(subject_of(line).code, line.unit.code) for line in lines}
    world = World(
        today=today,
        units=unit_rows(units.values(), day=day, decided_on=decided_on, today=today),
        subjects=tuple(subject_row(subject, prints, since) for subject in subjects.values()),
        decisions=decision_rows(behind.values(), conference, today=today),
        lines=tuple(line_row(line) for line in lines),
        minutes=tuple(
            minutes_row(row, by_minutes.get(row.pk, []), signed.get(row.pk, {}), today=today) for row in minutes
        ),
        items=tuple(item_row(item, codes[item.minutes_id]) for item in own),
        conference=conference,
        elsewhere=elsewhere_rows(items, codes, written),
        other_lines=_other_lines(minutes, decisions, actor) if written - named else frozenset(),
    )
    return LedgerPage(reconcile(world), tuple(decisions), lines=tuple(lines), received=received_on(carried))


def _items(lines: Iterable[DecisionLine], own: Collection[int], units: Collection[int]) -> list[MinutesItem]:
    """Items of the ledger's own minutes, and those of others that give the same things to the same units: a unit that
    has received for ten years has thousands that are nothing to this ledger. One query; one more when the minutes give
    something that no line names.

    Lines and what is given come with `with_subjects`. The keys are named one by one: a database that is to find them
    inside the same query joins all rows of all tables.
    """
    results = {line.result_id for line in lines if line.result_id}
    products = {line.product_id for line in lines if line.product_id}
    same = Q(result__in=results) | Q(product__in=products)
    found = _to_units(Q(minutes__in=own) | same, units)
    strays = [item for item in found if item.minutes_id in own and not _is_of(item, results, products)]
    if strays:
        known = {item.pk for item in found}
        same = Q(result__in={item.result_id for item in strays}) | Q(product__in={item.product_id for item in strays})
        found += [item for item in _to_units(same, units) if item.pk not in known]
    return sorted(found, key=lambda item: (item.minutes_id, item.order))


def _to_units(which: Q, units: Collection[int]) -> list[MinutesItem]:
    found = MinutesItem.objects.filter(which, counted("minutes__"), minutes__receiver__in=units)
    return list(found.select_related("minutes").only(*ITEM_COLUMNS).order_by())


def _is_of(item: MinutesItem, results: Collection[int], products: Collection[int]) -> bool:
    return item.result_id in results or item.product_id in products


def _gives(line: DecisionLine, conference: ConferenceRow | None) -> bool:
    """Whether the line's decision still gave something: on the day of the conference, else today."""
    if conference is None:
        return line.decision.state != DecisionState.REVOKED
    return gives_on(line.decision, conference.held_on)


def _lines(decisions: Collection[TransferDecision], actor: Actor) -> list[DecisionLine]:
    found = (
        visible_lines(actor)
        .filter(decision__in=[row.pk for row in decisions])
        .select_related("result", "product__result")
        .only(*LINE_COLUMNS)
        .order_by()
    )
    give(found, "decision", {row.pk: row for row in decisions})
    return sorted(found, key=lambda line: (line.decision_id, line.order, line.pk))


def _other_lines(minutes: list[Minutes], decisions: list[TransferDecision], actor: Actor) -> frozenset[tuple[str, str]]:
    """Keys of lines in decisions beside the ledger's own that the same minutes carry out."""
    beside = DecisionLine.objects.filter(items__minutes__in=[row.pk for row in minutes]).exclude(
        decision__in=[row.pk for row in decisions]
    )
    rows = (
        visible_lines(actor).filter(decision__in=beside.values("decision")).select_related("result", "product", "unit")
    )
    return frozenset((subject_of(line).code, line.unit.code) for line in rows)


def _notes(page: LedgerPage, rows: QuerySet[FaultNote]) -> dict[str, tuple[FaultNote, ...]]:
    """Explanations by the key of their fault. One query; none when there is no fault to explain."""
    notes: dict[str, tuple[FaultNote, ...]] = {}
    for row in rows if page.ledger.faults or page.ledger.pending else ():
        notes[row.fault_key] = (*notes.get(row.fault_key, ()), row)
    return notes
