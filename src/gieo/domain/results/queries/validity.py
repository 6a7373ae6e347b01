"""Until when a result holds, and which have not been confirmed since. The term is data, ours (mark P)."""

from datetime import date, timedelta

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from gieo.core.calendar import WorkCalendar
from gieo.domain.procedures.queries import find_limit, limit
from gieo.domain.procedures.rules import LegalLimit
from gieo.domain.procedures.vocab import LimitKey
from gieo.domain.results.access import public_results
from gieo.domain.results.lifecycle import PUBLIC_STATES
from gieo.domain.results.models import Result

DUTY = "result.validity"
MOST_ASKED = 10
"""Questions that one owner has open at a time: who answers is asked on."""


def term(on: date) -> LegalLimit:
    return limit(LimitKey.RESULT_VALIDITY, on)


def holds_until(result: Result) -> date | None:
    """The last day for which somebody answers that it holds; nothing before it is registered, or once taken out."""
    since = result.confirmed_on or result.certificate_on
    if since is None or result.state not in PUBLIC_STATES:
        return None
    found = find_limit(LimitKey.RESULT_VALIDITY, since)
    return WorkCalendar().due(since, found.limit) if found is not None else None


def unconfirmed_since(result: Result, today: date) -> date | None:
    """The day from which nobody has confirmed it; nothing while it holds."""
    until = holds_until(result)
    return until if until is not None and until < today else None


def unconfirmed(results: QuerySet[Result], today: date) -> QuerySet[Result]:
    """Those that nobody has confirmed in time."""
    return _held_before(results.filter(state__in=PUBLIC_STATES), today)


def to_be_asked(today: date) -> QuerySet[Result]:
    """Public results whose owners are to be asked by this day."""
    ahead = limit(LimitKey.RESULT_VALIDITY_ASK, today).count
    return _held_before(public_results(), today + timedelta(days=ahead + 1))


def _held_before(results: QuerySet[Result], day: date) -> QuerySet[Result]:
    last = WorkCalendar().add_months(day, -term(day).count)
    return results.alias(held_since=Coalesce("confirmed_on", "certificate_on")).filter(held_since__lt=last)
