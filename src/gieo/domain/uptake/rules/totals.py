"""What may be added up. Decision 0023 says it in words.

Measures are never added to each other. Things that come anew with every use (classes, copies, installations, yearly
tonnes) are added. Things that exist once and can bear several results (land, households, animals, people) are counted
once per holder: two figures of one holder are about the same things when one place lies within the other and both name
the same plot (or neither names one). What a household has lies within what the unit that answers for it says of itself
there. Of figures within one another the larger counts: what all the inner places say
together, or the outer figure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gieo.domain.uptake.vocab import Measure

ADDED = frozenset({Measure.TRAINED, Measure.INSTALLATION, Measure.COPY, Measure.TONNE})
"""Every use brings its own: these are added. All other measures count what exists once."""

WHOLE = frozenset(Measure) - {Measure.HECTARE, Measure.TONNE}
"""Counted in whole numbers."""

MOST: dict[Measure, int] = {
    Measure.HECTARE: 1_000_000,
    Measure.HOUSEHOLD: 200_000,
    Measure.ANIMAL: 10_000_000,
    Measure.PLANT: 100_000_000,
    Measure.FACILITY: 20_000,
    Measure.ENTERPRISE: 20_000,
    Measure.TRAINED: 200_000,
    Measure.INSTALLATION: 100_000,
    Measure.COPY: 1_000_000,
    Measure.TONNE: 10_000_000,
    Measure.VISITOR: 10_000_000,
}
"""More than this at one place is a slip of the pen [P]."""

HECTARES_A_KM2 = 100


@dataclass(frozen=True)
class Ground:
    """Whose something is and where. `holders` are the holder and those that have taken over from it; `places` the
    place and all that it lies within, on both maps. Each begins with itself, the holders end with today's."""

    holders: tuple[int, ...]
    places: tuple[int, ...]
    plot: str = ""  # folded; named when one holder has several at one place
    household: str = ""  # folded; of the holder's people, when it is not the holder's own

    def lies_within(self, other: "Ground") -> bool:
        """Whether what is here is part of what is there."""
        return self._is_of(other) and other.holders[0] in self.holders and other.places[0] in self.places

    def _is_of(self, other: "Ground") -> bool:
        """The same plot of the same household; or a household's, where the holder itself speaks of all it has there."""
        if self.household == other.household:
            return self.plot == other.plot
        return not other.household and other.plot in ("", self.plot)


def counted_once(figures: Iterable[tuple[Ground, Decimal]]) -> Decimal:
    """The sum of what exists once, nothing counted twice."""
    largest: dict[Ground, Decimal] = {}
    for ground, amount in figures:
        largest[ground] = max(amount, largest.get(ground, Decimal()))
    return sum((_cluster(cluster, largest) for cluster in _clusters(list(largest))), Decimal())


def _cluster(grounds: Sequence[Ground], amounts: dict[Ground, Decimal]) -> Decimal:
    """The inner figures together, or the largest one."""
    inner = [one for one in grounds if not any(other is not one and other.lies_within(one) for other in grounds)]
    return max(sum((amounts[one] for one in inner), Decimal()), *(amounts[one] for one in grounds))


def _clusters(grounds: list[Ground]) -> list[list[Ground]]:
    """Grounds that lie within one another, together: only those held by one unit in the end can, and where no
    household has any of it, only those of one plot."""
    found: list[list[Ground]] = []
    of_many = {ground.holders[-1] for ground in grounds if ground.household}
    waiting: dict[tuple[str, int], list[Ground]] = {}
    for ground in grounds:
        holder = ground.holders[-1]
        waiting.setdefault(("" if holder in of_many else ground.plot, holder), []).append(ground)
    for related in waiting.values():
        left = list(related)
        while left:
            cluster = [left.pop()]
            for member in cluster:
                near = [one for one in left if one.lies_within(member) or member.lies_within(one)]
                cluster += near
                left = [one for one in left if one not in near]
            found.append(cluster)
    return found


@dataclass(frozen=True)
class Scaled:
    """How much of a measure a use has, and on whose ground."""

    measure: Measure
    amount: Decimal
    ground: Ground


def totals(scales: Iterable[Scaled]) -> dict[Measure, Decimal]:
    """The sum of every measure among the scales of uses that stand today, in the order of the measures."""
    by_measure: dict[Measure, list[Scaled]] = {}
    for scale in scales:
        by_measure.setdefault(scale.measure, []).append(scale)
    return {
        measure: sum((one.amount for one in rows), Decimal())
        if measure in ADDED
        else counted_once((one.ground, one.amount) for one in rows)
        for measure in Measure
        if (rows := by_measure.get(measure))
    }


def most(measure: Measure, area_km2: float | None) -> Decimal:
    """The most that can be at a place: of land, no more than the place has, where its size is known."""
    limit = Decimal(MOST[measure])
    if measure is Measure.HECTARE and area_km2:
        return min(limit, Decimal(str(area_km2)) * HECTARES_A_KM2)
    return limit
