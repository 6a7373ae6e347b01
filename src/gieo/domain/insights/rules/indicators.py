"""Measures of leaders' requests, from counts. What no data can say yet is said to be unmeasured, not zero."""

from collections.abc import Mapping
from dataclasses import dataclass

from gieo.domain.insights.rules.funnels import percent
from gieo.domain.insights.vocab import IndicatorKey, Priority

RECENT_YEARS = 3
PRIORITY_FIELDS = ("4",)  # agricultural sciences, forestry among them
PRIORITY_OBJECTIVES = ("10",)  # culture, tourism, sport, media


def priority_of(field: str | None, objective: str | None) -> Priority:
    """By the codes of its field and its objective, or of what these lie below; what is both stands once, with
    farming."""
    if (field or "").startswith(PRIORITY_FIELDS):
        return Priority.FARMING
    return Priority.TOURISM if (objective or "").startswith(PRIORITY_OBJECTIVES) else Priority.OTHER


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
