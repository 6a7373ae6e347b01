"""The clock of transfer over results."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Q, QuerySet
from django.db.models.functions import Coalesce

from gieo.core.actor import Actor
from gieo.domain.handovers.models import MinutesItem
from gieo.domain.handovers.vocab import SIGNED_STATES
from gieo.domain.insights.rules.clocks import LegFigure, leg_figures
from gieo.domain.results.access import visible_results
from gieo.domain.results.lifecycle import PUBLIC_STATES
from gieo.domain.results.models import Result
from gieo.domain.results.vocab import ResultState
from gieo.domain.transfers.models import DecisionLine
from gieo.domain.transfers.queries.figures import amendments, standing_key
from gieo.domain.transfers.rules.clock import MARKS, Clock, Leg, transfer_clock
from gieo.domain.transfers.vocab import DecisionState, LegState, Mark
from gieo.domain.uptake.models import Use
from gieo.domain.uptake.vocab import IN_USE

LIVING = (ResultState.ACCEPTED, *sorted(PUBLIC_STATES))


def clock_of(result: Result, today: date) -> Clock:
    """The clock of one result. Four queries, three where its products are known; one more with amendments."""
    own = Q(result=result) | Q(product__in=[product.pk for product in result.products.all()])
    dates = _given(own).get(result.pk, {})
    return transfer_clock(
        dates | {Mark.ACCEPTANCE: result.accepted_on, Mark.REGISTRATION: result.certificate_on}, today, MARKS
    )


def clocks_of(results: QuerySet[Result], today: date) -> dict[int, Clock]:
    """Clocks by id of the result, which is given as a whole or through its products. A thing given more than once runs
    with its earliest decision, conference and receipt. Four queries, however many there are; five with amendments."""
    return {pk: clock for pk, _state, clock in _clocks(results, today)}


def _clocks(results: QuerySet[Result], today: date) -> Iterator[tuple[int, str, Clock]]:
    """Id, state and clock of each."""
    known: dict[Dates, Clock] = {}
    for pk, state, dates in _dates_of(results):
        if dates not in known:  # many results share their days: a session of a council, a conference
            known[dates] = transfer_clock(dict(zip(MARKS, dates, strict=True)), today, MARKS)
        yield pk, state, known[dates]


Dates = tuple[date | None, ...]
"""A date or none for each mark, in their order."""


def _dates_of(results: QuerySet[Result]) -> Iterator[tuple[int, str, Dates]]:
    """Id, state and dates of each."""
    given = _given(_own(results))
    rows = results.order_by().values_list("pk", "state", "accepted_on", "certificate_on")
    for pk, state, accepted, registered in rows:
        days = given.get(pk, {})
        yield pk, state, (accepted, registered, *(days.get(mark) for mark in _GIVING))


_GIVING = (Mark.DECISION, Mark.CONFERENCE, Mark.RECEIPT, Mark.FIRST_USE)

Given = tuple[int, Mapping[Mark, date | None]]
"""The id of a result and dates of one time it was given."""

_IN_USE = Q(periods__level__in=IN_USE)
_RESULT = Coalesce("result_id", "product__result_id")


def _own(results: QuerySet[Result]) -> Q:
    """Lines or items that give one of the results, as a whole or through a product."""
    keys = results.order_by().values("pk")
    return Q(result__in=keys) | Q(product__result__in=keys)


def _given(own: Q) -> dict[int, dict[Mark, date]]:
    """By id of each result the earliest date of each mark at which it was given."""
    return _earliest([*_decided(own), *_handed_over(own), *_used(own)])


def _decided(own: Q) -> Iterator[Given]:
    """Dates of decisions in force, and of those that they amend as far as these gave the same result."""
    in_chains = DecisionLine.objects.filter(
        own, decision__state__in=(DecisionState.ISSUED, DecisionState.AMENDED)
    ).order_by()
    rows = in_chains.values_list(_RESULT, "decision_id", "decision__state", "decision__issued_on").annotate(
        held_on=Min("decision__conferences__held_on")
    )
    lines = list(rows)
    standing = {(pk, decision) for pk, decision, state, _on, _held in lines if state == DecisionState.ISSUED}
    amended = amendments() if len(standing) < len(lines) else {}
    for pk, decision, _state, issued_on, held_on in lines:
        if (pk, standing_key(decision, amended)) in standing:
            yield pk, {Mark.DECISION: issued_on, Mark.CONFERENCE: held_on}


def _handed_over(own: Q) -> Iterator[Given]:
    """Dates of what was signed for, which stand whatever became of the decision."""
    rows = (
        MinutesItem.objects.filter(own, minutes__state__in=SIGNED_STATES)
        .order_by()
        .values_list(_RESULT)
        .annotate(
            issued_on=Min("line__decision__issued_on"),
            held_on=Min("minutes__conference__held_on"),
            received=Min("received_on"),
        )
    )
    for pk, issued_on, held_on, received_on in rows:
        yield pk, {Mark.DECISION: issued_on, Mark.CONFERENCE: held_on, Mark.RECEIPT: received_on}


def _used(own: Q) -> Iterator[Given]:
    """The day since when a result was used first, by a claim that was verified; whether it still stands or not."""
    uses = Use.objects.filter(own).order_by().values_list(_RESULT)
    for pk, first in uses.annotate(first=Min(Coalesce("periods__claim__since", "periods__start"), filter=_IN_USE)):
        yield pk, {Mark.FIRST_USE: first}


def _earliest(given: Iterable[Given]) -> dict[int, dict[Mark, date]]:
    """Of each result and each mark the earliest date known."""
    found: dict[int, dict[Mark, date]] = {}
    for pk, dates in given:
        own = found.setdefault(pk, {})
        for mark, day in dates.items():
            if day is not None:
                own[mark] = min(own.get(mark, day), day)
    return found


@dataclass(frozen=True)
class Ran:
    """A result that has run a leg of the clock."""

    result: Result
    leg: Leg


def ran(actor: Actor, key: str, today: date) -> list[Ran]:
    """The results behind the figure of a leg: those seen that have run it, the slowest first. Six queries at most."""
    legs = {pk: leg for pk, clock in clocks_of(_accepted(actor), today).items() for leg in clock.legs if leg.key == key}
    done = {pk: leg for pk, leg in legs.items() if leg.state is LegState.DONE}
    rows = Result.objects.in_bulk(done)
    return sorted(
        (Ran(rows[pk], leg) for pk, leg in done.items()), key=lambda row: (-(row.leg.days or 0), row.result.code)
    )


def waited(results: QuerySet[Result], today: date) -> dict[int, int | None]:
    """Days that each of the results has waited in the leg that runs now. Four queries, five with amendments."""
    return {pk: clock.waiting.days for pk, clock in clocks_of(results, today).items() if clock.waiting is not None}


def _accepted(actor: Actor) -> QuerySet[Result]:
    return visible_results(actor).filter(accepted_on__isnull=False).exclude(state=ResultState.DRAFT)


def clocks(actor: Actor, today: date) -> tuple[LegFigure, ...]:
    """How long each step took, over all results seen; who waits now is counted among living results only. Six queries
    at most."""
    found = [(state, clock) for _pk, state, clock in _clocks(_accepted(actor), today)]
    done = leg_figures(clock for _state, clock in found)
    waiting = {leg.key: leg for leg in leg_figures(clock for state, clock in found if state in LIVING)}
    return tuple(
        LegFigure(
            leg.start, leg.end, leg.count, leg.shortest, leg.median, leg.longest,
            waiting[leg.key].waiting if leg.key in waiting else 0,
            waiting[leg.key].longest_wait if leg.key in waiting else None,
        )
        for leg in done
    )  # fmt: skip
