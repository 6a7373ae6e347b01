"""Entering: what is noted when somebody has signed in, whichever door it was."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from gieo.core import clock
from gieo.foundation.accounts.models import User
from gieo.foundation.accounts.rules import shortened_address
from gieo.foundation.accounts.services import begin_session
from gieo.interfaces.web.ui.clients import client_address

SEEN = "seen"
"""Where a session keeps the moment its browser was last seen, in seconds of the epoch."""


def enter(request: HttpRequest, user: User) -> None:
    """Sign in without a password: the link of an invitation, and the demo's roles."""
    get_adapter(request).login(request, user)


def note_entry(request: HttpRequest, user: User) -> None:
    """Put the session among those its owner sees, and start the clock of idleness."""
    if request.session.session_key is None:
        request.session.create()
    now = clock.now()
    request.session[SEEN] = now.timestamp()
    begin_session(
        user,
        session_key=request.session.session_key,
        place=shortened_address(client_address(request.META)),
        device=request.headers.get("User-Agent", ""),
        now=now,
    )
