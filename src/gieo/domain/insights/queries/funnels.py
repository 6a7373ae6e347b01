"""The funnel accepted → registered → decided → handed over → received, whole and cut."""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.db.models.functions import Coalesce

from gieo.core.actor import Actor
from gieo.domain.handovers.models import MinutesItem
from gieo.domain.handovers.vocab import SIGNED_STATES, Receipt
from gieo.domain.insights.rules.funnels import Funnel, in_order, merged
from gieo.domain.insights.vocab import STEPS, Cut, Step
from gieo.domain.procedures.models import CodeEntry
from gieo.domain.programmes.models import Programme
from gieo.domain.results.access import visible_results
from gieo.domain.results.models import Result
from gieo.domain.results.vocab import ResultState
from gieo.domain.transfers.models import DecisionLine
from gieo.domain.transfers.vocab import DecisionState

_CUT_FIELDS = {Cut.YEAR: "accepted_on", Cut.FIELD: "field__code", Cut.PROGRAMME: "programme__code"}
_LINES = DecisionLine.objects.filter(decision__state=DecisionState.ISSUED)
ITEMS = MinutesItem.objects.filter(minutes__state__in=SIGNED_STATES)
"""What receivers have signed for."""


def given_by(rows: QuerySet[DecisionLine] | QuerySet[MinutesItem]) -> Q:
    """Results that lines or items give, as a whole or through a product.

    The ids are asked for once, not row by row: with 10,000 results a correlated question took minutes.
    """
    given = rows.order_by().annotate(given=Coalesce("result", "product__result")).filter(given__isnull=False)
    return Q(pk__in=given.values("given"))


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


@dataclass(frozen=True)
class Funnels:
    """The funnel of every year, field and programme together, from which the whole and each cut are summed."""

    parts: tuple[tuple[Mapping[Cut, int | str | None], Funnel], ...]

    @property
    def whole(self) -> Funnel:
        return merged(funnel for _of, funnel in self.parts)

    def by(self, cut: Cut) -> tuple[Funnel, ...]:
        """Of each year (latest first), field (by code) or programme (by name). One query, none for years."""
        found: dict[Hashable, list[Funnel]] = {}
        for of, funnel in self.parts:
            if (key := of[cut]) is not None:
                found.setdefault(key, []).append(funnel)
        counts = {key: merged(rows).counts for key, rows in found.items()}
        return in_order(counts, _labels(cut, counts))


def funnels(actor: Actor) -> Funnels:
    """How far the results that this actor sees have come. One query, which asks once of each result what each step
    asks."""
    asked = {step.value: ExpressionWrapper(_here(step), BooleanField()) for step in STEPS[1:]}
    asked[Step.DECIDED.value] = ExpressionWrapper(given_by(_LINES), BooleanField())
    rows = visible_results(actor).filter(_here(STEPS[0])).annotate(**asked).order_by()
    alike = Counter(rows.values_list(*_CUT_FIELDS.values(), *asked))
    parts: list[tuple[Mapping[Cut, int | str | None], Funnel]] = []
    for (*cuts, registered, decided, handed_over, received), count in alike.items():
        of = dict(zip(_CUT_FIELDS, cuts, strict=True))
        steps = (registered, decided or handed_over, handed_over, received)
        came = 1 + len(list(takewhile(bool, steps)))
        parts.append((of | {Cut.YEAR: of[Cut.YEAR].year}, Funnel((*[count] * came, *[0] * (len(STEPS) - came)))))
    return Funnels(tuple(parts))


def _labels(cut: Cut, found: Mapping[Any, tuple[int, ...]]) -> list[tuple[Hashable, str]]:
    match cut:
        case Cut.YEAR:
            return [(year, str(year)) for year in sorted(found, reverse=True)]
        case Cut.FIELD:
            entries = CodeEntry.objects.filter(code__in=found, system__key="field").order_by("system__since", "order")
            return list({entry.code: (entry.code, entry.shown_name) for entry in entries}.values())
        case Cut.PROGRAMME:
            programmes = Programme.objects.filter(code__in=found).order_by("name")
            return [(programme.code, programme.shown_name) for programme in programmes]
