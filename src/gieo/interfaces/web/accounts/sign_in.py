"""Signing in and out: allauth's views with what our page shows beside them."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.views import LoginView, LogoutView, PasswordChangeView
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from gieo.core import clock
from gieo.core.errors import NotFound
from gieo.foundation.accounts.models import User
from gieo.foundation.accounts.queries import roles_on
from gieo.foundation.accounts.services import rename_session
from gieo.foundation.signing.queries import practice_passphrase
from gieo.foundation.units.queries import label_related
from gieo.interfaces.web.accounts import openid
from gieo.interfaces.web.ui.pages import fills, page, public, reads


class SignIn(LoginView):
    """E-mail and password; beside them the operator's provider, and in the demo every role with one click."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        then = context.get("redirect_field_value") or ""
        return context | {
            "people_to_try": people_to_try(),
            "passphrase": practice_passphrase(),
            "elsewhere": openid.button(then),
        }


class SignOut(LogoutView):
    """A GET asks, a POST does."""


class ChangePassword(PasswordChangeView):
    """The session one works in gets a new key and goes on."""

    def form_valid(self, form: Any) -> HttpResponse:
        before = self.request.session.session_key
        answer = super().form_valid(form)
        rename_session(self.request.user, before=before, after=self.request.session.session_key)
        return answer


def people_to_try() -> list[dict[str, Any]]:
    """The demo's accounts with their roles; empty outside demo and development."""
    if not settings.SHOWS_DEMO:
        return []
    users = User.objects.filter(person__illustrative=True, is_active=True).select_related("person").order_by("id")
    held = {
        role.person_id: role for role in roles_on(clock.today()).select_related(*label_related("unit")).order_by("-id")
    }
    return [{"email": user.email, "name": user.person.name, "held": held.get(user.person_id)} for user in users]


@public
@reads
def sign_up(request: HttpRequest) -> HttpResponse:
    """Nobody signs up alone; allauth needs the address to exist."""
    raise NotFound


@public
@reads
def inactive(request: HttpRequest) -> HttpResponse:
    return page(request, "account/account_inactive.html")


@public
@reads
def session_ended(request: HttpRequest) -> HttpResponse:
    """After too long without a click: what happened, and the way back to where one was."""
    asked = request.GET.get("next", "")
    back = asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else reverse("desk:home")
    minutes = round(settings.IDLE.total_seconds() / 60)
    sign_in_url = f"{reverse('account_login')}?{urlencode({'next': back})}"
    return page(request, "account/session_ended.html", minutes=minutes, sign_in_url=sign_in_url)


sign_in = fills(SignIn.as_view())
sign_out = fills(SignOut.as_view())
change_password = fills(ChangePassword.as_view())
