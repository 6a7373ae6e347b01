"""Who takes part: enrols without an account, by telephone, withdraws; a seat that becomes free goes to who waits."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import ANONYMOUS, SYSTEM, Actor
from gieo.core.clock import local_date
from gieo.core.errors import Invalid, NotFound, Refused
from gieo.domain.training import wording
from gieo.domain.training.access import access_enrolment, open_enrolment, public_courses
from gieo.domain.training.models import Course, Enrolment
from gieo.domain.training.permits import may_enrol, may_enrol_others, may_withdraw
from gieo.domain.training.queries.courses import participants
from gieo.domain.training.rules.courses import is_open, place_for
from gieo.domain.training.services.parts import PERSONAL, lock_course, save_enrolment, step, step_of, tell
from gieo.domain.training.vocab import (
    LONGEST_LINE,
    LONGEST_NAME,
    MOST_WAITING,
    PARTICIPANT,
    TAKES_PART,
    CourseState,
    EnrolmentState,
)
from gieo.foundation.audience.services.check_code import require_code, spend_code
from gieo.foundation.audience.services.visitors import LONGEST_EMAIL, LONGEST_PHONE, faults_of, said_of
from gieo.foundation.audience.vocab.comments import CodeGiven
from gieo.foundation.journal.services import record
from gieo.foundation.units.models import Unit

LONGEST = {
    "name": LONGEST_NAME, "organisation": LONGEST_LINE, "where": LONGEST_LINE, "phone": LONGEST_PHONE,
    "email": LONGEST_EMAIL,
}  # fmt: skip


def enrol_participant(
    course: Course,
    *,
    consents: bool,
    given: CodeGiven,
    unit: Unit | None = None,
    language: str = "vi",
    actor: Actor = ANONYMOUS,
    now: datetime,
    **who: str,
) -> Enrolment:
    """Enrol in a public class, for oneself or for one's unit: a seat while there is one, else a place in the queue.

    In order: permit, names, consent and check code; then the class is locked and must still be public (NotFound, as for
    a code that is nobody's) and open; seats are counted under the lock, so that the last one is given once; the code is
    spent; saved; journal; the letter with the link.
    """
    may_enrol(actor, unit).require()
    values = _checked(who, consents)
    solved = require_code(given, now=now)
    with transaction.atomic():
        row = lock_course(course)
        if not public_courses().filter(pk=row.pk).exists():
            raise NotFound(_("Không có lớp tập huấn mang mã này."))
        spend_code(solved)
        by = PARTICIPANT if actor.is_anonymous else actor
        return _enrolled(row, values, unit=unit, language=language, actor=by, now=now)


def enrol_caller(
    course: Course, *, consents: bool, unit: Unit | None = None, actor: Actor, now: datetime, **who: str
) -> Enrolment:
    """Write down somebody who enrols by telephone, or stands at the door on the day, and has said yes to being kept."""
    may_enrol_others(actor).require()
    values = _checked(who, consents)
    with transaction.atomic():
        return _enrolled(lock_course(course), values, unit=unit, language="vi", actor=actor, now=now)


def withdraw_by_link(token: str, *, now: datetime) -> Enrolment:
    """Who holds the link withdraws. Before the class is over the seat is free for the next; afterwards that somebody
    came stays to be counted. Name and ways to be reached go for good either way."""
    opened = open_enrolment(token)
    if opened.enrolment is None:
        raise NotFound(wording.seat_fault(opened.fault) if opened.fault else "")
    with transaction.atomic():
        course = lock_course(opened.enrolment.course)
        opened = open_enrolment(token)  # as it is now that the class is locked
        if opened.fault is not None or opened.enrolment is None:
            raise NotFound(wording.seat_fault(opened.fault) if opened.fault else "")
        return _withdrawn(course, opened.enrolment, actor=PARTICIPANT, now=now)


def withdraw_participant(course: Course, number: int, *, actor: Actor, now: datetime) -> Enrolment:
    """The same for somebody who calls."""
    may_withdraw(actor).require()
    with transaction.atomic():
        row = lock_course(course)
        enrolment = access_enrolment(row, number)
        if enrolment.forgotten_on is not None:
            raise Refused(wording.enrolment_blocked(EnrolmentState.WITHDRAWN))
        return _withdrawn(row, enrolment, actor=actor, now=now)


def fill_seats(course: Course, *, actor: Actor, now: datetime) -> int:
    """Give free seats of a locked class to those who have waited longest; returns how many."""
    taken = course.enrolments.filter(state=EnrolmentState.ENROLLED).count()
    waiting = participants(course).filter(state=EnrolmentState.WAITING)
    first = list(waiting[: max(0, course.seats - taken)])
    for enrolment in first:
        enrolment.state = step_of("promote", enrolment)
        save_enrolment(enrolment)
        record("promote", course, actor=actor, now=now, changes={"number": (None, enrolment.number)})
        tell(enrolment, course, "course_promoted", now=now)
    return len(first)


def forget(enrolment: Enrolment, now: datetime) -> None:
    """What is personal goes; what counts stays."""
    for name in PERSONAL:
        setattr(enrolment, name, "")
    enrolment.forgotten_on = local_date(now)
    save_enrolment(enrolment)


def _enrolled(
    course: Course, values: dict[str, str], *, unit: Unit | None, language: str, actor: Actor, now: datetime
) -> Enrolment:
    step("enrol", course)
    if not is_open(course.starts_on, local_date(now)):
        raise Refused(str(wording.CLOSED))
    _require_once(course, values)
    standing = course.enrolments.order_by()
    taken = standing.filter(state=EnrolmentState.ENROLLED).count()
    state = place_for(taken, course.seats)
    if state is EnrolmentState.WAITING and standing.filter(state=state).count() >= MOST_WAITING:
        raise Refused(str(wording.FULL))
    enrolment = Enrolment(
        course=course, number=standing.count() + 1, state=state, unit=unit, language=language, consented_at=now,
        enrolled_at=now, **values,
    )  # fmt: skip
    save_enrolment(enrolment)
    changes: dict[str, tuple[Any, Any]] = {name: ("", value) for name, value in values.items() if value}
    changes |= {"number": (None, enrolment.number), "place": (None, state)}
    record("enrol", course, actor=actor, now=now, changes=changes, personal=PERSONAL)
    tell(enrolment, course, f"course_{state}", now=now)
    return enrolment


def _require_once(course: Course, values: dict[str, str]) -> None:
    """The same person sends the form again: a second seat would be lost to somebody else."""
    same = course.enrolments.filter(state__in=TAKES_PART, name__iexact=values["name"])
    for way in ("phone", "email"):
        if values[way] and same.filter(**{f"{way}__iexact": values[way]}).exists():
            raise Invalid({way: [_("Người này đã đăng ký lớp bằng cách liên lạc này.")]})


def _withdrawn(course: Course, enrolment: Enrolment, *, actor: Actor, now: datetime) -> Enrolment:
    frees = course.state == CourseState.ANNOUNCED and enrolment.attended is None
    if frees:
        enrolment.state = step_of("withdraw", enrolment)
    forget(enrolment, now)
    record("withdraw", course, actor=actor, now=now, changes={"number": (enrolment.number, None)})
    if frees and is_open(course.starts_on, local_date(now)):
        fill_seats(course, actor=SYSTEM if actor.is_anonymous else actor, now=now)
    return enrolment


def _checked(given: dict[str, str], consents: bool) -> dict[str, str]:
    """What is kept of a person. Raises Invalid with everything that cannot be so, by field."""
    values = said_of(given, LONGEST)
    if faults := faults_of(values, LONGEST, consents=consents):
        raise Invalid(faults)
    return values
