"""Two addresses for machines: is the process alive, and is it ready to serve."""

import os
import time
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

from gieo import __version__
from gieo.interfaces.web.ui.pages import public, reads

HEARTBEAT_SECONDS = 60


@public
@reads
def healthz(request: HttpRequest) -> JsonResponse:
    """Alive; asks nothing of the database."""
    return JsonResponse({"status": "ok", "version": __version__})


@public
@reads
def readyz(request: HttpRequest) -> JsonResponse:
    """Ready when database, files, migrations and worker are; else 503 that says which is not."""
    checks = {"database": _database(), "files": _files(), "migrations": _migrations(), "worker": _worker()}
    ready = all(said == "ok" for said in checks.values())
    return JsonResponse({"status": "ok" if ready else "unready", **checks}, status=200 if ready else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return f"failed: {type(error).__name__}"
    return "ok"


def _files() -> str:
    folder = Path(settings.FILES_DIR)
    return "ok" if folder.is_dir() and os.access(folder, os.W_OK) else "not writable"


def _migrations() -> str:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "unknown"
    return "ok" if not waiting else f"{len(waiting)} waiting"


def _worker() -> str:
    beat = Path(settings.RUN_DIR) / "worker.beat"
    if not beat.exists():
        return "not started"
    age = time.time() - beat.stat().st_mtime
    return "ok" if age < HEARTBEAT_SECONDS else f"silent for {int(age)} s"
