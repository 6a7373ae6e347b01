"""The plan of application: rows as entered, and sending them after the minutes were signed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import Conflict, Invalid
from gieo.core.text import squeeze
from gieo.domain.handovers.models import ApplicationPlan, ApplicationPlanRow, Minutes, PlannedWork
from gieo.domain.handovers.permits import is_receiver, may_send_plan
from gieo.domain.handovers.queries.plans import plan_in_force
from gieo.domain.handovers.services.locking import lock_minutes, step
from gieo.domain.handovers.services.owing import PLAN_DUTY
from gieo.foundation.duties.services import fulfil
from gieo.foundation.journal.services import record as write_journal

Row = TypeVar("Row", bound=PlannedWork)


@dataclass(frozen=True)
class PlanInput:
    """One row of the plan as entered; money in đồng."""

    work: str
    person: str = ""
    due: date | None = None
    place: str = ""
    scale: str = ""
    money: int | None = None


def planned(plan: Sequence[PlanInput]) -> list[dict[str, Any]]:
    """The rows with their blanks put in order, as fields of a row."""
    return [
        asdict(row) | {name: squeeze(getattr(row, name)) for name in ("work", "person", "place", "scale")}
        for row in plan
    ]


def checked(rows: Sequence[Row], *, exclude: str) -> Sequence[Row]:
    """The rows, or Invalid ("plan") with the number of the first that cannot be; `exclude` is the row's owner."""
    for row in rows:
        try:
            row.full_clean(exclude=[exclude])
        except ValidationError as wrong:
            said = " ".join(message for messages in wrong.message_dict.values() for message in messages)
            raise Invalid({"plan": [_("Dòng %(order)s: %(why)s") % {"order": row.order, "why": said}]}) from None
    return rows


def send_plan(
    minutes: Minutes, *, seen: int, plan: Sequence[PlanInput], actor: Actor, now: datetime
) -> ApplicationPlan:
    """Write down the plan of application that the receiver sends for minutes it has signed, as a record of its own:
    what was sealed stays as it was.

    In order: lock → permit (the unit's representative, or an officer on its behalf; the journal tells which) → life
    cycle → nobody sent another since `seen` (the number of the plan the page showed, 0 for none) → rows → journal →
    duty fulfilled. Sent again, the new plan counts and the old one stays. Raises Invalid ("plan") without rows or for
    one that cannot be, Conflict, WrongState before all have signed.
    """
    with transaction.atomic():
        locked = lock_minutes(minutes)
        may_send_plan(actor, locked).require()
        step("send_plan", locked)
        last = plan_in_force(locked)
        number = last.number if last else 0
        if number != seen:
            raise Conflict(_("Kế hoạch của biên bản này vừa được gửi. Mở lại trang để xem, rồi gửi lại nếu cần."))
        rows = planned(plan)
        if not rows:
            raise Invalid({"plan": [_("Ghi ít nhất một việc sẽ làm.")]})
        sent = ApplicationPlan(minutes=locked, number=number + 1, sent_at=now, sent_by_name=actor.name_on_record)
        fresh = [ApplicationPlanRow(plan=sent, order=order, **row) for order, row in enumerate(rows, start=1)]
        checked(fresh, exclude="plan")
        sent.save(force_insert=True)
        ApplicationPlanRow.objects.bulk_create(fresh)
        who = actor if is_receiver(actor, locked) else actor.on_behalf_of(locked.receiver.name)
        before = [_shown(row) for row in last.rows.all()] if last else []
        changes = {"plan": (before, [_shown(row) for row in fresh])}
        write_journal("send_plan", locked, actor=who, now=now, changes=changes)
        fulfil(PLAN_DUTY, locked, actor=who, now=now)
    return sent


def _shown(row: PlannedWork) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("work", "person", "due", "place", "scale", "money")}
