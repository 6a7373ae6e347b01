"""Who copied from whom, and who may confirm it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from gieo.core.actor import SYSTEM, Actor
from gieo.domain.results.models import Result
from gieo.domain.uptake.models import Copy, Period, Use
from gieo.domain.uptake.queries.public import UsedAt, each_place, standing_at, uses_of
from gieo.domain.uptake.queries.standing import current_uses, listed_uses, on_day
from gieo.domain.uptake.rules.copies import Branch, branches, goes_round
from gieo.domain.uptake.vocab import IN_USE
from gieo.domain.uptake.vocab.copies import CopyState
from gieo.domain.uptake.vocab.demonstrations import COPIED_STATES
from gieo.foundation.places.models import Area
from gieo.foundation.places.queries import areas_on, choosable_areas, counted_at
from gieo.foundation.places.vocab import AreaKind
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import active_units
from gieo.foundation.units.vocab import UnitKind


def committee_of(place: Area, day: date) -> Unit | None:
    """The People's Committee of a commune on a day, where it is in the list of units."""
    committees = active_units(day).filter(kind=UnitKind.COMMUNE_COMMITTEE, place=place)
    return committees.order_by("pk").first()


def communes_on(day: date) -> QuerySet[Area]:
    """Where one may have copied: the communes of the province on the map of a day."""
    return choosable_areas().filter(pk__in=areas_on(day, AreaKind.COMMUNE).values("pk"))


def parents_of(result: Result) -> Mapping[int, int]:
    """Use → use it was copied from, by confirmed copies; said twice, the first counts. One query."""
    rows = Copy.objects.filter(result=result, state=CopyState.CONFIRMED, parent__isnull=False)
    pairs = rows.order_by("-decided_on", "-pk").values_list("use_id", "parent_id")
    return {use: parent for use, parent in pairs if use is not None and parent is not None}


def copied_from(result: Result, day: date) -> QuerySet[Use]:
    """The uses of a result that one can have copied from: those that stand on a day, wherever they are, and models that
    have begun, whether or not their use was verified yet."""
    standing = Q(pk__in=current_uses(day, SYSTEM).order_by().values("pk"))
    found = uses_of(result).filter(standing | Q(demonstration__state__in=COPIED_STATES))
    return found.select_related("place", "receiver__successor__successor", "heir").order_by("code")


def copied_places(result: Result, day: date) -> int:
    """In how many places of today a result is used on a day after another place, or after its sheet. One query."""
    standing = Period.objects.filter(on_day(day), level__in=IN_USE).values("use")
    rows = Copy.objects.filter(result=result, state=CopyState.CONFIRMED, use__in=standing).order_by()
    return len({counted_at(row.use.place, day) for row in rows.select_related("use__place__heir") if row.use})


@dataclass(frozen=True)
class Tree:
    """Every use of a result that the actor sees, as it grew."""

    uses: Mapping[int, Any]  # with how they stand
    branches: tuple[Branch, ...]


def tree_of(result: Result, actor: Actor, day: date) -> Tree:
    uses = {use.pk: use for use in listed_uses(actor, day).filter(pk__in=uses_of(result).values("pk")).order_by("pk")}
    return Tree(uses, branches(uses, parents_of(result)))


@dataclass(frozen=True)
class Grown:
    """A place where a result is used, and the places that took it over from there."""

    at: UsedAt
    below: tuple["Grown", ...] = ()


def grown_at(result: Result, today: date) -> list[Grown]:
    """From which place to which a public result went, as anybody may know it: each place once, below the one
    whose use it was first copied from. One query, two where there is more than one use."""
    standing = standing_at(result, today)
    parents = parents_of(result) if len(standing) > 1 else {}
    places = {at.place.pk: at for at in each_place(standing.values())}
    above: dict[int, int] = {}
    for use, at in standing.items():
        parent = standing.get(parents.get(use, 0))
        if parent and at.place.pk not in above and not goes_round(at.place.pk, parent.place.pk, above):
            above[at.place.pk] = parent.place.pk

    def grown(branch: Branch) -> Grown:
        return Grown(places[branch.use], tuple(map(grown, branch.copies)))

    return [grown(branch) for branch in branches(places, above)]
