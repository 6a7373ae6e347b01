"""What a confirmed report says was applied, and as which uses it has been recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gieo.core.actor import Actor
from gieo.domain.handovers.models import MinutesItem
from gieo.domain.results.models import Product, Result
from gieo.domain.uptake.access import visible_uses
from gieo.domain.uptake.models import Report, ReportSheet, Use
from gieo.domain.uptake.vocab.reports import Answer, ReportState
from gieo.foundation.units.models import Unit
from gieo.foundation.units.permits import with_predecessors


@dataclass(frozen=True)
class Applied:
    """Something received under the report's minutes, of a task that the report says was applied."""

    sheet: ReportSheet
    item: MinutesItem

    @property
    def subject(self) -> Result | Product:
        subject = self.item.result or self.item.product
        assert subject is not None  # the database holds that an item gives one of the two
        return subject


def applied(report: Report) -> list[Applied]:
    """In the order of the minutes; nothing before the report is confirmed. Two queries."""
    if report.state != ReportState.CONFIRMED:
        return []
    sheets = {(row.result_id, row.programme_id): row for row in report.sheets.filter(answer=Answer.APPLIED)}
    items = MinutesItem.objects.filter(minutes=report.minutes_id, received_quantity__gt=0).order_by("order")
    return [
        Applied(sheets[task], item)
        for item in items.select_related("result", "product__result")
        if (task := task_of(item)) in sheets
    ]


def task_of(item: MinutesItem) -> tuple[int | None, int | None]:
    """The task an item comes from, as sheets of a report name it: (result, programme)."""
    result = item.result_id or (item.product.result_id if item.product else None)
    return result, item.product.programme_id if item.product and result is None else None


def applied_of(report: Report, subject: Result | Product, receiver: Unit, on: date) -> Applied | None:
    """What the report says of this very thing in the hands of this receiver, or of a unit it took over from."""
    if report.minutes.receiver_id not in with_predecessors([receiver.pk], on):
        return None
    return next((row for row in applied(report) if row.subject == subject), None)


def uses_of(rows: Sequence[Applied], bearer: Unit, actor: Actor) -> dict[str, list[Use]]:
    """Uses of these things by the unit that bears the report, as far as the actor sees them, by the thing's code."""
    own = (
        visible_uses(actor)
        .filter(receiver__in=with_predecessors([bearer.pk], actor.on), household="")
        .select_related("place")
    )
    found: dict[str, list[Use]] = {}
    for row in rows:
        of = own.filter(result=row.item.result_id, product=row.item.product_id)
        found[row.item.subject_code] = list(of.order_by("pk"))
    return found
