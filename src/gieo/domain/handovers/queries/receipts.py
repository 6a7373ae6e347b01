"""Receipts of minutes: what they say of each item, and what is still owed."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import override

from gieo.domain.handovers.models import Minutes, MinutesItem, ReceiptNote, ReceiptRow
from gieo.domain.handovers.queries.printing import check_link
from gieo.domain.handovers.rules.receipt_paper import ItemOfReceipt, RowOfReceipt, WrittenReceipt, compose_receipts
from gieo.domain.handovers.rules.receipts import Said, whole
from gieo.domain.handovers.vocab import MinutesState, Outcome, Receipt
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.vocab import LIVE_STATES, DutyState
from gieo.foundation.papers.rules import Paper
from gieo.foundation.units.queries import bearer_label


def receipts_of(minutes: Minutes) -> list[ReceiptNote]:
    """Every receipt in order, also those taken back, with their rows and items. Three queries."""
    return list(minutes.receipts.prefetch_related("rows__item").order_by("number"))


def said_of(minutes: Minutes) -> dict[int, list[Said]]:
    """What the receipts that were not taken back say of each item, in order, by the item's id. One query."""
    rows = ReceiptRow.objects.filter(receipt__minutes=minutes, receipt__retracted_at=None)
    said: dict[int, list[Said]] = {}
    for row in rows.select_related("receipt").order_by("receipt__number", "pk"):
        said.setdefault(row.item_id, []).append(_said(row))
    return said


def _said(row: ReceiptRow) -> Said:
    outcome = Outcome(row.outcome)
    return Said(
        outcome,
        quantity=row.quantity or Said.quantity,
        on=row.receipt.on,
        expected_on=row.expected_on,
        reason=row.reason,
        words=row.words,
        note=row.receipt.note,
    )


def receipt_paper(minutes: Minutes) -> Paper | None:
    """The paper of all receipts of minutes, None while there is none. About four queries."""
    notes = receipts_of(minutes)
    if not notes or minutes.sealed is None:
        return None
    with override("vi"):
        receiver = bearer_label(minutes, minutes.receiver, notes[-1].on)
    return compose_receipts(
        minutes.sealed.content,
        [_written(note) for note in notes],
        [_standing(item) for item in minutes.items.order_by("order")],
        receiver=receiver,
        digest=minutes.sealed.digest,
        link=check_link(minutes.code),
    )


def _written(note: ReceiptNote) -> WrittenReceipt:
    rows = sorted(note.rows.all(), key=lambda row: row.item.order)
    return WrittenReceipt(
        number=note.number,
        on=note.on,
        by_name=note.by_name,
        by_title=note.by_title,
        recorded_at=note.recorded_at,
        recorded_by=note.recorded_by_name,
        rows=tuple(
            RowOfReceipt(
                row.item.order, row.item.title, row.item.quantity_unit, Outcome(row.outcome), row.quantity,
                row.expected_on, row.reason, row.words,
            )
            for row in rows
        ),
        note=note.note,
        retracted_at=note.retracted_at,
        retract_reason=note.retract_reason,
    )  # fmt: skip


def _standing(item: MinutesItem) -> ItemOfReceipt:
    return ItemOfReceipt(
        item.order, item.title, item.quantity_unit, whole(item.quantity), item.received_quantity,
        Receipt(item.receipt), item.received_on, item.expected_on, item.refusal, item.refusal_note,
    )  # fmt: skip


def version_awaiting_signature(minutes: Minutes) -> Minutes | None:
    """The sealed version that will replace these minutes once it is signed. One query."""
    return minutes.versions.filter(state=MinutesState.SEALED).first()


def reports_sent(minutes: Minutes) -> set[str]:
    """Titles of the reports that have come in on the use of what was received, under these minutes or those that they
    replace."""
    codes, older = [minutes.code], minutes.replaces
    while older is not None:
        codes.append(older.code)
        older = older.replaces
    return set(_duties("application_report", *codes).filter(state=DutyState.FULFILLED).values_list("title", flat=True))


def owes_reports(minutes: Minutes) -> bool:
    """Whether the reports stand among the duties already, to be sent or sent."""
    return _duties("application_report", minutes.code).exclude(state=DutyState.CANCELLED).exists()


def deliveries_owed(minutes: Minutes) -> set[date]:
    """The days on which the giver has promised to deliver what is still missing."""
    return set(_duties("delivery", minutes.code).filter(state__in=LIVE_STATES).values_list("due", flat=True))


def _duties(kind: str, *codes: str) -> QuerySet[Duty]:
    return Duty.objects.filter(kind=kind, record_kind=Minutes._meta.label_lower, record_code__in=codes)
