"""The list of decisions and the page of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import Coalesce, ExtractYear

from gieo.core.actor import Actor
from gieo.domain.results.access import visible_products, visible_results
from gieo.domain.results.models import Product, Result
from gieo.domain.transfers.access import visible_conferences, visible_decisions, visible_lines
from gieo.domain.transfers.models import Conference, DecisionLine, TransferDecision
from gieo.domain.transfers.queries.clocks import LegSpread, first_decided, leg_spreads, line_clock
from gieo.domain.transfers.queries.figures import (
    ItemGroup,
    UnitGroup,
    by_item,
    by_unit,
    decision_in_force,
    family,
    line_figures,
    with_items,
)
from gieo.domain.transfers.rules.clock import Clock
from gieo.domain.transfers.rules.figures import Figures
from gieo.domain.transfers.rules.lines import GIVEABLE
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import active_units

_NOT_YET = date(9999, 12, 31)


def decision_list(actor: Actor) -> QuerySet[TransferDecision]:
    """Decisions the actor sees, each with the distinct results, products and units of the lines he sees.

    `issue_order` sorts by day of issue with those not yet issued as the newest, the same way in every database.
    """
    seen = Q(lines__in=visible_lines(actor).values("pk"))
    return (
        visible_decisions(actor)
        .select_related("issuer")
        .annotate(
            issue_order=Coalesce("issued_on", Value(_NOT_YET)),
            result_count=Count("lines__result", filter=seen, distinct=True),
            product_count=Count("lines__product", filter=seen, distinct=True),
            unit_count=Count("lines__unit", filter=seen, distinct=True),
        )
    )


def decision_years(actor: Actor) -> list[int]:
    """Years in which decisions the actor sees were issued, newest first."""
    years = visible_decisions(actor).exclude(issued_on=None).annotate(year=ExtractYear("issued_on"))
    return sorted(set(years.values_list("year", flat=True)), reverse=True)


@dataclass(frozen=True)
class DecisionPage:
    """Everything the page of a decision shows, as far as the actor sees it."""

    decision: TransferDecision
    lines: tuple[DecisionLine, ...]
    figures: Figures
    units: tuple[UnitGroup, ...]
    items: tuple[ItemGroup, ...]
    conferences: tuple[Conference, ...]
    amended_by: TransferDecision | None
    """The decision that amends this one, issued or still being prepared (the latter for the office only)."""
    in_force: TransferDecision
    clocks: tuple[Clock, ...]
    """One for each thing given."""
    spreads: tuple[LegSpread, ...]


def decision_page(
    decision: TransferDecision, actor: Actor, *, today: date, received: Mapping[int, date] | None = None
) -> DecisionPage:
    """The page of a decision. Counts and groups are of the lines that the actor sees.

    `received` maps a line's id to the day its receiver confirmed: handovers, above this room, knows it. A thing given
    to several units runs with the first of them. What an amendment repeats runs from the decision that first gave it,
    and conferences of the decisions it amends are its own.
    """
    lines = tuple(with_items(visible_lines(actor).filter(decision=decision)))
    held = visible_conferences(actor).filter(decisions__in=family(decision)).distinct()
    conferences = tuple(held.order_by("held_on", "pk"))
    amended_by = visible_decisions(actor).filter(amends=decision).first()
    items = by_item(lines)
    held_on = conferences[0].held_on if conferences else None
    decided = first_decided(lines)
    clocks = tuple(
        line_clock(
            group.lines[0],
            decided_on=min((day for line in group.lines if (day := decided[line.pk])), default=None),
            conferred_on=held_on,
            received_on=min((day for line in group.lines if (day := (received or {}).get(line.pk))), default=None),
            today=today,
        )
        for group in items
    )
    return DecisionPage(
        decision=decision,
        lines=lines,
        figures=line_figures(lines, decision.issued_on),
        units=tuple(by_unit(lines, decision.issued_on)),
        items=tuple(items),
        conferences=conferences,
        amended_by=amended_by,
        in_force=decision_in_force(decision) if amended_by is not None else decision,
        clocks=clocks,
        spreads=tuple(leg_spreads(clocks)),
    )


def giveable_results(actor: Actor) -> QuerySet[Result]:
    """Results that may enter a decision: registered or offered, and seen by the actor."""
    return visible_results(actor).filter(state__in=GIVEABLE).order_by("-code")


def giveable_products(actor: Actor) -> QuerySet[Product]:
    """Products that may enter a decision: of a programme, or of a result that may itself."""
    products = visible_products(actor).filter(Q(programme__isnull=False) | Q(result__state__in=GIVEABLE))
    return products.select_related("result", "programme").order_by("code")


def possible_receivers(decision: TransferDecision, today: date) -> QuerySet[Unit]:
    """Units that existed on the day the decision is expected to be issued (today without such a day)."""
    return active_units(decision.issued_on or decision.expected_on or today).order_by("name_order", "pk")
