"""Searches of the catalogue that readers keep: one's own in the office, a visitor's by an address that confirms itself.

The search is the catalogue's own query, handed on in the address of each of these pages.
"""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.errors import NotFound
from gieo.domain.results import services
from gieo.domain.results.access import access_search, access_search_by_link
from gieo.domain.results.models import SavedSearch
from gieo.domain.results.queries.saved import query_of, searches_of
from gieo.domain.results.rules import saved_limits
from gieo.domain.results.vocab import LONGEST_SEARCH_NAME, SavedState
from gieo.domain.results.wording import EVERYTHING, SAVED_STATES
from gieo.foundation.audience.queries.check_code import new_code
from gieo.interfaces.web.results.lists import public_list, public_sets
from gieo.interfaces.web.ui.check_code import CheckedForm, Words
from gieo.interfaces.web.ui.components import Deed, Link, Pill
from gieo.interfaces.web.ui.limits import limited
from gieo.interfaces.web.ui.pages import deed, filled, fills, page, private, public, reads, writes
from gieo.interfaces.web.ui.visitors import admit, line

TONES = {SavedState.WAITING: "wait", SavedState.WATCHING: "ok", SavedState.PAUSED: "plain"}


class NameForm(forms.Form):
    name = Words(label=gettext_lazy("Tên"), widget=line(LONGEST_SEARCH_NAME))


class AlertForm(CheckedForm):
    """Where the letters go, and what the reader calls the search."""

    name = Words(label=gettext_lazy("Gọi là"), widget=line(LONGEST_SEARCH_NAME))
    email = Words(label=gettext_lazy("Thư điện tử"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))


@reads
def searches(request: HttpRequest) -> HttpResponse:
    """One's own. One query."""
    rows = [(row, pill_of(row), _catalogue(row), _deeds(row)) for row in searches_of(request.actor)]
    trail = [Link(_("Tài khoản của tôi"), reverse("me:home")), Link(_("Tìm kiếm tôi lưu"))]
    return page(request, "results/searches.html", rows=rows, most=saved_limits().most, trail=trail)


@writes
def save(request: HttpRequest) -> HttpResponse:
    """At one press, from the catalogue as it is narrowed in the address."""
    asked = _asked(request)
    return deed(
        request,
        lambda: services.save_search(**asked, actor=request.actor, now=clock.now()),
        said=_("Đã lưu. Có kết quả mới khớp thì Gieo gửi thư cho bạn, mỗi ngày nhiều nhất một lá."),
        to="results:saved",
    )


@fills
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    saved, heading = access_search(pk, request.actor), _("Đổi tên tìm kiếm")
    back = reverse("results:saved")
    return filled(
        request,
        NameForm(request.POST or None, initial={"name": saved.name}),
        "results/search_name.html",
        lambda values: services.rename_search(saved, actor=request.actor, now=clock.now(), **values),
        said=_("Đã đổi tên."),
        to="results:saved",
        heading=heading,
        back=back,
        trail=[Link(_("Tìm kiếm tôi lưu"), back), Link(heading)],
    )


@writes
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    saved = access_search(pk, request.actor)
    return deed(
        request, lambda: services.pause_search(saved, actor=request.actor, now=clock.now()),
        said=_("Đã tạm ngừng: không gửi thư nữa, tìm kiếm còn giữ."), to="results:saved",
    )  # fmt: skip


@writes
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    saved = access_search(pk, request.actor)
    return deed(
        request, lambda: services.resume_search(saved, actor=request.actor, now=clock.now()),
        said=_("Đã theo dõi lại."), to="results:saved",
    )  # fmt: skip


@writes
def end(request: HttpRequest, pk: int) -> HttpResponse:
    saved = access_search(pk, request.actor)
    return deed(
        request, lambda: services.end_search(saved, actor=request.actor, now=clock.now()),
        said=_("Đã bỏ tìm kiếm."), to="results:saved",
    )  # fmt: skip


@public
@private
@fills
def ask(request: HttpRequest) -> HttpResponse:
    """A visitor leaves an address. What is said afterwards is the same whether or not it is known already."""
    asked, now = _asked(request), clock.now()
    form = AlertForm(request.POST or None, initial={"name": asked["name"]})

    def send(values: dict[str, Any]) -> None:
        admit(request, form, "alerts", of="alerts_of_address", key=values["email"].strip().lower(), now=now)
        services.ask_alerts(
            **asked | form.asked(), given=form.given, language=get_language() or "vi", now=now
        )  # fmt: skip

    catalogue = reverse("results_public:list")
    back = f"{catalogue}?{request.GET.urlencode()}" if request.GET else catalogue
    return filled(
        request,
        form,
        "results/ask_alerts.html",
        send,
        said=_("Gần xong: thư xác nhận đang tới địa chỉ của bạn. Mở thư rồi bấm liên kết để bắt đầu nhận tin."),
        to=back,
        what=asked["name"],
        days=saved_limits().confirm_days,
        check=new_code(now),
        trail=[Link(_("Trang chủ"), "/"), Link(_("Kết quả"), back), Link(_("Báo tôi khi có kết quả mới"))],
    )


@public
@private
@reads
@limited("links")
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """A visitor's search: to confirm, to look at, to end."""
    try:
        saved = access_search_by_link(token)
    except NotFound as gone:
        return page(request, "results/alert_gone.html", status=404, why=gone.message)
    return page(
        request, "results/alert.html", saved=saved, pill=pill_of(saved), catalogue=_catalogue(saved), token=token,
        waits=saved.state == SavedState.WAITING, email=_veiled(saved.email),
        consequences=(_("Địa chỉ thư của bạn bị xoá hẳn."), _("Không gửi thư về tìm kiếm này nữa.")),
    )  # fmt: skip


@public
@private
@writes
@limited("links")
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    return deed(
        request, lambda: services.confirm_search(token, now=clock.now()),
        said=_("Đã xác nhận. Có kết quả mới khớp thì bạn nhận thư, mỗi ngày nhiều nhất một lá."),
        to=("results_public:alert", token),
    )  # fmt: skip


@public
@private
@writes
@limited("links")
def end_by_link(request: HttpRequest, token: str) -> HttpResponse:
    return deed(
        request, lambda: services.end_search_by_link(token, now=clock.now()),
        said=_("Đã thôi theo dõi và xoá địa chỉ của bạn."), to="results_public:list",
    )  # fmt: skip


def pill_of(saved: SavedSearch) -> Pill:
    return Pill(word=str(SAVED_STATES[saved.state]), tone=TONES[SavedState(saved.state)])


def _asked(request: HttpRequest) -> dict[str, Any]:
    """The catalogue as it is narrowed in the address, and what it may be called."""
    listed = public_list(request)
    return {
        "name": "; ".join(chip.label for chip in listed.chips)[:LONGEST_SEARCH_NAME] or str(EVERYTHING),
        "words": listed.words,
        "chosen": listed.chosen,
        "sets": public_sets(clock.today()),
    }


def _catalogue(saved: SavedSearch) -> str:
    query = query_of(saved)
    return reverse("results_public:list") + (f"?{query}" if query else "")


def _deeds(saved: SavedSearch) -> list[Deed]:
    def one(label: str, verb: str, icon: str, *, post: bool = True) -> Deed:
        url = reverse(f"results:{verb}_search", args=[saved.pk])
        return Deed(label=label, url=url, icon=icon, kind="quiet", post=post)

    is_paused = saved.state == SavedState.PAUSED
    turn = one(_("Theo dõi lại"), "resume", "play") if is_paused else one(_("Tạm ngừng"), "pause", "pause")
    return [one(_("Đổi tên"), "rename", "pen-line", post=False), turn, one(_("Bỏ"), "end", "trash-2")]


def _veiled(email: str) -> str:
    """Enough to know it is one's own: whoever the link was passed on to does not read the address."""
    name, _at, host = email.partition("@")
    return f"{name[:1]}…@{host}"
