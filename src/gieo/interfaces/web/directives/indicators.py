"""What Gieo measures for leaders' requests: insights computes, the request keeps a key, the page joins them."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.domain.insights.queries import directive_indicators
from gieo.domain.insights.rules.indicators import Indicator
from gieo.domain.insights.vocab import IndicatorKey, RowSet
from gieo.domain.insights.wording import EXPLAINED, INDICATORS
from gieo.domain.transfers.vocab import ISSUED_STATES
from gieo.interfaces.web.ui.formats import number

# The page whose rows a number counts, and which of them.
ROWS = {
    IndicatorKey.POLICY_DOCUMENTS: ("transfers:decisions", (), f"?{urlencode({'state': ISSUED_STATES}, doseq=True)}"),
    IndicatorKey.PRIORITY_SHARE: ("figures:results", (RowSet.PRIORITY.value,), ""),
    IndicatorKey.NATIONAL_TASKS: ("figures:products", (), "?stage=signed"),
    IndicatorKey.HANDED_AND_RECEIVED: ("figures:lines", (), "?stage=received"),
    IndicatorKey.COUNCIL_MEMBERS: ("figures:results", (RowSet.LED.value,), ""),
    IndicatorKey.TRAINING_CLASSES: ("figures:results", (RowSet.TAUGHT.value,), ""),
    IndicatorKey.PUBLISHED_RESULTS: ("figures:results", (RowSet.TOLD.value,), ""),
}


@dataclass(frozen=True)
class Measure:
    """A number in words, what it counts, how, and the address of its rows."""

    value: str
    label: str
    note: str
    url: str
    percent: int | None = None


def measures(actor: Actor) -> dict[str, Measure]:
    """Every measure that the data can say today, by the key that requests keep. Six queries for all of them."""
    found = directive_indicators(actor, today=clock.today())
    return {key: _measure(indicator) for key, indicator in found.items() if indicator.is_measured}


def unmeasured(key: str) -> str:
    """Why a request has no number yet, where that is known."""
    return str(EXPLAINED[IndicatorKey(key)]) if key in set(IndicatorKey) else ""


def choices() -> list[tuple[str, str]]:
    """Measures to choose from in a form."""
    return [("", _("Chưa có số đo")), *((key.value, str(label)) for key, label in INDICATORS.items())]


def _measure(indicator: Indicator) -> Measure:
    key = indicator.key
    value = _("%(part)s trên %(whole)s") % {"part": number(indicator.part), "whole": number(indicator.whole)}
    return Measure(value, str(INDICATORS[key]), str(EXPLAINED[key]), _rows(key), indicator.percent)


def _rows(key: IndicatorKey) -> str:
    name, args, query = ROWS[key]
    try:
        return reverse(name, args=args) + query
    except NoReverseMatch:
        return ""
