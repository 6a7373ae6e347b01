"""Changing a draft, sealing it, taking it back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.domain.handovers.access import access_minutes
from gieo.domain.handovers.jobs import print_minutes
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.queries.lists import deeds_on
from gieo.domain.handovers.services import (
    correct_minutes,
    edit_items,
    edit_minutes,
    pass_on_minutes,
    refresh_items,
    seal_minutes,
    void_minutes,
)
from gieo.interfaces.web.handovers.forms import ItemsForm, MinutesForm
from gieo.interfaces.web.handovers.parts import address, crumbs, state_pill
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.pages import deed, filled, fills, writes


@fills
def edit(request: HttpRequest, code: str) -> HttpResponse:
    minutes = access_minutes(code, request.actor)
    deeds_on(minutes, request.actor, has_signature=False)["edit"].permit.require()
    form = MinutesForm(request.POST or None, minutes=minutes, plan=list(minutes.plan.order_by("order")))

    def save(values: dict[str, Any]) -> Minutes:
        return edit_minutes(
            minutes,
            version=values["version"],
            values=form.values(),
            grounds=values["grounds"].splitlines(),
            plan=form.plan(),
            texts=form.text_inputs(),
            actor=request.actor,
            now=clock.now(),
        )

    return filled(
        request,
        form,
        "handovers/edit.html",
        save,
        said=_("Đã lưu biên bản."),
        to=("handovers:record", code),
        minutes=minutes,
        state=state_pill(minutes, request.actor),
        trail=crumbs(Link(minutes.code, address("record", code)), Link(_("Sửa"))),
    )


@fills
def edit_rows(request: HttpRequest, code: str) -> HttpResponse:
    """A row for each item: how much, in which condition."""
    minutes = access_minutes(code, request.actor)
    deeds_on(minutes, request.actor, has_signature=False)["edit_items"].permit.require()
    form = ItemsForm(request.POST or None, minutes=minutes, items=list(minutes.items.order_by("order")))
    return filled(
        request,
        form,
        "handovers/items.html",
        lambda values: edit_items(
            minutes, version=values["version"], items=form.inputs(), actor=request.actor, now=clock.now()
        ),
        said=_("Đã lưu số lượng và tình trạng."),
        to=("handovers:record", code),
        minutes=minutes,
        state=state_pill(minutes, request.actor),
        trail=crumbs(Link(minutes.code, address("record", code)), Link(_("Số lượng, tình trạng"))),
    )


@writes
def refresh(request: HttpRequest, code: str) -> HttpResponse:
    minutes = access_minutes(code, request.actor)
    return deed(
        request,
        lambda: refresh_items(minutes, actor=request.actor, now=clock.now()),
        said=_("Danh mục đã lấy lại theo quyết định, vân tay tệp đã tính lại."),
        to=("handovers:record", code),
    )


@writes
def pass_on(request: HttpRequest, code: str) -> HttpResponse:
    minutes = access_minutes(code, request.actor)
    return deed(
        request,
        lambda: pass_on_minutes(minutes, actor=request.actor, now=clock.now()),
        said=_("Biên bản nay ghi tên đơn vị kế thừa. Xem lại người đại diện và chức vụ."),
        to=("handovers:record", code),
    )


@writes
def seal(request: HttpRequest, code: str) -> HttpResponse:
    minutes = access_minutes(code, request.actor)
    version = request.POST.get("version", "")

    def do() -> Minutes:
        seen = int(version) if version.isdecimal() else None
        sealed = seal_minutes(minutes, version=seen, actor=request.actor, now=clock.now())
        print_minutes.enqueue(sealed.pk)
        return sealed

    return deed(
        request,
        do,
        said=_("Đã niêm phong: nội dung không đổi được nữa, mời các bên ký."),
        to=("handovers:record", code),
    )


@writes
def correct(request: HttpRequest, code: str) -> HttpResponse:
    """A version to take the place of sealed minutes; one goes on by editing it."""
    minutes = access_minutes(code, request.actor)
    without = [int(pk) for pk in request.POST.getlist("without") if pk.isdecimal()]
    return deed(
        request,
        lambda: correct_minutes(
            minutes, reason=request.POST.get("reason", ""), without=without, actor=request.actor, now=clock.now()
        ),
        said=_("Bản thay thế đã lập, còn là bản thảo: sửa chỗ sai, niêm phong rồi mời các bên ký."),
        to=lambda version: ("handovers:record", version.code),
        back=("handovers:record", code),
    )


@writes
def void(request: HttpRequest, code: str) -> HttpResponse:
    minutes = access_minutes(code, request.actor)
    return deed(
        request,
        lambda: void_minutes(minutes, reason=request.POST.get("reason", ""), actor=request.actor, now=clock.now()),
        said=_("Biên bản đã huỷ."),
        to=("handovers:record", code),
    )
