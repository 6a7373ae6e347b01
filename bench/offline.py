"""A sitting without network: 11 minutes of 40 items on two tablets, browsers and server killed at random points.

`python -m bench.offline [kills] [seed]` holds it on SQLite and on PostgreSQL; with `--here` on the database of the
environment alone. Two real browsers with profiles of their own keep the page, the minutes and the signatures; their
network is cut and given back, they and the server are killed (SIGKILL) while somebody signs, while a page opens, while
signatures are sent. A signature counts as given when the page has said that it is kept; some are put down on both
tablets. In the end each must stand once, or be refused in words on the tablet that still keeps it; every PDF is
asked of pdfsig.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench import budget, kills
from bench.kills import HOME, PASSWORD, ROOT, ask

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop in this thread

from django.db import connection
from playwright.sync_api import BrowserContext, Error, Page, Playwright, sync_playwright

from bench.minutes import check
from gieo.core.actor import Role
from gieo.domain.handovers.models import Arrival, Minutes
from gieo.domain.handovers.vocab import SIGNING_ORDER
from gieo.foundation.files.queries import read_file
from gieo.foundation.signing.queries import latest_rendering
from gieo.foundation.signing.vocab import RenderingKind
from gieo.interfaces.ops import postgres
from gieo.interfaces.ops.commands.migrate import bring_up
from tests.factories.accounts import user_with
from tests.factories.handovers import STROKES, conference_of, department, prepare, seal

MINUTES, ITEMS, RESULTS = 11, 40, 11
PORT = 8977
ADDRESS = f"http://127.0.0.1:{PORT}"
SHELL = f"{ADDRESS}/ky-khong-mang/"
EMAIL = "mai@example.vn"
PATIENCE = 40_000  # milliseconds
TWICE = 0.25  # of the signatures are put down on the other tablet too
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
READ = "() => Promise.race([deviceStore.read(), new Promise((_, failed) => setTimeout(failed, 20000, 'no store'))])"
Slot = tuple[str, str]  # minutes, party


class Server:
    """The real server; it may die at any moment and is started again."""

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "gieo.interfaces.ops", "serve", "--port", str(PORT), "--home", HOME.name]
        with (Path(HOME.name) / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--until-eof"],  # it ends with us
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd=ROOT,
            )
        for _attempt in range(600):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{ADDRESS}/healthz", timeout=5).close()
                return
            time.sleep(0.1)
        raise RuntimeError("the server does not start; see server.log")

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)  # a session of its own: it and its workers
        self.process.wait()


@dataclass
class Device:
    """A tablet: a browser with a profile that outlives it."""

    play: Playwright
    name: str
    profile: Path
    context: BrowserContext | None = None
    is_cut: bool = False
    told: set[Slot] = field(default_factory=set)  # what the page has said to be kept
    given: dict[Slot, str] = field(default_factory=dict)  # what it keeps, by id

    @property
    def page(self) -> Page:
        if self.context is None or not self.context.pages:
            raise Error("the browser is gone")
        return self.context.pages[0]

    def launch(self) -> None:
        self.context = self.play.chromium.launch_persistent_context(
            self.profile,
            executable_path=shutil.which("chromium"),
            args=FLAGS,
            viewport={"width": 1024, "height": 768},
            timeout=PATIENCE,
        )
        self.context.set_default_timeout(PATIENCE)
        self.context.set_offline(self.is_cut)

    def open(self) -> None:
        self.launch()
        self.page.goto(SHELL)
        self.page.wait_for_selector("[data-at=table]:visible")

    def kill(self) -> None:
        for folder in Path("/proc").iterdir():
            with contextlib.suppress(OSError, ValueError):
                words = (folder / "cmdline").read_bytes().split(b"\0")
                if f"--user-data-dir={self.profile}".encode() in words and not any(
                    w.startswith(b"--type=") for w in words
                ):
                    os.kill(int(folder.name), signal.SIGKILL)

    def end(self) -> None:
        with contextlib.suppress(Error):
            if self.context is not None:
                self.context.close()

    def cut(self, is_cut: bool) -> None:
        self.is_cut = is_cut
        assert self.context is not None
        self.context.set_offline(is_cut)

    def prepare(self, conference: str) -> None:
        self.launch()
        self.page.goto(f"{ADDRESS}/dang-nhap/")
        self.page.fill("[name=login]", EMAIL)
        self.page.fill("[name=password]", PASSWORD)
        self.page.press("[name=password]", "Enter")
        self.page.wait_for_url("**/desk/")
        self.page.goto(f"{ADDRESS}/desk/handovers/conference/{conference}/tablets")
        self.page.fill("#name", self.name)
        self.page.press("#name", "Enter")
        self.page.wait_for_selector("[data-at=ready]:visible")

    def sign(self, slot: Slot) -> None:
        """As a person does: open the minutes, choose the party, draw, confirm, press, see that it is kept."""
        code, party = slot
        page = self.page
        page.goto(f"{SHELL}#{code}")
        page.wait_for_function("code => document.querySelector('[data-at=code]').textContent === code", arg=code)
        key = f"{code} {party}"
        if page.get_attribute("[data-at=form]", "data-key") != key:
            choice = page.locator(f"[data-at=others] [data-party={party}]:visible")
            if not choice.count():
                return  # has signed meanwhile on the other tablet
            choice.click()
        if page.locator("[data-at=form]").is_hidden():
            return
        page.evaluate("drawn => { document.querySelector('[name=strokes]').value = drawn; }", str(STROKES["strokes"]))
        page.select_option("[name=identity]", "known")
        page.check("[name=confirmed]")
        page.click("[data-at=press]")
        page.wait_for_function(
            "key => document.querySelector('[data-at=form]').dataset.key !== key || "
            "!document.querySelector('[data-at=over]').hidden",
            arg=key,
        )
        self.told.add(slot)


@dataclass
class Sitting:
    """The drill: who has signed where, who was killed, what was found."""

    wanted: int
    dice: random.Random
    server: Server
    devices: list[Device]
    slots: list[Slot]
    killed: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    @property
    def kills(self) -> int:
        return sum(self.killed.values())

    def hold(self) -> None:
        left = [*self.slots, *self.dice.sample(self.slots, round(len(self.slots) * TWICE))]
        self.dice.shuffle(left)
        for turn, slot in enumerate(left):
            device = self.devices[turn % 2] if slot not in self.devices[turn % 2].given else self.devices[1 - turn % 2]
            self.move_network(device)
            self.put_down(device, slot)
            if self.dice.random() < 0.25:
                self.open_anew(device)
        while self.kills < self.wanted:
            self.open_anew(self.dice.choice(self.devices))

    def move_network(self, device: Device) -> None:
        """Mostly there is none; when it comes back, what is kept is sent, and somebody may die of it."""
        if not device.is_cut or self.dice.random() < 0.45:
            device.cut(True)
            return
        victim = (
            self.dice.choice(["server while it takes", "server while it takes", "browser while it sends", ""])
            if self.more()
            else ""
        )
        timer = self.kill_soon(victim, self.server.kill if "server" in victim else device.kill, 0.5) if victim else None
        with contextlib.suppress(Error):
            device.cut(False)
            device.page.wait_for_function(
                "() => !document.querySelector('[data-at=unsent]:not([hidden])')", timeout=3000
            )
        self.raise_again(victim, timer, device)

    def put_down(self, device: Device, slot: Slot) -> None:
        while True:
            victim = "browser while somebody signs" if self.more() and self.dice.random() < 0.35 else ""
            timer = self.kill_soon(victim, device.kill, 1.2) if victim else None
            try:
                device.sign(slot)
                break
            except Error:
                if timer is None:
                    raise
            finally:
                self.raise_again(victim, timer, device)
        self.note(device)
        print(f"{device.name}: {' '.join(slot)}, {self.kills} kills", file=sys.stderr)

    def open_anew(self, device: Device) -> None:
        """The browser dies with its page at rest or while it opens, and is opened again."""
        if not self.more():
            return
        device.kill()
        self.killed["browser at rest"] += 1
        device.end()
        if self.more() and self.dice.random() < 0.5:
            timer = self.kill_soon("browser while it opens", device.kill, 1.5)
            with contextlib.suppress(Error):
                device.open()
            self.raise_again("browser while it opens", timer, device)
            return
        device.open()
        self.note(device)

    # ---- deaths

    def more(self) -> bool:
        return self.kills < self.wanted

    def kill_soon(self, victim: str, kill: Callable[[], None], within: float) -> threading.Timer:
        timer = threading.Timer(self.dice.uniform(0, within), kill)
        timer.start()
        return timer

    def raise_again(self, victim: str, timer: threading.Timer | None, device: Device) -> None:
        if timer is None:
            return
        timer.join()
        self.killed[victim] += 1
        if "server" in victim:
            self.server.start()
            return
        device.end()
        device.open()
        self.note(device)

    def note(self, device: Device) -> None:
        """What lies on the device was given; nothing that the page has said to be kept may be missing there."""
        kept = device.page.evaluate(READ)["signatures"]
        ids = {one["id"] for one in kept}
        lost = [slot for slot, given in device.given.items() if given not in ids]
        lost += device.told - {(one["code"], one["party"]) for one in kept}
        self.faults += [f"{device.name} has lost {slot} after {self.kills} kills" for slot in lost]
        device.given |= {(one["code"], one["party"]): one["id"] for one in kept}

    def send_all(self) -> None:
        for device in self.devices:
            device.cut(False)
            device.page.goto(SHELL)
            device.page.wait_for_selector("[data-at=table]:visible")
            device.page.wait_for_function("() => document.querySelector('[data-at=unsent]').hidden")
            self.note(device)


# ---- the office


def open_office() -> tuple[str, list[Slot]]:
    """An officer, eleven sealed minutes of forty items; the conference's code, and who has to sign."""
    bring_up()
    user_with(Role.OFFICER, department(), email=EMAIL, password=PASSWORD)
    conference = conference_of(results=RESULTS, products=MINUTES * ITEMS - RESULTS, units=MINUTES)
    prepare(conference)
    codes = [minutes.code for minutes in seal(conference)]
    return conference.code, [(code, party.value) for code in codes for party in SIGNING_ORDER]


def print_all() -> None:
    with (Path(HOME.name) / "worker.log").open("ab") as log:
        command = [sys.executable, "-m", "gieo.interfaces.ops", "worker", "--home", HOME.name]
        worker = subprocess.Popen(command, stdout=log, stderr=log, cwd=ROOT)
    while worker.poll() is None and ask(kills.work_left):
        time.sleep(0.5)
    worker.terminate()
    worker.wait()


def last_look() -> dict[str, Any]:
    folder = Path(HOME.name) / "checked"
    folder.mkdir()
    found = [latest_rendering(row.sealed, RenderingKind.PDF_SIGNED) for row in Minutes.objects.select_related("sealed")]
    files = [read_file(made.file) for made in found if made is not None]
    arrivals = Arrival.objects.exclude(refusal="").values_list("client_id", "refusal")
    return kills.last_look() | {
        "items": [row.items.count() for row in Minutes.objects.all()],
        "refused": list(arrivals),
        "pdfs": len(files),
        "pdfsig": check(files, folder),
    }


@contextlib.contextmanager
def a_sitting(wanted: int, seed: int) -> Iterator[Sitting]:
    conference, slots = ask(open_office)
    server = Server()
    with sync_playwright() as play:
        devices = [Device(play, f"Bàn {number}", Path(HOME.name) / f"tablet-{number}") for number in (1, 2)]
        try:
            for device in devices:
                device.prepare(conference)
            yield Sitting(wanted, random.Random(seed), server, devices, [tuple(slot) for slot in slots])
        finally:
            for device in devices:
                device.end()
            server.kill()


def hold(wanted: int, seed: int) -> bool:
    """Tell the figures, and whether nothing is lost or doubled."""
    with a_sitting(wanted, seed) as sitting:
        sitting.hold()
        sitting.send_all()
    print_all()
    last = ask(last_look)
    rows = {(code, party): client for code, party, client in last["signatures"]}
    taken, refused = set(rows.values()), dict(last["refused"])
    given = [one for device in sitting.devices for one in device.given.values()]
    faults = [*sitting.faults, *last["faults"]]
    faults += [f"{one} was given and is nowhere" for one in given if one not in taken and one not in refused]
    faults += [f"{one} stands and nobody gave it" for one in taken if one not in given]
    faults += [f"{slot} is not signed" for slot in sitting.slots if slot not in rows]
    deaths = ", ".join(f"{number} {kind}" for kind, number in sorted(sitting.killed.items()))
    print(f"{connection.vendor}: {sitting.kills} kills ({deaths})")
    print(f"  minutes {len(last['items'])} of {min(last['items'])} to {max(last['items'])} items, two tablets")
    print(
        f"  signatures: {len(given)} given, {len(taken)} stand, {len(refused)} refused in words (the party had signed)"
    )
    print(
        f"  lost {sum('nowhere' in fault or 'lost' in fault for fault in faults)}, "
        f"doubled {len(last['signatures']) - len(rows)}"
    )
    print(f"  signed PDFs {last['pdfs']}; {last['pdfsig']}")
    print(f"  faults: {len(faults)}")
    for fault in faults:
        print(f"    {fault}")
    return not faults and last["pdfs"] == MINUTES and sitting.kills >= wanted


def main(wanted: int, seed: int, *, here: bool) -> int:
    if here:
        return 0 if hold(wanted, seed) else 1
    command = [sys.executable, "-m", "bench.offline", str(wanted), str(seed), "--here"]
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
    numbers = [*map(int, words), *(budget("offline")["kills"], 20231107)[len(words) :]]
    sys.exit(main(*numbers, here="--here" in sys.argv))
