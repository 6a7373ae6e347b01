"""Pages for machines: is this process alive (/healthz), can it do its work (/readyz), how does it do (/metrics)?"""

import os
import tempfile
import time
from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import add_never_cache_headers

from gieo import __version__
from gieo.interfaces.web.health import metrics
from gieo.interfaces.web.ui.clients import came_through_a_stranger, client_address

SILENT_IDLE = 30  # seconds between two heartbeats of a worker that has nothing to do
SILENT_WORKING = 900  # a task may take long; its worker is silent meanwhile


def asked(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A page for machines: GET only, never kept by anybody on the way."""

    @wraps(view)
    @login_not_required
    def inner(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            words = f"{request.method} is not answered here; ask with GET.\n"
            return HttpResponse(words, status=405, content_type="text/plain", headers={"Allow": "GET, HEAD"})
        answer = view(request)
        add_never_cache_headers(answer)
        return answer

    return inner


@asked
def healthz(request: HttpRequest) -> HttpResponse:
    """Alive. The database is not touched: a slow database must not make a supervisor kill the web server."""
    return JsonResponse({"status": "ok", "version": __version__})


@asked
def readyz(request: HttpRequest) -> HttpResponse:
    """Every part with `ok` or a sentence; 503 when one of them is not well."""
    parts = {name: _ask(question) for name, question in QUESTIONS.items()}
    well = all(word == "ok" for word in parts.values())
    status = {"status": "ok" if well else "not ready", "version": __version__, "parts": parts}
    return JsonResponse(status, status=200 if well else 503)


@asked
def figures(request: HttpRequest) -> HttpResponse:
    """For the administrator's network alone; where the client's address is not known for sure, for nobody."""
    if came_through_a_stranger(request.META) or not _is_of_ours(client_address(request.META)):
        words = "Figures are answered to the addresses in GIEO_METRICS_FROM alone.\n"
        return HttpResponse(words, status=403, content_type="text/plain")
    return HttpResponse(metrics.text(), content_type=metrics.CONTENT_TYPE)


def _is_of_ours(address: str) -> bool:
    try:
        return any(ip_address(address) in network for network in settings.METRICS_FROM)
    except ValueError:
        return False


def _ask(question: Callable[[], str]) -> str:
    try:
        return question()
    except (DatabaseError, OSError) as error:
        # The kind only: messages of a database driver may hold addresses and names.
        return f"does not answer ({type(error).__name__})"


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return "ok"


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} migrations wait; run ./gieo migrate" if waiting else "ok"


def _files() -> str:
    folder = Path(settings.FILES_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=".ready-", dir=folder)
    os.close(descriptor)
    Path(name).unlink()
    return "ok"


def _worker() -> str:
    heart = Path(settings.RUN_DIR) / "worker.heartbeat"
    if not heart.exists():
        return "no worker has started; run ./gieo worker"
    silent = time.time() - heart.stat().st_mtime
    limit = SILENT_WORKING if heart.read_text() == "working" else SILENT_IDLE
    return "ok" if silent <= limit else f"the worker has been silent for {silent:.0f} seconds; run ./gieo worker"


PAGES = {"healthz": healthz, "readyz": readyz, "metrics": figures}
QUESTIONS: dict[str, Callable[[], str]] = {
    "database": _database,
    "files": _files,
    "migrations": _migrations,
    "worker": _worker,
}
