"""Demonstration models in the office: the list, the record, its photographs."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.domain.results.access import public_results
from gieo.domain.uptake.access.copies import visible_copies
from gieo.domain.uptake.access.demonstrations import access_model, access_visit_photo
from gieo.domain.uptake.lifecycle import MODEL
from gieo.domain.uptake.models import Demonstration
from gieo.domain.uptake.permits import is_receiver
from gieo.domain.uptake.permits.demonstrations import MODEL_PERMITS, may_plan_model, of_office
from gieo.domain.uptake.queries.evidence import waiting_claim
from gieo.domain.uptake.vocab.demonstrations import FieldDayState, ModelState
from gieo.domain.uptake.wording.demonstrations import MODEL_VERBS
from gieo.foundation.journal.queries import history
from gieo.interfaces.web.ui.components import Deed, Link, NextStep
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.happenings import happenings
from gieo.interfaces.web.ui.pages import page, public_address, reads
from gieo.interfaces.web.ui.serving import picture_response
from gieo.interfaces.web.uptake.copies.lists import state_pill
from gieo.interfaces.web.uptake.models import shown
from gieo.interfaces.web.uptake.models.lists import office_list
from gieo.interfaces.web.uptake.present import subject_url, use_link

ADDRESSES = {
    "edit_model": ("edit", "pencil"), "start_model": ("start", "play"), "visit_model": ("visit", "footprints"),
    "announce_field_day": ("announce", "megaphone"), "spend_on_model": ("spend", "coins"),
    "conclude_model": ("conclude", "badge-check"), "abandon_model": ("abandon", "circle-x"),
}  # fmt: skip


def crumbs(*links: Link) -> tuple[Link, ...]:
    return (Link(_("Mô hình trình diễn"), reverse("models:list")), *links)


@reads
def directory(request: HttpRequest) -> HttpResponse:
    listed = office_list(request)
    rows = [(row, shown.pill_of(row)) for row in listed.rows]
    return page(request, "uptake/models/list.html", list=listed, rows=rows, may_plan=may_plan_model(request.actor))


export = exported(office_list)


@reads
def record(request: HttpRequest, code: str) -> HttpResponse:
    actor, today = request.actor, clock.today()
    model = access_model(code, actor)
    visits = shown.visits_of(model, public=False, may_withdraw=bool(MODEL_PERMITS["visit_model"](actor, model)))
    is_public = model.started_on is not None and public_results().filter(uses=model.use).exists()
    return page(
        request,
        "uptake/models/record.html",
        model=model,
        result=model.use.result,
        result_url=subject_url(model.use),
        use=use_link(model.use),
        pill=shown.pill_of(model),
        days=shown.days_of(model),
        scale=shown.scale_of(model),
        whose=shown.whose(model, today, named=of_office(actor) or is_receiver(actor, model.use)),
        next_step=_next_step(model, actor, bool(visits)),
        costs=shown.costs_of(model),
        visits=visits,
        field_days=[
            (day, shown.day_pill(day), shown.day_words(day), day.state == FieldDayState.ANNOUNCED)
            for day in model.field_days.order_by("-on", "-number")
        ],
        copies=[(row, state_pill(row)) for row in _copies(model, actor)],
        deeds=_deeds(model, actor),
        address=public_address(reverse("models_public:record", args=[code])) if is_public else "",
        happenings=happenings(history(model)),
        trail=crumbs(Link(model.code)),
    )


def _copies(model: Demonstration, actor: Actor) -> Any:
    """Claims of who did after it, those that the actor sees."""
    return visible_copies(actor).filter(parent=model.use).select_related("place").order_by("-code")


def _deed(model: Demonstration, verb: str, actor: Actor, *, kind: str = "plain") -> Deed:
    (name, icon), permit = ADDRESSES[verb], MODEL_PERMITS[verb](actor, model)
    url = reverse(f"models:{name}", args=[model.code])
    return Deed(label=str(MODEL_VERBS[verb]), url=url, icon=icon, kind=kind, blocked="" if permit else str(permit.why))


def _deeds(model: Demonstration, actor: Actor) -> list[Deed]:
    """What else this person may do here; who only visits is shown no other deed."""
    verbs = [verb for verb in ADDRESSES if MODEL.allows(verb, model.state) and verb != "start_model"]
    if not of_office(actor):
        verbs = [verb for verb in verbs if verb == "visit_model"]
    return [_deed(model, verb, actor) for verb in verbs]


def _next_step(model: Demonstration, actor: Actor, is_visited: bool) -> NextStep | None:
    state, today = shown.pill_of(model), clock.today()
    if model.state == ModelState.PLANNED:
        return NextStep(
            title=_("Bắt đầu làm theo kế hoạch"), who=model.keeper.name, due=model.starts_on, state=state,
            after=_("Mô hình hiện trên cổng; ai làm theo đã khai được"),
            deeds=(_deed(model, "start_model", actor, kind="main"),),
        )  # fmt: skip
    if model.state == ModelState.RUNNING and is_visited and today >= model.ends_on:
        return NextStep(
            title=_("Kết luận: có nên làm theo không"), who=model.keeper.name, due=model.ends_on, state=state,
            after=_("Các lần thăm thành bằng chứng của nơi ứng dụng; người khác của Sở xác nhận"),
            deeds=(_deed(model, "conclude_model", actor, kind="main"),),
        )  # fmt: skip
    if model.state == ModelState.RUNNING:
        return NextStep(
            title=_("Tới thăm và ghi lại thấy gì"), who=model.keeper.name, due=model.next_visit_on or model.ends_on,
            state=state, after=_("Ảnh và lời ghi hiện trên trang công khai khi người trong ảnh đồng ý"),
            deeds=(_deed(model, "visit_model", actor, kind="main"),),
        )  # fmt: skip
    claim = waiting_claim(model.use) if model.state == ModelState.CONCLUDED else None
    if claim is None:
        return None
    look = Deed(
        label=_("Xem và xác nhận"), url=reverse("uptake:look", args=[model.use.code, claim.number]),
        icon="badge-check", kind="main",
    )  # fmt: skip
    return NextStep(
        title=_("Người khác của Sở xác nhận mức ứng dụng"), state=state, deeds=(look,),
        who=_("Chuyên viên hoặc lãnh đạo Sở, không phải người đã kết luận"),
        after=_("Nơi này được đếm cho tới khi bằng chứng hết hạn"),
    )  # fmt: skip


@reads
def photo(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A photograph of a visit, for those who see the record."""
    found = access_visit_photo(access_model(code, request.actor), pk)
    return picture_response(request, found.photograph.file)
