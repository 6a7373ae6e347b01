"""What a demonstration model rests on, as plain values. The numbers are our proposals (mark P)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gieo.core.basis import Basis, Mark
from gieo.domain.uptake.rules.claims import EARLIEST
from gieo.domain.uptake.rules.evidence import lasts_until
from gieo.domain.uptake.vocab import Grade
from gieo.domain.uptake.vocab.demonstrations import MOST_DAYS_AHEAD, MOST_YEARS

MODEL_BASIS = Basis("Quy ước về mô hình trình diễn", "", Mark.PROPOSAL)
MOST_EVIDENCE = 3


@dataclass(frozen=True)
class Visited:
    """A visit: its day, whether somebody of the department went, whether it brought a photograph."""

    number: int
    on: date
    by_office: bool
    has_photograph: bool


def grade_of(visit: Visited) -> Grade:
    """What a visit proves: the department saw it there; or a photograph with place and day; or somebody says so."""
    if visit.by_office:
        return Grade.INSPECTION
    return Grade.PHOTOGRAPH if visit.has_photograph else Grade.STATEMENT


def telling(visits: Iterable[Visited]) -> list[Visited]:
    """The visits that a claim rests on: of each grade the last, those that last longest first."""
    last: dict[Grade, Visited] = {}
    for visit in sorted(visits, key=lambda each: (each.on, each.number)):
        last[grade_of(visit)] = visit
    by_end = sorted(last.items(), key=lambda pair: lasts_until(pair[0], pair[1].on), reverse=True)
    return [visit for _grade, visit in by_end][:MOST_EVIDENCE]


def is_too_far(day: date, today: date) -> bool:
    """Whether nobody makes an appointment for that day yet."""
    return (day - today).days > MOST_DAYS_AHEAD


def days_wrong(starts_on: date, ends_on: date) -> str:
    """The field whose day cannot be so ("" when both can): a model ends after it begins, in this lifetime."""
    if starts_on < EARLIEST:
        return "starts_on"
    last = MOST_YEARS + starts_on.year
    return "ends_on" if ends_on <= starts_on or ends_on.year > last else ""
