"""Enrolling in a class, and one's own seat by its link: no account, no script needed, in Vietnamese and English."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.domain.results.access import public_results
from gieo.domain.training import services
from gieo.domain.training.access import Opened, access_public_course, open_enrolment, public_courses
from gieo.domain.training.lifecycle import COURSE
from gieo.domain.training.models import Certificate, Enrolment
from gieo.domain.training.queries.courses import token_of, with_counts
from gieo.domain.training.rules.courses import is_open
from gieo.domain.training.vocab import EnrolmentState, SeatFault
from gieo.domain.training.wording import CLOSED, course_blocked, seat_fault
from gieo.foundation.audience.queries.check_code import new_code
from gieo.foundation.units.queries import operator
from gieo.interfaces.web.training import shown
from gieo.interfaces.web.training.forms import EnrolForm
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.limits import limited
from gieo.interfaces.web.ui.pages import deed, filled, fills, page, private, public, reads, writes
from gieo.interfaces.web.ui.visitors import admit


@public
@private
@fills
def enrol(request: HttpRequest, code: str) -> HttpResponse:
    """Enrol in a public class. Whatever is wrong, what was typed stays, with a fresh check code."""
    course, now = with_counts(public_courses()).get(pk=access_public_course(code).pk), clock.now()
    form = EnrolForm(request.POST or None, actor=request.actor)

    def send(_values: dict[str, object]) -> Enrolment:
        admit(request, form, "enrolments", of="enrolments_of_course", key=course.code, now=now)
        return services.enrol_participant(
            course, given=form.given, actor=request.actor, language=get_language() or "vi", now=now, **form.asked()
        )

    closed = "" if COURSE.allows("enrol", course.state) else course_blocked("enrol", course.state)
    page_of_course = reverse("training_public:record", args=[code])
    return filled(
        request,
        form,
        "training/enrol.html",
        send,
        said=_said,
        to=lambda sent: ("training_public:seat", token_of(sent)),
        course=course,
        days=shown.days_of(course),
        place=shown.place_of(course),
        free=shown.seats_of(course),
        closed=closed or ("" if is_open(course.starts_on, clock.today()) else str(CLOSED)),
        check=new_code(now),
        trail=[
            Link(_("Trang chủ"), "/"), Link(_("Lớp tập huấn"), reverse("training_public:list")),
            Link(course.code, page_of_course), Link(_("Đăng ký")),
        ],
    )  # fmt: skip


def _said(sent: Enrolment) -> str:
    if sent.state == EnrolmentState.WAITING:
        return _("Lớp đã hết chỗ; bạn ở hàng chờ. Giữ địa chỉ của trang này để xem đã có chỗ chưa.")
    return _("Bạn đã có chỗ. Giữ địa chỉ của trang này để xem lại hoặc rút.")


@public
@private
@reads
@limited("links")
def seat(request: HttpRequest, token: str) -> HttpResponse:
    """One's own seat, and what is handed out; or why the link does not open it."""
    opened, today = open_enrolment(token), clock.today()
    if opened.fault is not None or opened.enrolment is None:
        return _closed(request, opened)
    enrolment, course = opened.enrolment, opened.enrolment.course
    return page(
        request,
        "training/seat.html",
        enrolment=enrolment,
        course=course,
        pill=shown.seat_pill(enrolment),
        state=shown.pill_of(course, today),
        days=shown.days_of(course),
        place=shown.place_of(course),
        ahead=_ahead(enrolment),
        results=public_results().filter(courses=course).order_by("code"),
        materials=course.materials.select_related("file"),
        certificate=Certificate.objects.filter(enrolment=enrolment).first(),
        token=token,
        department=operator(),
        consequences=_consequences(enrolment),
    )


def _ahead(enrolment: Enrolment) -> int | None:
    """How many wait before this one; None for who has a seat."""
    if enrolment.state != EnrolmentState.WAITING:
        return None
    before = enrolment.course.enrolments.filter(state=EnrolmentState.WAITING, number__lt=enrolment.number)
    return before.count()


def _consequences(enrolment: Enrolment) -> tuple[str, ...]:
    gone = _("Tên và cách liên lạc của bạn bị xoá hẳn.")
    if enrolment.attended is None:
        return (gone, _("Chỗ của bạn dành cho người đang chờ."))
    return (gone, _("Việc lớp có một người dự vẫn được đếm."))


def _closed(request: HttpRequest, opened: Opened) -> HttpResponse:
    fault = opened.fault or SeatFault.FORGED
    status = 404 if fault is SeatFault.FORGED else 410
    return page(request, "training/closed.html", status=status, why=seat_fault(fault), department=operator())


@public
@private
@writes
@limited("links")
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    return deed(
        request,
        lambda: services.withdraw_by_link(token, now=clock.now()),
        said=_("Đã rút; tên và cách liên lạc của bạn đã xoá."),
        to="training_public:list",
    )
