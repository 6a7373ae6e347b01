"""Signing in and out: allauth's views with what our page shows beside them."""

from typing import Any

from allauth.account.views import LoginView, LogoutView
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from gieo.core import clock
from gieo.core.errors import NotFound
from gieo.foundation.accounts.models import User
from gieo.foundation.accounts.queries import roles_on
from gieo.interfaces.web.ui.pages import fills, page, public, reads


class SignIn(LoginView):
    """E-mail and password; in the demo every role with one click besides."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"people_to_try": people_to_try()}


class SignOut(LogoutView):
    """A GET asks, a POST does."""


def people_to_try() -> list[dict[str, Any]]:
    """The demo's accounts with their roles; empty outside demo and development."""
    if not settings.SHOWS_DEMO:
        return []
    users = User.objects.filter(person__illustrative=True, is_active=True).select_related("person").order_by("id")
    held = {role.person_id: role for role in roles_on(clock.today()).select_related("unit").order_by("-id")}
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


sign_in = fills(SignIn.as_view())
sign_out = fills(SignOut.as_view())
