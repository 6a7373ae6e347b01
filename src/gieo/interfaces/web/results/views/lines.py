"""What hangs on a result: members, photographs, readers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.errors import NotFound
from gieo.domain.handovers.services import follow_access
from gieo.domain.news.services import mind_hidden
from gieo.domain.results import services
from gieo.domain.results.access import access_photo, access_result
from gieo.domain.results.models import Result, ResultMember
from gieo.domain.results.permits import may_edit, may_set_access
from gieo.domain.training.services import hide_restricted as hide_courses
from gieo.domain.transfers.services import follow_interests
from gieo.domain.uptake.services import follow_access as follow_uses
from gieo.interfaces.web.results.line_forms import AccessForm, MemberForm, PhotoForm, ReaderForm
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.pages import deed, filled, fills, writes


def _frame(result: Result, heading: str, submit: str, anchor: str, **more: Any) -> dict[str, Any]:
    record = reverse("results:record", args=[result.code])
    return {
        "heading": heading,
        "submit": submit,
        "back": record + anchor,
        "trail": [Link(_("Kết quả"), reverse("results:list")), Link(result.code, record), Link(heading)],
        "upload": False,
        "lead": result.title,
    } | more


def _to(result: Result, anchor: str) -> str:
    return reverse("results:record", args=[result.code]) + anchor


# ---- members


@fills
def add_member(request: HttpRequest, code: str) -> HttpResponse:
    result = access_result(code, request.actor)
    may_edit(request.actor, result).require()
    return filled(
        request,
        MemberForm(request.POST or None),
        "results/form.html",
        lambda values: services.add_member(result, actor=request.actor, now=clock.now(), **values),
        said=_("Đã thêm thành viên."),
        to=_to(result, "#thanh-vien"),
        **_frame(result, _("Thêm thành viên"), _("Thêm"), "#thanh-vien"),
    )


@fills
def edit_member(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    result = access_result(code, request.actor)
    may_edit(request.actor, result).require()
    member = _member(result, pk)
    return filled(
        request,
        MemberForm(request.POST or None, member=member),
        "results/form.html",
        lambda values: services.edit_member(member, actor=request.actor, now=clock.now(), **values),
        said=_("Đã lưu."),
        to=_to(result, "#thanh-vien"),
        **_frame(result, _("Sửa thành viên"), _("Lưu"), "#thanh-vien"),
    )


@writes
def remove_member(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    result = access_result(code, request.actor)
    member = _member(result, pk)
    return deed(
        request,
        lambda: services.remove_member(member, actor=request.actor, now=clock.now()),
        said=_("Đã bớt thành viên."),
        to=_to(result, "#thanh-vien"),
    )


@writes
def reorder_members(request: HttpRequest, code: str) -> HttpResponse:
    result = access_result(code, request.actor)
    order = _moved([member.pk for member in result.members.all()], request)
    return deed(
        request,
        lambda: services.reorder_members(result, order=order, actor=request.actor, now=clock.now()),
        to=_to(result, "#thanh-vien"),
    )


def _member(result: Result, pk: int) -> ResultMember:
    member = result.members.filter(pk=pk).first()
    if member is None:
        raise NotFound(_("Không có thành viên này."))
    return member


def _moved(rows: list[int], request: HttpRequest) -> list[int]:
    """The rows after one of them (`up`) changed places with the one above it."""
    wanted = request.POST.get("up", "")
    pk = int(wanted) if wanted.isdecimal() else 0
    if pk in rows and rows.index(pk) > 0:
        place = rows.index(pk)
        rows[place - 1], rows[place] = rows[place], rows[place - 1]
    return rows


# ---- photographs


@fills
def add_photograph(request: HttpRequest, code: str) -> HttpResponse:
    result = access_result(code, request.actor)
    may_edit(request.actor, result).require()

    def add(values: dict[str, Any]) -> Any:
        upload = values.pop("file")
        return services.add_photograph(
            result, upload.file, name=upload.name, actor=request.actor, now=clock.now(), **values
        )

    return filled(
        request,
        PhotoForm(request.POST or None, request.FILES or None),
        "results/form.html",
        add,
        said=_("Đã thêm ảnh."),
        to=_to(result, "#anh"),
        **_frame(result, _("Thêm ảnh"), _("Thêm ảnh"), "#anh", upload=True),
    )


@writes
def withdraw_photograph(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    photo = access_photo(code, pk, request.actor)
    return deed(
        request,
        lambda: services.withdraw_photograph(photo, actor=request.actor, now=clock.now()),
        said=_("Ảnh không còn hiện ngoài Sở."),
        to=_to(photo.result, "#anh"),
    )


@writes
def remove_photograph(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    photo = access_photo(code, pk, request.actor)
    return deed(
        request,
        lambda: services.remove_photograph(photo, actor=request.actor, now=clock.now()),
        said=_("Đã bỏ ảnh."),
        to=_to(photo.result, "#anh"),
    )


@writes
def reorder_photographs(request: HttpRequest, code: str) -> HttpResponse:
    result = access_result(code, request.actor)
    order = _moved([photo.pk for photo in result.photos.all()], request)
    return deed(
        request,
        lambda: services.reorder_photographs(result, order=order, actor=request.actor, now=clock.now()),
        to=_to(result, "#anh"),
    )


# ---- who may see


@fills
def set_access(request: HttpRequest, code: str) -> HttpResponse:
    result = access_result(code, request.actor)
    may_set_access(request.actor, result).require()
    initial = {"access": result.access, "note": result.restriction_note}

    def set_it(values: dict[str, Any]) -> None:
        services.set_access(result, actor=request.actor, now=clock.now(), **values)
        follow_access(actor=request.actor, now=clock.now())
        follow_uses(actor=request.actor, now=clock.now())
        follow_interests(actor=request.actor, now=clock.now())
        hide_courses()
        mind_hidden(actor=request.actor, now=clock.now())

    return filled(
        request,
        AccessForm(request.POST or None, initial=initial),
        "results/form.html",
        set_it,
        said=_("Đã đặt quyền xem."),
        to=("results:record", code),
        **_frame(result, _("Ai được xem kết quả này"), _("Đặt quyền xem"), ""),
    )


@fills
def add_reader(request: HttpRequest, code: str) -> HttpResponse:
    result = access_result(code, request.actor)
    may_set_access(request.actor, result).require()
    return filled(
        request,
        ReaderForm(request.POST or None),
        "results/form.html",
        lambda values: services.add_reader(result, values["person"], actor=request.actor, now=clock.now()),
        said=_("Đã thêm người được xem."),
        to=_to(result, "#nguoi-duoc-xem"),
        **_frame(result, _("Thêm người được xem"), _("Thêm"), "#nguoi-duoc-xem"),
    )


@writes
def remove_reader(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    result = access_result(code, request.actor)
    reader = result.readers.select_related("result").filter(pk=pk).first()
    if reader is None:
        raise NotFound(_("Không có người được xem này."))
    own = reader.person_id == request.actor.person_id
    return deed(
        request,
        lambda: services.remove_reader(reader, actor=request.actor, now=clock.now()),
        said=_("Đã bớt người được xem."),
        to="results:list" if own else _to(result, "#nguoi-duoc-xem"),
        back=_to(result, "#nguoi-duoc-xem"),
    )
