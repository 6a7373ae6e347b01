"""Accounts at a provider of OpenID Connect, as the administrator sees and forgets those of other people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.foundation.accounts import services
from gieo.foundation.accounts.models import User
from gieo.foundation.accounts.permits import may_keep_sign_ins
from gieo.foundation.accounts.queries import linked_accounts
from gieo.interfaces.web.ui.components import Deed
from gieo.interfaces.web.ui.pages import deed, writes


def unlinking(actor: Actor, user: User) -> list[Deed]:
    """Only for the administrator's eyes, and where there is something to forget."""
    if not may_keep_sign_ins(actor) or not linked_accounts(user):
        return []
    return [
        Deed(
            label=_("Bỏ nối tài khoản ở nơi khác"),
            url=reverse("accounts:unlink", args=[user.person_id]),
            icon="unlink",
            kind="danger",
            consequences=(
                _("Chỉ vào được bằng mật khẩu, cho tới khi nối lại bằng cùng địa chỉ thư."),
                _("Các phiên đang mở kết thúc; người này được báo bằng thư."),
            ),
        )
    ]


@writes
def unlink(request: HttpRequest, pk: int) -> HttpResponse:
    may_keep_sign_ins(request.actor).require()
    user = get_object_or_404(User, person_id=pk)
    return deed(
        request,
        lambda: services.unlink(user, actor=request.actor, now=clock.now()),
        said=_("Đã bỏ nối; các phiên đang mở đã kết thúc."),
        to=("accounts:person", pk),
    )
