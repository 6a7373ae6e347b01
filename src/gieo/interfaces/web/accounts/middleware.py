"""Around the office: who was away too long signs in again; who acts in somebody's place has that person's roles."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from gieo.core import clock
from gieo.foundation.accounts.queries import acting, must_set_up_second_factor, roles_without_unit
from gieo.foundation.accounts.vocab import SEEN
from gieo.interfaces.web.accounts.entering import ACTING, MUST_SET_UP, act_as

SAFE_METHODS = ("GET", "HEAD")
NOTED_EVERY = timedelta(minutes=1)
UNATTENDED = "/bang/"
"""The board on the wall asks by itself, every second: nobody sits before it."""


class Presence:
    """Keep the moment a session was last seen, written at most once a minute; end the session after settings.IDLE.

    This stands around the view: while a page that only reads runs, nothing is written. A session that never said when
    it was seen is ended too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and not request.path.startswith(UNATTENDED):
            if _is_idle(request):
                language = request.user.language
                logout(request)
                if request.path.startswith("/desk"):
                    return _sign_in_again(request, language)
            else:
                _note(request)
                if request.session.get(MUST_SET_UP) and (answer := _first_things_first(request)):
                    return answer
        return self.get_response(request)


class Acting:
    """Who chose to work in somebody's place has the delegated roles until the delegation ends, and is told of it.

    A request that comes after its end does nothing: it leads to a page that says so. Nor does one of somebody whose
    roles have all gone with their units: the own account says why, and whom to ask.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        request.may_act = request.user.person.receives
        chosen = request.session.get(ACTING)
        if chosen is not None:
            found = acting(request.user, chosen, clock.today())
            if found is not None:
                request.acting, request.actor = found
            else:
                act_as(request, None)
                if request.path.startswith("/desk"):
                    return _go(request, reverse("me:acting_ended"))
        if _is_for_roles(request.path) and _has_lost_all(request):
            return _go(request, reverse("me:home"))
        return self.get_response(request)


def _has_lost_all(request: HttpRequest) -> bool:
    """Asks only about somebody who holds no role at all."""
    return not request.actor.held and roles_without_unit(request.user.person, clock.today()).exists()


def _is_for_roles(path: str) -> bool:
    """An address of the office that is more than one's own account and language."""
    own = path.startswith(reverse("me:home")) and path != reverse("me:delegate")
    return path.startswith("/desk") and not own and path != reverse("accounts:language")


def _is_idle(request: HttpRequest) -> bool:
    seen = request.session.get(SEEN)
    return bool(settings.IDLE) and (seen is None or clock.now().timestamp() - seen >= settings.IDLE.total_seconds())


def _note(request: HttpRequest) -> None:
    seen, now = request.session.get(SEEN), clock.now().timestamp()
    if seen is not None and not 0 <= now - seen < NOTED_EVERY.total_seconds():
        request.session[SEEN] = now


def _first_things_first(request: HttpRequest) -> HttpResponse | None:
    """Whose role asks for a second factor sets it up before any other page of the office."""
    if not must_set_up_second_factor(request.user, clock.today()):
        del request.session[MUST_SET_UP]
        return None
    mine = reverse("me:home")
    if not request.path.startswith("/desk") or request.path.startswith(mine):
        return None
    return HttpResponse(status=303, headers={"Location": reverse("me:second_factor")})


def _sign_in_again(request: HttpRequest, language: str) -> HttpResponse:
    with translation.override(language):
        address = f"{reverse('account_session_ended')}?{urlencode({'next': _where_one_was(request)})}"
    return _go(request, address)


def _go(request: HttpRequest, address: str) -> HttpResponse:
    """See Other, as a browser or as htmx understands it (its own middleware has not had its turn yet)."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponse(status=303, headers={"Location": address})


def _where_one_was(request: HttpRequest) -> str:
    """The page itself, or the one whose form was sent."""
    if request.headers.get("HX-Request") == "true":
        return _path_of(request.headers.get("HX-Current-URL", ""))
    return request.get_full_path() if request.method in SAFE_METHODS else _path_of(request.headers.get("Referer", ""))


def _path_of(address: str) -> str:
    parts = urlsplit(address)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return path if path.startswith("/desk") else reverse("desk:home")
