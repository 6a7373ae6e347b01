"""Which rows a number opens."""

from django.urls import reverse

from gieo.domain.insights.vocab import IndicatorKey, RowSet, Step
from gieo.foundation.places.vocab import MapOf

PLACE_FILTERS = {MapOf.DAY: "place", MapOf.TODAY: "place_today"}
"""The filter of the list of lines that narrows it to places of a map."""


def results_address(key: Step | RowSet) -> str:
    """The list of results behind a step of the funnel or a named set."""
    return reverse("figures:results", args=[key.value])


def indicator_address(key: IndicatorKey) -> str:
    """The rows that an indicator counts as its part; "" for those that nothing measures yet."""
    match key:
        case IndicatorKey.PRIORITY_SHARE:
            return results_address(RowSet.PRIORITY)
        case IndicatorKey.NATIONAL_TASKS:
            return f"{reverse('figures:products')}?stage=signed"
        case IndicatorKey.HANDED_AND_RECEIVED:
            return f"{reverse('figures:lines')}?stage=received"
        case IndicatorKey.PUBLISHED_RESULTS:
            return results_address(RowSet.TOLD)
        case _:
            return ""
