"""Rows of the tables as the ledger's plain values."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery, Value, prefetch_related_objects
from django.db.models.functions import Concat

from gieo.core.clock import local_date
from gieo.domain.handovers.models import Minutes, MinutesItem, PlanRow
from gieo.domain.handovers.queries.columns import ELSEWHERE_COLUMNS, MINUTES_COLUMNS, give, with_missing
from gieo.domain.handovers.queries.content import in_heirs_name, own_content
from gieo.domain.handovers.queries.items import subject_of
from gieo.domain.handovers.rules.sealing import sealed_state
from gieo.domain.handovers.rules.world import (
    ConferenceRow,
    DecisionRow,
    FilePrint,
    ItemRow,
    LineRow,
    MinutesRow,
    SubjectRow,
    UnitRow,
)
from gieo.domain.handovers.vocab import MinutesState, Party, Receipt, Standing, SubjectKind
from gieo.domain.results.models import Product, ProductFile, Result
from gieo.domain.results.vocab import ResultState
from gieo.domain.transfers.models import Conference, ConferenceUnit, DecisionLine, TransferDecision
from gieo.domain.transfers.vocab import DecisionState
from gieo.foundation.journal.models import Entry
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import label_related, stands_for, unit_label
from gieo.foundation.units.rules import Face, face_on
from gieo.foundation.units.vocab import UnitKind

_STANDINGS = {ResultState.WITHDRAWN: Standing.WITHDRAWN, ResultState.EXPIRED: Standing.EXPIRED}
Subject = Result | Product


def with_contents(
    minutes: QuerySet[Minutes], decisions: Iterable[TransferDecision], conference: Conference | None = None
) -> list[Minutes]:
    """Minutes in their order, with sealed content, decision, conference and plan, and the version that is to take their
    place (`next_version`: its state and code, "draft BB-2023-0012"). Two queries; one for decisions and conferences
    each that are not at hand."""
    version = Minutes.objects.filter(replaces=OuterRef("pk")).exclude(state=MinutesState.VOID).order_by()
    coming = version.annotate(told=Concat("state", Value(" "), "code")).values("told")
    found = (
        minutes.annotate(next_version=Subquery(coming))
        .select_related("sealed", "replaces")
        .only(*MINUTES_COLUMNS)
        .prefetch_related(Prefetch("plan", PlanRow.objects.order_by("order")))
        .order_by()
    )
    rows: list[Minutes] = sorted(found, key=lambda row: row.pk)
    known = {row.pk: row for row in decisions}
    give(rows, "decision", with_missing(TransferDecision.objects.all(), known, (row.decision_id for row in rows)))
    held = {conference.pk: conference} if conference else {}
    give(rows, "conference", with_missing(Conference.objects.all(), held, (row.conference_id for row in rows)))
    return rows


def with_units(lines: list[DecisionLine], minutes: list[Minutes], seats: Iterable[ConferenceUnit]) -> None:
    """Give lines, minutes and seats their units, each with its successors. One query."""
    named = {line.unit_id for line in lines} | {seat.unit_id for seat in seats}
    named |= {key for row in minutes for key in (row.giver_id, row.receiver_id, row.heir_id) if key}
    units = Unit.objects.select_related(*label_related()).in_bulk(named)
    give((*lines, *seats), "unit", units)
    for name in ("giver", "receiver", "heir"):
        give(minutes, name, units)


def with_subjects(items: list[MinutesItem], lines: list[DecisionLine]) -> None:
    """Give items their lines, and what they give. No query when the lines are those at hand; one for lines, results
    and products each that are not, as those of a decision that another amends."""
    known = {line.pk: line for line in lines}
    behind = DecisionLine.objects.select_related("decision").only(*ELSEWHERE_COLUMNS)
    give(items, "line", with_missing(behind, known, (item.line_id for item in items)))
    results = {line.result.pk: line.result for line in lines if line.result}
    give(items, "result", with_missing(Result.objects.all(), results, (item.result_id for item in items)))
    products = {line.product.pk: line.product for line in lines if line.product}
    stray = Product.objects.select_related("result")
    give(items, "product", with_missing(stray, products, (item.product_id for item in items)))


def minutes_row(minutes: Minutes, items: list[MinutesItem], signed: Mapping[Party, date], *, today: date) -> MinutesRow:
    """Minutes from `with_contents`; `signed` says on which day each party has signed."""
    sealed, present, written = "", "", ""
    changed: tuple[str, ...] = ()
    if minutes.sealed is not None:
        content, sealed = minutes.sealed.content, minutes.sealed.digest
        rows = own_content(minutes, items, minutes.plan.all())
        present, changed = sealed_state(content, sealed, rows)
        written = "" if "heir" in content["receiver"] else content["receiver"]["unit"]
    bearer = stands_for(minutes, minutes.receiver, today)
    passed = bearer.pk != minutes.receiver_id
    version_state, _, version = (getattr(minutes, "next_version", None) or "").partition(" ")
    return MinutesRow(
        code=minutes.code,
        unit=minutes.receiver.code,
        decision=minutes.decision.code,
        conference=minutes.conference.code if minutes.conference else "",
        restricted=minutes.restricted,
        heir=bearer.name if passed else "",
        heir_since=(minutes.heir_since or minutes.receiver.abolished_on) if passed else None,
        names_heir=in_heirs_name(minutes),
        state=MinutesState(minutes.state),
        held_on=minutes.held_on,
        written_name=written,
        signed=frozenset(signed),
        signed_on=signed.get(Party.RECEIVER),
        witness_name=minutes.witness_name,
        sealed_digest=sealed,
        present_digest=present,
        changed=changed,
        version=version,
        version_sealed=version_state == MinutesState.SEALED,
    )


def item_row(item: MinutesItem, minutes_code: str) -> ItemRow:
    return ItemRow(
        minutes=minutes_code,
        order=item.order,
        subject=item.subject_code,
        decision=item.line.decision.code if item.line else "",
        quantity=item.quantity,
        measure=item.quantity_unit,
        received=item.receipt == Receipt.RECEIVED,
        received_on=item.received_on,
        received_quantity=item.received_quantity,
        expected_on=item.expected_on,
        refusal=item.refusal,
        refusal_note=item.refusal_note,
        kit_complete=not item.kit_missing,
        waiver=item.kit_waiver,
        files=tuple(FilePrint(file["key"], file["name"], file["digest"]) for file in item.files),
    )


def line_row(line: DecisionLine) -> LineRow:
    return LineRow(line.decision.code, subject_of(line).code, line.unit.code, line.quantity, line.quantity_unit)


def decision_rows(
    decisions: Iterable[TransferDecision], conference: ConferenceRow | None, *, today: date
) -> tuple[DecisionRow, ...]:
    """`conference` is the one whose ledger this is; without it the earliest of each decision, and of those it amends
    among the given ones, is looked up. One query."""
    rows = {row.pk: row for row in decisions}
    if conference is not None:
        return tuple(_decision_row(row, conference.held_on, over=conference.over) for row in rows.values())
    prefetch_related_objects(list(rows.values()), "conferences")
    found = []
    for row in rows.values():
        held = list(row.conferences.all())
        older = rows.get(row.amends_id or 0)
        while older is not None:
            held += older.conferences.all()
            older = rows.get(older.amends_id or 0)
        first: Conference | None = min(held, key=lambda one: one.held_on, default=None)
        over = first is not None and (first.is_over or today > first.held_on)
        found.append(_decision_row(row, first.held_on if first else None, over=over))
    return tuple(found)


def _decision_row(decision: TransferDecision, held_on: date | None, *, over: bool) -> DecisionRow:
    standing = Standing.REVOKED if decision.state == DecisionState.REVOKED else Standing.IN_FORCE
    return DecisionRow(decision.code, str(decision), decision.issued_on, standing, held_on, over)


def unit_rows(units: Iterable[Unit], *, day: date, decided_on: date | None, today: date) -> tuple[UnitRow, ...]:
    """Units under their name and kind of `day`, with the name they had when it was decided. One query."""
    rows = list(units)
    prefetch_related_objects(rows, "former_faces")
    return tuple(_unit_row(unit, day, decided_on, today) for unit in rows)


def _unit_row(unit: Unit, day: date, decided_on: date | None, today: date) -> UnitRow:
    present = Face(unit.name, unit.short_name, UnitKind(unit.kind))
    past = [(row.until, Face(row.name, row.short_name, UnitKind(row.kind))) for row in unit.former_faces.all()]
    face = face_on(present, past, day)
    decided = face_on(present, past, decided_on).name if decided_on else ""
    return UnitRow(
        code=unit.code,
        name=face.name,
        decided_name=decided if decided != face.name else "",
        is_enterprise=face.kind is UnitKind.ENTERPRISE,
        abolished_on=unit.abolished_on,
        successor_code=unit.successor.code if unit.successor else "",
        successor_name=unit.successor.name if unit.successor else "",
        label=unit_label(unit, today) if unit.successor else "",
    )


def subject_row(subject: Subject, prints: Mapping[str, Mapping[str, str]], since: Mapping[int, date]) -> SubjectRow:
    result = subject if isinstance(subject, Result) else subject.result
    return SubjectRow(
        code=subject.code,
        title=subject.title,
        kind=SubjectKind.RESULT if isinstance(subject, Result) else SubjectKind.PRODUCT,
        standing=_STANDINGS.get(ResultState(result.state), Standing.IN_FORCE) if result else Standing.IN_FORCE,
        since=since.get(result.pk) if result else None,
        files=prints.get(subject.code, {}),
    )


def file_prints(subjects: Iterable[Subject]) -> dict[str, dict[str, str]]:
    """Fingerprints of stored files by the code of their result and of their product, then by key. One query."""
    rows = list(subjects)
    results = {row.pk: row.code for row in rows if isinstance(row, Result)}
    products = {row.pk: row.code for row in rows if isinstance(row, Product)}
    prints: dict[str, dict[str, str]] = {}
    found = ProductFile.objects.filter(product__in=products) | ProductFile.objects.filter(product__result__in=results)
    for pk, digest, product, result in found.values_list("pk", "file__digest", "product_id", "product__result_id"):
        for code in (products.get(product), results.get(result) if result else None):
            if code is not None:
                prints.setdefault(code, {})[str(pk)] = digest
    return prints


def standing_dates(subjects: Iterable[Subject]) -> dict[int, date]:
    """The day each withdrawn or expired result was taken out, from the journal. No query when there is none."""
    results = {row if isinstance(row, Result) else row.result for row in subjects}
    out = {row.pk: row.state for row in results if row is not None and row.state in _STANDINGS}
    if not out:
        return {}
    entries = Entry.objects.filter(
        record_kind=Result._meta.label_lower, record_id__in=out, to_state__in=list(_STANDINGS)
    ).order_by("id")
    return {entry.record_id: local_date(entry.at) for entry in entries if entry.to_state == out[entry.record_id]}


def elsewhere_rows(
    items: Iterable[MinutesItem], own: Mapping[int, str], written: Collection[tuple[str, str]]
) -> tuple[tuple[str, str, str], ...]:
    """(subject, unit, minutes) of items outside the ledger that repeat one of its own."""
    units: dict[int, str] = {}
    outside: list[tuple[str, int, str]] = []
    for item in items:
        if item.minutes_id not in own:
            outside.append((item.subject_code, item.minutes.receiver_id, item.minutes.code))
        else:
            units[item.minutes.receiver_id] = ""
    codes = (
        dict(Unit.objects.filter(pk__in={unit for _, unit, _ in outside}).values_list("pk", "code")) if outside else {}
    )
    return tuple(
        (subject, codes[unit], minutes) for subject, unit, minutes in outside if (subject, codes[unit]) in written
    )
