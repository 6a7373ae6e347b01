"""Letting classes be found as they stand: texts are written in the deed's transaction."""

from gieo.domain.training.access import restricted_courses
from gieo.domain.training.models import Course
from gieo.domain.training.queries.finding import KIND, text_of_course
from gieo.foundation.search.rules import key_of
from gieo.foundation.search.services import drop_texts, put_texts, renew_texts


def say_course(course: Course) -> None:
    text = text_of_course(course)
    if text is None:
        unsay_course(course.pk)
    else:
        put_texts([text])


def unsay_course(key: int) -> None:
    drop_texts([key_of(KIND, key)])


def hide_restricted() -> int:
    """Classes whose result was restricted are found by words no more. Idempotent; returns how many were found."""
    return drop_texts(key_of(KIND, pk) for pk in restricted_courses().values_list("pk", flat=True))


def renew_all_texts() -> int:
    """Let every class be found as it stands now."""
    return renew_texts(KIND, Course.objects.select_related("area"), text_of_course)
