"""Measures of leaders' requests, from counts. What no data can say yet is said to be unmeasured, not zero."""

from collections.abc import Mapping
from dataclasses import dataclass

from gieo.domain.insights.rules.funnels import percent
from gieo.domain.insights.vocab import IndicatorKey

RECENT_YEARS = 3


@dataclass(frozen=True)
class Indicator:
    """`part` of `whole`, both None when it cannot be measured yet; `percent` is None also when there is nothing."""

    key: IndicatorKey
    part: int | None = None
    whole: int | None = None

    @property
    def is_measured(self) -> bool:
        return self.part is not None

    @property
    def percent(self) -> int | None:
        return percent(self.part, self.whole) if self.part is not None and self.whole is not None else None


def indicators(counts: Mapping[IndicatorKey, tuple[int, int]]) -> dict[IndicatorKey, Indicator]:
    """Every indicator in the order of the requests; those without counts are unmeasured."""
    return {key: Indicator(key, *counts[key]) if key in counts else Indicator(key) for key in IndicatorKey}
