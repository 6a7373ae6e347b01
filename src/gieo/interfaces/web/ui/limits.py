"""How often a client may knock: settings.RATE_LIMITS by name, counted in the cache that all processes share.

@public
@limited("links")
def invitation(request, token): …

Inside a deed (`pages.filled`), call `knock(request, "comments")`: what was typed stays, the words stand above the form.
"""

from collections.abc import Callable
from functools import wraps
from math import ceil
from typing import Any

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from gieo.core import clock
from gieo.core.errors import TooOften
from gieo.interfaces.web.ui.errors import refused


def knock(request: HttpRequest, what: str, *, key: str | None = None) -> None:
    """Count one more. Raises TooOften, which says when to come back, once the limit `what` is used up.

    `key` is what a limit written "…/key" counts by, instead of the client's address. Who is refused costs a look at the
    cache and no write.
    """
    refuse_used_up(request, what, key=key)
    config = settings.RATE_LIMITS
    if not ratelimit.consume(request, app="gieo", action=what, config=config, key=key, limit_get=True):
        raise TooOften(int(max(rate.duration for rate in _rates(what))))


def refuse_used_up(request: HttpRequest, what: str, *, key: str | None = None) -> None:
    """Raises TooOften with the seconds until there is room again; counts nothing."""
    now = clock.machine_seconds()
    for rate in _rates(what):
        place = ratelimit.get_cache_key(request, app="gieo", action=what, rate=rate, key=key)
        has_room, hits = ratelimit.apply_rate(cache.get(place, []), now, rate, dry_run=True)
        if not has_room:
            raise TooOften(max(1, ceil(hits[-1] + rate.duration - now)))


def _rates(what: str) -> list[ratelimit.Rate]:
    return ratelimit.get_rates(app="gieo", action=what, config=settings.RATE_LIMITS)


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
