"""Indicators of leaders' requests, and the sets of results behind them and behind the drawer."""

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from gieo.core.actor import Actor
from gieo.domain.handovers.models import MinutesItem, counted
from gieo.domain.handovers.queries.carried import items_of_line
from gieo.domain.handovers.vocab import SIGNED_STATES, Receipt
from gieo.domain.insights.queries.clocks import LIVING, clocks_of
from gieo.domain.insights.queries.effects import outstanding
from gieo.domain.insights.queries.funnels import ITEMS, given_by, reached
from gieo.domain.insights.queries.priorities import under
from gieo.domain.insights.rules.indicators import RECENT_YEARS, Indicator, indicators
from gieo.domain.insights.rules.priorities import REQUESTED
from gieo.domain.insights.rules.spans import months_before
from gieo.domain.insights.vocab import IndicatorKey, RowSet, Step
from gieo.domain.news.access import public_articles
from gieo.domain.programmes.vocab import Level
from gieo.domain.results.access import visible_results
from gieo.domain.results.models import Product, Result, ResultMember, ResultPhoto
from gieo.domain.results.vocab import MemberRole, ResultState
from gieo.domain.training.models import Course
from gieo.domain.training.vocab import CourseState
from gieo.domain.transfers.access import visible_decisions, visible_lines
from gieo.domain.transfers.models import DecisionLine
from gieo.domain.transfers.vocab import DecisionState, Mark
from gieo.domain.uptake.models import Period, Scale
from gieo.domain.uptake.queries.standing import on_day
from gieo.domain.uptake.vocab import IN_USE, Measure
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import bearer_related

DRAWER_MONTHS = 12
_REQUESTED = under(REQUESTED)
_USED = Coalesce("use__result", "use__product__result")
_GIVEN = Coalesce("result_id", "product__result_id")
_ABOVE = (Level.NATIONAL, Level.REGIONAL)


def _told() -> Q:
    """Results shown in plain words with a picture, or named by news that the public reads."""
    photos = ResultPhoto.objects.filter(result=OuterRef("pk"), photograph__consent=True)
    named = public_articles().order_by().filter(results=OuterRef("pk"))
    return ~Q(plain_sheet="") & Q(Exists(photos)) | Q(Exists(named))


def _led() -> Q:
    leaders = ResultMember.objects.filter(result=OuterRef("pk"), role=MemberRole.LEADER).exclude(degree="")
    return Q(Exists(leaders))


def _taught(today: date) -> Q:
    """Results taught in a class that was held, or with a use that stands today and says how many were trained there."""
    held = Course.objects.filter(state=CourseState.HELD, results=OuterRef("pk"))
    trained = Scale.objects.filter(measure=Measure.TRAINED).order_by().values("claim")
    periods = Period.objects.filter(on_day(today), level__in=IN_USE, claim__in=trained).order_by()
    return Q(Exists(held)) | Q(pk__in=periods.annotate(used=_USED).values("used"))


def row_set(name: RowSet, actor: Actor, *, today: date, months: int = DRAWER_MONTHS) -> QuerySet[Result]:
    """The results behind a figure, as this actor sees them."""
    results = visible_results(actor)
    recent = Q(accepted_on__gt=months_before(today, RECENT_YEARS * 12)) & ~Q(state=ResultState.DRAFT)
    match name:
        case RowSet.DRAWER:
            old = Q(state__in=LIVING, accepted_on__lte=months_before(today, months))
            return results.filter(old).exclude(given_by(ITEMS))
        case RowSet.RECENT:
            return results.filter(recent)
        case RowSet.PRIORITY:
            return results.filter(recent & _REQUESTED)
        case RowSet.OUTSTANDING:
            return results.filter(pk__in=outstanding(actor, today))
        case RowSet.LED:
            return results.filter(recent & _led())
        case RowSet.TAUGHT:
            return reached(Step.RECEIVED, results, today).filter(_taught(today))
        case RowSet.OFFERED:
            return results.filter(state=ResultState.TRANSFERABLE)
        case RowSet.TOLD:
            return results.filter(_told(), state=ResultState.TRANSFERABLE)
        case _:
            return results.filter(pk__in=_waiting(results.filter(state__in=LIVING), WAITED_FOR[name], today))


WAITED_FOR = {
    RowSet.WAITS_REGISTRATION: Mark.REGISTRATION,
    RowSet.WAITS_DECISION: Mark.DECISION,
    RowSet.WAITS_CONFERENCE: Mark.CONFERENCE,
    RowSet.WAITS_RECEIPT: Mark.RECEIPT,
    RowSet.WAITS_USE: Mark.FIRST_USE,
}
"""Sets of results whose clock runs towards a mark now."""


def _waiting(results: QuerySet[Result], mark: Mark, today: date) -> list[int]:
    running = clocks_of(results.filter(accepted_on__isnull=False), today).items()
    return [pk for pk, clock in running if clock.waiting is not None and clock.waiting.end is mark]


def waited_on(name: RowSet, results: QuerySet[Result]) -> dict[int, list[Unit]]:
    """The units at which results of a waiting set wait, by the result's id: those that have not confirmed, or those
    that have received and not used. Nothing where the department itself is to act. One query."""
    if name not in (RowSet.WAITS_RECEIPT, RowSet.WAITS_USE):
        return {}
    own = Q(result__in=results.order_by().values("pk")) | Q(product__result__in=results.order_by().values("pk"))
    items = MinutesItem.objects.filter(own, counted("minutes__"), minutes__state__in=SIGNED_STATES)
    received = Q(receipt=Receipt.RECEIVED)
    items = items.filter(received if name is RowSet.WAITS_USE else ~received)
    found: dict[int, list[Unit]] = {}
    for item in items.annotate(of=_GIVEN).select_related(*(f"minutes__{path}" for path in bearer_related("receiver"))):
        units = found.setdefault(item.of, [])
        holder = item.minutes.heir or item.minutes.receiver
        if holder not in units:
            units.append(holder)
    return found


def waits_at(result: Result, mark: Mark) -> list[Unit]:
    """The units at which one result waits that runs towards a mark; none where the department is to act. One query at
    most."""
    if mark is Mark.REGISTRATION:
        return [result.host] if result.host else []
    name = next(name for name, towards in WAITED_FOR.items() if towards is mark)
    return waited_on(name, Result.objects.filter(pk=result.pk)).get(result.pk, [])


def national_products() -> QuerySet[Product]:
    """Products that belong to a national or regional programme directly."""
    return Product.objects.filter(programme__level__in=_ABOVE)


def lines_in_force(actor: Actor) -> QuerySet[DecisionLine]:
    """Lines of decisions in force, marked with what became of each: `signed`, `received`."""
    items = items_of_line().filter(minutes__state__in=SIGNED_STATES)
    lines = visible_lines(actor).filter(decision__state=DecisionState.ISSUED)
    return lines.annotate(signed=Exists(items), received=Exists(items.filter(receipt=Receipt.RECEIVED)))


def indicator_counts(actor: Actor, *, today: date) -> dict[IndicatorKey, tuple[int, int]]:
    """(part, whole) of every indicator. Six queries."""
    decisions = visible_decisions(actor).exclude(state=DecisionState.DRAFT).order_by()
    asked = decisions.aggregate(part=Count("pk", filter=~Q(state=DecisionState.SUBMITTED)), whole=Count("pk"))
    results = row_set(RowSet.RECENT, actor, today=today).order_by()
    recent = results.aggregate(
        part=Count("pk", distinct=True, filter=_REQUESTED),
        led=Count("pk", distinct=True, filter=_led()),
        whole=Count("pk", distinct=True),
    )
    signed = MinutesItem.objects.filter(product=OuterRef("pk"), minutes__state__in=SIGNED_STATES)
    national = national_products().aggregate(part=Count("pk", filter=Q(Exists(signed))), whole=Count("pk"))
    lines = lines_in_force(actor).aggregate(part=Count("pk", filter=Q(received=True)), whole=Count("pk"))
    received = reached(Step.RECEIVED, visible_results(actor), today).order_by()
    taught = received.aggregate(part=Count("pk", filter=_taught(today)), whole=Count("pk"))
    offered = row_set(RowSet.OFFERED, actor, today=today).order_by()
    told = offered.aggregate(part=Count("pk", distinct=True, filter=_told()), whole=Count("pk", distinct=True))
    return {
        IndicatorKey.POLICY_DOCUMENTS: (asked["part"], asked["whole"]),
        IndicatorKey.PRIORITY_SHARE: (recent["part"], recent["whole"]),
        IndicatorKey.NATIONAL_TASKS: (national["part"], national["whole"]),
        IndicatorKey.HANDED_AND_RECEIVED: (lines["part"], lines["whole"]),
        IndicatorKey.COUNCIL_MEMBERS: (recent["led"], recent["whole"]),
        IndicatorKey.TRAINING_CLASSES: (taught["part"], taught["whole"]),
        IndicatorKey.PUBLISHED_RESULTS: (told["part"], told["whole"]),
    }


def directive_indicators(actor: Actor, *, today: date) -> dict[IndicatorKey, Indicator]:
    """Every indicator by the key that directives store."""
    return indicators(indicator_counts(actor, today=today))
