"""What classes are found by: what they teach, where, by whom. Nothing of who takes part."""

from gieo.domain.training.models import Course
from gieo.foundation.search.rules import Entry, entry
from gieo.foundation.search.vocab import Weight

KIND = "course"


def text_of_course(course: Course) -> Entry | None:
    """None for a class on a restricted result: it is in no index."""
    taught = list(course.results.order_by("code"))
    if any(result.is_restricted for result in taught):
        return None
    numbers = [course.code, *(result.code for result in taught)]
    texts = {
        Weight.NUMBER: numbers,
        Weight.TITLE: [course.title],
        Weight.NAMES: [course.place, course.teachers, course.area.name if course.area else ""],
        Weight.BODY: [course.about],
    }
    return entry(KIND, course.pk, texts)
