"""Where a request comes from. Only as many proxies are believed as the operator has named (GIEO_PROXIES)."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings


def client_address(meta: Mapping[str, Any]) -> str:
    """The address of who asks, from `request.META` or a WSGI environ.

    Each proxy adds to X-Forwarded-For the address that it saw; what stands before the trusted ones is only claimed.
    """
    seen = [part.strip() for part in meta.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if settings.PROXIES and len(seen) >= settings.PROXIES:
        return seen[-settings.PROXIES]
    return str(meta.get("REMOTE_ADDR", ""))


def came_through_a_stranger(meta: Mapping[str, Any]) -> bool:
    """Somebody passed this request on whom nobody has named: the address we see is not the one who asks."""
    passed_on = len([part for part in meta.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()])
    return passed_on != settings.PROXIES if passed_on else False
