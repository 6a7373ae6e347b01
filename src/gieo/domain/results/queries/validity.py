"""Until when a result holds, which have not been confirmed since, and the links by which their owners answer. The term
is data, ours (mark P)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from gieo.core.calendar import WorkCalendar
from gieo.domain.procedures.queries import find_limit, limit
from gieo.domain.procedures.rules import LegalLimit
from gieo.domain.procedures.vocab import LimitKey
from gieo.domain.results.access import public_results
from gieo.domain.results.engine import open_validity, seal_validity
from gieo.domain.results.lifecycle import PUBLIC_STATES
from gieo.domain.results.models import Result
from gieo.domain.results.rules import validity_link_ends
from gieo.domain.results.vocab import QuestionFault
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.vocab import LIVE_STATES, DutyState

DUTY = "result.validity"
DECIDE_DUTY = "result.said"
"""What somebody said by link, that a result no longer holds, is the registry's to decide."""
HOLDS, HELD, SILENT = "holds", "held", "silent"
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


@dataclass(frozen=True)
class Catalogue:
    """All public results: how many, accepted in which years (newest first); as a facet (`finding.find_public`) which of
    them somebody answers for today, and which nobody has confirmed in time."""

    count: int
    years: tuple[int, ...]
    sets: Mapping[str, Mapping[str, frozenset[int]]]


def catalogue_of(today: date) -> Catalogue:
    """One query, which reads three columns of every public result: the database would be asked twice."""
    since = Coalesce("confirmed_on", "certificate_on")
    rows = list(public_results().order_by().values_list("pk", since, "accepted_on"))
    first, accepted = _first_held(today), [day.year for _pk, _since, day in rows]
    years = tuple(range(max(accepted), min(accepted) - 1, -1)) if accepted else ()
    silent = frozenset(number for number, day, _accepted in rows if day < first)
    held = frozenset(number for number, _since, _accepted in rows) - silent
    return Catalogue(len(rows), years, {HOLDS: {HELD: held, SILENT: silent}})


def asked_from(result: Result, today: date) -> date | None:
    """The day from which its owner is asked (again); nothing where it does not hold anyway."""
    until = holds_until(result)
    return until - timedelta(days=limit(LimitKey.RESULT_VALIDITY_ASK, today).count) if until is not None else None


def to_be_asked(today: date) -> QuerySet[Result]:
    """Public results whose owners are to be asked by this day; not while the registry decides about what was said by
    link."""
    ahead = limit(LimitKey.RESULT_VALIDITY_ASK, today).count
    return _held_before(public_results().filter(said_words=""), today + timedelta(days=ahead + 1))


def _held_before(results: QuerySet[Result], day: date) -> QuerySet[Result]:
    return results.alias(held_since=Coalesce("confirmed_on", "certificate_on")).filter(held_since__lt=_first_held(day))


def _first_held(day: date) -> date:
    """What was last confirmed before this day holds no more on that one."""
    return WorkCalendar().add_months(day, -term(day).count)


# ---- answered by link


@dataclass(frozen=True)
class Question:
    """What a link asks about, or why it asks nothing: a result is named only where everybody may see it, and where the
    question is open or was answered."""

    result: Result | None = None
    duty: Duty | None = None
    until: date | None = None
    fault: QuestionFault | None = None


def question_of(result: Result) -> Duty | None:
    """What its owner owes an answer to now. One query."""
    about = Duty.objects.filter(kind=DUTY, record_kind=result._meta.label_lower, record_code=result.code)
    return about.filter(state__in=LIVE_STATES).order_by("pk").first()


def asked_by_link(token: str, *, on: date) -> Question:
    """What a link asks on a day: its own question, once, while an answer is owed and none waits for the registry. Used,
    it tells so until its last day, or until the next question. The duty says all of it; a link that was not made here
    is known without asking the database. At most three queries."""
    opened = open_validity(token)
    duty = Duty.objects.filter(pk=opened[0], kind=DUTY).first() if opened is not None else None
    if opened is None or duty is None:
        return Question(fault=QuestionFault.FORGED)
    result = public_results().filter(code=duty.record_code).select_related("host").first()
    if result is None or duty.state == DutyState.CANCELLED:
        return Question(fault=QuestionFault.CLOSED)
    if on > opened[1]:
        return Question(fault=QuestionFault.EXPIRED)
    if duty.state == DutyState.FULFILLED and _asked_since(duty):
        return Question(fault=QuestionFault.CLOSED)
    if duty.state == DutyState.FULFILLED or result.said_words:
        return Question(result, duty, fault=QuestionFault.ANSWERED)
    return Question(result, duty, opened[1])


def _asked_since(duty: Duty) -> bool:
    later = Duty.objects.filter(kind=DUTY, record_kind=duty.record_kind, record_code=duty.record_code)
    return later.filter(pk__gt=duty.pk).exists()


def question_token(duty: Duty, today: date) -> str:
    """The secret of the link by which this question is answered, made on a day."""
    return seal_validity(duty.pk, validity_link_ends(duty.due, today))


def question_address(duty: Duty, today: date) -> str:
    """The whole address, as letters carry it."""
    return f"{settings.PUBLIC_ADDRESS.rstrip('/')}/con-dung-duoc/{question_token(duty, today)}/"
