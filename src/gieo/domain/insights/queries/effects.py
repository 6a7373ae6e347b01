"""Uses that stand today by result, and the results that stand out by them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from gieo.core.actor import Actor
from gieo.domain.insights.rules.effects import Standing, criteria
from gieo.domain.uptake.access import visible_uses
from gieo.domain.uptake.models import Evidence, Period
from gieo.domain.uptake.queries.standing import on_day
from gieo.domain.uptake.vocab import GRADES, IN_USE, Grade, Level


def standings(results: Iterable[int] | QuerySet[Any], actor: Actor, today: date) -> Mapping[int, list[Standing]]:
    """Uses of these results, their products with them, that are in use today and that the actor may see. Two
    queries."""
    periods = _in_use(actor, today).filter(used__in=results)
    grades: dict[int, Grade] = {}
    for claim, grade in Evidence.objects.filter(claim__in=periods.values("claim")).values_list("claim", "grade"):
        grades[claim] = max(Grade(grade), grades.get(claim, GRADES[0]), key=GRADES.index)
    found: dict[int, list[Standing]] = {}
    for used, level, claim in periods.values_list("used", "level", "claim"):
        found.setdefault(used, []).append(Standing(Level(level), grades.get(claim, GRADES[0])))
    return found


def _in_use(actor: Actor, today: date) -> QuerySet[Any]:
    """What is in use today of results, each with the id of its result."""
    periods = Period.objects.filter(on_day(today), level__in=IN_USE, use__in=visible_uses(actor)).order_by()
    return periods.annotate(used=Coalesce("use__result", "use__product__result")).filter(used__isnull=False)


def outstanding(actor: Actor, today: date) -> QuerySet[Any]:
    """Ids of the results that stand out today (rules.effects.Criteria): in use at enough places, and far enough at one
    of them. Part of a query."""
    asked = criteria(today)
    far = Count("pk", filter=Q(level__in=asked.far))
    by_result = _in_use(actor, today).values("used").annotate(places=Count("pk"), far=far)
    return by_result.filter(places__gte=asked.least_places, far__gt=0).values("used")
