"""Kills at random points while minutes are written, sealed, signed, printed and received: what is lost, what doubled?

`python -m bench.kills [kills] [seed]` holds the drill on SQLite and on PostgreSQL, each with so many kills; with
`--here` on the database of the environment alone. Every deed is a request to the office's own pages in a child process
that is killed (SIGKILL) at a seeded step (before or after a query, a commit, a touch of a file) or moment, and asked
again as a person would; files are printed by the real worker, killed the same way. After each kill the whole database
and every file are compared.
"""

from __future__ import annotations

import json
import logging
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
MORNING = datetime(2023, 11, 7, 3, 0, tzinfo=UTC)  # 10 o'clock at the table
HOME = tempfile.TemporaryDirectory(prefix="gieo-kills-")
os.environ |= {
    "GIEO_HOME": HOME.name,
    "GIEO_MODE": "production",
    "GIEO_PUBLIC_ADDRESS": "http://127.0.0.1:8000",
    "GIEO_CLOCK_OFFSET": str(round((MORNING - datetime.now(UTC)).total_seconds())),
    "DJANGO_SETTINGS_MODULE": "gieo.config.settings",
    "PYTHONPATH": str(ROOT / "src"),
}

import django  # noqa: E402 - the environment is laid above

django.setup()
logging.disable(logging.CRITICAL)

from django.conf import settings  # noqa: E402 - as above
from django.db import connection  # noqa: E402 - as above
from django.test import Client  # noqa: E402 - as above
from django_tasks_db.models import DBTaskResult  # noqa: E402 - as above

from bench import budget  # noqa: E402 - as above
from gieo.core import clock  # noqa: E402 - as above
from gieo.core.actor import Role  # noqa: E402 - as above
from gieo.domain.handovers.models import Minutes  # noqa: E402 - as above
from gieo.domain.handovers.queries.printing import waiting_for_print  # noqa: E402 - as above
from gieo.domain.handovers.vocab import SIGNING_ORDER, MinutesState  # noqa: E402 - as above
from gieo.foundation.files.services import sweep_orphans  # noqa: E402 - as above
from gieo.foundation.journal.queries import verify  # noqa: E402 - as above
from gieo.foundation.journal.services import seal  # noqa: E402 - as above
from gieo.foundation.signing.models import Rendering, Signature  # noqa: E402 - as above
from gieo.foundation.signing.vocab import RenderingKind  # noqa: E402 - as above
from gieo.interfaces.ops import postgres  # noqa: E402 - as above
from gieo.interfaces.ops.commands.migrate import bring_up  # noqa: E402 - as above
from tests.factories import wholeness  # noqa: E402 - as above
from tests.factories.accounts import user_with  # noqa: E402 - as above
from tests.factories.handovers import STROKES, conference_of, department  # noqa: E402 - as above

RECEIVERS = 3
HOST = {"HTTP_HOST": "127.0.0.1"}
WITNESS = {"name": "Vàng Thị Dua", "title": "Phó Chủ tịch", "unit": "UBND tỉnh Điện Biên"}
PASSWORD = "ruong-bac-thang-2023"
EVERYBODY_GETS = {RenderingKind.PDF, RenderingKind.DOCX, RenderingKind.PDF_SIGNED}
KILLED = object()


class Child:
    """A process of this house that does one thing and tells its answer; it may be killed at one of its steps."""

    def __init__(self, work: Callable[[], Any], at_step: int = 0) -> None:
        self.reader, writer = os.pipe()
        sys.stdout.flush()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self.reader)
            self._live(work, at_step, writer)
        os.close(writer)

    def _live(self, work: Callable[[], Any], at_step: int, writer: int) -> None:
        steps = Steps(at_step)
        try:
            with steps.counted():
                answer = work()
                steps.take()  # done, and nobody has been told
            os.write(writer, json.dumps({"answer": answer, "steps": steps.taken}).encode())
        except BaseException as error:
            os.write(writer, json.dumps({"error": f"{type(error).__name__}: {error}"}).encode())
        os._exit(0)

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def end(self) -> tuple[Any, int]:
        """Its answer and how many steps it took; KILLED when it did not come to answer."""
        with os.fdopen(self.reader, "rb") as pipe:
            said = pipe.read()
        os.waitpid(self.pid, 0)
        if not said:
            return KILLED, 0
        told = json.loads(said)
        if "error" in told:
            raise RuntimeError(told["error"])
        return told["answer"], told["steps"]


class Steps:
    """Every point at which a child may be killed: around queries and commits, at each touch of a kept file."""

    def __init__(self, last: int) -> None:
        self.taken, self.last = 0, last

    def take(self) -> None:
        self.taken += 1
        if self.taken == self.last:
            os.kill(os.getpid(), signal.SIGKILL)

    def counted(self) -> AbstractContextManager[None]:
        home, commit = str(settings.HOME), connection._commit

        def stepping() -> None:
            self.take()
            commit()
            self.take()

        def query(execute: Any, *arguments: Any) -> Any:
            self.take()
            answer = execute(*arguments)
            self.take()
            return answer

        def touched(event: str, arguments: tuple[Any, ...]) -> None:
            if event in {"open", "os.rename", "os.remove", "os.mkdir"} and str(arguments[0]).startswith(home):
                self.take()

        connection._commit = stepping
        sys.addaudithook(touched)
        return connection.execute_wrapper(query)


def ask(work: Callable[[], Any]) -> Any:
    """What a child that nobody kills finds; this process keeps no connection that a fork would share."""
    return Child(work).end()[0]


def visitor(session: str) -> Client:
    client = Client(**HOST)
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client


@dataclass
class Drill:
    """Conferences held while processes die, and what was found after each death."""

    wanted: int
    dice: random.Random
    session: str = ""
    killed: Counter[str] = field(default_factory=Counter)
    steps: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    confirmed: list[tuple[str, str, str]] = field(default_factory=list)  # minutes, party, client id
    asked_again: int = 0
    at_once: int = 0
    orphans: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def kills(self) -> int:
        return sum(self.killed.values())

    def run(self) -> None:
        self.session, conferences = ask(lambda: open_office(self.wanted // 7 + 2))
        for code in conferences:
            if self.kills < self.wanted:
                self.hold_conference(code)
        self.work()

    def hold_conference(self, code: str) -> None:
        self.deed("generation", lambda: self.post(f"conference/{code}/prepare"))
        self.deed("generation", lambda: self.post(f"conference/{code}/witness", **WITNESS))
        self.deed("sealing", lambda: self.post(f"conference/{code}/seal"))
        self.work()
        minutes = ask(lambda: list(Minutes.objects.filter(conference__code=code).values_list("code", flat=True)))
        if len(minutes) != RECEIVERS:
            self.faults.append(f"{code}: {len(minutes)} minutes for {RECEIVERS} receivers")
        for each in minutes:
            for _party in SIGNING_ORDER:
                self.sign(each, self.shown(each))
        self.work()
        for each in minutes:
            self.deed("receipt", lambda each=each: self.post(f"{each}/receive", all="1"))

    def post(self, path: str, **values: Any) -> int:
        client, form = visitor(self.session), "application/x-www-form-urlencoded"
        return client.post(f"/desk/handovers/{path}", urlencode(values), content_type=form).status_code

    def shown(self, code: str) -> dict[str, str]:
        """The form as it lies on the tablet for whoever signs next."""
        page = ask(lambda: visitor(self.session).get(f"/desk/handovers/{code}/sign").content.decode())
        hidden = dict(re.findall(r'type="hidden" name="(party|digest|client_id)" value="([^"]+)"', page))
        named = dict(re.findall(r'name="(person_name|title)" value="([^"]+)"', page))
        typed = {"identity": "known", "confirmed": "on", "strokes": str(STROKES["strokes"])}
        return hidden | named | typed

    def sign(self, code: str, form: dict[str, str]) -> None:
        """One party signs; sometimes a second officer's tablet asks for the same signature at the same moment."""
        if self.dice.random() < 0.2:
            self.sign_twice_at_once(code, [form, self.shown(code)])
            return
        killed = self.kills
        self.deed("signing", lambda: self.post(f"{code}/sign", **form))
        if self.kills > killed:
            self.asked_again += 1
        self.confirmed.append((code, form["party"], form["client_id"]))

    def sign_twice_at_once(self, code: str, forms: list[dict[str, str]]) -> None:
        children = [Child(lambda form=form: self.post(f"{code}/sign", **form)) for form in forms]
        answers = [child.end()[0] for child in children]
        self.at_once += 1
        if sorted(answers) != [303, 422]:
            self.faults.append(f"{code}: two tablets at once were answered {answers}")
        signed = [form for form, answer in zip(forms, answers, strict=True) if answer == 303]
        self.confirmed += [(code, form["party"], form["client_id"]) for form in signed]

    def deed(self, kind: str, work: Callable[[], int]) -> None:
        """Ask until answered, as a person does; every second attempt is killed until enough have been."""
        while True:
            kill = self.kills < self.wanted and kind in self.steps and self.dice.random() < 0.5
            by_step = kill and self.dice.random() < 0.7
            started = time.monotonic()
            child = Child(work, self.dice.randint(1, self.steps[kind]) if by_step else 0)
            if kill and not by_step:
                time.sleep(self.dice.uniform(0, self.seconds[kind]))
                child.kill()
            answer, steps = child.end()
            if answer is not KILLED:
                self.steps[kind], self.seconds[kind] = steps, time.monotonic() - started
                if answer != 303:
                    self.faults.append(f"{kind}: answered {answer}")
                return
            self.killed[kind] += 1
            self.look(kind)

    def look(self, kind: str) -> None:
        """Everything as it stands after a kill."""
        found, orphans = ask(lambda: (wholeness.faults(), len(wholeness.files_without_rows())))
        self.orphans = max(self.orphans, orphans)
        self.faults += [f"after kill {self.kills} ({kind}): {fault}" for fault in found]

    def work(self) -> None:
        """The real worker prints what waits; it is killed after some files, and started again."""
        while ask(work_left):
            kill = self.kills < self.wanted and self.dice.random() < 0.6
            enough = files_kept() + self.dice.randint(1, 4) if kill else sys.maxsize
            with (Path(settings.HOME) / "worker.log").open("ab") as log:
                command = [sys.executable, "-m", "gieo.interfaces.ops", "worker", "--home", str(settings.HOME)]
                worker = subprocess.Popen(command, stdout=log, stderr=log)
            while worker.poll() is None and files_kept() < enough and ask(work_left):
                time.sleep(0.1)
            if kill:
                time.sleep(self.dice.uniform(0, 0.3))
                worker.kill()
                self.killed["printing by the worker"] += 1
                self.look("printing by the worker")
            elif worker.poll() is not None:
                raise RuntimeError(f"the worker ended by itself (exit {worker.returncode}); see worker.log")
            worker.terminate()
            worker.wait()

    def is_whole(self) -> bool:
        """Tell the figures, and whether nothing is lost, doubled or half-written."""
        last = ask(last_look)
        rows = {tuple(row) for row in last["signatures"]}
        lost = [one for one in self.confirmed if one not in rows]
        self.faults += [f"{code}: the confirmed signature of {party} is lost" for code, party, _client in lost]
        self.faults += last["faults"]
        deaths = ", ".join(f"{number} {kind}" for kind, number in sorted(self.killed.items()))
        print(f"{connection.vendor}: {self.kills} kills ({deaths})")
        print(
            f"  signatures: {len(self.confirmed)} confirmed, {len(self.confirmed) - len(lost)} of them found, "
            f"{len(rows)} in all"
        )
        print(f"    asked again after a kill {self.asked_again}, two tablets at once {self.at_once}")
        print(f"  minutes: {last['minutes']}, received with their three files {last['complete']}")
        print(f"  files without a row: {self.orphans} at most, {last['orphans']} after the sweep")
        print(f"  faults: {len(self.faults)} (doubled, half-written, rows without files, journal, unanswered)")
        for fault in self.faults:
            print(f"    {fault}")
        return not self.faults and self.kills >= self.wanted


# ---- what children do


def open_office(conferences: int) -> tuple[str, list[str]]:
    """Tables, an officer at the table, conferences that have begun; the officer's session and the codes."""
    bring_up()
    user = user_with(Role.OFFICER, department(), password=PASSWORD)
    client = Client(**HOST)
    client.post("/dang-nhap/", {"login": user.email, "password": PASSWORD})
    codes = [conference_of(results=RECEIVERS, products=1, units=RECEIVERS).code for _ in range(conferences)]
    return client.cookies[settings.SESSION_COOKIE_NAME].value, codes


def work_left() -> bool:
    queued = DBTaskResult.objects.filter(status__in=("READY", "RUNNING"))
    return waiting_for_print().exists() or queued.exists()


def files_kept() -> int:
    return sum(1 for _ in Path(settings.FILES_DIR).glob("??/??/*"))


def last_look() -> dict[str, Any]:
    """After the nightly round."""
    seal(now=clock.now())
    sweep_orphans(older_than=datetime.now(UTC) + timedelta(hours=1))
    minutes = Minutes.objects.filter(conference__isnull=False)
    kinds: dict[str, set[str]] = defaultdict(set)
    for code, kind in Rendering.objects.values_list("content__code", "kind"):
        kinds[code].add(kind)
    received = minutes.filter(state=MinutesState.RECEIVED).values_list("code", flat=True)
    return {
        "signatures": list(Signature.objects.values_list("content__code", "party", "client_id")),
        "minutes": minutes.count(),
        "complete": sum(kinds[code] >= EVERYBODY_GETS for code in received),
        "orphans": len(wholeness.files_without_rows()),
        "faults": [*wholeness.faults(), *(f"journal: {fault}" for fault in verify().faults)],
    }


def main(kills: int, seed: int, *, here: bool) -> int:
    if here:
        drill = Drill(kills, random.Random(seed))
        drill.run()
        return 0 if drill.is_whole() else 1
    command = [sys.executable, "-m", "bench.kills", str(kills), str(seed), "--here"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIEO_")}
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    found = postgres.tools()
    if found is None:
        print(f"postgresql: not run, needs {postgres.HOW}")
        return 1
    with postgres.Cluster(found) as cluster:
        environment["GIEO_DATABASE_URL"] = cluster.url
        return code or subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word != "--here"]
    numbers = [*map(int, words), *(budget("kills")["kills"], 20231107)[len(words) :]]
    sys.exit(main(*numbers, here="--here" in sys.argv))
