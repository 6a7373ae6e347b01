"""The one door to classes and to those who take part. Lists, searches, files and single records use the same sets.

Who sees what:
- anybody: classes announced, held or cancelled, unless one of their results is restricted;
- the office: every class; leaders of the province: every class past its draft;
- a class with a restricted result: the readers of that result and nobody else;
- who takes part: the office; oneself by the link.
"""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.errors import NotFound
from gieo.domain.results.access import hidden_results, restricted_results
from gieo.domain.results.models import Result
from gieo.domain.training.engine import open_seat
from gieo.domain.training.models import Course, Enrolment, Material
from gieo.domain.training.vocab import PUBLIC_STATES, CourseState, EnrolmentState, SeatFault


def _without(results: QuerySet[Result]) -> QuerySet[Course]:
    taught = Course.results.through.objects.filter(result__in=results)
    return Course.objects.exclude(pk__in=taught.values("course"))


def public_courses() -> QuerySet[Course]:
    """What anybody may see."""
    return _without(restricted_results()).filter(state__in=PUBLIC_STATES)


def restricted_courses() -> QuerySet[Course]:
    """Those on a result that only named people may see."""
    taught = Course.results.through.objects.filter(result__in=restricted_results())
    return Course.objects.filter(pk__in=taught.values("course"))


def visible_courses(actor: Actor) -> QuerySet[Course]:
    """What this actor may see in the office."""
    if actor.is_system:
        return Course.objects.all()
    if actor.is_office:
        return _without(hidden_results(actor))
    if actor.has(Role.PROVINCE_LEADER):
        return _without(hidden_results(actor)).exclude(state=CourseState.DRAFT)
    return Course.objects.none()


def access_course(code: str, actor: Actor) -> Course:
    """The class with this code on somebody's behalf. Raises NotFound for strangers, as for unknown codes."""
    course = visible_courses(actor).select_related("area").filter(code=code).first()
    if course is None:
        raise NotFound(_("Không có lớp tập huấn mang mã này."))
    return course


def access_public_course(code: str) -> Course:
    """The class with this code if anybody may see it. Raises NotFound."""
    course = public_courses().select_related("area").filter(code=code).first()
    if course is None:
        raise NotFound(_("Không có lớp tập huấn mang mã này."))
    return course


def access_enrolment(course: Course, number: int) -> Enrolment:
    """Who has this number in a class that one may see. Raises NotFound."""
    enrolment = course.enrolments.select_related("unit").filter(number=number).first()
    if enrolment is None:
        raise NotFound(_("Lớp không có người mang số này."))
    return enrolment


def access_material(course: Course, pk: int, *, public: bool) -> Material:
    """A file of a class that one may see; with `public` only what is for everybody. Raises NotFound."""
    material = course.materials.select_related("file").filter(pk=pk).first()
    if material is None or (public and not material.is_public):
        raise NotFound(_("Không có tệp này."))
    return material


@dataclass(frozen=True)
class Opened:
    """What the link of who enrolled leads to, or why it opens nothing."""

    enrolment: Enrolment | None = None
    fault: SeatFault | None = None


def open_enrolment(token: str) -> Opened:
    """What a link opens."""
    pk = open_seat(token)
    enrolment = Enrolment.objects.select_related("course", "unit").filter(pk=pk).first() if pk is not None else None
    if enrolment is None:
        return Opened(fault=SeatFault.FORGED)
    if enrolment.state == EnrolmentState.WITHDRAWN or enrolment.forgotten_on is not None:
        return Opened(enrolment, SeatFault.GONE)
    if restricted_courses().filter(pk=enrolment.course_id).exists():
        return Opened(enrolment, SeatFault.HELD_BACK)
    return Opened(enrolment)
