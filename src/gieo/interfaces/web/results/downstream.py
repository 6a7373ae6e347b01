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
from gieo.domain.handovers.queries.carried import items_by_line
from gieo.domain.handovers.rules.reporting import plan_due, report_dates
from gieo.domain.handovers.vocab import SIGNED_STATES, Receipt
from gieo.domain.programmes.models import Programme
from gieo.domain.results.models import Result
from gieo.domain.transfers.access import public_lines, visible_decisions, visible_lines
from gieo.domain.transfers.models import DecisionLine
from gieo.domain.transfers.vocab import ISSUED_STATES, DecisionState
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
    """A unit that a decision gives the result, or products of it, to; `stage` should be over by the day `due`."""

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
    given = _given(owner, visible_lines(actor))
    decisions = visible_decisions(actor).filter(pk__in={line.decision_id for line, _item in given})
    seen = set(decisions.values_list("pk", flat=True))
    papers = visible_minutes(actor).filter(pk__in={item.minutes_id for _line, item in given if item is not None})
    minutes = set(papers.values_list("pk", flat=True))
    return [_receiver(line, item, line.decision_id in seen, minutes) for line, item in given]


def public_receivers(owner: Result | Programme) -> list[Receiver]:
    """Receivers as anybody may know them: units, what, when received. Two queries."""
    return [_receiver(line, item, False, set()) for line, item in _given(owner, public_lines())]


def _given(owner: Result | Programme, lines: QuerySet[DecisionLine]) -> list[tuple[DecisionLine, MinutesItem | None]]:
    """What decisions in force give, each line with the item that carries it out; of decisions amended or revoked only
    what was signed for and no decision in force repeats, under the line it was written from."""
    rows = _with_items(_of(owner, lines))
    carried = {pk: _furthest(items) for pk, items in items_by_line(rows).items()}
    standing = {(row.item_key, row.unit_id) for row in rows if row.decision.state == DecisionState.ISSUED}
    given = []
    for row in rows:
        item = carried[row.pk]
        kept = item is not None and item.line_id == row.pk and item.minutes.state in SIGNED_STATES
        if row.decision.state == DecisionState.ISSUED or (kept and (row.item_key, row.unit_id) not in standing):
            given.append((row, item))
    return given


def _furthest(items: Iterable[MinutesItem]) -> MinutesItem | None:
    """The item that has come furthest, when a thing was written down for a unit more than once."""
    return max(
        items,
        key=lambda item: (item.receipt == Receipt.RECEIVED, item.minutes.state in SIGNED_STATES, item.pk),
        default=None,
    )


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
        received_on=item.received_on if item is not None else None,
    )


def _stage(item: MinutesItem | None) -> Stage:
    if item is None:
        return Stage.WRITE
    if item.receipt == Receipt.RECEIVED:
        return Stage.USE
    return Stage.CONFIRM if item.minutes.state in SIGNED_STATES else Stage.SIGN


def _due(stage: Stage, minutes: Minutes) -> date | None:
    """The day in the minutes; then that of the plan; then that of the next report on use."""
    if stage is Stage.SIGN:
        return minutes.held_on
    if stage is Stage.CONFIRM:
        return plan_due(clock.local_date(minutes.signed_at), minutes.plan_days) if minutes.signed_at else None
    reports = report_dates(minutes.report_start) if minutes.report_start else ()
    return next((day for day in reports if day >= clock.today()), None)
