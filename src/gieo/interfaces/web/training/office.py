"""Classes in the office: the list, the record with what came of it, and what is done with a class."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.core.permits import Permit
from gieo.domain.results.access import visible_results
from gieo.domain.training import permits, services, wording
from gieo.domain.training.access import access_course, visible_courses
from gieo.domain.training.lifecycle import COURSE
from gieo.domain.training.models import Course
from gieo.domain.training.queries.courses import with_counts
from gieo.domain.training.queries.season import used_after
from gieo.domain.training.vocab import PUBLIC_STATES, CourseState
from gieo.foundation.journal.queries import history
from gieo.foundation.units.queries import unit_label
from gieo.interfaces.web.training import shown
from gieo.interfaces.web.training.forms import CourseForm, ReasonForm
from gieo.interfaces.web.training.lists import office_list
from gieo.interfaces.web.ui.components import Deed, Link, NextStep
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.happenings import happenings
from gieo.interfaces.web.ui.pages import deed, filled, fills, page, reads, writes

ICONS = {
    "edit": "pencil", "cancel": "ban", "discard": "trash-2", "enrol": "user-plus", "add_material": "file-plus",
    "announce": "megaphone", "set_attendance": "user-check", "hold": "check", "issue_certificates": "award",
}  # fmt: skip
BESIDE = ("issue_certificates", "enrol", "add_material", "edit", "cancel", "discard")


@reads
def directory(request: HttpRequest) -> HttpResponse:
    listed, today = office_list(request), clock.today()
    rows = [(row, shown.pill_of(row, today), shown.place_of(row)) for row in listed.rows]
    return page(request, "training/list.html", list=listed, rows=rows, may_draft=permits.may_draft(request.actor))


export = exported(office_list)


@reads
def record(request: HttpRequest, code: str) -> HttpResponse:
    actor, today = request.actor, clock.today()
    course = with_counts(visible_courses(actor)).get(pk=access_course(code, actor).pk)
    return page(
        request,
        "training/record.html",
        course=course,
        pill=shown.pill_of(course, today),
        days=shown.days_of(course),
        place=shown.place_of(course),
        next_step=_next_step(course, actor, today),
        results=visible_results(actor).filter(courses=course).order_by("code"),
        materials=course.materials.select_related("file"),
        may_remove=bool(permits.may_remove_material(actor)) and COURSE.allows("remove_material", course.state),
        sees_people=permits.may_see_participants(actor),
        afterwards=_afterwards(course, actor, today),
        deeds=[_deed(course, verb, actor) for verb in BESIDE if COURSE.allows(verb, course.state)]
        if actor.is_office
        else [],
        is_public=course.state in PUBLIC_STATES,
        happenings=happenings(history(course)),
        trail=[*_trail(), Link(course.code)],
    )


def _afterwards(course: Course, actor: Actor, today: date) -> list[tuple[str, int, list[tuple[Any, ...]]]]:
    """What came of it, once it was held: (unit, people who came, uses as (code, what, place, since, months))."""
    if course.state != CourseState.HELD:
        return []
    return [
        (
            unit_label(row.unit, today),
            row.people,
            [(one.use.code, one.use.subject.title, one.use.place.name, one.since, one.months) for one in row.uses],
        )
        for row in used_after(course, actor, today)
    ]


def _next_step(course: Course, actor: Actor, today: date) -> NextStep | None:
    """Announced, then ticked on the day, then noted as held."""
    if course.state == CourseState.DRAFT:
        verb, after = "announce", _("Ai cũng xem và đăng ký được")
    elif course.state != CourseState.ANNOUNCED or today < course.starts_on:
        return None
    elif today >= course.ends_on and course.came:  # type: ignore[attr-defined]
        verb, after = "hold", _("Mùa sau xem được ai đã dùng kết quả")
    else:
        verb, after = "set_attendance", _("Ghi lớp đã tổ chức khi xong buổi cuối")
    label = str(wording.COURSE_VERBS[verb])
    return NextStep(title=label, who=_("Chuyên viên Sở"), after=after, deeds=(_deed(course, verb, actor, main=True),))


def _deed(course: Course, verb: str, actor: Actor, *, main: bool = False) -> Deed:
    permit: Permit = permits.COURSE_PERMITS[verb](actor)
    label, icon = str(wording.COURSE_VERBS[verb]), ICONS[verb]
    if not permit:
        return Deed(label=label, icon=icon, blocked=permit.why)
    url, kind = reverse(f"training:{verb}", args=[course.code]), "main" if main else "plain"
    ends = {
        "announce": (_("Lớp hiện trên cổng công khai; ai cũng đăng ký được."),),
        "hold": (_("Không nhận thêm người. Danh sách người dự còn sửa được."),),
        "discard": (_("Bản soạn bị xoá hẳn."),),
    }
    if verb in ends:
        return Deed(label=label, icon=icon, url=url, consequences=ends[verb], kind=kind)
    return Deed(label=label, icon=icon, url=url, kind=kind)


@fills
def new(request: HttpRequest) -> HttpResponse:
    """A draft; from the page of a result its code stands there already."""
    permits.may_draft(request.actor).require()
    form = CourseForm(request.POST or None, actor=request.actor, codes=request.GET.get("code", "")[:40])
    return filled(
        request,
        form,
        "training/form.html",
        lambda values: services.draft_course(actor=request.actor, now=clock.now(), **_said(values)),
        said=_("Đã soạn lớp. Xem lại rồi thông báo."),
        to=lambda made: ("training:record", made.code),
        heading=str(wording.COURSE_VERBS["draft"]),
        lead="",
        upload=False,
        back=reverse("training:list"),
        trail=[*_trail(), Link(str(wording.COURSE_VERBS["draft"]))],
    )


@fills
def edit(request: HttpRequest, code: str) -> HttpResponse:
    course = access_course(code, request.actor)
    permits.may_edit(request.actor).require()

    def do(values: dict[str, Any]) -> Course:
        version = values["version"]
        return services.edit_course(course, version=version, actor=request.actor, now=clock.now(), **_said(values))

    form, heading = CourseForm(request.POST or None, actor=request.actor, course=course), wording.COURSE_VERBS["edit"]
    said = _("Đã lưu; ai đăng ký đã được báo nếu ngày, nơi học đổi.")
    return form_page(request, course, form, do, heading=str(heading), said=said)


def _said(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "version"}


@writes
def announce(request: HttpRequest, code: str) -> HttpResponse:
    return _plain(request, code, services.announce_course, _("Đã thông báo lớp."))


@writes
def hold(request: HttpRequest, code: str) -> HttpResponse:
    return _plain(request, code, services.hold_course, _("Đã ghi lớp đã tổ chức."))


def _plain(request: HttpRequest, code: str, do: Callable[..., Any], said: str) -> HttpResponse:
    course = access_course(code, request.actor)
    return deed(
        request, lambda: do(course, actor=request.actor, now=clock.now()), said=said, to=("training:record", code)
    )


@writes
def discard(request: HttpRequest, code: str) -> HttpResponse:
    course = access_course(code, request.actor)
    return deed(
        request,
        lambda: services.discard_course(course, actor=request.actor, now=clock.now()),
        said=_("Đã bỏ bản soạn."),
        to="training:list",
        back=("training:record", code),
    )


@fills
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    course = access_course(code, request.actor)
    permits.may_cancel(request.actor).require()
    return form_page(
        request,
        course,
        ReasonForm(request.POST or None),
        lambda values: services.cancel_course(course, actor=request.actor, now=clock.now(), **values),
        heading=str(wording.COURSE_VERBS["cancel"]),
        said=_("Đã huỷ lớp; thư báo đã vào hộp thư đi."),
    )


def form_page(
    request: HttpRequest,
    course: Course,
    form: Form,
    do: Callable[[dict[str, Any]], Any],
    *,
    heading: str,
    said: str | Callable[[Any], str],
    to: str = "record",
    upload: bool = False,
) -> HttpResponse:
    """A form about one class."""
    back = reverse(f"training:{to}", args=[course.code])
    return filled(
        request,
        form,
        "training/form.html",
        do,
        said=said,
        to=back,
        heading=heading,
        lead=course.title,
        upload=upload,
        back=back,
        trail=[*_trail(), Link(course.code, reverse("training:record", args=[course.code])), Link(heading)],
    )


def _trail() -> list[Link]:
    return [Link(_("Lớp tập huấn"), reverse("training:list"))]
