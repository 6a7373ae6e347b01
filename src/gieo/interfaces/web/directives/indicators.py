"""What Gieo measures for leaders' requests: insights computes, the request keeps a key, the page joins them."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.domain.insights.permits import may_see_figures
from gieo.domain.insights.queries import directive_indicators
from gieo.domain.insights.rules.indicators import Indicator
from gieo.domain.insights.vocab import IndicatorKey
from gieo.domain.insights.wording import EXPLAINED, INDICATORS
from gieo.interfaces.web.ui.measures import measure_linked, measure_words


@dataclass(frozen=True)
class Measure:
    """A number in words, the same with the way to the rows of its part and of its whole, what it counts, how."""

    value: str
    linked: SafeString
    label: str
    note: str
    percent: int | None = None


def measures(actor: Actor) -> dict[str, Measure]:
    """Every measure that the data can say today, by the key that requests keep, for those who may see figures: they are
    counted over all of the province, and open its rows. Six queries for all of them."""
    if not may_see_figures(actor):
        return {}
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
    return Measure(
        measure_words(indicator), measure_linked(indicator), str(INDICATORS[key]), str(EXPLAINED[key]),
        indicator.percent,
    )  # fmt: skip
