"""Uses that stand today by result, the results that stand out by them, and what one of them has cost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from gieo.core.actor import Actor
from gieo.domain.insights.rules.effects import Criteria, Standing, cost_of, cost_per_use, criteria
from gieo.domain.insights.vocab import CostFault
from gieo.domain.results.models import Result
from gieo.domain.uptake.access import visible_uses
from gieo.domain.uptake.access.demonstrations import visible_models
from gieo.domain.uptake.models import Evidence, ModelCost, Period
from gieo.domain.uptake.queries.standing import on_day
from gieo.domain.uptake.rules.evidence import lasts_until
from gieo.domain.uptake.vocab import GRADES, IN_USE, Grade, Level


def standings(results: Iterable[int] | QuerySet[Any], actor: Actor, today: date) -> Mapping[int, list[Standing]]:
    """Uses of these results, their products with them, that are in use today and that the actor may see, each with
    the best of its evidence that still counts today. Two queries."""
    periods = _in_use(actor, today).filter(used__in=results)
    grades: dict[int, Grade] = {}
    pieces = Evidence.objects.filter(claim__in=periods.values("claim"))
    for claim, grade, on in pieces.values_list("claim", "grade", "on"):
        if lasts_until(Grade(grade), on) >= today:
            grades[claim] = max(Grade(grade), grades.get(claim, GRADES[0]), key=GRADES.index)
    found: dict[int, list[Standing]] = {}
    for used, level, claim in periods.values_list("used", "level", "claim"):
        found.setdefault(used, []).append(Standing(Level(level), grades.get(claim, GRADES[0])))
    return found


@dataclass(frozen=True)
class UseCosts:
    """Of several results: their uses that stand today, and the đồng spent for their demonstration models."""

    uses: Mapping[int, list[Standing]]
    models: Mapping[int, int]
    asked: Criteria

    def places(self, result: Result) -> int:
        """At how many places a result is in use."""
        return len(self.uses.get(result.pk, ()))

    def each(self, result: Result) -> int | CostFault:
        """What one verified use of it has cost, in đồng; or why that is not told."""
        cost = cost_of(result.budget_total, self.models.get(result.pk, 0))
        return cost_per_use(cost, self.uses.get(result.pk, ()), self.asked)


def use_costs(results: Iterable[int] | QuerySet[Any], actor: Actor, today: date) -> UseCosts:
    """What is needed to tell the cost of one use of each of these results, as far as the actor may see it. Three
    queries."""
    paid = ModelCost.objects.filter(demonstration__in=visible_models(actor), demonstration__use__result__in=results)
    spent = paid.filter(spent__isnull=False).order_by().values_list("demonstration__use__result").annotate(Sum("spent"))
    return UseCosts(standings(results, actor, today), dict(spent), criteria(today))


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
