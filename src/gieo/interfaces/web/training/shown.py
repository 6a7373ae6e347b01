"""How a class and who takes part are shown."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.domain.training import wording
from gieo.domain.training.models import Course, Enrolment
from gieo.domain.training.rules.courses import is_open
from gieo.domain.training.vocab import CourseState, EnrolmentState
from gieo.foundation.units.queries import unit_label
from gieo.interfaces.web.ui.components import Pill
from gieo.interfaces.web.ui.formats import legal_date, number


def pill_of(course: Course, today: date) -> Pill:
    """Once it is announced: whether one can still enrol; else its state."""
    if course.state == CourseState.ANNOUNCED and is_open(course.starts_on, today):
        return Pill(word=_("Đang nhận đăng ký"), tone="info")
    if course.state == CourseState.ANNOUNCED:
        return Pill(word=_("Đang học") if today <= course.ends_on else _("Đã qua ngày học"), tone="wait")
    return Pill(word=str(wording.STATE_LABELS[course.state]), tone=wording.STATE_TONES[course.state])


def seat_pill(enrolment: Enrolment) -> Pill:
    """Whether they came, once that is noted; else how they stand."""
    if enrolment.attended is not None:
        return Pill(word=_("Có dự"), tone="ok") if enrolment.attended else Pill(word=_("Vắng"), tone="plain")
    state = EnrolmentState(enrolment.state)
    return Pill(word=str(wording.ENROLMENT_LABELS[state]), tone=wording.ENROLMENT_TONES[state])


def days_of(course: Course) -> str:
    """ "20/11/2023–21/11/2023, 8 giờ đến 16 giờ"."""
    days = "–".join(dict.fromkeys((legal_date(course.starts_on), legal_date(course.ends_on))))
    return ", ".join(filter(None, (days, course.hours)))


def place_of(course: Course) -> str:
    return " · ".join(filter(None, (course.place, course.area.name if course.area else "")))


def seats_left(course: Course) -> int:
    """Of a class with its counts."""
    return max(0, course.seats - course.taken)  # type: ignore[attr-defined]


def seats_of(course: Course) -> str:
    """ "còn 3 trong 20 chỗ", or that one can only wait; of a class with its counts."""
    left = seats_left(course)
    if not left:
        return _("Hết chỗ, nhận vào hàng chờ")
    words = ngettext("Còn %(left)s trong %(seats)s chỗ", "Còn %(left)s trong %(seats)s chỗ", left)
    return words % {"left": number(left), "seats": number(course.seats)}


def body_of(enrolment: Enrolment, today: date) -> str:
    """The unit, or what was said of one, and where."""
    unit = unit_label(enrolment.unit, today) if enrolment.unit else enrolment.organisation
    return " · ".join(filter(None, (unit, enrolment.where)))
