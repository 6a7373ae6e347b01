"""/metrics in the text format of Prometheus: what the web server counted, and what waits in the house."""

import json
import time
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import accumulate
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Count as Rows
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gieo import __version__
from gieo.core import clock
from gieo.foundation.journal.queries import last_sealed_at
from gieo.foundation.outbox.queries import dead_letters, due_letters
from gieo.interfaces.web.ui.counters import EDGES, Count, counts

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
TASKS = {
    "waiting": TaskResultStatus.READY,
    "running": TaskResultStatus.RUNNING,
    "failed": TaskResultStatus.FAILED,
}
Labels = Mapping[str, object]
Sample = tuple[Labels, float]


def text() -> str:
    """Every family with its help, type and samples. A database that does not answer is one of the numbers."""
    lines = [*_requests(), *_family("gieo_info", "gauge", "The version that runs.", [({"version": __version__}, 1)])]
    try:
        waiting = list(_waiting())
        answers = 1
    except DatabaseError:
        waiting, answers = [], 0
    lines += _family("gieo_database_up", "gauge", "Whether the database answers.", [({}, answers)])
    lines += [*waiting, *_files()]
    return "\n".join(lines) + "\n"


def _requests() -> Iterator[str]:
    found = counts()
    statuses = [
        ({"class": row.place, "status": code or "other"}, n) for row in found for code, n in row.statuses.items()
    ]
    yield from _family("gieo_requests_total", "counter", "Requests answered, by kind of page and status.", statuses)
    queries = [({"class": row.place}, row.queries) for row in found]
    yield from _family("gieo_queries_total", "counter", "Queries asked while answering, by kind of page.", queries)
    name = "gieo_request_seconds"
    yield from _family(name, "histogram", "How long answers took, by kind of page.", [])
    for row in found:
        yield from _durations(name, row)


def _durations(name: str, row: Count) -> Iterator[str]:
    for edge, n in zip(EDGES, accumulate(row.durations), strict=True):
        yield _line(f"{name}_bucket", {"class": row.place, "le": "+Inf" if edge == float("inf") else edge}, n)
    yield _line(f"{name}_sum", {"class": row.place}, row.seconds)
    yield _line(f"{name}_count", {"class": row.place}, sum(row.durations))


def _waiting() -> Iterator[str]:
    letters = [({"state": "waiting"}, due_letters(clock.now()).count()), ({"state": "failed"}, dead_letters().count())]
    yield from _family("gieo_letters", "gauge", "Letters that are due, and those the postman gave up.", letters)
    rows = dict(DBTaskResult.objects.order_by().values_list("status").annotate(Rows("id")))
    tasks = [({"state": state}, rows.get(status, 0)) for state, status in TASKS.items()]
    yield from _family("gieo_tasks", "gauge", "Background tasks by state.", tasks)
    sealed = last_sealed_at()
    if sealed is not None:
        help_ = "When the journal was last sealed."
        yield from _family("gieo_last_seal_timestamp_seconds", "gauge", help_, [({}, sealed.timestamp())])


def _files() -> Iterator[str]:
    run = Path(settings.RUN_DIR)
    heart = run / "worker.heartbeat"
    if heart.exists():
        age = time.time() - heart.stat().st_mtime
        yield from _family("gieo_worker_heartbeat_age_seconds", "gauge", "Since the worker last beat.", [({}, age)])
    try:
        made = datetime.fromisoformat(json.loads((run / "backup.json").read_text())["made_at"])
    except (OSError, ValueError, KeyError):
        return  # never, or before backups left a word
    help_ = "When the last backup was made."
    yield from _family("gieo_last_backup_timestamp_seconds", "gauge", help_, [({}, made.timestamp())])


def _family(name: str, kind: str, help_: str, samples: list[Sample]) -> Iterator[str]:
    yield f"# HELP {name} {help_}"
    yield f"# TYPE {name} {kind}"
    for labels, value in samples:
        yield _line(name, labels, value)


def _line(name: str, labels: Labels, value: float) -> str:
    shown = ",".join(f'{key}="{said}"' for key, said in labels.items())
    return f"{name}{{{shown}}} {value:.15g}" if shown else f"{name} {value:.15g}"
