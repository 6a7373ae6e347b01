"""Steps of a result's life cycle."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gieo.core.actor import SYSTEM, Actor, Role
from gieo.core.calendar import Limit, SpanUnit
from gieo.core.clock import local_date
from gieo.core.errors import Invalid
from gieo.core.permits import Permit
from gieo.core.text import squeeze
from gieo.domain.results import permits, wording
from gieo.domain.results.lifecycle import RESULT
from gieo.domain.results.models import Result
from gieo.domain.results.queries import registration_due
from gieo.domain.results.queries.validity import DECIDE_DUTY
from gieo.domain.results.queries.validity import DUTY as VALIDITY_DUTY
from gieo.domain.results.rules import DECIDE_BASIS, validity_limits
from gieo.domain.results.services.writing import fill, journal, lock_result, require, save_result
from gieo.domain.results.vocab import Grade, Stage
from gieo.foundation.accounts.models import Person
from gieo.foundation.duties.queries import work_calendar
from gieo.foundation.duties.services import cancel, fulfil, post_duty

REGISTRATION_DUTY = "result.registration"

May = Callable[[Actor, Result], Permit]


def accept_result(
    result: Result,
    *,
    actor: Actor,
    now: datetime,
    accepted_on: date | None = None,
    grade: Grade | None = None,
    version: int | None = None,
) -> Result:
    """Record that a council accepted the result; day and grade may have been filled in before.

    In order: lock; permit; life cycle; the day is not in the future; everything the acceptance needs is there
    (Missing); save; journal; the host owes the registration within 30 working days of the official acceptance
    (TT 14/2014 Đ10).
    """
    given = {"accepted_on": accepted_on, "grade": grade}
    values = {name: value for name, value in given.items() if value is not None}
    with transaction.atomic():
        row = lock_result(result, version)
        target = _target(row, "accept", permits.may_accept, actor)
        changes = fill(row, values)
        if row.accepted_on is not None and row.accepted_on > local_date(now):
            raise Invalid({"accepted_on": [_("Ngày nghiệm thu không được ở tương lai.")]})
        require(row, Stage.ACCEPT)
        move(row, "accept", target, actor=actor, now=now, changes=changes)
        post_registration_duty(row, actor=actor, now=now)
    return row


def register_result(
    result: Result,
    *,
    actor: Actor,
    now: datetime,
    certificate_no: str,
    certificate_on: date,
    certificate_place: str,
    version: int | None = None,
    **values: Any,
) -> Result:
    """Register the result with its certificate (NĐ 11/2014 Đ7, TT 14/2014 Đ10–13); a number is never given twice.

    `values` may fill what the registration still needs (rights_holder, task_code). In order: lock; permit; life
    cycle; day not in the future; everything is there (Missing); save; journal; the duty to register is fulfilled.
    """
    values |= {
        "certificate_no": certificate_no,
        "certificate_on": certificate_on,
        "certificate_place": certificate_place,
    }
    unknown = set(values) - {"certificate_no", "certificate_on", "certificate_place", "rights_holder", "task_code"}
    if unknown:
        raise TypeError(f"registration does not take {', '.join(sorted(unknown))}")
    with transaction.atomic():
        row = lock_result(result, version)
        target = _target(row, "register", permits.may_register, actor)
        changes = fill(row, values)
        if certificate_on is not None and certificate_on > local_date(now):
            raise Invalid({"certificate_on": [_("Ngày cấp giấy chứng nhận không được ở tương lai.")]})
        require(row, Stage.REGISTER)
        move(row, "register", target, actor=actor, now=now, changes=changes)
        fulfil(REGISTRATION_DUTY, row, actor=actor, now=now)
    return row


def make_transferable(result: Result, *, actor: Actor, now: datetime, version: int | None = None) -> Result:
    """Offer a registered result to units. The kit may still have holes: they stop the handover, not the offer."""
    with transaction.atomic():
        row = lock_result(result, version)
        target = _target(row, "make_transferable", permits.may_make_transferable, actor)
        require(row, Stage.TRANSFER)
        move(row, "make_transferable", target, actor=actor, now=now, changes={})
    return row


def reopen_result(result: Result, *, reason: str, actor: Actor, now: datetime) -> Result:
    """Take back an acceptance entered by mistake; its duty to register is cancelled."""
    return _aside(result, "reopen", permits.may_reopen, reason, actor=actor, now=now, ends_duty=True)


def hold_back_result(result: Result, *, reason: str, actor: Actor, now: datetime) -> Result:
    """Stop offering a result for now; it stays registered and public."""
    return _aside(result, "hold_back", permits.may_hold_back, reason, actor=actor, now=now)


def withdraw_result(result: Result, *, reason: str, actor: Actor, now: datetime) -> Result:
    """Take a result out for good reason (TT 14/2014: a certificate obtained by false statements is withdrawn).

    It leaves the portal and every choice of what to hand over; what was handed over stays so. Its open duty to
    register is cancelled.
    """
    return _aside(result, "withdraw", permits.may_withdraw, reason, actor=actor, now=now, ends_duty=True)


def expire_result(result: Result, *, reason: str, actor: Actor, now: datetime) -> Result:
    """Say that a result no longer holds until it is checked again; it leaves the portal."""
    return _aside(result, "expire", permits.may_expire, reason, actor=actor, now=now, ends_duty=True)


def reinstate_result(result: Result, *, reason: str, actor: Actor, now: datetime) -> Result:
    """Bring a withdrawn result back as a draft: it passes every gate again."""
    return _aside(result, "reinstate", permits.may_reinstate, reason, actor=actor, now=now)


def revalidate_result(result: Result, *, reason: str, actor: Actor, now: datetime) -> Result:
    """Say on which ground an expired result still holds; it is registered again and may be offered anew."""
    return _aside(result, "revalidate", permits.may_revalidate, reason, actor=actor, now=now, confirms=True)


def post_registration_duty(row: Result, *, actor: Actor, now: datetime) -> None:
    """The host owes the registration of an accepted result; nobody does before the text was in force.

    Of a restricted result it is owed, unseen by others, by whoever works on it: duties of units have many readers.
    """
    due, basis = registration_due(row, work_calendar())
    if due is None or row.host is None or row.accepted_on is None:
        return
    if row.is_restricted:
        own = Person.objects.filter(pk=actor.person_id).first() if actor.person_id is not None else None
        if own is None:
            return
        debtor: dict[str, Any] = {"debtor_person": own, "confidential": True}
    else:
        debtor = {"debtor_unit": row.host}
    post_duty(
        kind=REGISTRATION_DUTY,
        title=gettext_lazy("Đăng ký kết quả"),
        record=row,
        due=due,
        start=row.accepted_on,
        basis=basis,
        actor=actor,
        now=now,
        **debtor,
    )


def _target(row: Result, verb: str, may: May, actor: Actor) -> str:
    may(actor, row).require()
    return RESULT.target(verb, row.state)


def move(row: Result, verb: str, target: str, *, actor: Actor, now: datetime, changes: dict[str, Any]) -> None:
    """Into the next state, saved and journalled."""
    source, row.state = row.state, target
    if "state_reason" not in changes and source != target:
        row.state_reason = ""
    save_result(row)
    journal(verb, row, result=row, actor=actor, now=now, changes=changes, from_state=source, to_state=target)


def forget_said(row: Result) -> dict[str, tuple[Any, Any]]:
    """What was said by link is decided about: it goes from the row, and stands in the journal as what changed."""
    if not row.said_words:
        return {}
    changes = {name: (getattr(row, name), "") for name in ("said_answer", "said_words", "said_by")}
    row.said_answer, row.said_words, row.said_by, row.said_on = "", "", "", None
    return changes


def post_decision_duty(row: Result, *, now: datetime) -> None:
    """The registry owes a decision about what was said by link."""
    post_duty(
        kind=DECIDE_DUTY, title=wording.DECIDE_SAID, record=row, debtor_role=Role.REGISTRAR, start=local_date(now),
        limit=Limit(validity_limits().decide_days, SpanUnit.WORKING), basis=DECIDE_BASIS, actor=SYSTEM, now=now,
    )  # fmt: skip


def _aside(
    result: Result, verb: str, may: May, reason: str, *, actor: Actor, now: datetime, ends_duty: bool = False,
    confirms: bool = False,
) -> Result:  # fmt: skip
    with transaction.atomic():
        row = lock_result(result)
        target = _target(row, verb, may, actor)
        words = squeeze(reason)
        if not words:
            raise Invalid({"reason": [_("Ghi lý do.")]})
        before, row.state_reason = row.state_reason, words
        if confirms:
            row.confirmed_on, row.confirmed_by, row.confirmed_note = local_date(now), actor.name_on_record, ""
        changes: dict[str, Any] = {"state_reason": (before, words)}
        if ends_duty:
            changes |= forget_said(row)
        move(row, verb, target, actor=actor, now=now, changes=changes)
        if ends_duty:
            fulfil(DECIDE_DUTY, row, actor=actor, now=now)
            for kind in (REGISTRATION_DUTY, VALIDITY_DUTY):
                cancel(kind, row, reason=words, actor=actor, now=now)
    return row
