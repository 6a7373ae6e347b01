"""Lines of the log: the number of the request on every line, whoever writes it; routes, never paths.

A path may hold the token of an invitation or a code somebody typed; a route is the name of a page. No line holds a
name, a token or personal data: queries are logged without their values, details of a database driver are left out.
"""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from django.db import connection
from django.http import HttpRequest

NO_ROUTE = "-"


@dataclass
class Trace:
    """One request while it is answered."""

    number: str
    started: float = field(default_factory=perf_counter)
    queries: list[tuple[float, str]] = field(default_factory=list)
    """(seconds, SQL without values), in order."""

    @property
    def seconds(self) -> float:
        return perf_counter() - self.started

    def watch(self, execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        began = perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.queries.append((perf_counter() - began, sql))


_now: ContextVar[Trace | None] = ContextVar("trace", default=None)


@contextmanager
def traced(number: str) -> Iterator[Trace]:
    """Until the end of the block, every line of this thread carries the number, and queries are counted."""
    trace = Trace(number)
    token = _now.set(trace)
    try:
        with connection.execute_wrapper(trace.watch):
            yield trace
    finally:
        _now.reset(token)


def route_of(request: HttpRequest) -> str:
    """The name of the page that was asked for, or a dash for an address that nobody has."""
    match = getattr(request, "resolver_match", None)
    return (match.view_name or NO_ROUTE) if match else NO_ROUTE


class RequestNumber(logging.Filter):
    """Put the number of the request on a record, and the route in the place of its path."""

    def filter(self, record: logging.LogRecord) -> bool:
        trace = _now.get()
        record.number = trace.number if trace else NO_ROUTE
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
            paths = (request.path, request.get_full_path())
            record.args = tuple(route_of(request) if arg in paths else arg for arg in record.args)
        return True


class OnlyFaults(logging.Filter):
    """Django writes a line for every answer above 499; ours says the same. Only what broke adds something."""

    def filter(self, record: logging.LogRecord) -> bool:
        return bool(record.exc_info)


class Text(logging.Formatter):
    """2023-11-07 08:00:00,000 INFO gieo.requests [9F2C41D7] GET results_public:list 200 …"""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} [{number}] {message}", style="{")

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name is logging's
        """Without the lines in which PostgreSQL repeats the values of a row."""
        lines = super().formatException(ei).splitlines()
        return "\n".join(line for line in lines if not line.startswith("DETAIL:"))


class Json(Text):
    """The same as one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "number": getattr(record, "number", NO_ROUTE),
            "message": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            said["exception"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)
