"""What came of a class: where those who came put its results to use afterwards, and how many months later."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Q

from gieo.core.actor import Actor
from gieo.domain.results.access import visible_results
from gieo.domain.training.models import Course
from gieo.domain.training.queries.courses import participants
from gieo.domain.training.rules.courses import months_between
from gieo.domain.uptake.access import of_results, visible_uses
from gieo.domain.uptake.models import Use
from gieo.domain.uptake.vocab import IN_USE
from gieo.foundation.units.models import Unit
from gieo.foundation.units.permits import heirs


@dataclass(frozen=True)
class UsedAfter:
    """A use that began after the class, verified, and how many whole months later."""

    use: Use
    since: date
    months: int


@dataclass(frozen=True)
class Afterwards:
    """A unit of which people came, and what it has used since."""

    unit: Unit
    people: int
    uses: tuple[UsedAfter, ...]


def used_after(course: Course, actor: Actor, today: date) -> list[Afterwards]:
    """For each unit whose people came, in the order of enrolling: verified uses of what was taught that this actor
    sees, begun after the last day, by the unit or by who took over from it. People without a unit cannot be followed.
    """
    came = [row.unit for row in participants(course).filter(attended=True, unit__isnull=False) if row.unit]
    people, units = Counter(unit.pk for unit in came), {unit.pk: unit for unit in came}
    if not units:
        return []
    taken_over = heirs(today)
    bearers = {pk: _line(pk, taken_over) for pk in units}
    taught = visible_results(actor).filter(courses=course)
    uses = (
        visible_uses(actor)
        .filter(of_results(taught), receiver__in=set().union(*bearers.values()), household="")
        .annotate(since=Min("periods__start", filter=Q(periods__level__in=IN_USE)))
        .filter(since__gt=course.ends_on, since__lte=today)
        .select_related("result", "product", "place")
        .order_by("since", "pk")
    )
    found = [UsedAfter(use, use.since, months_between(course.ends_on, use.since)) for use in uses]
    return [
        Afterwards(unit, people[pk], tuple(one for one in found if one.use.receiver_id in bearers[pk]))
        for pk, unit in units.items()
    ]


def _line(pk: int, taken_over: Mapping[int, int]) -> set[int]:
    """A unit and those that took over from it, one after the other."""
    line = {pk}
    while (pk := taken_over.get(pk, pk)) not in line:
        line.add(pk)
    return line
