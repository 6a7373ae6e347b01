"""Whether a result still holds: its owner is asked before the day, and answers, by an account or by the link of a
letter; silence shows."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from gieo.core.actor import LONGEST_NAME, SYSTEM, Actor, Role
from gieo.core.clock import local_date
from gieo.core.errors import Invalid, NotFound
from gieo.core.text import squeeze
from gieo.domain.procedures.queries import limit
from gieo.domain.procedures.vocab import LimitKey
from gieo.domain.results import wording
from gieo.domain.results.access import public_results
from gieo.domain.results.lifecycle import RESULT
from gieo.domain.results.models import Result
from gieo.domain.results.permits import may_confirm_validity
from gieo.domain.results.queries.validity import (
    DECIDE_DUTY,
    DUTY,
    MOST_ASKED,
    asked_by_link,
    holds_until,
    term,
    to_be_asked,
)
from gieo.domain.results.services.steps import forget_said, move, post_decision_duty
from gieo.domain.results.services.writing import journal, lock_result, save_result
from gieo.domain.results.vocab import LONGEST_HOLDING, LONGEST_TELLER, Holding, QuestionFault
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.queries import debtor_label
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
    no day to come nor before the last answer; saved; journal; the duty is fulfilled, or ends with the result. What was
    said by link before is decided about with it.
    """
    with transaction.atomic():
        row = lock_result(result)
        may_confirm_validity(actor, row).require()
        target = RESULT.target("expire" if answer is Holding.ENDED else "confirm_validity", row.state)
        today, said = local_date(now), squeeze(words)
        day, teller = on or today, squeeze(told_by)[:LONGEST_TELLER]
        is_owner = row.host_id in answers_for(actor, Role.HOST)
        _require_said(row, answer, said, day, today, lacks_teller=not teller and not is_owner)
        changes = forget_said(row)
        if answer is Holding.ENDED:
            changes |= {"state_reason": (row.state_reason, said)}
            row.state_reason = said
            move(row, "expire", target, actor=actor, now=now, changes=changes)
        else:
            changes |= _confirmed(row, day, "; ".join(filter(None, (teller, actor.name_on_record))), said)
            move(row, "confirm_validity", target, actor=actor, now=now, changes=changes)
        for kind in (DUTY, DECIDE_DUTY):
            fulfil(kind, row, actor=actor, now=now)
    return row


def answer_by_link(token: str, *, answer: Holding, words: str = "", told_by: str = "", now: datetime) -> Result:
    """The owner answers by the link of a letter, without an account; the link is the permit.

    In order: lock; the link; words, and who answers; saved; journal; the duty is fulfilled, and the link used with it.
    Who holds a link is not known, so that it ends no result and puts no words before everybody: that a result holds is
    taken down, whatever needs words waits, and the registry owes the decision. While words wait, a link asks nothing,
    so that none replaces them. The same answer again changes nothing.
    Raises NotFound with the way on for a link that asks nothing.
    """
    today, said, teller = local_date(now), squeeze(words), squeeze(told_by)[:LONGEST_TELLER]
    with transaction.atomic():
        asked = asked_by_link(token, on=today)
        if asked.result is not None:
            row = lock_result(asked.result)
            asked = asked_by_link(token, on=today)  # as it is now that the result is locked
        if asked.result is None or asked.duty is None:
            raise NotFound(str(wording.QUESTION_FAULTS[asked.fault or QuestionFault.FORGED]))
        with override("vi"):  # records are Vietnamese, whoever answers in which language
            holder = Actor(None, (wording.BY_LINK % {"unit": debtor_label(asked.duty, today)})[:LONGEST_NAME])
        who = f"{teller}; {holder.name}"
        if asked.fault is QuestionFault.ANSWERED and _is_noted(row, answer, who, said):
            return row
        if asked.fault is not None:
            raise NotFound(str(wording.QUESTION_FAULTS[asked.fault]))
        _require_said(row, answer, said, today, today, lacks_teller=not teller)
        if said:
            _leave_to_registry(row, _as_waits(answer), who, said, holder, now)
        else:
            target = RESULT.target("confirm_validity", row.state)
            changes = _confirmed(row, today, who, "")
            move(row, "confirm_validity", target, actor=holder, now=now, changes=changes)
        fulfil(DUTY, row, actor=SYSTEM, now=now)
    return row


def _is_noted(row: Result, answer: Holding, who: str, said: str) -> bool:
    if said:
        return (row.said_answer, row.said_by, row.said_words) == (_as_waits(answer), who, said)
    return row.confirmed_by == who


def _as_waits(answer: Holding) -> Holding:
    """Words beside “it holds” say what changed."""
    return Holding.ENDED if answer is Holding.ENDED else Holding.CHANGED


def _leave_to_registry(row: Result, answer: Holding, who: str, said: str, holder: Actor, now: datetime) -> None:
    today = local_date(now)
    values = {"said_answer": answer, "said_words": said, "said_by": who}
    changes = {name: (getattr(row, name), value) for name, value in values.items()}
    row.said_answer, row.said_words, row.said_by, row.said_on = answer, said, who, today
    save_result(row)
    journal("say_holding", row, result=row, actor=holder, now=now, changes=changes)
    post_decision_duty(row, now=now)


def _confirmed(row: Result, day: date, who: str, said: str) -> dict[str, tuple[Any, Any]]:
    values = {"confirmed_on": day, "confirmed_by": who, "confirmed_note": said}
    changes = {name: (getattr(row, name), value) for name, value in values.items()}
    for name, value in values.items():
        setattr(row, name, value)
    return changes


def ask_owners(*, now: datetime) -> int:
    """Each night: owners of public results owe the answer whether these still hold, from some weeks before the day; the
    ladder of duties reminds them. What was never asked about and is past its day is due as many days from now. An owner
    has a few questions open at a time. A unit that was abolished is asked in its successor. While the registry decides
    about what was said by link, nobody is asked."""
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
        if until is None or row.host is None or row.said_words or not public_results().filter(pk=row.pk).exists():
            return 0
        ahead = timedelta(days=limit(LimitKey.RESULT_VALIDITY_ASK, today).count)
        due = until if until >= today else today + ahead
        post_duty(
            kind=DUTY, title=wording.ASK_VALIDITY, record=row, debtor_unit=today_unit(row.host, today), due=due,
            start=today, basis=term(today).basis, actor=SYSTEM, now=now,
        )  # fmt: skip
    return 1


def _require_said(
    row: Result, answer: Holding, said: str, day: date, today: date, *, lacks_teller: bool
) -> None:  # fmt: skip
    errors: dict[str, list[str]] = {}
    if answer is not Holding.HOLDS and not said:
        errors["words"] = [_("Ghi thay đổi gì, hoặc vì sao không còn dùng được.")]
    if lacks_teller:
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
