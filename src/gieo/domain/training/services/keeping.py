"""What the night does for classes: people are reminded of theirs; what is kept of them ends."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from gieo.core.actor import SYSTEM
from gieo.core.clock import local_date
from gieo.domain.training.access import restricted_courses
from gieo.domain.training.models import Enrolment
from gieo.domain.training.rules.courses import limits, reminded_on
from gieo.domain.training.services.enrolling import forget
from gieo.domain.training.services.parts import lock_course, tell
from gieo.domain.training.vocab import CourseState, EnrolmentState
from gieo.foundation.duties.queries import work_calendar
from gieo.foundation.journal.services import record


def remind_participants(*, now: datetime) -> int:
    """Who has a seat is reminded the day before, each once; a round that was missed is made up for on the day itself.
    Classes that somebody closed meanwhile remind of nothing. Returns how many letters."""
    today, sent = local_date(now), 0
    waiting = Enrolment.objects.filter(
        state=EnrolmentState.ENROLLED, reminded_on__isnull=True, course__state=CourseState.ANNOUNCED,
        course__starts_on__gte=today,
    ).exclude(email="")  # fmt: skip
    hidden = restricted_courses().values("pk")
    for found in list(waiting.exclude(course__in=hidden).select_related("course").order_by("pk")):
        if reminded_on(found.course.starts_on) > today:
            continue
        with transaction.atomic():
            course = lock_course(found.course)
            row = waiting.filter(pk=found.pk).first()
            if row is None:
                continue
            row.reminded_on = today
            row.save(update_fields=["reminded_on"])
            tell(row, course, "course_reminder", now=now)
            sent += 1
    return sent


def forget_participants(*, now: datetime) -> int:
    """Names and ways to reach people of classes that are long over go; what counts stays."""
    last = work_calendar().add_months(local_date(now), -limits().kept_months)
    old = Enrolment.objects.filter(Q(course__ends_on__lte=last), forgotten_on__isnull=True)
    found = list(old.select_related("course").order_by("pk"))
    for enrolment in found:
        with transaction.atomic():
            course = lock_course(enrolment.course)
            row = old.select_related("unit").filter(pk=enrolment.pk).first()
            if row is not None:
                forget(row, now)
                record("forget", course, actor=SYSTEM, now=now, changes={"number": (row.number, None)})
    return len(found)
