"""Entering: what is noted when somebody has signed in, whichever door it was."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.middleware.csrf import rotate_token

from gieo.core import clock
from gieo.foundation.accounts.models import Delegation, User
from gieo.foundation.accounts.queries import must_set_up_second_factor
from gieo.foundation.accounts.rules import shortened_address
from gieo.foundation.accounts.services import begin_session
from gieo.foundation.accounts.vocab import CHANGED_WHO, SEEN
from gieo.interfaces.web.ui.clients import client_address

PROVED = "proved"
"""Where a session keeps when its owner last typed the password, in seconds of the epoch."""
ACTING = "acting_for"
"""The delegation by which a session works in somebody's place."""
MUST_SET_UP = "must_set_up"
"""Set in a session whose owner has to set up a second factor before anything else."""


def enter(request: HttpRequest, user: User) -> None:
    """Sign in without a password: the link of an invitation, and the demo's roles."""
    get_adapter(request).login(request, user)


def note_entry(request: HttpRequest, user: User) -> None:
    """Put the session among those its owner sees, start the clock of idleness, ask what must come first."""
    if request.session.session_key is None:
        request.session.create()
    now = clock.now()
    request.session[SEEN] = request.session[PROVED] = now.timestamp()
    if must_set_up_second_factor(user, clock.local_date(now)):
        request.session[MUST_SET_UP] = True
    begin_session(
        user,
        session_key=request.session.session_key,
        place=shortened_address(client_address(request.META)),
        device=request.headers.get("User-Agent", ""),
        now=now,
    )


def act_as(request: HttpRequest, delegation: Delegation | None) -> None:
    """Work in somebody's place from now on, or as oneself again.

    Forms drawn before carry a token that holds no more: what was opened as one is never recorded as the other.
    """
    if delegation is not None:
        request.session[ACTING] = delegation.pk
    else:
        request.session.pop(ACTING, None)
    request.session[CHANGED_WHO] = True
    rotate_token(request)
