"""Which results stand out, and what one verified use has cost, where the evidence bears saying so.

The numbers stand in data/effects.toml [P].
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gieo.domain.insights.vocab import CostFault
from gieo.domain.uptake.vocab import GRADES, LADDER, Grade, Level


@dataclass(frozen=True)
class Criteria:
    """The office's own numbers, from a day on."""

    since: date
    least_places: int
    least_level: Level
    cost_least_uses: int
    cost_least_grade: Grade

    @property
    def far(self) -> tuple[Level, ...]:
        """The levels on one of which at least one place must stand."""
        return LADDER[LADDER.index(self.least_level) :]


@dataclass(frozen=True)
class Standing:
    """A use that stands today: its level, and the best evidence it rests on that has not run out."""

    level: Level
    grade: Grade


@cache
def _versions() -> tuple[Criteria, ...]:
    path = Path(__file__).parent.parent / "data" / "effects.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["version"]
    found = [
        Criteria(
            row["since"], row["least_places"], Level(row["least_level"]), row["cost_least_uses"],
            Grade(row["cost_least_grade"]),
        )
        for row in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda version: version.since))


def criteria(day: date) -> Criteria:
    """Those in force on a day; the first for days before them."""
    return next((each for each in reversed(_versions()) if each.since <= day), _versions()[0])


def cost_of(budget: int | None, models: int) -> int | None:
    """What a result has cost in đồng: the budget of its task, all sources together, and what was spent for its
    demonstration models. Nothing while no budget is written down: models alone would say too little."""
    return budget + models if budget else None


def cost_per_use(cost: int | None, uses: Sequence[Standing], asked: Criteria) -> int | CostFault:
    """Đồng for each use on good evidence, rounded; a fault where the numbers would say more than is known."""
    least = GRADES.index(asked.cost_least_grade)
    good = sum(GRADES.index(use.grade) >= least for use in uses)
    if not uses:
        return CostFault.NO_USE
    if not cost:
        return CostFault.NO_COST
    if good < asked.cost_least_uses:
        return CostFault.WEAK if len(uses) >= asked.cost_least_uses else CostFault.FEW
    return (2 * cost + good) // (2 * good)
