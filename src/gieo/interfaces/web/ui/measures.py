"""The measures of leaders' requests on pages: which rows each of their two numbers opens."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from gieo.domain.insights.rules.indicators import Indicator
from gieo.domain.insights.vocab import IndicatorKey, RowSet, Step
from gieo.domain.transfers.vocab import ISSUED_STATES, DecisionState
from gieo.interfaces.web.ui.formats import number

_SENT = (DecisionState.SUBMITTED, *ISSUED_STATES)


def measure_words(indicator: Indicator) -> str:
    """ "12 trên 40"; nothing of what is not measured."""
    if indicator.whole is None:
        return ""
    return _("%(part)s trên %(whole)s") % {"part": number(indicator.part), "whole": number(indicator.whole)}


def measure_linked(indicator: Indicator) -> SafeString:
    """The same numbers, each with the way to its rows; a number that counts nothing opens nothing."""
    return format_html(
        _("%(part)s trên %(whole)s") % {"part": "{part}", "whole": "{whole}"},
        part=_opening(indicator.part, indicator_address(indicator.key)),
        whole=_opening(indicator.whole, whole_address(indicator.key)),
    )


def _opening(count: int | None, url: str) -> SafeString | str:
    return format_html('<a href="{}">{}</a>', url, number(count)) if count else number(count)


def indicator_address(key: IndicatorKey) -> str:
    """The rows that an indicator counts as its part."""
    match key:
        case IndicatorKey.PRIORITY_SHARE:
            return _results(RowSet.PRIORITY)
        case IndicatorKey.NATIONAL_TASKS:
            return f"{reverse('figures:products')}?stage=signed"
        case IndicatorKey.HANDED_AND_RECEIVED:
            return f"{reverse('figures:lines')}?stage=received"
        case IndicatorKey.PUBLISHED_RESULTS:
            return _results(RowSet.TOLD)
        case IndicatorKey.POLICY_DOCUMENTS:
            return f"{reverse('transfers:decisions')}?{urlencode({'state': ISSUED_STATES}, doseq=True)}"
        case IndicatorKey.COUNCIL_MEMBERS:
            return _results(RowSet.LED)
        case IndicatorKey.TRAINING_CLASSES:
            return _results(RowSet.TAUGHT)


def whole_address(key: IndicatorKey) -> str:
    """The rows of which an indicator counts a part."""
    match key:
        case IndicatorKey.PRIORITY_SHARE | IndicatorKey.COUNCIL_MEMBERS:
            return _results(RowSet.RECENT)
        case IndicatorKey.NATIONAL_TASKS:
            return reverse("figures:products")
        case IndicatorKey.HANDED_AND_RECEIVED:
            return reverse("figures:lines")
        case IndicatorKey.PUBLISHED_RESULTS:
            return _results(RowSet.OFFERED)
        case IndicatorKey.POLICY_DOCUMENTS:
            return f"{reverse('transfers:decisions')}?{urlencode({'state': _SENT}, doseq=True)}"
        case IndicatorKey.TRAINING_CLASSES:
            return _results(Step.RECEIVED)


def _results(key: Step | RowSet) -> str:
    return reverse("figures:results", args=[key.value])
