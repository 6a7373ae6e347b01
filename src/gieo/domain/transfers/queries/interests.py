"""Reading interests: lists, limits, links, figures."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet

from gieo.core.actor import Actor
from gieo.domain.procedures.queries import limit
from gieo.domain.procedures.rules import LegalLimit
from gieo.domain.procedures.vocab import LimitKey
from gieo.domain.transfers.access import visible_interests, visible_lines
from gieo.domain.transfers.engine import seal_talk
from gieo.domain.transfers.models import DecisionLine, Interest
from gieo.domain.transfers.vocab import InterestState, Outcome, Wait
from gieo.foundation.units.queries import label_related

DUTY = "transfers.reply"
ENGLISH = "en"


def with_names(interests: QuerySet[Interest]) -> QuerySet[Interest]:
    return interests.select_related("result", "unit", *label_related("unit"))


def reply_limit(on: date) -> LegalLimit:
    """Within how long who asks is answered, by the version of a day."""
    return limit(LimitKey.INTEREST_ANSWER, on)


def token_of(interest: Interest) -> str:
    """The secret of the link that opens the conversation now."""
    return seal_talk(interest.pk, interest.link_number)


def talk_address(interest: Interest) -> str:
    """The whole address, as letters carry it, in the language in which it was asked."""
    tongue = f"/{ENGLISH}" if interest.language == ENGLISH else ""
    return f"{settings.PUBLIC_ADDRESS.rstrip('/')}{tongue}/quan-tam/{token_of(interest)}/"


def waiting_so(wait: Wait, today: date) -> Q:
    """The condition on interests whose first answer stands so; who took back what nobody answered is owed nothing."""
    still = Q(answered_on__isnull=True, state=InterestState.RECEIVED)
    return {
        Wait.IN_TIME: Q(answered_on__lte=F("first_due")),
        Wait.LATE: Q(answered_on__gt=F("first_due")),
        Wait.WAITS: still & Q(first_due__gte=today),
        Wait.OVERDUE: still & Q(first_due__lt=today),
    }[wait]


def lines_of(interest: Interest, actor: Actor) -> QuerySet[DecisionLine]:
    """Lines of decisions by which the unit that asked is given what it asked about, as a whole or a product of it;
    none of a person. As far as the actor may see decisions."""
    if interest.unit_id is None:
        return DecisionLine.objects.none()
    given = Q(result=interest.result_id) | Q(product__result=interest.result_id)
    return (
        visible_lines(actor)
        .filter(given, unit=interest.unit_id)
        .select_related("decision", "result", "product")
        .order_by("decision_id", "order")
    )


def asked_for(lines: Iterable[DecisionLine], actor: Actor) -> list[Interest]:
    """Interests that the units of these lines had in what the lines give them, the oldest first. One query; none
    without lines."""
    given = {(line.unit_id, line.result_id or (line.product.result_id if line.product else None)) for line in lines}
    if not given:
        return []
    asked = visible_interests(actor).filter(unit__in={unit for unit, _result in given}).select_related("unit", "result")
    return [row for row in asked.order_by("stated_on", "code") if (row.unit_id, row.result_id) in given]


def interest_figures(interests: QuerySet[Interest], today: date) -> Mapping[str, int]:
    """How many were answered in time, late, or wait; and how many came to which outcome. One query."""
    counts = {wait.value: Count("pk", filter=waiting_so(wait, today)) for wait in Wait}
    counts |= {outcome.value: Count("pk", filter=Q(outcome=outcome)) for outcome in Outcome}
    return interests.order_by().aggregate(**counts)
