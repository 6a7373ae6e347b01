"""Ways of looking that one keeps under a name: a list narrowed and sorted, the leaders' page in one cut."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gieo.core import clock
from gieo.core.errors import NotFound
from gieo.foundation.exports import services
from gieo.foundation.exports.access import access_view, visible_views
from gieo.foundation.exports.vocab import MOST_LETTERS
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.pages import deed, filled, fills, page, reads, writes

OFFICE = "/desk/"


class ViewForm(forms.Form):
    """Its name; the address comes with the request."""

    name = forms.CharField(
        label=gettext_lazy("Tên"),
        max_length=MOST_LETTERS,
        help_text=gettext_lazy("Ví dụ: Kết quả nông nghiệp chưa bàn giao."),
        error_messages={"required": gettext_lazy("Đặt tên cho cách xem.")},
    )


@reads
def mine(request: HttpRequest) -> HttpResponse:
    return page(request, "exports/saved.html", views=list(visible_views(request.actor)), trail=_trail())


@fills
def save(request: HttpRequest) -> HttpResponse:
    address, query = _of_the_office(request.GET.get("of") or reverse("desk:home"))

    def do(values: dict[str, Any]) -> Any:
        return services.save_view(
            name=values["name"], address=address, query=query, actor=request.actor, now=clock.now()
        )

    return filled(
        request,
        ViewForm(request.POST or None),
        "exports/save.html",
        do,
        said=_("Đã lưu cách xem. Mở lại ở Cách xem đã lưu."),
        to=lambda view: view.url,
        back=f"{address}?{query}" if query else address,
        trail=[*_trail()[:1], Link(_("Lưu cách xem"))],
    )


@writes
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    view = access_view(pk, request.actor)
    return deed(
        request,
        lambda: services.drop_view(view, actor=request.actor, now=clock.now()),
        said=_("Đã xoá cách xem “%(name)s”.") % {"name": view.name},
        to="exports:saved",
    )


def _of_the_office(asked: str) -> tuple[str, str]:
    """Address and query of a page of the office. Raises NotFound for anything else."""
    address, _sign, query = asked.partition("?")
    try:
        resolve(address)
    except Resolver404:
        address = ""
    if not address.startswith(OFFICE):
        raise NotFound(_("Không có trang này để lưu."))
    return address, query


def _trail() -> list[Link]:
    return [Link(_("Cách xem đã lưu"), reverse("exports:saved"))]
