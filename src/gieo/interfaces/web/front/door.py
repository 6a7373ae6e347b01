"""The WSGI application in front of Django."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import perf_counter
from typing import Any
from urllib.parse import unquote

from gieo.interfaces.web.front.copies import Copies, Copy, Headers
from gieo.interfaces.web.front.requests import Environ, has_copy, key_of, takes_packed
from gieo.interfaces.web.front.visits import Visits
from gieo.interfaces.web.ui.counters import COUNTERS
from gieo.interfaces.web.ui.pages import SHARED

OWN = (SHARED, "X-Request-Number")
"""Headers that are not everybody's business or not everybody's."""

Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]


@dataclass(frozen=True)
class Answer:
    """What Django said, not read yet."""

    status: str
    headers: Headers
    body: Iterable[bytes]
    page: str | None
    """The page it is, when it is the same for everybody; empty when its visits are not counted."""


class Front:
    """Gives copies of public pages, asks Django for everything else, and notes who looked."""

    def __init__(self, application: Application, copies: Copies | None = None) -> None:
        self.application = application
        self.copies = copies or Copies()
        self.visits = Visits()

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        started = perf_counter()
        key = key_of(environ)
        if key is None:
            return self._send(self._ask(environ), environ, start_response)
        found = self.copies.fresh(key)
        if found is None:
            made: list[bool] = []
            found = self.copies.get(key, lambda: self._make(environ, made))
            if isinstance(found, Answer):
                return self._send(found, environ, start_response)
            if made:
                return self._send_copy(found, environ, start_response)
        body = self._send_copy(found, environ, start_response)
        COUNTERS.add("cached", 200 if body else 304, perf_counter() - started, 0)
        return body

    def _ask(self, environ: Environ) -> Answer:
        said: list[Any] = []

        def hear(status: str, headers: Headers, exc_info: Any = None) -> None:
            said[:] = [status, headers]

        body = self.application(environ, hear)
        status, headers = said
        shared = dict(headers).get(SHARED)
        return Answer(status, headers, body, None if shared is None else unquote(shared).strip("-"))

    def _make(self, environ: Environ, made: list[bool]) -> Copy | Answer:
        """A copy of a page that may be kept; what Django said when it may not."""
        made.append(True)
        moment = self.copies.clock()  # before the page is made: what changes meanwhile is not in it
        answer = self._ask(environ)
        if answer.page is None or not _may_be_kept(answer):
            return answer
        try:
            body = b"".join(answer.body)
        finally:
            close = getattr(answer.body, "close", None)
            if close is not None:
                close()
        return Copy(answer.page, [header for header in answer.headers if header[0] not in OWN], body, moment)

    def _send(self, answer: Answer, environ: Environ, start_response: Start) -> Iterable[bytes]:
        if answer.page:
            self.visits.note(environ, answer.page)
        start_response(answer.status, [header for header in answer.headers if header[0] != SHARED])
        return answer.body

    def _send_copy(self, copy: Copy, environ: Environ, start_response: Start) -> list[bytes]:
        if copy.page:
            self.visits.note(environ, copy.page)
        if has_copy(environ, copy.etag):
            start_response("304 Not Modified", copy.unchanged)
            return []
        headers, body = copy.packed if takes_packed(environ) else copy.plain
        start_response("200 OK", headers)
        return body


def _may_be_kept(answer: Answer) -> bool:
    headers = dict(answer.headers)
    control = headers.get("Cache-Control", "")
    return (
        answer.status.startswith("200")
        and "Set-Cookie" not in headers
        and not {"private", "no-store"} & set(control.replace(",", " ").split())
    )
