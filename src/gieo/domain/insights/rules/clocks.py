"""How long each step takes, and how many things wait at it now. Calendar days."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from gieo.domain.transfers.rules.clock import Clock, Leg
from gieo.domain.transfers.vocab import LegState, Mark


@dataclass(frozen=True)
class LegFigure:
    """One leg over many results: how many have run it, in how many days; how many wait in it now, and how long."""

    start: Mark
    end: Mark
    count: int
    shortest: int | None
    median: int | None
    longest: int | None
    waiting: int
    longest_wait: int | None

    @property
    def key(self) -> str:
        return f"{self.start}_{self.end}"


@dataclass
class _Days:
    done: list[int] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)


def lower_median(days: Iterable[int]) -> int | None:
    """A number that really occurred: of an even count the smaller of the two in the middle."""
    rows = sorted(days)
    return rows[(len(rows) - 1) // 2] if rows else None


def leg_figures(clocks: Iterable[Clock]) -> tuple[LegFigure, ...]:
    """Figures of each leg. Contradictory dates (the later mark before the earlier) count nowhere."""
    legs: dict[tuple[Mark, Mark], _Days] = {}
    for clock in clocks:
        for leg in clock.legs:
            _put(legs.setdefault((leg.start, leg.end), _Days()), leg)
    return tuple(
        LegFigure(
            start, end, len(days.done), min(days.done, default=None), lower_median(days.done),
            max(days.done, default=None), len(days.waiting), max(days.waiting, default=None),
        )
        for (start, end), days in legs.items()
    )  # fmt: skip


def _put(days: _Days, leg: Leg) -> None:
    if leg.days is None:
        return
    if leg.state is LegState.DONE:
        days.done.append(leg.days)
    elif leg.state is LegState.WAITING:
        days.waiting.append(leg.days)


def slowest(figures: Iterable[LegFigure]) -> LegFigure | None:
    """The leg with the longest median: the one worth shortening first."""
    known = [figure for figure in figures if figure.median is not None]
    return max(known, key=lambda figure: figure.median or 0, default=None)
