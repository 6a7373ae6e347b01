"""The receiver sends its plan of application for minutes it has signed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.domain.handovers.access import access_minutes
from gieo.domain.handovers.models import ApplicationPlan
from gieo.domain.handovers.permits import is_receiver
from gieo.domain.handovers.queries.lists import deeds_on
from gieo.domain.handovers.queries.plans import owes_plan, plan_in_force
from gieo.domain.handovers.rules.reporting import plan_due
from gieo.domain.handovers.services import send_plan
from gieo.foundation.units.queries import unit_label
from gieo.interfaces.web.handovers.parts import address, crumbs, state_pill
from gieo.interfaces.web.handovers.plan_forms import PlanForm
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.pages import filled, fills


@fills
def send(request: HttpRequest, code: str) -> HttpResponse:
    minutes, today = access_minutes(code, request.actor), clock.today()
    deeds_on(minutes, request.actor, has_signature=True)["send_plan"].permit.require()
    sent = plan_in_force(minutes)
    form = PlanForm(
        request.POST or None,
        seen=sent.number if sent else 0,
        plan=list(sent.rows.all() if sent else minutes.plan.order_by("order")),
    )

    def save(values: dict[str, Any]) -> ApplicationPlan:
        return send_plan(minutes, seen=values["seen"], plan=form.plan(), actor=request.actor, now=clock.now())

    return filled(
        request,
        form,
        "handovers/plan.html",
        save,
        said=_("Đã gửi kế hoạch ứng dụng."),
        to=("handovers:record", code),
        minutes=minutes,
        receiver=unit_label(minutes.receiver, today),
        state=state_pill(minutes, request.actor),
        sent=sent,
        due=plan_due(clock.local_date(minutes.signed_at), minutes.plan_days)
        if minutes.signed_at and owes_plan(minutes)
        else None,
        on_behalf=not is_receiver(request.actor, minutes),
        items=list(minutes.items.order_by("order")),
        trail=crumbs(Link(minutes.code, address("record", code)), Link(_("Kế hoạch ứng dụng"))),
    )
