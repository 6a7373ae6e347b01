"""Which requests may be answered from a copy, and under which key."""

import re
from typing import Any

from django.conf import settings

LONGEST_QUERY = 300
# What social networks and mail programs hang on to links to follow people; no page of ours reads it.
TRACKERS = re.compile(
    r"(?:^|(?<=&))(?:utm_\w+|fbclid|gclid|dclid|msclkid|zarsrc|mc_cid|mc_eid|igshid|_ga)=[^&]*(?:&|$)"
)
PERSONAL = ("HTTP_HX_REQUEST", "HTTP_AUTHORIZATION", "HTTP_RANGE")

Environ = dict[str, Any]


def without_trackers(query: str) -> str:
    return TRACKERS.sub("", query).rstrip("&")


def key_of(environ: Environ) -> str | None:
    """What a copy is kept under; None for requests that may have an answer of their own.

    Trackers are taken from the request itself, so that no page repeats them in its links.
    """
    if environ["REQUEST_METHOD"] != "GET" or any(name in environ for name in PERSONAL):
        return None
    cookies = environ.get("HTTP_COOKIE", "")
    if cookies and (f"{settings.SESSION_COOKIE_NAME}=" in cookies or "messages=" in cookies):
        return None
    query = environ.get("QUERY_STRING", "")
    if query:
        query = environ["QUERY_STRING"] = without_trackers(query)
        if len(query) > LONGEST_QUERY:
            return None
    scheme = environ.get("HTTP_X_FORWARDED_PROTO") or environ["wsgi.url_scheme"]
    return f"{scheme}\n{environ.get('HTTP_HOST', '')}\n{environ['PATH_INFO']}\n{query}"


def takes_packed(environ: Environ) -> bool:
    accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
    return "gzip" in accepted and "gzip;q=0" not in accepted.replace(" ", "")


def has_copy(environ: Environ, etag: str) -> bool:
    """The browser's own copy is the same: it need not be sent again."""
    return etag.removeprefix("W/") in environ.get("HTTP_IF_NONE_MATCH", "")
