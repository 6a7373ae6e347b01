"""Sums over uses: nothing twice, the same by either map (rules.totals)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from gieo.core.text import fold
from gieo.domain.uptake.models import Claim, Scale, Use
from gieo.domain.uptake.queries.standing import on_day
from gieo.domain.uptake.rules.totals import Ground, Scaled, counted_once, totals
from gieo.domain.uptake.vocab import IN_USE, Measure
from gieo.foundation.places.models import Area, AreaSuccession
from gieo.foundation.places.vocab import AreaKind, Era
from gieo.foundation.units.permits import heirs


@dataclass(frozen=True)
class Reach:
    """People reached by uses, nobody twice."""

    men: Decimal
    women: Decimal


def totals_of(uses: QuerySet[Use], day: date) -> dict[Measure, Decimal]:
    """What the uses among these that are in use on a day come to, by measure. Four queries."""
    rows = list(
        Scale.objects.filter(_standing(uses, day))
        .order_by()
        .values_list(
            "measure",
            "amount",
            "plot",
            "claim__use__receiver",
            "claim__use__heir",
            "claim__use__place",
            "claim__use__household",
        )
    )
    grounds = Grounds(place for *_rest, place, _household in rows)
    return totals(
        Scaled(Measure(measure), amount, grounds.of(receiver, heir, place, plot, household))
        for measure, amount, plot, receiver, heir, place, household in rows
    )


def people_of(uses: QuerySet[Use], day: date) -> Reach:
    """The same for people reached. Four queries."""
    claims = Claim.objects.filter(use__in=uses.order_by().values("pk")).filter(_by(day, "periods__"))
    rows = list(
        claims.order_by().values_list("men", "women", "use__receiver", "use__heir", "use__place", "use__household")
    )
    grounds = Grounds(place for *_rest, place, _household in rows)
    at = [
        (men or 0, women or 0, grounds.of(receiver, heir, place, household=household))
        for men, women, receiver, heir, place, household in rows
    ]
    return Reach(
        men=counted_once((ground, Decimal(men)) for men, _women, ground in at),
        women=counted_once((ground, Decimal(women)) for _men, women, ground in at),
    )


def _standing(uses: QuerySet[Use], day: date) -> Q:
    return Q(claim__use__in=uses.order_by().values("pk")) & _by(day, "claim__periods__")


def _by(day: date, path: str) -> Q:
    return on_day(day, path) & Q(**{f"{path}level__in": IN_USE})


class Grounds:
    """Whose and where, with all that took over from the holder and all that the place lies within, on both maps."""

    def __init__(self, places: Iterable[int]) -> None:
        self._heirs: Mapping[int, int] = heirs()
        self._places = _chains(places)

    def of(self, receiver: int, heir: int | None, place: int, plot: str = "", household: str = "") -> Ground:
        holders = [receiver]
        step = heir if heir is not None else self._heirs.get(receiver)
        while step is not None and step not in holders:
            holders.append(step)
            step = self._heirs.get(step)
        return Ground(tuple(holders), self._places[place], fold(plot), fold(household))


def _chains(places: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Each place with the areas it lies within: its parents, and for a commune of the old map what has its land today
    with the parents of that. Two queries."""
    wanted = Area.objects.select_related("parent__parent").in_bulk(set(places))
    old = [pk for pk, area in wanted.items() if area.kind == AreaKind.COMMUNE and area.era == Era.BEFORE_2025]
    later: dict[int, list[int]] = {}
    for row in AreaSuccession.objects.filter(old__in=old).select_related("new").order_by("new_id") if old else ():
        later.setdefault(row.old_id, []).extend(filter(None, (row.new_id, row.new.parent_id)))
    return {pk: tuple(dict.fromkeys([*_up(area), *later.get(pk, ())])) for pk, area in wanted.items()}


def _up(area: Area) -> list[int]:
    return [area.pk] if area.parent is None else [area.pk, *_up(area.parent)]
