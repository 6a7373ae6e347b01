"""Letting the limit of a duty stand still, and run again."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.calendar import SpanUnit
from gieo.core.clock import local_date
from gieo.core.errors import Invalid, Refused, WrongState
from gieo.core.text import squeeze
from gieo.foundation.duties.lifecycle import DUTY
from gieo.foundation.duties.models import Duty, Suspension
from gieo.foundation.duties.permits import may_resume, may_suspend
from gieo.foundation.duties.queries import work_calendar
from gieo.foundation.duties.rules import moved_due
from gieo.foundation.journal.services import record as write_journal


def suspend_duty(
    duty: Duty, *, since: date, reason: str, document: str = "", actor: Actor, now: datetime
) -> Suspension:
    """Let the limit of a duty stand still from a day on, with the reason and, where there is one, the paper.

    Order: lock → permit → life cycle → rules → save → journal. From then on the duty is neither late nor reminded of.
    What is late already cannot be made undone by it: raises Refused. Raises NotAllowed, WrongState, Invalid too.
    """
    with transaction.atomic():
        duty = Duty.objects.select_for_update().get(pk=duty.pk)
        may_suspend(actor, duty).require()
        target = _step("suspend", duty)
        if not squeeze(reason):
            raise Invalid({"reason": [_("Ghi lý do tạm dừng.")]})
        if since > local_date(now):
            raise Invalid({"since": [_("Tạm dừng từ hôm nay trở về trước; ngày ở tương lai thì đợi tới ngày ấy.")]})
        if since < duty.opened_on:
            raise Invalid({"since": [_("Thời hạn này chưa tính vào ngày đó.")]})
        if since > duty.due:
            raise Refused(_("Việc này đã trễ trước ngày tạm dừng; tạm dừng không làm cho nó đúng hạn."))
        made = Suspension.objects.create(
            duty=duty,
            since=since,
            reason=squeeze(reason),
            document=squeeze(document),
            due_before=duty.due,
            suspended_by_name=actor.name_on_record,
        )
        before, duty.state = duty.state, target
        duty.save(update_fields=["state"])
        changes = {"since": (None, since), "reason": ("", made.reason), "document": ("", made.document)}
        write_journal("suspend", duty, actor=actor, now=now, from_state=before, to_state=target, changes=changes)
    return made


def resume_duty(duty: Duty, *, on: date, actor: Actor, now: datetime) -> Duty:
    """Let the limit run again from a day on; the due date moves by the days it stood still (rules.moved_due)."""
    with transaction.atomic():
        duty = Duty.objects.select_for_update().get(pk=duty.pk)
        may_resume(actor, duty).require()
        target = _step("resume", duty)
        held = Suspension.objects.select_for_update().get(duty=duty, until__isnull=True)
        if on < held.since or on > local_date(now):
            raise Invalid({"on": [_("Ngày tính tiếp nằm từ ngày tạm dừng đến hôm nay.")]})
        unit = SpanUnit(duty.count_unit) if duty.count_unit else None
        moved = moved_due(duty.due, held.since, on, unit, work_calendar())
        held.until, held.resumed_by_name = on, actor.name_on_record
        held.save(update_fields=["until", "resumed_by_name"])
        before, duty.state = duty.state, target
        changes = {"until": (None, on), "due": (duty.due, moved)}
        duty.due = moved
        duty.save(update_fields=["state", "due"])
        write_journal("resume", duty, actor=actor, now=now, from_state=before, to_state=target, changes=changes)
    return duty


def _step(verb: str, duty: Duty) -> str:
    try:
        return DUTY.target(verb, duty.state)
    except WrongState as wrong:
        wrong.message = _("Việc này vừa được người khác đổi: xem lại trạng thái hiện tại.")
        raise
