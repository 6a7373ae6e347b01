"""Classes for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from gieo.core.actor import SYSTEM, Actor
from gieo.domain.results.models import Result
from gieo.domain.training.models import Course, Enrolment
from gieo.domain.training.services import announce_course, draft_course, enrol_participant
from tests.factories.audience import right_code
from tests.factories.results import make_result

NOW = datetime(2023, 11, 7, 1, 0, tzinfo=UTC)
FIRST, LAST = date(2023, 11, 20), date(2023, 11, 21)
ON_THE_DAY, AFTER = datetime(2023, 11, 20, 1, 0, tzinfo=UTC), datetime(2023, 11, 22, 1, 0, tzinfo=UTC)


def make_course(
    *results: Result, announced: bool = True, actor: Actor = SYSTEM, now: datetime = NOW, **values: Any
) -> Course:
    """A class of two days with twenty seats, a fortnight ahead."""
    said: dict[str, Any] = {
        "title": "Canh tác lúa nếp nương trên đất dốc",
        "about": "Chọn giống, gieo thưa, làm băng cỏ.",
        "teachers": "Kỹ sư Lò Thị Mai",
        "place": "Nhà văn hoá bản Háng Á",
        "starts_on": FIRST,
        "ends_on": LAST,
        "hours": "8 giờ đến 16 giờ",
        "seats": 20,
    } | values
    course = draft_course(results=results or [make_result("transferable")], actor=actor, now=now, **said)
    return announce_course(course, actor=actor, now=now) if announced else course


def enrol(course: Course, name: str = "Giàng A Páo", *, now: datetime = NOW, **values: Any) -> Enrolment:
    """Somebody who enrols by the public form."""
    given: dict[str, Any] = {
        "name": name,
        "where": "Bản Háng Á",
        "phone": "0215 111 2222",
        "email": "pao@example.vn",
        "consents": True,
        "given": right_code(now),
    } | values
    return enrol_participant(course, now=now, **given)
