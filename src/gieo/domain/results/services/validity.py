"""Whether a result still holds: its owner is asked before the day, and answers; silence shows."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import SYSTEM, Actor, Role
from gieo.core.clock import local_date
from gieo.core.errors import Invalid
from gieo.core.text import squeeze
from gieo.domain.procedures.queries import limit
from gieo.domain.procedures.vocab import LimitKey
from gieo.domain.results import wording
from gieo.domain.results.access import public_results
from gieo.domain.results.lifecycle import RESULT
from gieo.domain.results.models import Result
from gieo.domain.results.permits import may_confirm_validity
from gieo.domain.results.queries.validity import DUTY, MOST_ASKED, holds_until, term, to_be_asked
from gieo.domain.results.services.steps import move
from gieo.domain.results.services.writing import lock_result
from gieo.domain.results.vocab import LONGEST_HOLDING, Holding
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.services import fulfil, post_duty
from gieo.foundation.duties.vocab import LIVE_STATES
from gieo.foundation.units.permits import answers_for
from gieo.foundation.units.queries import today_unit


def answer_validity(
    result: Result, *, answer: Holding, words: str = "", told_by: str = "", on: date | None = None, actor: Actor,
    now: datetime,
) -> Result:  # fmt: skip
    """Take down what the owner answers; the registry says who told it, and when.

    In order: lock; permit; life cycle; words where it changed or ended, who told where the owner did not answer itself,
    no day to come nor before the last answer; saved; journal; the duty is fulfilled, or ends with the result.
    """
    with transaction.atomic():
        row = lock_result(result)
        may_confirm_validity(actor, row).require()
        target = RESULT.target("expire" if answer is Holding.ENDED else "confirm_validity", row.state)
        today, said = local_date(now), squeeze(words)
        day, teller = on or today, squeeze(told_by)[:90]
        _require_said(row, answer, said, teller, day, today, actor)
        if answer is Holding.ENDED:
            changes: dict[str, Any] = {"state_reason": (row.state_reason, said)}
            row.state_reason = said
            move(row, "expire", target, actor=actor, now=now, changes=changes)
            fulfil(DUTY, row, actor=actor, now=now)
            return row
        values = {
            "confirmed_on": day,
            "confirmed_by": "; ".join(filter(None, (teller, actor.name_on_record))),
            "confirmed_note": said,
        }
        changes = {name: (getattr(row, name), value) for name, value in values.items()}
        for name, value in values.items():
            setattr(row, name, value)
        move(row, "confirm_validity", target, actor=actor, now=now, changes=changes)
        fulfil(DUTY, row, actor=actor, now=now)
    return row


def ask_owners(*, now: datetime) -> int:
    """Each night: owners of public results owe the answer whether these still hold, from some weeks before the day; the
    ladder of duties reminds them. What was never asked about and is past its day is due as many days from now. An owner
    has a few questions open at a time. A unit that was abolished is asked in its successor."""
    today, asked = local_date(now), 0
    live = Duty.objects.filter(kind=DUTY, record_kind=Result._meta.label_lower, state__in=LIVE_STATES)
    rows = to_be_asked(today).exclude(code__in=live.values("record_code")).select_related("host")
    open_of: dict[int, int] = {}
    for result in rows.order_by("certificate_on", "pk"):
        assert result.host is not None  # every accepted result has one (a constraint)
        owner = today_unit(result.host, today)
        if owner.pk not in open_of:
            open_of[owner.pk] = live.filter(debtor_unit=owner).count()
        if open_of[owner.pk] < MOST_ASKED:
            asked += _ask(result, today, now)
            open_of[owner.pk] += 1
    return asked


def _ask(result: Result, today: date, now: datetime) -> int:
    with transaction.atomic():
        row = lock_result(result)
        until = holds_until(row)
        if until is None or row.host is None or not public_results().filter(pk=row.pk).exists():
            return 0
        ahead = timedelta(days=limit(LimitKey.RESULT_VALIDITY_ASK, today).count)
        due = until if until >= today else today + ahead
        post_duty(
            kind=DUTY, title=wording.ASK_VALIDITY, record=row, debtor_unit=today_unit(row.host, today), due=due,
            start=today, basis=term(today).basis, actor=SYSTEM, now=now,
        )  # fmt: skip
    return 1


def _require_said(
    row: Result, answer: Holding, said: str, teller: str, day: date, today: date, actor: Actor
) -> None:  # fmt: skip
    errors: dict[str, list[str]] = {}
    if answer is not Holding.HOLDS and not said:
        errors["words"] = [_("Ghi thay đổi gì, hoặc vì sao không còn dùng được.")]
    if not teller and row.host_id not in answers_for(actor, Role.HOST):
        errors["told_by"] = [_("Ghi ai của tổ chức chủ trì cho biết.")]
    if len(said) > LONGEST_HOLDING:
        errors["words"] = [_("Không quá %(most)s ký tự.") % {"most": LONGEST_HOLDING}]
    before = row.confirmed_on or row.certificate_on
    if day > today:
        errors["on"] = [_("Ngày trả lời không được ở tương lai.")]
    elif before is not None and day < before:
        errors["on"] = [_("Ngày trả lời không được trước lần xác nhận trước.")]
    if errors:
        raise Invalid(errors)
