"""“Tài khoản của tôi”: one's sign-in, what guards it, and where one is signed in."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.core.errors import Invalid
from gieo.foundation.accounts import services
from gieo.foundation.accounts.models import User, WorkSession
from gieo.foundation.accounts.permits import may_delegate
from gieo.foundation.accounts.queries import (
    linked_accounts,
    main_factors,
    open_sessions,
    roles_without_unit,
    second_factor_need,
)
from gieo.foundation.accounts.wording import FACTOR_LABELS, NEED_LABELS
from gieo.foundation.outbox.queries import takes_short
from gieo.foundation.outbox.vocab import Reach
from gieo.foundation.outbox.wording import REACHES
from gieo.foundation.units.queries import unit_label
from gieo.interfaces.web.accounts.delegating import rows_of
from gieo.interfaces.web.accounts.devices import device_in_words
from gieo.interfaces.web.accounts.entering import PROVED
from gieo.interfaces.web.accounts.forms import PasswordForm, ReachForm
from gieo.interfaces.web.ui.components import Deed, Link
from gieo.interfaces.web.ui.pages import deed, filled, fills, go, page, reads, writes


@reads
def home(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    need = second_factor_need(request.user.person_id, today)
    lost = [] if request.actor.held else roles_without_unit(request.user.person, today)
    return page(
        request,
        "accounts/me.html",
        email=request.user.email,
        lost_roles=[f"{held.get_role_display()}, {unit_label(held.unit, today)}" for held in lost],
        need=need,
        need_label=NEED_LABELS[need],
        factors=[FACTOR_LABELS[factor.type] for factor in main_factors(request.user)],
        linked=linked_accounts(request.user),
        unlink=Deed(
            label=_("Bỏ nối"),
            url=reverse("me:unlink"),
            kind="danger",
            icon="unlink",
            consequences=(_("Tài khoản ở nơi ấy không mở được Gieo nữa, cho tới khi nối lại bằng cùng địa chỉ thư."),),
        ),
        sessions=_sessions(request),
        reach=REACHES[request.user.person.reach],
        phone=request.user.person.phone,
        short_waits=request.user.person.reach != Reach.MAIL and not takes_short(),
        delegations=rows_of(request.user.person),
        may_delegate=may_delegate(request.actor, request.user.person),
    )


@fills
def reach(request: HttpRequest) -> HttpResponse:
    """By which ways one is told of what concerns one."""
    person = request.user.person
    heading = _("Cách nhận thư")
    return filled(
        request,
        ReachForm(request.POST or None, initial={"reach": person.reach, "phone": person.phone}),
        "accounts/form.html",
        lambda values: services.choose_reach(
            person, values["reach"], phone=values["phone"], actor=owner(request.user), now=clock.now()
        ),
        said=_("Đã lưu lựa chọn."),
        to="me:home",
        heading=heading,
        submit=_("Lưu"),
        lead=_(
            "Thư nhắc và thư báo tới bạn bằng cách bạn chọn. Tin nhắn viết không dấu, chỉ nói việc gì và mở ở đâu; thư "
            "về đăng nhập và thư kể việc mỗi sáng luôn đi bằng thư điện tử."
        )
        if takes_short()
        else _(
            "Sở chưa đặt cổng tin nhắn: chưa tin nhắn nào đi được. Chọn tin nhắn thì bây giờ vẫn nhận bằng thư điện "
            "tử, tới khi Sở mở."
        ),
        back=reverse("me:home"),
        trail=[Link(_("Tài khoản của tôi"), reverse("me:home")), Link(heading)],
    )


@writes
def unlink(request: HttpRequest) -> HttpResponse:
    if first := prove_first(request, reverse("me:home")):
        return first
    return deed(
        request,
        lambda: services.unlink(request.user, actor=owner(request.user), now=clock.now()),
        said=_("Đã bỏ nối."),
        to="me:home",
    )


def _sessions(request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {
            "device": device_in_words(one.session.device),
            "place": one.session.place,
            "began_at": one.session.began_at,
            "seen": one.seen,
            "is_this": one.is_this,
            "end": Deed(
                label=_("Kết thúc"),
                url=reverse("me:end_session", args=[one.session.pk]),
                icon="log-out",
                kind="quiet",
                post=True,
            ),
        }
        for one in open_sessions(request.user, here=request.session.session_key or "")
    ]


def owner(user: User) -> Actor:
    """Who does a deed on his or her own account: always the owner, never on anybody's behalf."""
    return Actor(user.person_id, user.person.name)


@writes
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(WorkSession.objects.select_related("user"), pk=pk, user=request.user)
    return deed(
        request,
        lambda: services.end_session(found, actor=owner(request.user), now=clock.now()),
        said=_("Phiên ấy đã kết thúc."),
        to="me:home",
    )


@writes
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    return deed(
        request,
        lambda: services.end_other_sessions(
            request.user, keep=request.session.session_key or "", actor=owner(request.user), now=clock.now()
        ),
        said=lambda ended: _("Đã kết thúc các phiên khác.") if ended else _("Không có phiên nào khác."),
        to="me:home",
    )


def prove_first(request: HttpRequest, back: str = "") -> HttpResponse | None:
    """Who typed the password long ago types it again, then comes `back` (default: here). None when it was lately."""
    typed = request.session.get(PROVED, 0)
    if 0 <= clock.now().timestamp() - typed < settings.PROVED_FOR.total_seconds():
        return None
    return go(request, f"{reverse('me:prove')}?{urlencode({'next': back or request.path})}")


@fills
def prove(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("next", "")
    back = asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else reverse("me:home")
    heading = _("Gõ lại mật khẩu")
    return filled(
        request,
        PasswordForm(request.POST or None),
        "accounts/form.html",
        lambda values: _prove(request, values["password"]),
        to=back,
        heading=heading,
        submit=_("Tiếp tục"),
        lead=_("Trước khi đổi điều gì bảo vệ tài khoản, Gieo hỏi lại mật khẩu."),
        back=reverse("me:home"),
        trail=[Link(_("Tài khoản của tôi"), reverse("me:home")), Link(heading)],
    )


def _prove(request: HttpRequest, password: str) -> None:
    try:
        known = get_adapter(request).authenticate(request, email=request.user.email, password=password)
    except ValidationError as locked:
        raise Invalid({"": locked.messages}) from None
    if known is None or known.pk != request.user.pk:
        raise Invalid({"password": [_("Mật khẩu không đúng.")]})
    request.session[PROVED] = clock.now().timestamp()
