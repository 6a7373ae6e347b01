"""The receiver says what it has in hand: all at once or item by item, in part, or not at all and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.errors import Conflict, Invalid, NotFound, Refused
from gieo.core.text import squeeze
from gieo.domain.handovers.models import Minutes, MinutesItem, ReceiptNote, ReceiptRow
from gieo.domain.handovers.permits import is_receiver, may_receive_items, may_retract_receipt
from gieo.domain.handovers.queries.receipts import reports_sent, said_of, version_awaiting_signature
from gieo.domain.handovers.queries.scans import signed_day
from gieo.domain.handovers.rules.paper import paper_number
from gieo.domain.handovers.rules.receipts import MOST_WORDS, Said, standing
from gieo.domain.handovers.services.locking import lock_minutes, step
from gieo.domain.handovers.services.settling import settle
from gieo.domain.handovers.vocab import Outcome, Receipt, RefusalReason
from gieo.foundation.journal.services import Changes
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.units.queries import stands_for


@dataclass(frozen=True)
class ReceiptInput:
    """What is said of one item: received (all that is left, or so much and the rest on a day), to come on a day, or
    refused and why."""

    item: int
    outcome: Outcome = Outcome.RECEIVED
    quantity: Decimal | None = None
    expected_on: date | None = None
    reason: RefusalReason | str = ""
    words: str = ""


def receive_items(
    minutes: Minutes,
    *,
    items: Iterable[int] | None = None,
    seen: int | None = None,
    note: str = "",
    actor: Actor,
    now: datetime,
) -> Minutes:
    """Confirm that the receiver has all of the items in hand: those with these ids, or all still to be received.

    What was refused is not among "all": it is named. As `record_receipt`; who presses twice did it once.
    """
    chosen = items if items is not None else minutes.items.exclude(receipt=Receipt.REFUSED).values_list("pk", flat=True)
    rows = [ReceiptInput(pk) for pk in sorted(set(chosen))]
    return record_receipt(minutes, rows=rows, seen=seen, note=note, actor=actor, now=now)


def record_receipt(
    minutes: Minutes,
    *,
    rows: Sequence[ReceiptInput],
    seen: int | None = None,
    on: date | None = None,
    by_name: str = "",
    by_title: str = "",
    note: str = "",
    actor: Actor,
    now: datetime,
) -> Minutes:
    """Write down what the receiver took on a day (`on`, else today), what is to come when, what it refuses and why.

    In order: lock → permit (the unit's representative, or an officer on its behalf; the journal tells which) → items of
    these minutes → nobody wrote a receipt since `seen` (the number of the last one the page showed) → life cycle → no
    other version waits for signatures → dates, quantities, reasons → receipt → journal → items, state, duties
    (settling). The first thing received makes the five reports on use due, counted from the start agreed in the
    minutes; what is to come is owed by the giver on the day promised. An item that is complete already stays as it is;
    when nothing is left to say, nothing is written. Raises Invalid by field ("quantity_<item>",
    "expected_on_<item>", "reason_<item>", "words_<item>", "on"), NotFound, Conflict, WrongState, Refused.
    """
    with transaction.atomic():
        locked = lock_minutes(minutes)
        may_receive_items(actor, locked).require()
        items = {row.pk: row for row in locked.items.order_by("order")}
        if not rows:
            raise Invalid({"items": [_("Chọn ít nhất một mục.")]})
        if {row.item for row in rows} - set(items) or len({row.item for row in rows}) != len(rows):
            raise NotFound(_("Có mục không thuộc biên bản này."))
        number = locked.receipts.count()
        if seen is not None and seen != number:
            raise Conflict(_("Vừa có người ghi nhận trên biên bản này. Xem lại số còn phải nhận rồi ghi tiếp."))
        fresh = [row for row in rows if items[row.item].receipt != Receipt.RECEIVED]
        if not fresh:
            return locked
        for verb in sorted({"refuse" if row.outcome is Outcome.REFUSED else "receive" for row in fresh}):
            step(verb, locked)
        _require_stands(locked)
        who = actor if is_receiver(actor, locked) else actor.on_behalf_of(_bearer_name(locked, now))
        day = on or local_date(now)
        made = ReceiptNote(
            minutes=locked,
            number=number + 1,
            on=day,
            by_name=squeeze(by_name)[:200] or who.name_on_record,
            by_title=squeeze(by_title)[:160],
            note=squeeze(note)[:MOST_WORDS],
            recorded_at=now,
            recorded_by_name=who.name_on_record,
        )
        said = said_of(locked)
        kept = _checked(fresh, items, said, day=day, minutes=locked, today=local_date(now))
        made.save(force_insert=True)
        for row in kept:
            row.receipt = made
        ReceiptRow.objects.bulk_create(kept)
        _journal(locked, made, kept, items, who=who, now=now)
        settle(locked, items, who=who, now=now)
    return locked


def _require_stands(minutes: Minutes) -> None:
    """While another version waits for its signatures, what was received stands still: it is taken over as it is."""
    version = version_awaiting_signature(minutes)
    if version is not None:
        raise Refused(
            _("Bản thay thế %(code)s đã niêm phong, đang chờ ký. Ký xong rồi ghi nhận trên bản ấy, hoặc huỷ bản ấy.")
            % {"code": version.code}
        )


def _bearer_name(minutes: Minutes, now: datetime) -> str:
    """The receiver, or who has taken over from it."""
    return stands_for(minutes, minutes.receiver, local_date(now)).name


def _checked(
    rows: Iterable[ReceiptInput],
    items: Mapping[int, MinutesItem],
    said: Mapping[int, Sequence[Said]],
    *,
    day: date,
    minutes: Minutes,
    today: date,
) -> list[ReceiptRow]:
    """The rows as they are kept. Raises Invalid with everything that is wrong at once."""
    errors: dict[str, list[str]] = {}
    signed_on = signed_day(minutes) or today
    if day > today:
        errors["on"] = [_("Ngày nhận không thể ở tương lai.")]
    elif day < min(signed_on, today):  # today always will do, whatever the clock said when they signed
        errors["on"] = [_("Ngày nhận không thể trước ngày ký xong (%(day)s).") % {"day": f"{signed_on:%d/%m/%Y}"}]
    kept = []
    for row in rows:
        rest = standing(items[row.item].quantity, said.get(row.item, ())).rest
        errors |= {f"{name}_{row.item}": [words] for name, words in _wrong(row, rest, today=today).items()}
        kept.append(_row(row, rest))
    if errors:
        raise Invalid(errors)
    return kept


def _wrong(row: ReceiptInput, rest: Decimal, *, today: date) -> dict[str, str]:
    if row.outcome is Outcome.RECEIVED and row.quantity is not None and not 0 < row.quantity <= rest:
        return {"quantity": _("Ghi số lượng lớn hơn 0, nhiều nhất %(rest)s.") % {"rest": paper_number(rest)}}
    if row.outcome is Outcome.RECEIVED and row.expected_on is not None and row.quantity in (None, rest):
        return {"expected_on": _("Mục đang ghi là nhận hết. Ghi số lượng nhận lần này, hoặc bỏ dấu nếu chưa nhận gì.")}
    if row.outcome is not Outcome.REFUSED:
        if row.expected_on is None and row.outcome is Outcome.AWAITED:
            return {"expected_on": _("Ghi ngày hẹn giao.")}
        if row.expected_on is not None and row.expected_on < today:
            return {"expected_on": _("Ngày hẹn giao không thể đã qua.")}
        return {}
    if row.reason not in {reason.value for reason in RefusalReason}:
        return {"reason": _("Chọn lý do không nhận.")}
    if row.reason == RefusalReason.OTHER and not squeeze(row.words):
        return {"words": _("Lý do khác thì nói rõ là gì.")}
    return {}


def _row(row: ReceiptInput, rest: Decimal) -> ReceiptRow:
    is_awaited, is_refused = row.outcome is Outcome.AWAITED, row.outcome is Outcome.REFUSED
    return ReceiptRow(
        item_id=row.item,
        outcome=row.outcome,
        quantity=None if is_awaited else rest if is_refused or row.quantity is None else row.quantity,
        expected_on=None if is_refused else row.expected_on,
        reason=str(row.reason) if is_refused else "",
        words=squeeze(row.words)[:MOST_WORDS],
    )


def _journal(
    minutes: Minutes,
    made: ReceiptNote,
    rows: Iterable[ReceiptRow],
    items: Mapping[int, MinutesItem],
    *,
    who: Actor,
    now: datetime,
) -> None:
    told: dict[str, list[dict[str, object]]] = {}
    for row in rows:
        facts = {"item": items[row.item_id].subject_code, "quantity": row.quantity, "on": row.expected_on}
        facts |= {"reason": row.reason, "words": row.words}
        told.setdefault(row.outcome, []).append(
            {name: value for name, value in facts.items() if value not in (None, "")}
        )
    refused = told.pop(Outcome.REFUSED, [])
    if told:
        changes: Changes = {outcome: ([], said) for outcome, said in sorted(told.items())}
        write_journal("receive", minutes, actor=who, now=now, changes={"on": (None, made.on), **changes})
    if refused:
        write_journal("refuse", minutes, actor=who, now=now, changes={"refused": ([], refused)})


def retract_receipt(minutes: Minutes, number: int, *, reason: str, actor: Actor, now: datetime) -> Minutes:
    """Take back a mistaken receipt, with the reason; it stays on record, crossed out, and counts no more.

    In order: lock → permit → the receipt, not taken back yet → life cycle → no other version waits for signatures, and
    no report on use was sent about what was received → reason → receipt marked → journal → items, state and duties
    follow what is left (settling). Raises NotFound, Conflict, Refused, Invalid ("reason"), WrongState; then nothing
    was written.
    """
    with transaction.atomic():
        locked = lock_minutes(minutes)
        may_retract_receipt(actor, locked).require()
        found = locked.receipts.select_for_update(of=("self",)).filter(number=number).first()
        if found is None:
            raise NotFound(_("Biên bản không có lần nhận này."))
        step("retract", locked)
        if found.retracted_at is not None:
            raise Conflict(_("Lần nhận này đã được thu hồi."))
        _require_stands(locked)
        if reports_sent(locked):
            raise Refused(
                _("Đơn vị đã báo cáo ứng dụng những gì đã nhận, không thu hồi được nữa. Ghi sai thì lập bản thay thế.")
            )
        if not squeeze(reason):
            raise Invalid({"reason": [_("Ghi lý do thu hồi.")]})
        who = actor if is_receiver(actor, locked) else actor.on_behalf_of(_bearer_name(locked, now))
        found.retracted_at, found.retracted_by_name = now, who.name_on_record
        found.retract_reason = squeeze(reason)[:MOST_WORDS]
        found.save(update_fields=["retracted_at", "retracted_by_name", "retract_reason"])
        changes = {"number": (number, None), "reason": ("", found.retract_reason)}
        write_journal("retract", locked, actor=who, now=now, changes=changes)
        settle(locked, {row.pk: row for row in locked.items.order_by("order")}, who=who, now=now)
    return locked
