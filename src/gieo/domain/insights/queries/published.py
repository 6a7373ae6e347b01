"""Published counts of a conference or a decision, and how far its items have come."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from gieo.core.actor import Actor
from gieo.domain.handovers.models import MinutesItem
from gieo.domain.handovers.queries.carried import carrying_out
from gieo.domain.handovers.vocab import SIGNED_STATES, Receipt
from gieo.domain.insights.queries.funnels import given_by
from gieo.domain.insights.vocab import GIVEN, Step
from gieo.domain.results.models import Result
from gieo.domain.results.vocab import ResultState
from gieo.domain.transfers.access import public_lines, visible_lines
from gieo.domain.transfers.models import Conference, DecisionLine, TransferDecision
from gieo.domain.transfers.queries.figures import line_figures, lines_in_force, lines_of_conference
from gieo.domain.transfers.rules.figures import Figures
from gieo.domain.transfers.vocab import FigureKind


@dataclass(frozen=True)
class PublishedFigure:
    """A count and the key of the rows that it opens: kind of figure, and code of conference or decision."""

    kind: FigureKind
    value: int
    place: str


def figures(place: Conference | TransferDecision, actor: Actor | None = None) -> tuple[PublishedFigure, ...]:
    """The four published counts with the rows they open; for anybody when no actor is named."""
    lines = public_lines() if actor is None else visible_lines(actor)
    if isinstance(place, Conference):
        counted = line_figures(lines_of_conference(place, lines), on=place.held_on)
    else:
        counted = line_figures(lines.filter(pk__in=lines_in_force(place).values("pk")), on=place.issued_on)
    return tuple(PublishedFigure(kind, counted.of(kind), place.code) for kind in FigureKind)


@dataclass(frozen=True)
class ConferenceSteps:
    """Distinct results and products of a conference: decided, signed for, received; units that signed for some; and
    the published counts."""

    published: Figures
    decided: int
    signed: int
    received: int
    signing_units: int


def conference_steps(conference: Conference) -> ConferenceSteps:
    """What anybody may know of a conference's items. About six queries."""
    lines: QuerySet[DecisionLine] = lines_of_conference(conference, public_lines())
    counted = line_figures(lines, on=conference.held_on)
    items = carrying_out(lines).filter(minutes__state__in=SIGNED_STATES).order_by()
    rows = set(items.values_list("result_id", "product_id", "minutes__receiver_id", "receipt"))
    signed = {(result, product) for result, product, _unit, _receipt in rows}
    received = {(result, product) for result, product, _unit, receipt in rows if receipt == Receipt.RECEIVED}
    units = {unit for _result, _product, unit, _receipt in rows}
    return ConferenceSteps(counted, counted.items, len(signed), len(received), len(units))


@dataclass(frozen=True)
class PublicFunnel:
    """Results that anybody may see, those ready to be handed over, and those that came to each step of `GIVEN`."""

    shown: int
    offered: int
    given: tuple[int, ...]


def public_funnel(results: QuerySet[Result]) -> PublicFunnel:
    """One query."""
    found = results.order_by().aggregate(
        shown=Count("pk", distinct=True),
        offered=Count("pk", distinct=True, filter=Q(state=ResultState.TRANSFERABLE)),
        **{step.value: Count("pk", distinct=True, filter=_is_given(step)) for step in GIVEN},
    )
    return PublicFunnel(found["shown"], found["offered"], tuple(found[step.value] for step in GIVEN))


def _is_given(step: Step) -> Q:
    if step is Step.DECIDED:
        return given_by(public_lines())
    items = carrying_out(public_lines()).filter(minutes__state__in=SIGNED_STATES, minutes__restricted=False)
    return given_by(items.filter(receipt=Receipt.RECEIVED) if step is Step.RECEIVED else items)


def received_items() -> QuerySet[MinutesItem]:
    """Items in the hands of a receiver that anybody may know of."""
    lines = public_lines().order_by().values("pk")
    return MinutesItem.objects.filter(
        Q(line__in=lines), minutes__state__in=SIGNED_STATES, minutes__restricted=False, receipt=Receipt.RECEIVED
    )
