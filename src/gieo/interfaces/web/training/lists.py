"""Lists of classes: the office's, the public one, who takes part."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.domain.training import wording
from gieo.domain.training.access import access_course, public_courses, visible_courses
from gieo.domain.training.models import Course
from gieo.domain.training.permits import may_see_participants
from gieo.domain.training.queries.courses import coming, with_counts
from gieo.domain.training.queries.courses import participants as all_participants
from gieo.foundation.places.models import Area
from gieo.interfaces.web.training import shown
from gieo.interfaces.web.ui.fields import row_numbers
from gieo.interfaces.web.ui.lists import Column, Filter, ListPage

PAST, FREE, CAME, ABSENT = "past", "free", "came", "absent"


def office_list(request: HttpRequest) -> ListPage:
    """Classes that this person sees, the newest first."""
    today, seen = clock.today(), visible_courses(request.actor)
    return ListPage(
        request,
        with_counts(seen),
        title=_("Lớp tập huấn"),
        noun=_noun,
        columns=[
            Column("code", _("Mã"), lambda row: row.code, on_screen=False, on_paper=True, width=12),
            Column("title", _("Lớp"), lambda row: row.title, width=34),
            Column("place", _("Nơi học"), shown.place_of, on_screen=False, on_paper=True, width=24),
            Column("starts_on", _("Ngày đầu"), lambda row: row.starts_on, kind="date", sort=("starts_on", "code")),
            Column("ends_on", _("Ngày cuối"), lambda row: row.ends_on, kind="date", on_screen=False),
            Column("seats", _("Số chỗ"), lambda row: row.seats, kind="number", sort=("seats", "code")),
            Column("taken", _("Có chỗ"), lambda row: row.taken, kind="number"),
            Column("queue", _("Chờ chỗ"), lambda row: row.queue, kind="number", on_screen=False),
            Column("came", _("Có dự"), lambda row: row.came, kind="number"),
            Column("state", _("Tình trạng"), lambda row: shown.pill_of(row, today).word, kind="pill", sort=("state",)),
        ],
        filters=[
            Filter("state", _("Tình trạng"), "state", lambda: list(wording.STATE_LABELS.items())),
            Filter("place", _("Địa bàn"), "area", lambda: _places(seen), narrow=_at, counted=False),
            Filter("year", _("Năm"), "starts_on__year", lambda: _years(seen)),
        ],
        search=("folded",),
        search_hint=_("Tên lớp, nơi học, giảng viên, mã; không cần dấu"),
        order=("-starts_on", "-code"),
    )


def public_list(request: HttpRequest) -> ListPage:
    """Classes to come, the next first; those that are over where somebody asks for them."""
    today, seen = clock.today(), public_courses()
    ahead = coming(seen, today)
    is_past = PAST in request.GET.getlist("when")
    base = seen.exclude(pk__in=ahead.values("pk")) if is_past else ahead
    return ListPage(
        request,
        with_counts(base),
        title=_("Lớp tập huấn"),
        noun=_noun,
        columns=[
            Column("title", _("Lớp"), lambda row: row.title, width=36),
            Column("days", _("Ngày học"), shown.days_of, sort=("starts_on", "code"), width=22),
            Column("place", _("Nơi học"), shown.place_of, width=26),
            Column("teachers", _("Giảng viên"), lambda row: row.teachers, on_screen=False),
            Column("seats", _("Chỗ"), shown.seats_of),
            Column("state", _("Tình trạng"), lambda row: shown.pill_of(row, today).word, kind="pill"),
        ],
        filters=[
            Filter("place", _("Địa bàn"), "area", lambda: _places(base), narrow=_at, counted=False),
            Filter("free", _("Chỗ"), "", lambda: [(FREE, _("Còn chỗ"))], narrow=_with_free, counted=False),
            Filter("when", _("Khi nào"), "", lambda: [(PAST, _("Đã qua, đã huỷ"))], narrow=_as_it_is, counted=False),
        ],
        search=("folded",),
        search_hint=_("Ví dụ: che shan, muong ang; không cần dấu"),
        order=("-starts_on", "-code") if is_past else ("starts_on", "code"),
    )


def participants(request: HttpRequest, code: str) -> ListPage:
    """Who enrolled in a class, with the ways to reach them; for the office alone."""
    may_see_participants(request.actor).require()
    course, today = access_course(code, request.actor), clock.today()
    return ListPage(
        request,
        all_participants(course),
        title=_("Người đăng ký lớp %(code)s") % {"code": course.code},
        noun=lambda n: ngettext("%(count)s người đăng ký", "%(count)s người đăng ký", n),
        columns=[
            Column("number", _("Số"), lambda row: row.number, kind="number", sort=("number",)),
            Column("name", _("Họ và tên"), lambda row: row.name, width=24),
            Column("body", _("Đơn vị, nơi ở"), lambda row: shown.body_of(row, today), width=30),
            Column("phone", _("Điện thoại"), lambda row: row.phone, width=14),
            Column("email", _("Thư điện tử"), lambda row: row.email, on_screen=False, on_paper=True),
            Column("enrolled_at", _("Đăng ký lúc"), lambda row: row.enrolled_at, kind="date", on_screen=False),
            Column("state", _("Tình trạng"), lambda row: shown.seat_pill(row).word, kind="pill"),
        ],
        filters=[
            Filter("state", _("Tình trạng"), "state", lambda: list(wording.ENROLMENT_LABELS.items())),
            Filter(
                "came", _("Có dự"), "", lambda: [(CAME, _("Có dự")), (ABSENT, _("Vắng"))], narrow=_attending,
                counted=False,
            ),
        ],
        search=("folded",),
        search_hint=_("Tên, đơn vị, nơi ở, điện thoại; không cần dấu"),
        order=("number",),
        at=reverse("training:participants", args=[course.code]),
    )  # fmt: skip


def _noun(count: int) -> str:
    return ngettext("%(count)s lớp", "%(count)s lớp", count)


def _at(rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
    return rows.filter(area__in=row_numbers(values))


def _with_free(rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
    return rows.filter(taken__lt=F("seats")) if FREE in values else rows


def _as_it_is(rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
    """The list is already of those that are over."""
    return rows


def _attending(rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
    return rows.filter(attended__in=[value == CAME for value in values])


def _places(seen: QuerySet[Course]) -> Iterable[tuple[str, Any]]:
    used = seen.order_by().values("area")
    return [
        (str(pk), name)
        for pk, name in Area.objects.filter(pk__in=used).order_by("name", "pk").values_list("pk", "name")
    ]


def _years(seen: QuerySet[Course]) -> Iterable[tuple[str, Any]]:
    return [(str(day.year), str(day.year)) for day in seen.order_by("-starts_on").dates("starts_on", "year", "DESC")]
