"""The clock of transfer over results."""

from datetime import date

from django.db.models import Min, Q, QuerySet

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.domain.handovers.models import MinutesItem
from gieo.domain.handovers.vocab import Receipt
from gieo.domain.insights.queries.funnels import SIGNED
from gieo.domain.insights.rules.clocks import LegFigure, leg_figures
from gieo.domain.results.access import visible_results
from gieo.domain.results.lifecycle import PUBLIC_STATES
from gieo.domain.results.models import Result
from gieo.domain.results.vocab import ResultState
from gieo.domain.transfers.models import DecisionLine
from gieo.domain.transfers.rules.clock import Clock, transfer_clock
from gieo.domain.transfers.vocab import DecisionState, Mark

LIVING = (ResultState.ACCEPTED, *sorted(PUBLIC_STATES))


def clock_of(result: Result, today: date) -> Clock:
    """The clock of one result. Three queries."""
    return clocks_of(Result.objects.filter(pk=result.pk), today)[result.pk]


def clocks_of(results: QuerySet[Result], today: date) -> dict[int, Clock]:
    """Clocks by id of the result. A thing given more than once runs with its earliest decision, conference and
    receipt. Three queries, however many there are."""
    found = list(results.order_by().values_list("pk", "accepted_on", "certificate_on"))
    keys = [pk for pk, _accepted, _registered in found]
    decided, conferred = _decisions(keys)
    received = _receipts(keys)
    return {
        pk: transfer_clock(
            {
                Mark.ACCEPTANCE: accepted,
                Mark.REGISTRATION: registered,
                Mark.DECISION: decided.get(pk),
                Mark.CONFERENCE: conferred.get(pk),
                Mark.RECEIPT: received.get(pk),
            },
            today,
        )
        for pk, accepted, registered in found
    }


def _decisions(keys: list[int]) -> tuple[dict[int, date], dict[int, date]]:
    lines = DecisionLine.objects.filter(result__in=keys, decision__state=DecisionState.ISSUED).order_by()
    rows = lines.values("result_id").annotate(
        decided=Min("decision__issued_on"), conferred=Min("decision__conferences__held_on")
    )
    decided = {row["result_id"]: row["decided"] for row in rows}
    return decided, {row["result_id"]: row["conferred"] for row in rows if row["conferred"]}


def _receipts(keys: list[int]) -> dict[int, date]:
    items = MinutesItem.objects.filter(result__in=keys, minutes__state__in=SIGNED, receipt=Receipt.RECEIVED)
    rows = items.order_by().values("result_id").annotate(first=Min("received_at"))
    return {row["result_id"]: local_date(row["first"]) for row in rows}


def clocks(actor: Actor, today: date) -> tuple[LegFigure, ...]:
    """How long each step took, over all results seen; who waits now is counted among living results only. Six queries
    at most."""
    accepted = visible_results(actor).filter(accepted_on__isnull=False).exclude(state=ResultState.DRAFT)
    living = set(accepted.filter(Q(state__in=LIVING)).values_list("pk", flat=True))
    found = clocks_of(accepted, today)
    done = leg_figures(found.values())
    waiting = {leg.key: leg for leg in leg_figures(clock for pk, clock in found.items() if pk in living)}
    return tuple(
        LegFigure(
            leg.start, leg.end, leg.count, leg.shortest, leg.median, leg.longest,
            waiting[leg.key].waiting if leg.key in waiting else 0,
            waiting[leg.key].longest_wait if leg.key in waiting else None,
        )
        for leg in done
    )  # fmt: skip
