"""What came after a result: which units receive it by which decision, and whether they have it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.domain.handovers.access import visible_minutes
from gieo.domain.handovers.models import Minutes, MinutesItem
from gieo.domain.handovers.rules.reporting import plan_due, report_dates
from gieo.domain.handovers.vocab import LIVE_STATES, MinutesState, Receipt
from gieo.domain.programmes.models import Programme
from gieo.domain.results.models import Result
from gieo.domain.transfers.access import public_lines, visible_decisions, visible_lines
from gieo.domain.transfers.models import DecisionLine
from gieo.domain.transfers.vocab import ISSUED_STATES
from gieo.foundation.units.queries import label_related, unit_label
from gieo.interfaces.web.ui.components import Pill


class Stage(StrEnum):
    """How far one handover has come: what it waits for."""

    WRITE = "write"
    SIGN = "sign"
    CONFIRM = "confirm"
    USE = "use"


STANDINGS = {
    Stage.WRITE: (gettext_lazy("Chưa có biên bản"), "plain"),
    Stage.SIGN: (gettext_lazy("Đang lập biên bản"), "info"),
    Stage.CONFIRM: (gettext_lazy("Đã ký, chờ xác nhận"), "wait"),
    Stage.USE: (gettext_lazy("Đã nhận"), "ok"),
}


@dataclass(frozen=True)
class Receiver:
    """A unit that a decision gives the result, or products of it, to. `due`: the day by which `stage` should be over."""

    unit: str
    what: str
    decision: str
    stage: Stage
    due: date | None = None
    decision_url: str = ""
    minutes: str = ""
    minutes_url: str = ""
    received_on: date | None = None

    @property
    def standing(self) -> Pill:
        word, tone = STANDINGS[self.stage]
        return Pill(word=str(word), tone=tone)


def receivers_of(owner: Result | Programme, actor: Actor) -> list[Receiver]:
    """Receivers as the actor sees them, in the order of the decisions. Four queries."""
    lines = _with_items(_of(owner, visible_lines(actor)))
    decisions = visible_decisions(actor).filter(pk__in={line.decision_id for line in lines})
    seen = set(decisions.values_list("pk", flat=True))
    minutes = set(visible_minutes(actor).filter(items__line__in=lines).values_list("pk", flat=True))
    items = _items(lines)
    return [_receiver(line, items.get(line.pk), line.decision_id in seen, minutes) for line in lines]


def public_receivers(owner: Result | Programme) -> list[Receiver]:
    """Receivers as anybody may know them: units, what, when received. Two queries."""
    lines = _with_items(_of(owner, public_lines()))
    items = _items(lines)
    return [_receiver(line, items.get(line.pk), False, set()) for line in lines]


def _of(owner: Result | Programme, lines: QuerySet[DecisionLine]) -> QuerySet[DecisionLine]:
    if isinstance(owner, Result):
        return lines.filter(Q(result=owner) | Q(product__result=owner), decision__state__in=ISSUED_STATES)
    return lines.filter(product__programme=owner, decision__state__in=ISSUED_STATES)


def _with_items(lines: QuerySet[DecisionLine]) -> list[DecisionLine]:
    return list(
        lines.select_related("decision", "product", *label_related("unit")).order_by(
            "decision__issued_on", "decision_id", "order", "id"
        )
    )


def _items(lines: Iterable[DecisionLine]) -> dict[int, MinutesItem]:
    items = MinutesItem.objects.filter(line__in=[line.pk for line in lines], minutes__state__in=LIVE_STATES)
    return {item.line_id: item for item in items.select_related("minutes")}


def _receiver(line: DecisionLine, item: MinutesItem | None, sees_decision: bool, minutes: set[int]) -> Receiver:
    number = line.decision.number or line.decision.code
    known = item is not None and item.minutes_id in minutes
    stage = _stage(item)
    return Receiver(
        unit=unit_label(line.unit, clock.today()),
        what=line.product.title if line.product else _("Cả kết quả"),
        decision=number,
        stage=stage,
        due=_due(stage, item.minutes) if item is not None else None,
        decision_url=reverse("transfers:decision", args=[line.decision.code]) if sees_decision else "",
        minutes=item.minutes.code if item is not None and known else "",
        minutes_url=reverse("handovers:record", args=[item.minutes.code]) if item is not None and known else "",
        received_on=clock.local_date(item.received_at) if item is not None and item.received_at else None,
    )


def _stage(item: MinutesItem | None) -> Stage:
    if item is None:
        return Stage.WRITE
    if item.receipt == Receipt.RECEIVED:
        return Stage.USE
    signed = item.minutes.state in (MinutesState.SIGNED, MinutesState.RECEIVED)
    return Stage.CONFIRM if signed else Stage.SIGN


def _due(stage: Stage, minutes: Minutes) -> date | None:
    """The day in the minutes; then that of the plan; then that of the next report on use."""
    if stage is Stage.SIGN:
        return minutes.held_on
    if stage is Stage.CONFIRM:
        return plan_due(clock.local_date(minutes.signed_at), minutes.plan_days) if minutes.signed_at else None
    reports = report_dates(minutes.report_start) if minutes.report_start else ()
    return next((day for day in reports if day >= clock.today()), None)
