"""What the office does with a class: drafts it, changes it, announces it, notes it as held, calls it off."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.codes import make_code
from gieo.core.errors import Invalid, Refused
from gieo.core.text import squeeze
from gieo.domain.results.access import public_results, visible_results
from gieo.domain.results.models import Result
from gieo.domain.training import wording
from gieo.domain.training.models import Course
from gieo.domain.training.permits import may_announce, may_cancel, may_discard, may_draft, may_edit, may_hold
from gieo.domain.training.queries.courses import participants
from gieo.domain.training.rules.courses import days_wrong
from gieo.domain.training.services.enrolling import fill_seats
from gieo.domain.training.services.finding import say_course, unsay_course
from gieo.domain.training.services.parts import lock_course, save, step, tell
from gieo.domain.training.vocab import LONGEST_ABOUT, LONGEST_REASON, MOST_SEATS, TAKES_PART, CourseState
from gieo.foundation.journal.services import next_number, record

FIELDS = ("title", "about", "teachers", "place", "area", "starts_on", "ends_on", "hours", "seats", "contact")
TOLD = ("place", "starts_on", "ends_on", "hours")
"""What those who enrolled are told of when it changes."""


def draft_course(
    *, results: Iterable[Result], actor: Actor, now: datetime, illustrative: bool = False, **values: Any
) -> Course:
    """Begin a class on one or more results that the actor sees. Code LH-<year>-<number>."""
    may_draft(actor).require()
    with transaction.atomic():
        taught, year = _taught(results, actor), local_date(now).year
        code = make_code("LH", year, next_number(f"LH-{year}"), width=3)
        course = Course(code=code, illustrative=illustrative, **_known(values))
        _require_sound(course, now)
        save_new(course, taught)
        changes: dict[str, tuple[Any, Any]] = {
            name: (None, str(getattr(course, name))) for name in FIELDS if getattr(course, name)
        }
        changes["results"] = (None, _open_codes(taught))
        record("draft", course, actor=actor, now=now, to_state=course.state, changes=changes)
    return course


def edit_course(
    course: Course, *, results: Iterable[Result], version: int | None = None, actor: Actor, now: datetime, **values: Any
) -> Course:
    """Change a class that is not over. Once it is announced, everybody who enrolled hears of another day or place, and
    seats that are added go to who waits; they are never fewer than those given, and what is taught stays public."""
    with transaction.atomic():
        row = lock_course(course, version)
        may_edit(actor).require()
        step("edit", row)
        taught = _taught(results, actor)
        before = {name: getattr(row, name) for name in FIELDS}
        taught_before = list(row.results.order_by("code"))
        for name, value in _known(values).items():
            setattr(row, name, value)
        changes: dict[str, tuple[Any, Any]] = {
            name: (str(old), str(getattr(row, name))) for name, old in before.items() if old != getattr(row, name)
        }
        if changes.keys() & {"starts_on", "ends_on", "seats", "about"}:
            _require_sound(row, now)
        if taught_before != taught:
            changes["results"] = (_open_codes(taught_before), _open_codes(taught))
        if not changes:
            return row
        if row.state == CourseState.ANNOUNCED:
            _require_public(taught)
            _require_seats(row)
        row.version += 1
        row.results.set(taught)
        save(row)
        record("edit", row, actor=actor, now=now, changes=changes)
        if row.state == CourseState.ANNOUNCED:
            if changes.keys() & set(TOLD):
                _tell_all(row, "course_changed", now=now)
            fill_seats(row, actor=actor, now=now)
    return row


def announce_course(course: Course, *, actor: Actor, now: datetime) -> Course:
    """Put a class before the public. It lies ahead, and everything that it teaches is public."""
    with transaction.atomic():
        row = lock_course(course)
        may_announce(actor).require()
        source, row.state = row.state, step("announce", row)
        _require_public(list(row.results.all()))
        row.announced_on = local_date(now)
        if row.starts_on < row.announced_on:
            raise Invalid({"starts_on": [_("Ngày đầu của lớp đã qua. Sửa ngày rồi thông báo.")]})
        row.version += 1
        save(row)
        record("announce", row, actor=actor, now=now, from_state=source, to_state=row.state)
    return row


def hold_course(course: Course, *, actor: Actor, now: datetime) -> Course:
    """Note that a class was held; whoever waited for a seat waits no more. Attendance may still be mended."""
    with transaction.atomic():
        row = lock_course(course)
        may_hold(actor).require()
        source, row.state = row.state, step("hold", row)
        if local_date(now) < row.ends_on:
            raise Refused(_("Lớp chưa tới ngày cuối (%(day)s).") % {"day": f"{row.ends_on:%d/%m/%Y}"})
        if not row.enrolments.filter(attended=True).exists():
            raise Refused(_("Chưa ghi ai có dự. Ghi người dự trước; không ai tới thì huỷ lớp, nêu lý do."))
        row.ended_on, row.ended_by_name = local_date(now), actor.name_on_record
        row.version += 1
        save(row)
        came = row.enrolments.filter(attended=True).count()
        record("hold", row, actor=actor, now=now, from_state=source, to_state=row.state, changes={"came": (None, came)})
    return row


def cancel_course(course: Course, *, reason: str, actor: Actor, now: datetime) -> Course:
    """Call a class off, with a reason that all who enrolled or wait read, and that stands on its page."""
    with transaction.atomic():
        row = lock_course(course)
        may_cancel(actor).require()
        source, row.state = row.state, step("cancel", row)
        said = squeeze(reason)
        if not said:
            raise Invalid({"reason": [str(wording.SAY_WHY)]})
        if len(said) > LONGEST_REASON:
            raise Invalid({"reason": [_("Không quá %(most)s ký tự.") % {"most": LONGEST_REASON}]})
        if row.enrolments.filter(attended=True).exists():
            raise Refused(_("Đã ghi người có dự: lớp đã có buổi học, không huỷ được."))
        row.ended_on, row.ended_words, row.ended_by_name = local_date(now), said, actor.name_on_record
        row.version += 1
        save(row)
        record(
            "cancel", row, actor=actor, now=now, from_state=source, to_state=row.state,
            changes={"ended_words": ("", said)},
        )  # fmt: skip
        _tell_all(row, "course_cancelled", said, now=now)
    return row


def discard_course(course: Course, *, actor: Actor, now: datetime) -> None:
    """Throw away a draft that nobody has seen."""
    with transaction.atomic():
        row = lock_course(course)
        may_discard(actor).require()
        step("discard", row)
        record("discard", row, actor=actor, now=now, from_state=row.state)
        unsay_course(row.pk)
        row.delete()


def save_new(course: Course, taught: list[Result]) -> None:
    """What is taught hangs on the saved row, and its text is said with it."""
    save(course)
    course.results.set(taught)
    say_course(course)


def _known(values: dict[str, Any]) -> dict[str, Any]:
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise TypeError(f"a class has no {', '.join(sorted(unknown))}")
    return {name: squeeze(value) if isinstance(value, str) and name != "about" else value
            for name, value in values.items()}  # fmt: skip


def _taught(results: Iterable[Result], actor: Actor) -> list[Result]:
    """The results as the actor sees them, by code. Raises Invalid for none."""
    keys = [result.pk for result in results]
    taught = list(visible_results(actor).filter(pk__in=keys).order_by("code"))
    if not taught or len(taught) != len(set(keys)):
        raise Invalid({"results": [_("Chọn ít nhất một kết quả được dạy ở lớp.")]})
    return taught


def _open_codes(taught: Iterable[Result]) -> list[str]:
    """As the journal tells them: a class may teach a restricted result no more, and is then read by others."""
    return [result.code for result in taught if not result.is_restricted]


def _require_public(taught: Iterable[Result]) -> None:
    public = set(public_results().filter(pk__in=[result.pk for result in taught]).values_list("pk", flat=True))
    closed = [result.code for result in taught if result.pk not in public]
    if closed:
        raise Refused(
            _("Kết quả chưa công khai hoặc hạn chế người xem: %(codes)s. Lớp công khai chỉ dạy kết quả công khai.")
            % {"codes": ", ".join(closed)}
        )


def _require_sound(row: Course, now: datetime) -> None:
    """Days, seats and length that can be so, told beside their fields."""
    errors: dict[str, list[str]] = {}
    if wrong := days_wrong(row.starts_on, row.ends_on, local_date(now)):
        errors[wrong] = [str(wording.WRONG_DAYS[wrong])]
    if not 1 <= row.seats <= MOST_SEATS:
        errors["seats"] = [str(wording.WRONG_SEATS)]
    if len(row.about) > LONGEST_ABOUT:
        errors["about"] = [_("Không quá %(most)s ký tự.") % {"most": LONGEST_ABOUT}]
    if errors:
        raise Invalid(errors)


def _require_seats(row: Course) -> None:
    taken = row.enrolments.filter(state="enrolled").count()
    if row.seats < taken:
        raise Invalid({"seats": [_("Đã có %(taken)s người có chỗ: số chỗ không ít hơn được.") % {"taken": taken}]})


def _tell_all(row: Course, kind: str, words: str = "", *, now: datetime) -> None:
    for enrolment in participants(row).filter(state__in=TAKES_PART):
        tell(enrolment, row, kind, words, now=now)
