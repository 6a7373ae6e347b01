"""Forms that change a decision: draft, edit, submit, return, issue, amend, revoke, scan."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.domain.transfers import services
from gieo.domain.transfers.access import access_decision
from gieo.domain.transfers.models import TransferDecision
from gieo.domain.transfers.permits import (
    may_amend_decision,
    may_discard_decision,
    may_draft_decision,
    may_edit_decision,
    may_issue_decision,
    may_return_decision,
    may_revoke_decision,
    may_submit_decision,
)
from gieo.domain.transfers.queries.decisions import decision_page
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.services import store_file
from gieo.foundation.files.vocab import FileKind
from gieo.foundation.units.models import Unit
from gieo.foundation.units.vocab import UnitKind
from gieo.interfaces.web.transfers.decisions import trail
from gieo.interfaces.web.transfers.forms import (
    DecisionForm,
    EditDecisionForm,
    IssueForm,
    ReasonForm,
    RevokeForm,
    ScanForm,
    SubmitForm,
)
from gieo.interfaces.web.ui.formats import number
from gieo.interfaces.web.ui.pages import deed, filled, fills, writes

FORM = "transfers/form.html"
MOST_CHOSEN = 200


def words(
    heading: str, submit: str, found: TransferDecision | None = None, *, lead: str = "", consequences: Any = (),
    kind: str = "main", multipart: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """What the one form page of this folder says."""
    back = reverse("transfers:decision", args=[found.code]) if found else reverse("transfers:decisions")
    return {
        "heading": heading,
        "submit": submit,
        "lead": lead or (found.title if found else ""),
        "consequences": tuple(consequences),
        "kind": kind,
        "multipart": multipart,
        "back": back,
        "trail": trail(found, heading),
    }


@fills
def draft(request: HttpRequest) -> HttpResponse:
    """Results ticked in the list (`items` in the address) are ticked again where lines are added."""
    may_draft_decision(request.actor).require()
    chosen = urlencode([("items", code) for code in request.GET.getlist("items")[:MOST_CHOSEN]])
    committee = Unit.objects.filter(kind=UnitKind.PROVINCE_COMMITTEE, abolished_on=None).first()
    return filled(
        request,
        DecisionForm(request.POST or None, initial={"issuer": committee}),
        FORM,
        lambda values: services.draft_decision(actor=request.actor, now=clock.now(), **values),
        said=_("Đã lập bản thảo. Chọn kết quả và đơn vị nhận."),
        to=lambda made: (
            f"{reverse('transfers:add_lines', args=[made.code])}?{chosen}"
            if chosen
            else ("transfers:decision", made.code)
        ),
        **words(_("Lập quyết định chuyển giao"), _("Lập bản thảo")),
    )


@fills
def edit(request: HttpRequest, code: str) -> HttpResponse:
    found = access_decision(code, request.actor)
    may_edit_decision(request.actor).require()
    initial = {name: getattr(found, name) for name in ("title", "issuer", "expected_on", "body", "version")}
    return filled(
        request,
        EditDecisionForm(request.POST or None, initial=initial),
        FORM,
        lambda values: services.edit_decision(
            found, version=values.pop("version"), values=values, actor=request.actor, now=clock.now()
        ),
        said=_("Đã lưu."),
        to=("transfers:decision", code),
        **words(_("Sửa bản thảo"), _("Lưu"), found),
    )


@writes
def discard(request: HttpRequest, code: str) -> HttpResponse:
    found = access_decision(code, request.actor)
    may_discard_decision(request.actor).require()
    return deed(
        request,
        lambda: services.discard_decision(found, version=_version(request), actor=request.actor, now=clock.now()),
        said=_("Đã bỏ bản thảo %(code)s.") % {"code": code},
        to="transfers:decisions",
        back=("transfers:decision", code),
    )


@fills
def submit(request: HttpRequest, code: str) -> HttpResponse:
    found = access_decision(code, request.actor)
    may_submit_decision(request.actor).require()
    return filled(
        request,
        SubmitForm(request.POST or None, initial={"version": found.version, "submitted_on": clock.today()}),
        FORM,
        lambda values: services.submit_decision(found, actor=request.actor, now=clock.now(), **values),
        said=_("Đã ghi nhận trình."),
        to=("transfers:decision", code),
        **words(
            _("Ghi nhận đã trình"),
            _("Ghi nhận đã trình"),
            found,
            consequences=(
                _counted(found, request),
                _("Danh mục khoá lại: muốn sửa phải đưa về bản thảo, có lý do."),
                _("Gieo không gửi văn bản đi; tờ trình do lãnh đạo Sở ký và gửi như thường lệ."),
            ),
        ),
    )


@fills
def return_(request: HttpRequest, code: str) -> HttpResponse:
    found = access_decision(code, request.actor)
    may_return_decision(request.actor).require()
    return filled(
        request,
        ReasonForm(request.POST or None, initial={"version": found.version}),
        FORM,
        lambda values: services.return_decision(found, actor=request.actor, now=clock.now(), **values),
        said=_("Đã đưa về bản thảo."),
        to=("transfers:decision", code),
        **words(
            _("Đưa về bản thảo"),
            _("Đưa về bản thảo"),
            found,
            consequences=(
                _("Số và ngày tờ trình được xoá khỏi hồ sơ; nhật ký còn giữ."),
                _("Sửa xong phải trình lại."),
            ),
        ),
    )


@fills
def issue(request: HttpRequest, code: str) -> HttpResponse:
    found = access_decision(code, request.actor)
    may_issue_decision(request.actor).require()
    consequences = [
        _counted(found, request),
        _("Danh mục không sửa được nữa; muốn đổi phải có quyết định sửa đổi."),
        _("Gieo không ký thay cơ quan ban hành: ghi đúng số, ngày và người ký trên bản giấy."),
    ]
    if found.amends is not None:
        consequences.append(_("%(old)s được thay bằng quyết định này.") % {"old": found.amends})
    return filled(
        request,
        IssueForm(
            request.POST or None, request.FILES or None, initial={"version": found.version, "issuer": found.issuer}
        ),
        FORM,
        lambda values: services.issue_decision(
            found, actor=request.actor, now=clock.now(), **(values | {"scan": _stored(request, values["scan"])})
        ),
        said=_("Đã ghi nhận quyết định."),
        to=("transfers:decision", code),
        **words(_("Ghi nhận đã ban hành"), _("Ghi nhận đã ban hành"), found, consequences=consequences, multipart=True),
    )


@fills
def attach_scan(request: HttpRequest, code: str) -> HttpResponse:
    found = access_decision(code, request.actor)
    may_issue_decision(request.actor).require()
    return filled(
        request,
        ScanForm(request.POST or None, request.FILES or None, initial={"version": found.version}),
        FORM,
        lambda values: services.attach_scan(
            found,
            version=values["version"],
            scan=_stored(request, values["scan"]),
            actor=request.actor,
            now=clock.now(),
        ),
        said=_("Đã đính bản chụp."),
        to=("transfers:decision", code),
        **words(_("Đính bản chụp"), _("Đính bản chụp"), found, multipart=True),
    )


@writes
def draft_amendment(request: HttpRequest, code: str) -> HttpResponse:
    found = access_decision(code, request.actor)
    may_amend_decision(request.actor).require()
    return deed(
        request,
        lambda: services.draft_amendment(found, actor=request.actor, now=clock.now()),
        said=_("Đã lập bản thảo sửa đổi, mang nguyên danh mục cũ."),
        to=lambda made: ("transfers:decision", made.code if made is not None else code),
        back=("transfers:decision", code),
    )


@fills
def revoke(request: HttpRequest, code: str) -> HttpResponse:
    found = access_decision(code, request.actor)
    may_revoke_decision(request.actor).require()
    return filled(
        request,
        RevokeForm(request.POST or None, initial={"version": found.version}),
        FORM,
        lambda values: services.revoke_decision(found, actor=request.actor, now=clock.now(), **values),
        said=_("Đã ghi nhận thu hồi."),
        to=("transfers:decision", code),
        **words(
            _("Ghi nhận bị thu hồi"),
            _("Ghi nhận bị thu hồi"),
            found,
            kind="danger",
            consequences=(
                _("Không lập và không khai mạc hội nghị theo quyết định này được nữa."),
                _("Những gì đơn vị đã nhận không tự mất; biên bản đã ký vẫn còn."),
                _("Không hoàn lại được trong Gieo."),
            ),
        ),
    )


def _version(request: HttpRequest) -> int:
    """The version that a one-button form saw; a missing one matches none."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() else 0


def _stored(request: HttpRequest, upload: Any) -> StoredFile | None:
    """The upload on disk, before the deed's transaction begins."""
    if not upload:
        return None
    allowed = frozenset({FileKind.PDF, FileKind.IMAGE})
    return store_file(upload.file, name=upload.name, actor=request.actor, now=clock.now(), allowed=allowed)


def _counted(found: TransferDecision, request: HttpRequest) -> str:
    figures = decision_page(found, request.actor, today=clock.today()).figures
    return _("Danh mục có %(results)s kết quả và %(products)s sản phẩm, giao cho %(units)s đơn vị.") % {
        "results": number(figures.results),
        "products": number(figures.products),
        "units": number(figures.units),
    }
