"""Counting 1,000 visitors, robots among them, through four web processes; the worker and one of them are killed.

`python -m bench.visits [minutes]`; visits and robots must be exact, people online exact at the end of every minute, and
no row may stand for a view. The clock is passed in: thirty minutes take seconds. On SQLite and on PostgreSQL.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
HOME = tempfile.TemporaryDirectory(prefix="gieo-bench-")
os.environ.setdefault("GIEO_HOME", HOME.name)
os.environ.update(GIEO_MODE="test", DJANGO_SETTINGS_MODULE="gieo.config.settings", PYTHONPATH=str(ROOT / "src"))

import django  # noqa: E402 - the environment is laid above

django.setup()

from django.core.management import call_command  # noqa: E402 - as above
from django.db import connection  # noqa: E402 - as above

from bench import budget  # noqa: E402 - as above
from bench.web.look import VISITORS, looks, visit  # noqa: E402 - as above
from gieo.foundation.audience.models import OnlineMinute, PageVisits, SpoolTaken, VisitTally  # noqa: E402 - as above
from gieo.foundation.audience.queries.visits import figures  # noqa: E402 - as above
from gieo.foundation.audience.rules.visits import Visit, summed  # noqa: E402 - as above
from gieo.foundation.audience.services.visits import take_in  # noqa: E402 - as above
from gieo.interfaces.ops import postgres  # noqa: E402 - as above

MINUTES, LOOKS, WINDOW = 30, 400, 5
FIRST = int(datetime(2023, 11, 7, 1, 0, tzinfo=UTC).timestamp() // 60)
PROCESSES = ("one", "two", "three", "four")
FOLDER = Path(os.environ["GIEO_HOME"])
SPOOLS = FOLDER / "visits"
TABLES = (PageVisits, OnlineMinute, VisitTally, SpoolTaken)


class Web:
    """One web process: it notes what it is told, and says after each look that it has."""

    def __init__(self, name: str) -> None:
        self.name = name
        command = [sys.executable, "-m", "bench.web.look", str(FOLDER), name]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
        assert self.process.stdout.readline() == "READY\n"

    def tell(self, minute: int) -> None:
        self.process.stdin.write(f"{minute} {LOOKS}\n")
        self.process.stdin.flush()

    def done(self) -> int:
        return len(self.process.stdout.readline().strip())

    def kill(self, minute: int, after: int) -> int:
        """Kill it in the midst of a minute; how many looks it had noted for sure."""
        self.tell(minute)
        heard = self.process.stdout.read(after)
        self.process.send_signal(signal.SIGKILL)
        return len(heard) + len(self.process.stdout.read())

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait()


def moment(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60 + 59, UTC)


def noted(name: str, minute: int, count: int = LOOKS) -> list[Visit]:
    return [visit(FOLDER / "salts", page, *who, minute) for page, *who in looks(name, minute, LOOKS)[:count]]


def take_in_and_be_killed(minute: int) -> None:
    """A worker that dies while it takes in: somewhere between its first and its last query."""
    command = [sys.executable, "-m", "bench.visits", "take", str(minute)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    process.stdout.readline()
    time.sleep(0.004 * (minute % 7))
    process.send_signal(signal.SIGKILL)
    process.wait()


def take(minute: int) -> None:
    print("READY", flush=True)
    take_in(SPOOLS, now=moment(minute))


def wrong(seen: Iterable[Visit], minute: int) -> list[str]:
    """What the tables say otherwise than the looks that were noted."""
    seen = list(seen)
    expected = summed(seen)
    people = {one.visitor for one in seen if one.kind == "p" and one.minute > minute - WINDOW}
    found = figures("/", moment(minute))
    rows = {(row.page, row.day): (row.visits, row.robots) for row in PageVisits.objects.all()}
    pages = {key: (counts.visits, counts.robots) for key, counts in expected.pages.items()}
    pairs = {
        "visits": (found.visits, expected.total.visits),
        "online": (found.online, len(people)),
        "pages": (rows, pages),
        "robots": (VisitTally.objects.get().robots, expected.total.robots),
    }
    return [
        f"minute {minute - FIRST}: {name} {is_} ≠ {should}" for name, (is_, should) in pairs.items() if is_ != should
    ]


def here(minutes: int) -> int:
    call_command("migrate", verbosity=0)
    web = [Web(name) for name in PROCESSES]
    seen: list[Visit] = []
    faults: list[str] = []
    took: list[float] = []
    for minute in range(FIRST, FIRST + minutes):
        if minute == FIRST + minutes // 2:
            dying = web.pop()
            sure = dying.kill(minute, after=LOOKS // 3)
        for process in web:
            process.tell(minute)
        for process in web:
            assert process.done() == LOOKS
            seen += noted(process.name, minute)
        if len(web) == len(PROCESSES) - 1 and minute == FIRST + minutes // 2:
            written = sum(path.read_bytes().count(f"\t{minute}\t".encode()) for path in SPOOLS.glob("*.spool"))
            last = written - LOOKS * len(web)
            assert sure <= last <= sure + 1, f"noted {last}, said {sure}"
            seen += noted(dying.name, minute, last)
        if minute % 3 == 0:
            take_in_and_be_killed(minute)
        began = time.perf_counter()
        take_in(SPOOLS, now=moment(minute))
        took.append(time.perf_counter() - began)
        faults += wrong(seen, minute)
    for process in web:
        process.end()
    kinds = Counter(one.kind for one in seen)
    rows = {model._meta.model_name: model.objects.count() for model in TABLES}
    print(
        f"{connection.vendor}: {VISITORS} visitors, {minutes} minutes, {kinds['p']} visits and {kinds['r']} by robots; "
        f"{'all exact' if not faults else 'WRONG'}"
    )
    print(
        f"  rows: {rows}, together {sum(rows.values())}; taking in a minute of {LOOKS * len(PROCESSES)} looks: "
        f"median {sorted(took)[len(took) // 2] * 1000:.0f} ms"
    )
    for fault in faults:
        print(f"  {fault}")
    return int(len(faults) > budget("visits")["miscounted"])


def main(minutes: int) -> int:
    """Each database in a process and a home of its own."""
    command = [sys.executable, "-m", "bench.visits", "here", str(minutes)]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIEO_")}
    code = subprocess.run(command, cwd=ROOT, env=clean, check=False).returncode
    found = postgres.tools()
    if found is None:
        print(f"PostgreSQL: not measured, needs {postgres.HOW}")
        return code
    with postgres.Cluster(found) as cluster:
        again = subprocess.run(command, cwd=ROOT, env=clean | {"GIEO_DATABASE_URL": cluster.url}, check=False)
    return code or again.returncode


if __name__ == "__main__":
    asked = sys.argv[1:]
    deed = {"here": here, "take": take}.get(asked[0] if asked else "", main)
    sys.exit(deed(int(next((word for word in asked if word.isdecimal()), MINUTES))))
