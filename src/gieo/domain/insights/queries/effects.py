"""Uses that stand today by result, and the results that stand out by them."""

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from gieo.core.actor import Actor
from gieo.domain.insights.rules.effects import Standing, criteria, stands_out
from gieo.domain.uptake.access import visible_uses
from gieo.domain.uptake.models import Evidence, Period
from gieo.domain.uptake.queries.standing import on_day
from gieo.domain.uptake.vocab import GRADES, IN_USE, Grade, Level


def standings(actor: Actor, today: date) -> Mapping[int, list[Standing]]:
    """Uses in use today that the actor may see, by the id of what was used, a result's products with it. Two
    queries."""
    periods = _in_use(actor, today)
    grades: dict[int, Grade] = {}
    for claim, grade in Evidence.objects.filter(claim__in=periods.values("claim")).values_list("claim", "grade"):
        grades[claim] = max(Grade(grade), grades.get(claim, GRADES[0]), key=GRADES.index)
    found: dict[int, list[Standing]] = {}
    rows = periods.annotate(used=Coalesce("use__result", "use__product__result")).filter(used__isnull=False)
    for used, level, claim in rows.values_list("used", "level", "claim"):
        found.setdefault(used, []).append(Standing(Level(level), grades.get(claim, GRADES[0])))
    return found


def _in_use(actor: Actor, today: date) -> QuerySet[Period]:
    return Period.objects.filter(on_day(today), level__in=IN_USE, use__in=visible_uses(actor)).order_by()


def outstanding(actor: Actor, today: date) -> list[int]:
    """Ids of the results that stand out today. Two queries."""
    asked = criteria(today)
    return [pk for pk, uses in standings(actor, today).items() if stands_out(uses, asked)]
