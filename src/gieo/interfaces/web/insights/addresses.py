"""Which rows a number opens."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse

from gieo.domain.insights.queries import NeedYear, PlaceSteps
from gieo.domain.insights.vocab import RowSet, Step
from gieo.domain.uptake.vocab import IN_USE, Level
from gieo.foundation.places.vocab import MapOf

PLACE_FILTERS = {MapOf.DAY: "place", MapOf.TODAY: "place_today"}
"""The filter of the list of lines that narrows it to places of a map."""


def results_address(key: Step | RowSet) -> str:
    """The list of results behind a step of the funnel or a named set."""
    return reverse("figures:results", args=[key.value])


def lines_address(row: PlaceSteps, by: MapOf, *stages: str) -> str:
    """The lines in force of a place (of all, when the row is the total) that are at one of the stages."""
    where = {PLACE_FILTERS[by]: row.key} if row.key else {}
    return f"{reverse('figures:lines')}?{urlencode(where | ({'stage': stages} if stages else {}), doseq=True)}"


def uses_address(row: PlaceSteps, *levels: Level) -> str:
    """The uses of a place (of all, when the row is the total) that stand on one of the levels today."""
    asked = {"level": [level.value for level in levels or IN_USE]}
    return f"{reverse('uptake:list')}?{urlencode(asked | ({'place': row.recorded} if row.key else {}), doseq=True)}"


def needs_address(row: NeedYear, **narrowed: Sequence[str] | str) -> str:
    """The needs stated in a year (in all, when the row is the total), narrowed further."""
    asked = ({"year": str(row.year)} if row.year else {}) | narrowed
    return reverse("needs:list") + (f"?{urlencode(asked, doseq=True)}" if asked else "")


def leg_address(key: str) -> str:
    """The results that have run a leg of the clock."""
    return reverse("figures:leg", args=[key])


def silent_address(months: int) -> str:
    return f"{reverse('figures:silent')}?months={months}"
