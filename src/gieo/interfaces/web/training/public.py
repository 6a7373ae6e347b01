"""Classes before everybody: those to come, and the page of each. Nothing stands there of who takes part."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.domain.results.access import public_results
from gieo.domain.training.access import access_public_course, public_courses
from gieo.domain.training.models import Course
from gieo.domain.training.queries.courses import with_counts
from gieo.domain.training.rules.courses import is_open
from gieo.domain.training.vocab import CourseState
from gieo.foundation.units.queries import operator
from gieo.interfaces.web.training import shown
from gieo.interfaces.web.training.lists import PAST, public_list
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.exporting import exported_to_all
from gieo.interfaces.web.ui.pages import page, public, public_address, reads, shared
from gieo.interfaces.web.ui.sharing import ShareCard


@public
@reads
@shared
def directory(request: HttpRequest) -> HttpResponse:
    listed, today = public_list(request), clock.today()
    lead = _("Học cách áp dụng kết quả nghiên cứu, ngay tại địa phương. Ai cũng đăng ký được, không cần tài khoản.")
    return page(
        request,
        "training/public_list.html",
        list=listed,
        rows=[
            (row, shown.pill_of(row, today), shown.days_of(row), shown.place_of(row), _free(row, today))
            for row in listed.rows
        ],
        lead=lead,
        is_past=PAST in listed.chosen["when"],
        card=_card(listed.title, lead, public_address(listed.address()), {"@type": "CollectionPage"}),
    )


export = exported_to_all(public_list)


@public
@reads
@shared
def record(request: HttpRequest, code: str) -> HttpResponse:
    course, today = with_counts(public_courses()).get(pk=access_public_course(code).pk), clock.today()
    address = public_address(reverse("training_public:record", args=[code]))
    data = {
        "@type": "EducationEvent",
        "startDate": course.starts_on,
        "endDate": course.ends_on,
        "location": {"@type": "Place", "name": shown.place_of(course)},
        "isAccessibleForFree": True,
    }
    return page(
        request,
        "training/public_record.html",
        course=course,
        pill=shown.pill_of(course, today),
        days=shown.days_of(course),
        place=shown.place_of(course),
        free=_free(course, today),
        results=public_results().filter(courses=course).order_by("code"),
        materials=course.materials.filter(is_public=True).select_related("file"),
        operator=operator(),
        card=_card(course.title, course.about[:300] or shown.days_of(course), address, data),
        trail=[
            Link(_("Trang chủ"), "/"), Link(_("Lớp tập huấn"), reverse("training_public:list")), Link(course.code)
        ],
    )  # fmt: skip


def _free(course: Course, today: date) -> str:
    """What one may hope for, while one may enrol."""
    if course.state != CourseState.ANNOUNCED or not is_open(course.starts_on, today):
        return ""
    return shown.seats_of(course)


def _card(title: str, description: str, address: str, data: dict[str, object]) -> ShareCard:
    image = public_address(reverse("portal_public:card", args=["danh-muc", "lop-tap-huan"]))
    said = {"name": title, "description": description, "inLanguage": "vi", "url": address} | data
    return ShareCard(title=title, description=description, address=address, image=image, data=said)
