"""What anybody may know of where a result is used: places and levels, verified and not run out. Never of restricted
results, never who or how much."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from gieo.core.text import sort_key
from gieo.domain.results.access import public_results
from gieo.domain.results.models import Result
from gieo.domain.uptake.models import Period, Use
from gieo.domain.uptake.queries.standing import on_day
from gieo.domain.uptake.vocab import IN_USE, LADDER, Level
from gieo.foundation.places.models import Area
from gieo.foundation.places.queries import counted_at


@dataclass(frozen=True)
class UsedAt:
    """A place and the highest level on which the result is used there."""

    place: Area
    level: Level


def uses_of(result: Result) -> QuerySet[Use]:
    """Uses of a result and of its products."""
    return Use.objects.filter(Q(result=result) | Q(product__result=result))


def standing_at(result: Result, today: date) -> dict[int, UsedAt]:
    """Uses of a public result today with their places by today's map, by their id, the oldest first. One query."""
    rows = (
        Period.objects.filter(on_day(today), level__in=IN_USE, use__in=uses_of(result))
        .filter(Q(use__result__in=public_results()) | Q(use__product__result__in=public_results()))
        .select_related("use__place__heir")
        .order_by("use_id", "pk")
    )
    return {row.use_id: UsedAt(counted_at(row.use.place, today), Level(row.level)) for row in rows}


def each_place(standing: Iterable[UsedAt]) -> list[UsedAt]:
    """Each place once, on its highest level, in the order of the alphabet."""
    best: dict[Area, Level] = {}
    for at in standing:
        best[at.place] = max(at.level, best.get(at.place, at.level), key=LADDER.index)
    return [UsedAt(place, best[place]) for place in sorted(best, key=lambda place: sort_key(place.name))]
