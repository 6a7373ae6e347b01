"""Standing texts of the minutes: the office's own words, version by version."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.core.errors import NotFound
from gieo.core.permits import YES, Permit, no
from gieo.domain.handovers.permits import may_change_wording
from gieo.domain.handovers.queries.texts import block_in_force, blocks_in_force, versions_of
from gieo.domain.handovers.rules.texts import COPIES, GIVER, PLAN_DAYS, RECEIVER, REPORT_START, filled, paragraphs
from gieo.domain.handovers.services import change_wording, restore_wording
from gieo.domain.handovers.wording import PLACE_HINTS
from gieo.interfaces.web.handovers.parts import crumbs
from gieo.interfaces.web.ui.components import Deed, Link
from gieo.interfaces.web.ui.pages import deed, fills, page, reads, writes
from gieo.interfaces.web.ui.pages import filled as filled_form

EXAMPLE = {
    GIVER: "Sở Khoa học và Công nghệ",
    RECEIVER: "Hợp tác xã nếp nương",
    PLAN_DAYS: "30",
    REPORT_START: "07/11/2023",
    COPIES: "04",
}


class BlockForm(forms.Form):
    """A standing text; every line is a paragraph."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=gettext_lazy("Tên đoạn"), max_length=160)
    text = forms.CharField(
        label=gettext_lazy("Nội dung"),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("Mỗi dòng là một đoạn. Chỗ trong ngoặc nhọn được điền khi lập biên bản."),
    )


def _may_see(actor: Actor) -> Permit:
    return YES if actor.is_office else no(_("Mẫu câu biên bản dành cho cán bộ của Sở."))


@reads
def blocks(request: HttpRequest) -> HttpResponse:
    _may_see(request.actor).require()
    rows = [(block, paragraphs(block.text)) for block in blocks_in_force()]
    return page(request, "handovers/wording.html", rows=rows, places=PLACE_HINTS.items())


@fills
def edit(request: HttpRequest, key: str) -> HttpResponse:
    _may_see(request.actor).require()
    block = block_in_force(key)
    if block is None:
        raise NotFound(_("Không có đoạn văn mẫu này."))
    form = BlockForm(request.POST or None, initial={"version": block.version, "title": block.title, "text": block.text})
    shown = form.data.get("text", block.text) if form.is_bound else block.text
    permit = may_change_wording(request.actor)
    context: dict[str, Any] = {
        "standing": block,
        "example": paragraphs(filled(shown, EXAMPLE)),
        "versions": versions_of(key),
        "places": PLACE_HINTS.items(),
        "permit": permit,
        "restore": Deed(
            label=_("Trở về bản gốc của Gieo"),
            url=reverse("handovers:wording_restore", args=[key]),
            icon="undo-2",
            kind="quiet",
            consequences=(_("Bản đang dùng được giữ trong lịch sử; biên bản đã lập không đổi."),),
            values=(("version", block.version),),
            blocked=str(permit.why),
        ),
        "trail": crumbs(Link(_("Mẫu câu biên bản"), reverse("handovers:wording")), Link(block.title)),
    }
    if request.method == "POST" and "preview" in request.POST:
        form.is_valid()
        return page(request, "handovers/wording_edit.html", form=form, **context)
    return filled_form(
        request,
        form,
        "handovers/wording_edit.html",
        lambda values: change_wording(key, **values, actor=request.actor, now=clock.now()),
        said=lambda row: _("Đã lưu lần sửa mới.") if row else _("Không có gì thay đổi."),
        to="handovers:wording",
        **context,
    )


@writes
def restore(request: HttpRequest, key: str) -> HttpResponse:
    version = request.POST.get("version", "")
    return deed(
        request,
        lambda: restore_wording(
            key, version=int(version) if version.isdecimal() else -1, actor=request.actor, now=clock.now()
        ),
        said=_("Đoạn văn trở về bản gốc."),
        to=("handovers:wording_edit", key),
    )
