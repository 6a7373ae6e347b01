"""Around every page: a number for the request, a notice while Gieo rests, who asks, refusals in words, and
no write while reading."""

import logging
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.actor import ANONYMOUS
from gieo.core.errors import GieoError, TooOften
from gieo.foundation.accounts.queries import actor_for
from gieo.foundation.files.rules import human_size
from gieo.interfaces.web.ui.counters import COUNTERS, place_of
from gieo.interfaces.web.ui.errors import maintenance, refusal, refused
from gieo.interfaces.web.ui.limits import knock
from gieo.interfaces.web.ui.logs import Trace, route_of, traced
from gieo.interfaces.web.ui.uploads import SENT, join_sent_files, let_go

Answer = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("gieo.requests")

SLOWEST_SHOWN = 5
SAFE_METHODS = ("GET", "HEAD", "OPTIONS", "TRACE")


class RequestNumber:
    """Give each request a short number, shown on error pages and on every line of the log, and a line of its own:
    route, status, duration, queries; the slowest queries too when it took longer than settings.SLOW_SECONDS."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.number = secrets.token_hex(4).upper()
        with traced(request.number) as trace:
            response = self.get_response(request)
            response["X-Request-Number"] = request.number
            COUNTERS.add(place_of(request), response.status_code, trace.seconds, len(trace.queries))
            _log(trace, request, response)
        return response


def _log(trace: Trace, request: HttpRequest, response: HttpResponse) -> None:
    facts: dict[str, Any] = {
        "method": request.method,
        "route": route_of(request),
        "status": response.status_code,
        "ms": round(trace.seconds * 1000, 1),
        "queries": len(trace.queries),
    }
    said = "{method} {route} {status} {ms} ms {queries} queries".format(**facts)
    log.info(said, extra={"facts": facts})
    if facts["ms"] >= settings.SLOW_SECONDS * 1000:
        slowest = sorted(trace.queries, reverse=True)[:SLOWEST_SHOWN]
        facts["slowest"] = [f"{took * 1000:.0f} ms {sql[:300]}" for took, sql in slowest]
        log.warning("slow: %s\n%s", said, "\n".join(facts["slowest"]), extra={"facts": facts})


class Maintenance:
    """While `run/maintenance` lies in the home (./gieo migrate puts it there), people read why they must wait."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.notice = Path(settings.RUN_DIR) / "maintenance"

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return maintenance(request) if self.notice.exists() else self.get_response(request)


class ContentSecurity:
    """One content security policy for every page, without exceptions for scripts or styles."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", settings.CONTENT_SECURITY_POLICY)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()"
        )
        return response


class WhoAsks:
    """Set request.actor, and the language a signed-in person chose for the office."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = ANONYMOUS
        if request.user.is_authenticated:
            request.actor = actor_for(request.user, clock.today())
            if request.path.startswith("/desk"):
                translation.activate(request.user.language)
                request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)


class Uploads:
    """Refuse what is too large before a byte of it is read, and clients that send files without end; join to a form
    the files that came before it in parts."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _length(request) > settings.MAX_REQUEST_BYTES:
            limit = human_size(settings.MAX_UPLOAD_BYTES)
            words = _(
                "Mỗi lần chỉ gửi được tối đa %(limit)s. Chia nhỏ hoặc nén tệp rồi gửi lại; những gì đã gõ vẫn còn ở "
                "trang trước."
            )
            return refusal(request, "413", words % {"limit": limit})
        if request.content_type == "multipart/form-data":
            try:
                knock(request, "uploads")
            except TooOften as error:
                return refused(request, error)
        answer = self.get_response(request)
        let_go(request, answer)
        return answer

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Files that came in parts join the form that was waiting for them."""
        if request.method != "POST" or request.actor.is_anonymous or SENT not in request.POST:
            return None
        return join_sent_files(request)


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


class Refusals:
    """Turn a refusal that no view answered into its page: 404 for what is not there, 403 for what one may not do. An
    address with a null sign asks for nothing: PostgreSQL cannot even be asked for it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return refusal(request, "400")
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refused(request, exception) if isinstance(exception, GieoError) else None


class WroteWhileReading(RuntimeError):
    """A page that only shows tried to write: a fault of the program."""


class ReadingWritesNothing:
    """On GET the database connection refuses to write for as long as the view's body runs."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if request.method not in SAFE_METHODS or getattr(view, "may_write_on_get", False):
            return None
        with connection.execute_wrapper(_refuse_writes):
            try:
                response = view(request, *args, **kwargs)
                if hasattr(response, "render") and callable(response.render) and not response.is_rendered:
                    response = response.render()
                return response
            except GieoError as exception:
                return refused(request, exception)


def _refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    verb = sql.lstrip(" (").split(" ", 1)[0].upper()
    if verb in ("INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE") and not _is_cache(sql):
        raise WroteWhileReading(f"A GET page tried to write: {sql[:120]}")
    return execute(sql, params, many, context)


def _is_cache(sql: str) -> bool:
    """Rate limits and page fragments live in a cache table; they are no records."""
    return f'"{settings.CACHES["default"].get("LOCATION", "")}"' in sql
