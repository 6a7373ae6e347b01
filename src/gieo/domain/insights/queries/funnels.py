"""The funnel accepted → registered → decided → handed over → received, whole and cut."""

from django.db.models import Count, Q, QuerySet

from gieo.core.actor import Actor
from gieo.domain.handovers.models import MinutesItem
from gieo.domain.handovers.vocab import SIGNED_STATES, Receipt
from gieo.domain.insights.rules.funnels import Funnel, in_order
from gieo.domain.insights.vocab import STEPS, Cut, Step
from gieo.domain.procedures.models import CodeEntry
from gieo.domain.programmes.models import Programme
from gieo.domain.results.access import visible_results
from gieo.domain.results.models import Result
from gieo.domain.results.vocab import ResultState
from gieo.domain.transfers.models import DecisionLine
from gieo.domain.transfers.vocab import DecisionState

_CUT_FIELDS = {Cut.YEAR: "accepted_on__year", Cut.FIELD: "field__code", Cut.PROGRAMME: "programme__code"}
_LINES = DecisionLine.objects.filter(decision__state=DecisionState.ISSUED)
ITEMS = MinutesItem.objects.filter(minutes__state__in=SIGNED_STATES)
"""What receivers have signed for."""


def given_by(rows: QuerySet[DecisionLine] | QuerySet[MinutesItem]) -> Q:
    """Results that lines or items give, as a whole or through a product.

    The ids are asked for once, not row by row: with 10,000 results a correlated question took minutes.
    """
    whole = rows.filter(result__isnull=False).order_by().values("result")
    through = rows.filter(product__result__isnull=False).order_by().values("product__result")
    return Q(pk__in=whole) | Q(pk__in=through)


def _here(step: Step) -> Q:
    """What a step asks of a result, beyond the steps before it. What was handed over was decided, even if the decision
    was revoked later."""
    match step:
        case Step.ACCEPTED:
            return Q(accepted_on__isnull=False) & ~Q(state=ResultState.DRAFT)
        case Step.REGISTERED:
            return Q(certificate_on__isnull=False)
        case Step.DECIDED:
            return given_by(_LINES) | given_by(ITEMS)
        case Step.HANDED_OVER:
            return given_by(ITEMS)
        case Step.RECEIVED:
            return given_by(ITEMS.filter(receipt=Receipt.RECEIVED))


def _up_to(step: Step) -> Q:
    """Everything that a step and those before it ask: the funnel only narrows."""
    asked = Q()
    for earlier in STEPS[: STEPS.index(step) + 1]:
        asked &= _here(earlier)
    return asked


def reached(step: Step, results: QuerySet[Result]) -> QuerySet[Result]:
    """Those of `results` that have come at least this far: exactly the rows that the funnel counts."""
    return results.filter(_up_to(step))


def _numbers() -> dict[str, Count]:
    return {step.value: Count("pk", distinct=True, filter=_up_to(step)) for step in STEPS}


def funnel(actor: Actor, results: QuerySet[Result] | None = None) -> Funnel:
    """How far the results that this actor sees have come (or those of `results`). One query."""
    rows = visible_results(actor) if results is None else results
    found = rows.order_by().aggregate(**_numbers())
    return Funnel(tuple(found[step.value] for step in STEPS))


def cut_by(cut: Cut, actor: Actor) -> tuple[Funnel, ...]:
    """The funnel of each year (latest first), field (by code) or programme (by name). Two queries."""
    name = _CUT_FIELDS[cut]
    rows = visible_results(actor).filter(_up_to(Step.ACCEPTED)).order_by().values(name).annotate(**_numbers())
    found = {row[name]: tuple(row[step.value] for step in STEPS) for row in rows if row[name] is not None}
    return in_order(found, _labels(cut, found))


def _labels(cut: Cut, found: dict[int | str, tuple[int, ...]]) -> list[tuple[int | str, str]]:
    match cut:
        case Cut.YEAR:
            return [(year, str(year)) for year in sorted(found, reverse=True)]
        case Cut.FIELD:
            entries = CodeEntry.objects.filter(code__in=found, system__key="field").order_by("system__since", "order")
            return list({entry.code: (entry.code, entry.shown_name) for entry in entries}.values())
        case Cut.PROGRAMME:
            programmes = Programme.objects.filter(code__in=found).order_by("name")
            return [(programme.code, programme.shown_name) for programme in programmes]
