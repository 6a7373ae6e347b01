"""Who has received what, by place, by the map of the day or of today.

A handing over counts for the unit it was made to, at the place where that unit stands: by the map of the day where it
stood itself; by today's where the unit stands that has taken over from it, an old area at its principal heir. So every
handing over stands at one place of each map, and both maps give the same total.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from gieo.core.actor import Actor
from gieo.core.text import sort_key
from gieo.domain.handovers.models import MinutesItem
from gieo.domain.handovers.vocab import Receipt
from gieo.domain.insights.queries.funnels import ITEMS
from gieo.domain.insights.queries.measures import lines_in_force
from gieo.domain.insights.queries.published import received_items
from gieo.domain.insights.rules.spread import Handed, Tally, tally
from gieo.domain.transfers.access import visible_lines
from gieo.domain.transfers.vocab import DecisionState
from gieo.foundation.places.models import Area
from gieo.foundation.places.queries import counted_at, shares
from gieo.foundation.places.vocab import AreaKind, Era, MapOf
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import bearer_related, label_related, today_unit

PROVINCE = "tinh"
"""The code of bodies that serve the whole province."""


@dataclass(frozen=True)
class Spot:
    """Where a unit stands on a map. `moved_from` is the area it stood in before, if that one is no more: its land went
    to `parts` areas of today."""

    key: str = PROVINCE
    area: Area | None = None
    moved_from: Area | None = None
    parts: int = 1


@dataclass(frozen=True)
class PlaceFigure:
    """A place with what its units hold; without an area, bodies that serve the whole province."""

    key: str
    area: Area | None
    tally: Tally


@dataclass(frozen=True)
class Moved:
    """An old area whose figures are counted at one of today's, and among how many its land was shared."""

    old: Area
    new: Area
    parts: int


@dataclass(frozen=True)
class Spread:
    """Bodies of the province first, then places in the order of the alphabet; the total; what moved between maps."""

    places: tuple[PlaceFigure, ...]
    total: Tally
    moved: tuple[Moved, ...]


def spots(unit_ids: Iterable[int], by: MapOf, today: date) -> dict[int, Spot]:
    """Where units stand on a map, by their id. One query, unless more than two have taken over one from the other."""
    paths = ("place__heir", "place__parent", "successor__place__heir", "successor__successor__place__heir")
    units = Unit.objects.select_related(*paths).annotate(parts=shares("place")).in_bulk(set(unit_ids))
    return {pk: _spot(unit, by, today) for pk, unit in units.items()}


def _spot(unit: Unit, by: MapOf, today: date) -> Spot:
    if by is MapOf.DAY:
        return _at(unit.place)
    area, old = today_unit(unit, today).place, unit.place
    spot = _at(counted_at(area, today) if area else None)
    if spot.area is None or old is None or old.pk == spot.area.pk or old.kind == AreaKind.PROVINCE:
        return spot
    return replace(spot, moved_from=old, parts=getattr(unit, "parts", 0) or 1)


def _at(area: Area | None) -> Spot:
    return Spot() if area is None or area.kind == AreaKind.PROVINCE else Spot(place_key(area), area)


def place_key(area: Area) -> str:
    """A code for addresses: communes of the two maps may share one, those of the old map are marked."""
    if area.kind == AreaKind.PROVINCE:
        return PROVINCE
    is_old_commune = area.kind == AreaKind.COMMUNE and area.era == Era.BEFORE_2025
    return f"{area.code}-cu" if is_old_commune else area.code


def spread(by: MapOf, today: date) -> Spread:
    """What anybody may know: places with the units that have received something. Two queries."""
    rows = received_items().order_by()
    facts = list(rows.values_list("minutes__receiver_id", "minutes__heir_id", "result_id", "product_id"))
    where = spots((heir or unit for unit, heir, _result, _product in facts), by, today)
    handed = [Handed(heir or unit, where[heir or unit].key, result, product) for unit, heir, result, product in facts]
    places, total = tally(handed)
    areas = {spot.key: spot.area for spot in where.values()}
    return Spread(
        tuple(PlaceFigure(key, areas[key], places[key]) for key in in_order(areas)), total, _moved(where.values())
    )


def in_order(areas: Mapping[str, Area | None]) -> list[str]:
    """Bodies of the province first, then places in the order of the alphabet."""

    def order(key: str) -> tuple[bool, tuple]:
        area = areas[key]
        return key != PROVINCE, sort_key(area.name if area else "")

    return sorted(areas, key=order)


def _moved(found: Iterable[Spot]) -> tuple[Moved, ...]:
    moved = {
        (spot.moved_from.pk, spot.key): Moved(spot.moved_from, spot.area, spot.parts)
        for spot in found
        if spot.moved_from and spot.area
    }
    return tuple(sorted(moved.values(), key=lambda row: sort_key(row.old.name)))


def handed_at(key: str, by: MapOf, today: date) -> tuple[Area | None, QuerySet[MinutesItem]]:
    """The rows behind a line of `spread`, receiver by receiver, with the area; no row for a place nobody knows."""
    items = received_items()
    pairs = set(items.order_by().values_list("minutes__receiver_id", "minutes__heir_id"))
    where = spots((heir or unit for unit, heir in pairs), by, today)
    here = {pk: spot for pk, spot in where.items() if spot.key == key}
    mine = Q(minutes__heir__in=here) | Q(minutes__heir__isnull=True, minutes__receiver__in=here)
    related = [f"minutes__{path}" for path in bearer_related("receiver")]
    found = items.filter(mine).select_related(*related, "minutes__conference", "result", "product__programme")
    area = next((spot.area for spot in here.values()), None)
    return area, found.order_by("minutes__receiver__name_order", "-minutes__held_on", "order")


@dataclass
class PlaceSteps:
    """What decisions in force give to the units of a place, and how far it has come: the first three count lines, the
    last two uses that stand there today (queries.used), recorded at the places `recorded`."""

    key: str
    area: Area | None
    decided: int = 0
    signed: int = 0
    received: int = 0
    in_use: int = 0
    extended: int = 0
    recorded: tuple[int, ...] = ()


def _districts(unit_ids: Iterable[int], by: MapOf, today: date) -> dict[int, Spot]:
    """Where units stand on a map: in a district of old, or in a commune of today. One query."""
    return {pk: _in_district(spot) for pk, spot in spots(unit_ids, by, today).items()}


def _in_district(spot: Spot) -> Spot:
    if spot.area is None or spot.area.era != Era.BEFORE_2025 or spot.area.kind != AreaKind.COMMUNE:
        return spot
    return _at(spot.area.parent) if spot.area.parent is not None else spot


def lines_by_place(actor: Actor, by: MapOf, today: date) -> tuple[list[PlaceSteps], PlaceSteps]:
    """The funnel of lines by place, as far as the actor may see them, and its total: each line counts as
    `lines_in_force` marks it, but here what became of all of them is read at once. Three queries."""
    lines = visible_lines(actor).filter(decision__state=DecisionState.ISSUED).order_by()
    rows = list(lines.values_list("unit_id", "heir_id", "result_id", "product_id"))
    items = ITEMS.order_by().values_list("minutes__receiver_id", "result_id", "product_id", "receipt")
    receipts: dict[tuple[int, int | None, int | None], bool] = {}
    for unit, result, product, receipt in items:
        key = (unit, result, product)
        receipts[key] = receipts.get(key, False) or receipt == Receipt.RECEIVED
    where = _districts((heir or unit for unit, heir, _result, _product in rows), by, today)
    areas = {spot.key: spot.area for spot in where.values()}
    found = {key: PlaceSteps(key, areas[key]) for key in in_order(areas)}
    total = PlaceSteps("", None)
    for unit, heir, result, product in rows:
        key = (unit, result, product)
        for place in (found[where[heir or unit].key], total):
            place.decided += 1
            place.signed += key in receipts
            place.received += receipts.get(key, False)
    return list(found.values()), total


def lines_at(actor: Actor, keys: Iterable[str], by: MapOf, today: date) -> Q:
    """Those lines in force that stand at one of these places of a map."""
    wanted = set(keys)
    pairs = set(lines_in_force(actor).order_by().values_list("unit_id", "heir_id"))
    where = _districts((heir or unit for unit, heir in pairs), by, today)
    here = [pk for pk, spot in where.items() if spot.key in wanted]
    return Q(heir__in=here) | Q(heir__isnull=True, unit__in=here)


def places_of_lines(actor: Actor, by: MapOf, today: date) -> list[tuple[str, Area | None]]:
    """The places at which lines in force stand, with their keys, in order."""
    pairs = set(lines_in_force(actor).order_by().values_list("unit_id", "heir_id"))
    areas = {spot.key: spot.area for spot in _districts((heir or unit for unit, heir in pairs), by, today).values()}
    return [(key, areas[key]) for key in in_order(areas)]


def receivers_of(result_ids: Iterable[int]) -> dict[int, list[Unit]]:
    """Units that hold a result, by the result's id, in the order in which they received it. One query."""
    rows = received_items().filter(result__in=list(result_ids)).order_by("minutes__held_on", "pk")
    found: dict[int, dict[int, Unit]] = {}
    for item in rows.select_related("minutes", *label_related("minutes__receiver")):
        receiver = item.minutes.receiver
        found.setdefault(item.result_id or 0, {}).setdefault(receiver.pk, receiver)
    return {result: list(units.values()) for result, units in found.items()}
