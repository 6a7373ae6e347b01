"""The funnel accepted → registered → decided → handed over → received → in use → extended, whole and cut."""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet
from django.db.models.functions import Coalesce

from gieo.core.actor import Actor
from gieo.domain.handovers.models import MinutesItem
from gieo.domain.handovers.vocab import SIGNED_STATES, Receipt
from gieo.domain.insights import wording
from gieo.domain.insights.queries.priorities import priorities_in_force
from gieo.domain.insights.rules.funnels import Funnel, in_order, merged
from gieo.domain.insights.rules.priorities import NO_PRIORITY, priority_of
from gieo.domain.insights.vocab import STEPS, Cut, Step
from gieo.domain.procedures.models import CodeEntry
from gieo.domain.programmes.models import Priority, Programme
from gieo.domain.results.access import visible_results
from gieo.domain.results.models import Result
from gieo.domain.results.vocab import ResultState
from gieo.domain.transfers.models import DecisionLine
from gieo.domain.transfers.vocab import DecisionState
from gieo.domain.uptake.models import Period
from gieo.domain.uptake.queries.standing import on_day
from gieo.domain.uptake.vocab import IN_USE, Level

_CUT_FIELDS = {
    Cut.YEAR: "accepted_on",
    Cut.FIELD: "field__code",
    Cut.PROGRAMME: "programme__code",
    Cut.PRIORITY: "objective__code",
}
_BEFORE_USE = STEPS[1 : STEPS.index(Step.IN_USE)]
_LINES = DecisionLine.objects.filter(decision__state=DecisionState.ISSUED)
ITEMS = MinutesItem.objects.filter(minutes__state__in=SIGNED_STATES)
"""What receivers have signed for."""


def given_by(rows: QuerySet[DecisionLine] | QuerySet[MinutesItem]) -> Q:
    """Results that lines or items give, as a whole or through a product.

    The ids are asked for once, not row by row: with 10,000 results a correlated question took minutes.
    """
    given = rows.order_by().annotate(given=Coalesce("result", "product__result")).filter(given__isnull=False)
    return Q(pk__in=given.values("given"))


def used_on(day: date, levels: Collection[Level] = IN_USE) -> Q:
    """Results that stand on one of the levels somewhere, as a whole or through a product: verified, not run out."""
    return Q(pk__in=_used(day, levels).values("used"))


def _used(day: date, levels: Collection[Level]) -> QuerySet[Any]:
    """Periods that stand on one of the levels on a day, each with the id of the result that is used."""
    periods = Period.objects.filter(on_day(day), level__in=levels).order_by()
    return periods.annotate(used=Coalesce("use__result", "use__product__result")).filter(used__isnull=False)


def _here(step: Step, today: date) -> Q:
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
        case Step.IN_USE:
            return used_on(today)
        case Step.EXTENDED:
            return used_on(today, [Level.EXTENDED])


def _up_to(step: Step, today: date) -> Q:
    """Everything that a step and those before it ask: the funnel only narrows."""
    asked = Q()
    for earlier in STEPS[: STEPS.index(step) + 1]:
        asked &= _here(earlier, today)
    return asked


def reached(step: Step, results: QuerySet[Result], today: date) -> QuerySet[Result]:
    """Those of `results` that have come at least this far: exactly the rows that the funnel counts."""
    return results.filter(_up_to(step, today))


@dataclass(frozen=True)
class Funnels:
    """The funnel of every year, field, programme and priority together, from which the whole and cuts are summed."""

    parts: tuple[tuple[Mapping[Cut, int | str | None], Funnel], ...]

    @property
    def whole(self) -> Funnel:
        return merged(funnel for _of, funnel in self.parts)

    def by(self, cut: Cut) -> tuple[Funnel, ...]:
        """Of each year (latest first), field (by code), programme (by name) or priority in force (heaviest first; what
        is of two stands once, with the heavier). One query, none for years."""
        found: dict[Hashable, list[Funnel]] = {}
        for of, funnel in self.parts:
            if (key := of[cut]) is not None:
                found.setdefault(key, []).append(funnel)
        counts = {key: merged(rows).counts for key, rows in found.items()}
        return in_order(counts, _labels(cut, counts))


def funnels(actor: Actor, today: date) -> Funnels:
    """How far the results that this actor sees have come. Three queries: what each step before the uses asks, once of
    each result; where they are in use; and the priorities of the day."""
    asked = {step.value: ExpressionWrapper(_here(step, today), BooleanField()) for step in _BEFORE_USE}
    asked[Step.DECIDED.value] = ExpressionWrapper(given_by(_LINES), BooleanField())
    rows = visible_results(actor).filter(_here(STEPS[0], today)).annotate(**asked).order_by()
    used, priorities = _used_today(today), priorities_in_force(today)
    alike = Counter(
        (*row, pk in used, used.get(pk, False)) for pk, *row in rows.values_list("pk", *_CUT_FIELDS.values(), *asked)
    )
    parts: list[tuple[Mapping[Cut, int | str | None], Funnel]] = []
    for row, count in alike.items():
        of = dict(zip(_CUT_FIELDS, row, strict=False))
        registered, decided, handed_over, *later = row[len(_CUT_FIELDS) :]
        came = 1 + len(list(takewhile(bool, (registered, decided or handed_over, handed_over, *later))))
        priority = priority_of(of[Cut.FIELD], of[Cut.PRIORITY], priorities)
        of |= {Cut.YEAR: of[Cut.YEAR].year, Cut.PRIORITY: priority}
        parts.append((of, Funnel((*[count] * came, *[0] * (len(STEPS) - came)))))
    return Funnels(tuple(parts))


def _used_today(today: date) -> dict[int, bool]:
    """Results in use somewhere today, and whether extended somewhere. Asked once over all uses: with 100,000 of them a
    question for each step took eight times as long."""
    rows = _used(today, IN_USE).values_list("used").annotate(extended=Count("pk", filter=Q(level=Level.EXTENDED)))
    return {pk: bool(extended) for pk, extended in rows}


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
        case Cut.PRIORITY:
            rows = Priority.objects.filter(pk__in=found).order_by("-weight", "name", "pk")
            return [*rows.values_list("pk", "name"), (NO_PRIORITY, str(wording.NO_PRIORITY))]
