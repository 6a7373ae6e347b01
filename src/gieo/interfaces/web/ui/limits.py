"""How often a client may knock: settings.RATE_LIMITS by name, counted in the cache that all processes share.

@public
@limited("links")
def invitation(request, token): …

Inside a deed (`pages.filled`), call `knock(request, "comments")`: what was typed stays, the words stand above the form.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from gieo.core.errors import TooOften
from gieo.interfaces.web.ui.errors import refused


def knock(request: HttpRequest, what: str, *, key: str | None = None) -> None:
    """Count one more. Raises TooOften, which says when to come back, once the limit `what` is used up.

    `key` is what a limit written "…/key" counts by, instead of the client's address.
    """
    config = settings.RATE_LIMITS
    if not ratelimit.consume(request, app="gieo", action=what, config=config, key=key, limit_get=True):
        longest = max(rate.duration for rate in ratelimit.get_rates(app="gieo", action=what, config=config))
        raise TooOften(int(longest))


def limited(what: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Every request of this page counts, whether it shows or does."""

    def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                knock(request, what)
            except TooOften as error:
                return refused(request, error)
            return view(request, *args, **kwargs)

        return inner

    return wrap
