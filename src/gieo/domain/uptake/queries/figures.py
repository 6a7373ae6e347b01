"""Sums over uses: nothing twice, the same by either map (rules.totals)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from gieo.core.text import fold
from gieo.domain.uptake.models import Claim, Scale, Use
from gieo.domain.uptake.queries.standing import on_day
from gieo.domain.uptake.rules.totals import Ground, Scaled, counted_once, totals
from gieo.domain.uptake.vocab import IN_USE, Measure
from gieo.foundation.places.models import Area, AreaSuccession
from gieo.foundation.places.vocab import AreaKind, Era
from gieo.foundation.units.permits import heirs

PEOPLE = "people"
"""Beside the measures: what else is added up over uses."""


@dataclass(frozen=True)
class Reach:
    """People reached by uses, nobody twice."""

    men: Decimal
    women: Decimal


@dataclass(frozen=True)
class Sums:
    """What uses come to: by measure, and whom they reach."""

    totals: dict[Measure, Decimal]
    reach: Reach


def sums_of(uses: QuerySet[Use], day: date) -> Sums:
    """What the uses among these that are in use on a day come to. Five queries."""
    claims = claims_in_use(day).filter(use__in=uses.order_by().values("pk"))
    scales = list(_rows(Scale.objects.filter(claim__in=claims), "claim__use__", "measure", "amount", "plot"))
    people = list(_rows(claims, "use__", "men", "women"))
    grounds = Grounds(row[-2] for row in (*scales, *people))
    at = [
        (men or 0, women or 0, grounds.of(receiver, heir, place, household=household))
        for men, women, receiver, heir, place, household in people
    ]
    return Sums(
        totals(
            Scaled(Measure(measure), amount, grounds.of(receiver, heir, place, plot, household))
            for measure, amount, plot, receiver, heir, place, household in scales
        ),
        Reach(
            men=counted_once((ground, Decimal(men)) for men, _women, ground in at),
            women=counted_once((ground, Decimal(women)) for _men, women, ground in at),
        ),
    )


def claims_in_use(day: date) -> QuerySet[Claim]:
    """Claims by which a use is in use on a day, one of each: the only ones whose figures count."""
    return Claim.objects.filter(on_day(day, "periods__"), periods__level__in=IN_USE)


def summed(uses: QuerySet[Use], day: date, sums: Collection[str]) -> QuerySet[Use]:
    """Those of the uses that one of these sums (measures, or PEOPLE) is made of: they come to the same as all."""
    measured = Q(pk__in=Scale.objects.filter(measure__in=sums).order_by().values("claim"))
    reaching = Q(men__gt=0) | Q(women__gt=0)
    said = measured | reaching if PEOPLE in sums else measured
    return uses.filter(pk__in=claims_in_use(day).filter(said).order_by().values("use"))


def _rows(rows: QuerySet[Any], use: str, *figures: str) -> QuerySet[Any]:
    """Figures, and whose and where they are; `use` leads to the use."""
    whose = (f"{use}{name}" for name in ("receiver", "heir", "place", "household"))
    return rows.order_by().values_list(*figures, *whose)


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
