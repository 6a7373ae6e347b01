"""Correcting what was sealed: new minutes that name the old and take their place.

The old stay as they are, readable and verifiable. Those signed by all stand until the new ones are signed by all; those
nobody has finished signing give way as soon as the new ones are sealed. Of the two exactly one counts (models.counted).
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.codes import make_code
from gieo.core.errors import Conflict, Invalid, NotFound, Refused
from gieo.core.text import squeeze
from gieo.domain.handovers.models import (
    ApplicationPlan,
    ApplicationPlanRow,
    Minutes,
    MinutesItem,
    PlanRow,
    ReceiptNote,
    ReceiptRow,
)
from gieo.domain.handovers.permits import may_correct_minutes
from gieo.domain.handovers.queries.plans import plan_in_force
from gieo.domain.handovers.rules.grounds import office_symbol
from gieo.domain.handovers.rules.paper import paper_number
from gieo.domain.handovers.rules.receipts import whole
from gieo.domain.handovers.services.finding import say_minutes
from gieo.domain.handovers.services.locking import lock_minutes, step
from gieo.domain.handovers.services.numbering import free_numbers, number_once
from gieo.domain.handovers.services.owing import DELIVERY_DUTY, PLAN_DUTY, REFUSAL_DUTY, REPORT_DUTY
from gieo.domain.handovers.vocab import MinutesState, Receipt
from gieo.foundation.duties.services import cancel
from gieo.foundation.journal.services import Changes
from gieo.foundation.journal.services import record as write_journal

_COPIED = (
    "illustrative", "restricted", "conference_id", "decision_id", "giver_id", "receiver_id", "heir_id", "heir_since",
    "locality", "place", "giver_name", "giver_title", "receiver_name", "receiver_title", "witness_name",
    "witness_title", "witness_unit", "copies", "copies_each", "grounds", "texts", "plan_days", "report_start",
    "report_start_reason", "signing_order",
)  # fmt: skip
_OF_ITEM = (
    "line_id", "result_id", "product_id", "subject_code", "title", "nature_label", "quantity", "quantity_unit",
    "delivery_label", "condition", "condition_typed", "rights", "restriction", "files", "kit_missing", "kit_waiver",
    "kit_waived_by", "kit_waived_on",
)  # fmt: skip
_OF_PLAN = ("order", "work", "person", "due", "place", "scale", "money")
_OF_RECEIPT = ("on", "by_name", "by_title", "note", "recorded_at", "recorded_by_name")
_OF_RECEIPT_ROW = ("outcome", "quantity", "expected_on", "reason", "words")


def correct_minutes(
    minutes: Minutes, *, reason: str, without: Collection[int] = (), actor: Actor, now: datetime
) -> Minutes:
    """Write a draft that is to take the place of sealed minutes, with their words and items, a number and a day of its
    own. `without` are ids of items it leaves out.

    In order: permit → lock the old → life cycle → it counts itself, and nobody has begun another version → reason,
    items → draft → journal of both. The old go on as they are until the draft is sealed or signed (`put_aside`). Raises
    Conflict with who wrote the other version, Refused, Invalid ("reason", "without"), NotFound, WrongState.
    """
    may_correct_minutes(actor).require()
    day = local_date(now)
    with number_once(day.year), transaction.atomic():
        old = lock_minutes(minutes)
        step("correct", old)
        if old.replaces is not None and old.replaces.state != MinutesState.SUPERSEDED:
            raise Refused(
                _("Bản này chưa thay được %(code)s. Huỷ bản này rồi lập bản thay thế mới từ %(code)s.")
                % {"code": old.replaces.code}
            )
        other = old.versions.exclude(state=MinutesState.VOID).first()
        if other is not None:
            facts = {"name": other.prepared_by_name, "code": other.code}
            raise Conflict(_("%(name)s đã lập bản thay thế %(code)s. Mở bản ấy để sửa tiếp.") % facts)
        items = list(old.items.order_by("order"))
        if set(without) - {item.pk for item in items}:
            raise NotFound(_("Có mục không thuộc biên bản này."))
        kept = [item for item in items if item.pk not in set(without)]
        errors = {} if squeeze(reason) else {"reason": [_("Ghi lý do thay thế.")]}
        if not kept:
            errors["without"] = [_("Giữ lại ít nhất một mục. Không bàn giao gì nữa thì không lập bản thay thế.")]
        if errors:
            raise Invalid(errors)
        running, number = next(free_numbers(old.giver, day, office_symbol(old.giver.name)))
        made = Minutes.objects.create(
            code=make_code("BB", day.year, running, width=2),
            number=number,
            number_year=day.year,
            held_on=day,
            replaces=old,
            replace_reason=squeeze(reason)[:500],
            prepared_at=now,
            prepared_by_name=actor.name_on_record,
            **{name: getattr(old, name) for name in _COPIED},
        )
        MinutesItem.objects.bulk_create(
            MinutesItem(minutes=made, order=order, **{name: getattr(item, name) for name in _OF_ITEM})
            for order, item in enumerate(kept, start=1)
        )
        PlanRow.objects.bulk_create(
            PlanRow(minutes=made, **{name: getattr(row, name) for name in _OF_PLAN}) for row in old.plan.all()
        )
        changes = {"version": ("", made.code), "reason": ("", made.replace_reason)}
        write_journal("correct", old, actor=actor, now=now, changes=changes)
        begun: Changes = {"replaces": ("", old.code), "items": (0, len(kept))}
        write_journal("prepare", made, actor=actor, now=now, to_state=made.state, changes=begun)
        say_minutes([made])
    return made


def require_fits(version: Minutes) -> Minutes | None:
    """The minutes that a version is to replace, locked, once the version gives all that was received under them.

    None for minutes that replace none. Raises Refused with the item and how much of it was received.
    """
    if version.replaces is None:
        return None
    old = lock_minutes(version.replaces)
    given = {_subject(item): item for item in version.items.all()}
    for item in old.items.order_by("order"):
        if not item.received_quantity:
            continue
        facts = {"title": item.title, "received": f"{paper_number(item.received_quantity)} {item.quantity_unit}"}
        now_given = given.get(_subject(item))
        if now_given is None:
            raise Refused(
                _("Đơn vị đã nhận %(received)s của mục “%(title)s”, bản thay thế không ghi. Thu hồi lần nhận ấy trước.")
                % facts
            )
        if whole(now_given.quantity) < item.received_quantity:
            raise Refused(
                _("Đơn vị đã nhận %(received)s của mục “%(title)s”, nhiều hơn số ghi ở bản thay thế. Sửa số lượng.")
                % facts
            )
    return old


def put_aside(old: Minutes, version: Minutes, *, actor: Actor, now: datetime) -> None:
    """Let `version` stand in the place of `old`, locked by the deed that seals or completes the version.

    In order: state → plan and receipts carried over as they were → duties about the old cancelled, which the version's
    own deeds post anew → journal. Receipts keep their days and people.
    """
    if old.state == MinutesState.SUPERSEDED:
        return
    before, old.state = old.state, step("supersede", old)
    old.superseded_at = now
    old.version += 1
    old.save(update_fields=["state", "superseded_at", "version"])
    write_journal(
        "supersede", old, actor=actor, now=now, from_state=before, to_state=old.state,
        changes={"version": ("", version.code)},
    )  # fmt: skip
    _carry_plan(old, version)
    _carry_receipts(old, version)
    with override("vi"):
        reason = _("Biên bản đã được thay bằng %(code)s.") % {"code": version.code}
    for kind in (PLAN_DUTY, REPORT_DUTY, DELIVERY_DUTY, REFUSAL_DUTY):
        cancel(kind, old, reason=reason, actor=actor, now=now)


def _carry_plan(old: Minutes, version: Minutes) -> None:
    sent = plan_in_force(old)
    if sent is None:
        return
    copy = ApplicationPlan.objects.create(
        minutes=version, number=1, sent_at=sent.sent_at, sent_by_name=sent.sent_by_name
    )
    ApplicationPlanRow.objects.bulk_create(
        ApplicationPlanRow(plan=copy, **{name: getattr(row, name) for name in _OF_PLAN}) for row in sent.rows.all()
    )


def _carry_receipts(old: Minutes, version: Minutes) -> None:
    items = _moved_items(old, version)
    number = 0
    for note in old.receipts.filter(retracted_at=None).prefetch_related("rows").order_by("number"):
        rows = [row for row in note.rows.all() if row.item_id in items]
        if not rows:
            continue
        number += 1
        facts = {name: getattr(note, name) for name in _OF_RECEIPT}
        copy = ReceiptNote.objects.create(minutes=version, number=number, carried_from=note, **facts)
        ReceiptRow.objects.bulk_create(
            ReceiptRow(receipt=copy, item=items[row.item_id], **{name: getattr(row, name) for name in _OF_RECEIPT_ROW})
            for row in rows
        )


def _moved_items(old: Minutes, version: Minutes) -> Mapping[int, MinutesItem]:
    """The version's items by the id of the old item that gave the same thing; what was in hand is marked so."""
    given = {_subject(item): item for item in version.items.all()}
    moved = {item: given[_subject(item)] for item in old.items.all() if _subject(item) in given}
    done = [(before, item) for before, item in moved.items() if before.receipt == Receipt.RECEIVED]
    for before, item in done:
        for name in ("receipt", "received_quantity", "received_on", "received_at", "received_by_name", "received_note"):
            setattr(item, name, getattr(before, name))
        item.save(update_fields=["receipt", "received_quantity", "received_on", "received_at", "received_by_name",
                                 "received_note"])  # fmt: skip
    return {before.pk: item for before, item in moved.items()}


def _subject(item: MinutesItem) -> tuple[int | None, int | None]:
    return item.result_id, item.product_id
