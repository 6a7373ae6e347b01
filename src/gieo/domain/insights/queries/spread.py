"""Who has received what, by place; for anybody."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from gieo.core.text import sort_key
from gieo.domain.handovers.models import MinutesItem
from gieo.domain.insights.queries.published import received_items
from gieo.foundation.places.models import Area
from gieo.foundation.places.vocab import AreaKind, Era
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import label_related


@dataclass
class PlaceFigure:
    """A place with what its units hold: distinct units, results and products; bodies of the province stand together."""

    code: str
    name: str
    units: set[int] = field(default_factory=set)
    results: set[int] = field(default_factory=set)
    products: set[int] = field(default_factory=set)

    @property
    def unit_count(self) -> int:
        return len(self.units)

    @property
    def result_count(self) -> int:
        return len(self.results)

    @property
    def product_count(self) -> int:
        return len(self.products)


PROVINCE = "tinh"
"""The code of bodies that serve the whole province."""


def places(province_words: str) -> list[PlaceFigure]:
    """Places in the order of the alphabet, bodies of the whole province first under the words given. One query."""
    rows = received_items().order_by().values_list(
        "minutes__receiver_id", "minutes__receiver__place__code", "minutes__receiver__place__name",
        "minutes__receiver__place__kind", "minutes__receiver__place__era", "result_id", "product_id",
    )  # fmt: skip
    found: dict[str, PlaceFigure] = {}
    for unit, code, name, kind, era, result, product in rows:
        whole = code is None or kind == AreaKind.PROVINCE
        key = PROVINCE if whole else _key(code, kind, era)
        place = found.setdefault(key, PlaceFigure(key, province_words if whole else name))
        place.units.add(unit)
        if result is not None:
            place.results.add(result)
        if product is not None:
            place.products.add(product)
    return sorted(found.values(), key=lambda place: (place.code != PROVINCE, sort_key(place.name)))


def _key(code: str, kind: str, era: str) -> str:
    """A code for addresses: communes of the two maps may share one, those of the old map are marked."""
    return f"{code}-cu" if kind == AreaKind.COMMUNE and era == Era.BEFORE_2025 else code


def place_named(key: str) -> Area | None:
    """The area of a line of `places`."""
    if key.endswith("-cu"):
        return Area.objects.filter(code=key[:-3], kind=AreaKind.COMMUNE, era=Era.BEFORE_2025).first()
    return (
        Area.objects.exclude(kind=AreaKind.PROVINCE)
        .exclude(kind=AreaKind.COMMUNE, era=Era.BEFORE_2025)
        .filter(code=key)
        .first()
    )


def handed_to(place: Area | None) -> QuerySet[MinutesItem]:
    """What units of a place have received, receiver by receiver; without a place, bodies of the whole province. The
    rows behind a line of `places`."""
    items = received_items()
    if place is None:
        items = items.filter(
            Q(minutes__receiver__place__isnull=True) | Q(minutes__receiver__place__kind=AreaKind.PROVINCE)
        )
    else:
        items = items.filter(minutes__receiver__place=place)
    return items.select_related(
        "minutes__receiver__successor__successor", "minutes__conference", "result", "product__programme"
    ).order_by("minutes__receiver__name_order", "-minutes__held_on", "order")


def receivers_of(result_ids: Iterable[int]) -> dict[int, list[Unit]]:
    """Units that hold a result, by the result's id, in the order in which they received it. One query."""
    rows = received_items().filter(result__in=list(result_ids)).order_by("minutes__held_on", "pk")
    found: dict[int, dict[int, Unit]] = {}
    for item in rows.select_related("minutes", *label_related("minutes__receiver")):
        receiver = item.minutes.receiver
        found.setdefault(item.result_id or 0, {}).setdefault(receiver.pk, receiver)
    return {result: list(units.values()) for result, units in found.items()}
