"""Who takes part in a class, in the office: the list, who calls, who came, the sheet to sign."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.domain.training import permits, services, wording
from gieo.domain.training.access import access_course
from gieo.domain.training.lifecycle import COURSE
from gieo.domain.training.models import Course, Enrolment
from gieo.domain.training.queries.courses import seated
from gieo.domain.training.rules.sheet import Class, Seat, compose_sheet, days_in_words
from gieo.domain.training.vocab import EnrolmentState
from gieo.foundation.papers.engine import pdf
from gieo.foundation.units.queries import operator
from gieo.interfaces.web.training import lists, shown
from gieo.interfaces.web.training.forms import AttendForm, CallerForm
from gieo.interfaces.web.training.office import form_page
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.pages import deed, filled, fills, page, reads, writes
from gieo.interfaces.web.ui.serving import PDF, paper_response


@reads
def participants(request: HttpRequest, code: str) -> HttpResponse:
    listed, today = lists.participants(request, code), clock.today()
    course = access_course(code, request.actor)
    return page(
        request,
        "training/participants.html",
        list=listed,
        course=course,
        rows=[
            (
                row,
                shown.seat_pill(row),
                shown.body_of(row, today),
                row.forgotten_on is None,
                hasattr(row, "certificate"),
            )
            for row in listed.rows
        ],
        may_enrol=permits.may_enrol_others(request.actor) if COURSE.allows("enrol", course.state) else None,
        may_withdraw=bool(permits.may_withdraw(request.actor)),
        may_tick=COURSE.allows("set_attendance", course.state),
        consequences=(_("Tên và cách liên lạc bị xoá hẳn."), _("Chỗ trống dành cho người đang chờ.")),
        trail=_trail(course, _("Người đăng ký")),
    )


export = exported(lists.participants)


@fills
def enrol(request: HttpRequest, code: str) -> HttpResponse:
    course = access_course(code, request.actor)
    permits.may_enrol_others(request.actor).require()
    return form_page(
        request,
        course,
        CallerForm(request.POST or None, today=clock.today()),
        lambda values: services.enrol_caller(course, actor=request.actor, now=clock.now(), **values),
        heading=str(wording.COURSE_VERBS["enrol"]),
        said=_enrolled,
        to="participants",
    )


def _enrolled(made: Enrolment) -> str:
    if made.state == EnrolmentState.WAITING:
        return _("Lớp đã hết chỗ: đã ghi vào hàng chờ.")
    return _("Đã giữ chỗ.")


@writes
def withdraw(request: HttpRequest, code: str, number: int) -> HttpResponse:
    course = access_course(code, request.actor)
    return deed(
        request,
        lambda: services.withdraw_participant(course, number, actor=request.actor, now=clock.now()),
        said=_("Đã rút; tên và cách liên lạc đã xoá."),
        to=("training:participants", code),
    )


@fills
def attendance(request: HttpRequest, code: str) -> HttpResponse:
    """Who came: one tick each."""
    course, actor = access_course(code, request.actor), request.actor
    permits.may_set_attendance(actor).require()
    form, today = AttendForm(request.POST if request.method == "POST" else None), clock.today()
    return filled(
        request,
        form,
        "training/attendance.html",
        lambda _values: services.set_attendance(course, form.came, actor=actor, now=clock.now()),
        said=lambda n: ngettext("Đã ghi %(n)s người có dự.", "Đã ghi %(n)s người có dự.", n) % {"n": n},
        to=("training:record", code),
        course=course,
        rows=[(row, shown.body_of(row, today), form.is_ticked(row)) for row in seated(course)],
        days=shown.days_of(course),
        back=reverse("training:record", args=[code]),
        trail=_trail(course, str(wording.COURSE_VERBS["set_attendance"])),
    )


@reads
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The list of those who have a seat, to be signed by hand; no telephone stands on it."""
    permits.may_see_participants(request.actor).require()
    course, own, now = access_course(code, request.actor), operator(), clock.now()
    held = Class(
        course.code,
        course.title,
        days_in_words(course.starts_on, course.ends_on, course.hours),
        shown.place_of(course),
        course.teachers,
        course.illustrative,
    )
    seats = [Seat(row.number, row.name, shown.body_of(row, clock.today())) for row in seated(course)]
    above, name = (own.parent.name if own and own.parent else "", own.name if own else "")
    paper = compose_sheet(held, seats, above=above, own=name, dated=now)
    return paper_response(pdf(paper), f"{course.code}-danh-sach.pdf", PDF)


def _trail(course: Course, here: str) -> list[Any]:
    return [
        Link(_("Lớp tập huấn"), reverse("training:list")),
        Link(course.code, reverse("training:record", args=[course.code])),
        Link(here),
    ]
