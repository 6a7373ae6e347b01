"""Numbers that all processes of one web server keep together, for /metrics.

Each process owns one small file of doubles in run/metrics, mapped into its memory: counting writes no database and
makes no system call. Whoever is asked adds up the files of its server; those of a server that is gone are removed.
"""

import mmap
import os
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.http import HttpRequest

PLACES = ("public", "office", "sign_in", "cached", "other", "nowhere")
STATUSES = (200, 204, 206, 301, 302, 303, 304, 400, 403, 404, 405, 409, 413, 422, 429, 500, 503, 0)  # 0: any other
EDGES = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, float("inf"))
_WIDTH = len(STATUSES) + len(EDGES) + 2  # and the sums of seconds and queries
_BYTES = 8 * len(PLACES) * _WIDTH


@dataclass(frozen=True)
class Count:
    """What happened at one kind of place since this server started."""

    place: str
    statuses: dict[int, int]
    durations: tuple[int, ...]
    """How many took at most EDGES[n] and more than EDGES[n - 1] seconds."""
    seconds: float
    queries: int


class Counters:
    """The file of this process, opened at its first request."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._name = ""
        self._cells = memoryview(b"")

    def add(self, place: str, status: int, seconds: float, queries: int) -> None:
        """One more request answered."""
        at = PLACES.index(place) * _WIDTH
        code = STATUSES.index(status if status in STATUSES else 0)
        with self._lock:
            cells = self._open()
            cells[at + code] += 1
            cells[at + len(STATUSES) + bisect_left(EDGES, seconds)] += 1
            cells[at + _WIDTH - 2] += seconds
            cells[at + _WIDTH - 1] += queries

    def _open(self) -> memoryview:
        """Opened anew in a process that was forked, and in a home that has moved."""
        name = f"{settings.RUN_DIR}/metrics/{os.getppid()}-{os.getpid()}"
        if self._name != name:
            self._name = name
            try:
                self._cells = memoryview(_mapped(Path(name))).cast("d")
            except OSError:  # a disk that is full is no reason to answer nobody; these numbers are then lost
                self._cells = memoryview(bytearray(_BYTES)).cast("d")
        return self._cells


def _mapped(path: Path) -> mmap.mmap:
    """The file of this process. Its bytes are written, not skipped: a hole could not be filled on a full disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for old in path.parent.iterdir():
        if not old.name.startswith(f"{os.getppid()}-"):
            old.unlink(missing_ok=True)
    with path.open("a+b") as file:
        file.write(bytes(_BYTES - file.tell()))
        file.flush()
        return mmap.mmap(file.fileno(), _BYTES)


COUNTERS = Counters()


def counts() -> list[Count]:
    """The numbers of all processes of this server, added up; places where nothing happened are left out."""
    total = [0.0] * (_BYTES // 8)
    for path in _folder().glob(f"{os.getppid()}-*"):
        cells = array("d", path.read_bytes())
        total = [mine + theirs for mine, theirs in zip(total, cells, strict=True)]
    rows = [(place, total[n * _WIDTH : (n + 1) * _WIDTH]) for n, place in enumerate(PLACES)]
    return [_count(place, row) for place, row in rows if any(row)]


def _count(place: str, row: list[float]) -> Count:
    statuses = {status: int(row[n]) for n, status in enumerate(STATUSES) if row[n]}
    durations = tuple(int(n) for n in row[len(STATUSES) : -2])
    return Count(place, statuses, durations, seconds=row[-2], queries=int(row[-1]))


def place_of(request: HttpRequest) -> str:
    """The kind of page that was asked for."""
    match = getattr(request, "resolver_match", None)
    if match is None:
        return "nowhere"
    if request.path_info.startswith("/desk/"):
        return "office"
    if match.namespace.endswith("_public"):
        return "public"
    return "sign_in" if (match.url_name or "").startswith("account_") else "other"


def _folder() -> Path:
    return Path(settings.RUN_DIR) / "metrics"
