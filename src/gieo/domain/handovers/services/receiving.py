"""The receiver confirms what it has in hand, item by item or all at once."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gieo.core.actor import Actor
from gieo.core.calendar import Limit, SpanUnit
from gieo.core.clock import local_date
from gieo.core.errors import Invalid, NotFound
from gieo.core.text import squeeze
from gieo.domain.handovers.access import holds_restricted
from gieo.domain.handovers.models import Minutes, MinutesItem
from gieo.domain.handovers.permits import is_receiver, may_receive_items
from gieo.domain.handovers.rules.reporting import REPORT_BASIS, REPORT_MONTHS
from gieo.domain.handovers.services.locking import lock_minutes, step
from gieo.domain.handovers.vocab import Receipt
from gieo.foundation.duties.services import post_duty
from gieo.foundation.journal.services import Changes
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import stands_for

REPORT_DUTIES = (
    gettext_lazy("Báo cáo ứng dụng kết quả, năm thứ nhất"),
    gettext_lazy("Báo cáo ứng dụng kết quả, năm thứ hai"),
    gettext_lazy("Báo cáo ứng dụng kết quả, năm thứ ba"),
    gettext_lazy("Báo cáo ứng dụng kết quả, năm thứ tư"),
    gettext_lazy("Báo cáo ứng dụng kết quả, năm thứ năm"),
)


def receive_items(
    minutes: Minutes,
    *,
    items: Iterable[int] | None = None,
    note: str = "",
    actor: Actor,
    now: datetime,
) -> Minutes:
    """Confirm that the receiver has the items in hand: those with these ids, or all still open.

    In order: lock → permit (the unit's representative, or an officer at the table on its behalf; the journal tells
    which) → the items chosen → life cycle → items marked → journal. The last one finishes the minutes: state received,
    and the five reports on use become due 12 to 60 months after the start agreed in the minutes (TT 14/2014/TT-BKHCN
    Đ19–20), owed by the receiving unit. Items confirmed already stay as they are: who presses twice did it once, and
    nothing is written. Raises Invalid when nothing is chosen, NotFound for items of other minutes.
    """
    with transaction.atomic():
        locked = lock_minutes(minutes)
        may_receive_items(actor, locked).require()
        rows = {row.pk: row for row in locked.items.order_by("order")}
        chosen = set(rows) if items is None else set(items)
        if not chosen:
            raise Invalid({"items": [_("Chọn ít nhất một mục đã nhận.")]})
        if chosen - set(rows):
            raise NotFound(_("Có mục không thuộc biên bản này."))
        who = actor if is_receiver(actor, locked) else actor.on_behalf_of(_bearer(locked, now).name)
        fresh = [rows[pk] for pk in sorted(chosen) if rows[pk].receipt == Receipt.PENDING]
        if not fresh:
            return locked
        step("receive", locked)
        for row in fresh:
            row.receipt, row.received_at = Receipt.RECEIVED, now
            row.received_by_name, row.received_note = who.name_on_record, squeeze(note)
        MinutesItem.objects.bulk_update(fresh, ["receipt", "received_at", "received_by_name", "received_note"])
        changes: Changes = {"received": ([], [row.subject_code for row in fresh])}
        write_journal("receive", locked, actor=who, now=now, changes=changes)
        if all(row.receipt == Receipt.RECEIVED for row in rows.values()):
            _finish(locked, actor=who, now=now)
    return locked


def _bearer(minutes: Minutes, now: datetime) -> Unit:
    """The receiver, or who has taken over from it."""
    return stands_for(minutes, minutes.receiver, local_date(now))


def _finish(minutes: Minutes, *, actor: Actor, now: datetime) -> None:
    before, minutes.state = minutes.state, step("finish", minutes)
    minutes.received_at = now
    minutes.version += 1
    minutes.save(update_fields=["state", "received_at", "version"])
    write_journal("finish", minutes, actor=actor, now=now, from_state=before, to_state=minutes.state)
    confidential = holds_restricted(minutes)
    for months, title in zip(REPORT_MONTHS, REPORT_DUTIES, strict=True):
        post_duty(
            kind="application_report",
            title=title,
            record=minutes,
            debtor_unit=_bearer(minutes, now),
            start=minutes.report_start,
            limit=Limit(months, SpanUnit.MONTH),
            basis=REPORT_BASIS,
            owed_to=minutes.giver,
            confidential=confidential,
            actor=actor,
            now=now,
        )
