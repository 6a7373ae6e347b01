"""Which rows a number opens."""

from urllib.parse import urlencode

from django.urls import reverse

from gieo.domain.insights.queries import PlaceSteps
from gieo.domain.insights.vocab import IndicatorKey, RowSet, Step
from gieo.domain.transfers.vocab import ISSUED_STATES, DecisionState
from gieo.domain.uptake.vocab import IN_USE, Level
from gieo.foundation.places.vocab import MapOf

PLACE_FILTERS = {MapOf.DAY: "place", MapOf.TODAY: "place_today"}
"""The filter of the list of lines that narrows it to places of a map."""

_SENT = (DecisionState.SUBMITTED, *ISSUED_STATES)


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


def leg_address(key: str) -> str:
    """The results that have run a leg of the clock."""
    return reverse("figures:leg", args=[key])


def silent_address(months: int) -> str:
    return f"{reverse('figures:silent')}?months={months}"


def indicator_address(key: IndicatorKey) -> str:
    """The rows that an indicator counts as its part."""
    match key:
        case IndicatorKey.PRIORITY_SHARE:
            return results_address(RowSet.PRIORITY)
        case IndicatorKey.NATIONAL_TASKS:
            return f"{reverse('figures:products')}?stage=signed"
        case IndicatorKey.HANDED_AND_RECEIVED:
            return f"{reverse('figures:lines')}?stage=received"
        case IndicatorKey.PUBLISHED_RESULTS:
            return results_address(RowSet.TOLD)
        case IndicatorKey.POLICY_DOCUMENTS:
            return f"{reverse('transfers:decisions')}?{urlencode({'state': ISSUED_STATES}, doseq=True)}"
        case IndicatorKey.COUNCIL_MEMBERS:
            return results_address(RowSet.LED)
        case IndicatorKey.TRAINING_CLASSES:
            return results_address(RowSet.TAUGHT)


def whole_address(key: IndicatorKey) -> str:
    """The rows of which an indicator counts a part."""
    match key:
        case IndicatorKey.PRIORITY_SHARE | IndicatorKey.COUNCIL_MEMBERS:
            return results_address(RowSet.RECENT)
        case IndicatorKey.NATIONAL_TASKS:
            return reverse("figures:products")
        case IndicatorKey.HANDED_AND_RECEIVED:
            return reverse("figures:lines")
        case IndicatorKey.PUBLISHED_RESULTS:
            return results_address(RowSet.OFFERED)
        case IndicatorKey.POLICY_DOCUMENTS:
            return f"{reverse('transfers:decisions')}?{urlencode({'state': _SENT}, doseq=True)}"
        case IndicatorKey.TRAINING_CLASSES:
            return results_address(Step.RECEIVED)
