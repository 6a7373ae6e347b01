"""How far things have come by place, and where results are in use today: by the district of old or the commune of
today. Both maps give the same total.

A use stands at the place at which it was recorded. By the map of old a commune counts in its district, and a commune
of today in the district from which most of the communes came that it has taken over; by today's map an old area counts
at its principal heir. So every use stands at one place of each map.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from gieo.core.actor import Actor
from gieo.domain.insights.queries.spread import PROVINCE, PlaceSteps, in_order, lines_by_place, place_key
from gieo.domain.uptake.access import visible_uses
from gieo.domain.uptake.models import Period
from gieo.domain.uptake.queries.standing import on_day
from gieo.domain.uptake.vocab import IN_USE, Level
from gieo.foundation.places.models import Area
from gieo.foundation.places.queries import counted_at
from gieo.foundation.places.vocab import AreaKind, Era, MapOf


@dataclass(frozen=True)
class PlaceMap:
    """Steps of every place, bodies of the province first, then in the order of the alphabet; their total; and all
    places of the map among which they lie."""

    places: tuple[PlaceSteps, ...]
    total: PlaceSteps
    ground: tuple[Area, ...]


def place_map(actor: Actor, by: MapOf, today: date) -> PlaceMap:
    """What decisions give to the units of each place, how far it has come, and what is in use there today, as far as
    the actor may see it. Six queries, seven with communes of today by the map of old."""
    lines, total = lines_by_place(actor, by, today)
    found = {row.key: row for row in lines}
    for place, in_use, extended, area in _used(actor, by, today):
        key = place_key(area)
        row = found.setdefault(key, PlaceSteps(key, None if key == PROVINCE else area))
        row.recorded += (place,)
        for one in (row, total):
            one.in_use += in_use
            one.extended += extended
    order = in_order({key: row.area for key, row in found.items()})
    return PlaceMap(tuple(found[key] for key in order), total, _ground(row.area for row in found.values()))


def _used(actor: Actor, by: MapOf, today: date) -> list[tuple[int, int, int, Area]]:
    """Place at which uses were recorded, how many stand there today, how many of these extended, and the place of the
    map at which they count. Two queries, three with communes of today by the map of old."""
    periods = Period.objects.filter(on_day(today), level__in=IN_USE, use__in=visible_uses(actor)).order_by()
    counts = periods.values_list("use__place").annotate(
        in_use=Count("pk"), extended=Count("pk", filter=Q(level=Level.EXTENDED))
    )
    rows = sorted(counts)
    areas = Area.objects.select_related("parent", "heir").in_bulk([place for place, *_counts in rows])
    at = _shown_at(areas.values(), by, today)
    return [(place, in_use, extended, at[place]) for place, in_use, extended in rows]


def _shown_at(areas: Iterable[Area], by: MapOf, today: date) -> Mapping[int, Area]:
    """The place of the map at which each area is counted, by the area's id."""
    rows = list(areas)
    if by is MapOf.TODAY:
        return {area.pk: counted_at(area, today) for area in rows}
    communes = [area for area in rows if area.kind == AreaKind.COMMUNE]
    came_from = _districts_of([area for area in communes if area.era == Era.AFTER_2025])
    inside = {area.pk: area.parent for area in communes if area.era == Era.BEFORE_2025 and area.parent is not None}
    return {area.pk: area for area in rows} | inside | came_from


def _districts_of(communes: list[Area]) -> dict[int, Area]:
    """The district of old from which most of the communes came that each of these has taken over, the first by code of
    equals. One query, none without communes."""
    if not communes:
        return {}
    came: dict[int, Counter[Area]] = {}
    for old in (
        Area.objects.filter(heir__in=communes, kind=AreaKind.COMMUNE, parent__kind=AreaKind.DISTRICT)
        .select_related("parent")
        .order_by("parent__code", "code")
    ):
        if old.heir_id is not None and old.parent is not None:
            came.setdefault(old.heir_id, Counter())[old.parent] += 1
    return {heir: districts.most_common(1)[0][0] for heir, districts in came.items()}


def _ground(shown: Iterable[Area | None]) -> tuple[Area, ...]:
    """All places of the same kinds in the same provinces. One query."""
    within = Q()
    for parent, kind, era in {(area.parent_id, area.kind, area.era) for area in shown if area is not None}:
        within |= Q(parent=parent, kind=kind, era=era)
    return tuple(Area.objects.filter(within, lat__isnull=False, lon__isnull=False).order_by("code")) if within else ()
