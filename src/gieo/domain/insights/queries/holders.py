"""Who holds which results, as anybody may know it: sets that a list of results is narrowed by."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.db.models.functions import Coalesce

from gieo.core.text import sort_key
from gieo.domain.handovers.models import MinutesItem, counted
from gieo.domain.handovers.vocab import SIGNED_STATES, Receipt
from gieo.domain.insights.queries.spread import spots
from gieo.domain.insights.vocab import GIVEN, Step
from gieo.domain.transfers.access import public_lines
from gieo.foundation.places.vocab import MapOf
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import label_related, unit_label

_OF_A_RESULT = Q(result__isnull=False) | Q(product__result__isnull=False)


@dataclass(frozen=True)
class Holders:
    """Ids of results by the step they came to, by the code of a unit that received them, by its place on today's map;
    and what units and places are called, in the order of the alphabet; the place of bodies that serve the whole
    province has no name."""

    steps: Mapping[str, frozenset[int]]
    units: Mapping[str, frozenset[int]]
    places: Mapping[str, frozenset[int]]
    unit_names: tuple[tuple[str, str], ...]
    place_names: tuple[tuple[str, str], ...]


def holders(today: date) -> Holders:
    """What was decided, what of it was handed over and received. Four queries.

    What carries out which line (handovers.queries.carried) is compared here: the database took five times as long.
    """
    lines = public_lines().filter(_OF_A_RESULT).order_by()
    decided = set(lines.values_list("unit", "result", "product", Coalesce("result", "product__result")))
    items = MinutesItem.objects.filter(
        _OF_A_RESULT, counted("minutes__"), minutes__state__in=SIGNED_STATES, minutes__restricted=False
    )
    given = items.order_by().values_list("minutes__receiver", "result", "product", "receipt", "minutes__heir")
    of = {(unit, result, product): whole for unit, result, product, whole in decided}
    rows = [
        (of[key], receipt, heir or unit)
        for unit, result, product, receipt, heir in given
        if (key := (unit, result, product)) in of
    ]
    received = [(result, unit) for result, receipt, unit in rows if receipt == Receipt.RECEIVED]
    steps: dict[Step, frozenset[int]] = {
        Step.DECIDED: frozenset(of.values()),
        Step.HANDED_OVER: frozenset(row[0] for row in rows),
        Step.RECEIVED: frozenset(result for result, _unit in received),
    }
    keys = {unit for _result, unit in received}
    units = Unit.objects.select_related(*label_related()).in_bulk(keys)
    where = spots(keys, MapOf.TODAY, today)
    by_unit: dict[str, set[int]] = defaultdict(set)
    by_place: dict[str, set[int]] = defaultdict(set)
    for result, unit in received:
        by_unit[units[unit].code].add(result)
        by_place[where[unit].key].add(result)
    areas = {spot.key: spot.area.name if spot.area else "" for spot in where.values()}
    return Holders(
        {step.value: steps[step] for step in GIVEN},
        {code: frozenset(results) for code, results in by_unit.items()},
        {key: frozenset(results) for key, results in by_place.items()},
        _by_name({unit.code: unit_label(unit, today) for unit in units.values()}),
        _by_name(areas),
    )


def holder_sets(held: Holders) -> Mapping[str, Mapping[str, frozenset[int]]]:
    """The same as facets of the catalogue (`results.queries.finding.find_public`)."""
    return {"given": held.steps, "receiver": held.units, "place": held.places}


def _by_name(names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(names.items(), key=lambda row: sort_key(row[1])))
