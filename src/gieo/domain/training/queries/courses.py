"""Classes as lists and pages need them: their seats, their days, what is taught."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from gieo.domain.results.models import Result
from gieo.domain.training.access import public_courses
from gieo.domain.training.engine import seal_seat
from gieo.domain.training.models import Course, Enrolment
from gieo.domain.training.vocab import CourseState, EnrolmentState
from gieo.foundation.units.queries import label_related

ENGLISH = "en"


def with_counts(courses: QuerySet[Course]) -> QuerySet[Course]:
    """Classes with how many have a seat (`taken`), wait (`queue`) and came (`came`). One query."""
    return courses.select_related("area").annotate(
        taken=Count("enrolments", filter=Q(enrolments__state=EnrolmentState.ENROLLED)),
        queue=Count("enrolments", filter=Q(enrolments__state=EnrolmentState.WAITING)),
        came=Count("enrolments", filter=Q(enrolments__attended=True)),
    )


def coming(courses: QuerySet[Course], today: date) -> QuerySet[Course]:
    """Announced and not over yet."""
    return courses.filter(state=CourseState.ANNOUNCED, ends_on__gte=today)


def coming_on(result: Result, today: date) -> list[Course]:
    """Classes that teach a result and that one can still go to, the next first. One query."""
    return list(coming(public_courses(), today).filter(results=result).order_by("starts_on", "pk"))


def participants(course: Course) -> QuerySet[Enrolment]:
    """Everybody who ever enrolled, in the order of enrolling."""
    return course.enrolments.select_related("certificate", "unit", *label_related("unit")).order_by("number")


def seated(course: Course) -> QuerySet[Enrolment]:
    """Those who have a seat."""
    return participants(course).filter(state=EnrolmentState.ENROLLED)


def results_by_course(courses: Iterable[Course], results: QuerySet[Result]) -> dict[int, list[Result]]:
    """Which of `results` each class teaches. One query."""
    through = Course.results.through.objects.filter(course__in=[course.pk for course in courses], result__in=results)
    rows = through.select_related("result").order_by("course_id", "result__code")
    return {key: [row.result for row in group] for key, group in groupby(rows, key=lambda row: row.course_id)}


def token_of(enrolment: Enrolment) -> str:
    """The secret of the link of who enrolled."""
    return seal_seat(enrolment.pk)


def seat_address(enrolment: Enrolment) -> str:
    """The whole address, as letters carry it, in the language in which it was enrolled."""
    tongue = f"/{ENGLISH}" if enrolment.language == ENGLISH else ""
    return f"{settings.PUBLIC_ADDRESS.rstrip('/')}{tongue}/lop-tap-huan/dang-ky/{token_of(enrolment)}/"
