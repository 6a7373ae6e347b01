"""Where uses stand on a day. What is read here is the same for the list, the record, figures and the public page."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)

from gieo.core.actor import Actor
from gieo.domain.uptake.access import visible_uses
from gieo.domain.uptake.models import Claim, Period, Use
from gieo.domain.uptake.vocab import IN_USE, ClaimState, Level, Silence
from gieo.domain.uptake.wording.copies import household_of
from gieo.foundation.units.queries import bearer_related, row_label, unit_label


def holder_label(use: Use, day: date, *, short: bool = False) -> str:
    """Who uses it, as a page says it on a day: a unit; or a household, unnamed, and the unit that answers for it.

    `short` takes the unit's short name, for lists. Fetch with `listed_uses` or `bearer_related("receiver")`.
    """
    plain = short and use.heir_id is None
    unit = unit_label(use.receiver, day, short=True) if plain else row_label(use, use.receiver, day)
    return household_of(unit) if use.household else unit


def on_day(day: date, path: str = "") -> Q:
    """Periods that a day lies in; `path` leads from another table, as in `on_day(day, "periods__")`."""
    return Q(**{f"{path}start__lte": day}) & (Q(**{f"{path}end__isnull": True}) | Q(**{f"{path}end__gte": day}))


def with_standing(uses: QuerySet[Use], day: date) -> QuerySet[Use]:
    """Uses with how they stand on a day: `stands` (a Level or a Silence), `stands_until` (the last day of it),
    `stands_by` (the claim), `waits` (a claim waits to be verified). One row each, since periods do not overlap."""
    silent = Exists(Period.objects.filter(use=OuterRef("pk"), start__lte=day))
    return uses.annotate(now=FilteredRelation("periods", condition=on_day(day, "periods__"))).annotate(
        stands=Case(
            When(now__level__isnull=False, then=F("now__level")),
            When(silent, then=Value(Silence.EXPIRED.value)),
            default=Value(Silence.UNPROVEN.value),
            output_field=CharField(),
        ),
        stands_until=F("now__end"),
        stands_by=F("now__claim"),
        waits=Exists(Claim.objects.filter(use=OuterRef("pk"), state=ClaimState.CLAIMED)),
    )


def listed_uses(actor: Actor, day: date) -> QuerySet[Use]:
    """Uses that the actor may see, as a list needs them."""
    related = (
        "result",
        "product__result",
        "demonstration",
        "place__parent",
        "place__heir",
        *bearer_related("receiver"),
    )
    return with_standing(visible_uses(actor), day).select_related(*related)


def in_use_by(day: date) -> Prefetch[str, QuerySet[Period], str]:
    """To prefetch with uses: `used`, the period in which each is in use on a day, if any, with its claim and how much
    that says. Two queries."""
    periods = Period.objects.filter(on_day(day), level__in=IN_USE).select_related("claim")
    return Prefetch("periods", periods.prefetch_related("claim__scales"), to_attr="used")


def current_uses(day: date, actor: Actor, levels: Collection[Level] = IN_USE) -> QuerySet[Use]:
    """Uses that stand on one of the levels on a day: verified by somebody else and not run out."""
    at = Period.objects.filter(on_day(day), level__in=levels)
    return visible_uses(actor).filter(pk__in=at.values("use"))


def level_counts(day: date, actor: Actor) -> dict[str, int]:
    """How many uses stand on each level or silence on a day. One query."""
    uses: QuerySet[Any] = with_standing(visible_uses(actor), day)
    rows = uses.order_by().values("stands").annotate(n=Count("pk"))
    return {**dict.fromkeys([*Level, *Silence], 0), **{row["stands"]: row["n"] for row in rows}}


def waiting_claims(actor: Actor) -> QuerySet[Claim]:
    """Claims that wait to be verified, of uses that the actor may see, the oldest first."""
    waiting = Claim.objects.filter(state=ClaimState.CLAIMED, use__in=visible_uses(actor))
    return waiting.select_related("use__result", "use__product").order_by("claimed_at", "pk")
