"""Child processes that start, are watched and end together. Standard library only: the watcher stays small."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from gieo.interfaces.ops.bell import Bell
from gieo.interfaces.ops.terminal import Failed

LOG_LIMIT = 5_000_000  # bytes; a longer log is put aside at the next start


class Child:
    """One process with its log. Its standard input is a pipe from us: when we are gone, however, it sees the end."""

    def __init__(self, name: str, arguments: list[str], log: Path) -> None:
        self.name, self.log = name, log
        log.parent.mkdir(parents=True, exist_ok=True)
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_suffix(".old.log"))
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gieo.interfaces.ops", *arguments],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C reaches us alone; we pass it on in order
            )

    def last_words(self) -> str:
        lines = [line for line in self.log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
        return lines[-1] if lines else "it left no word"


class Family:
    """Children until one dies or we are asked to stop."""

    def __init__(self) -> None:
        self.children: list[Child] = []
        self.asked_to_stop = Bell()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.asked_to_stop.ring)

    def start(self, name: str, arguments: list[str], log: Path) -> None:
        self.children.append(Child(name, arguments, log))

    def complain_about_the_dead(self) -> None:
        for child in self.children:
            code = child.process.poll()
            if code is not None:
                raise Failed(f"{child.name} has ended (exit {code}): {child.last_words()} — more in {child.log}")

    def wait_for(self, url: str, seconds: float) -> bool:
        """True once `url` answers 200; False when asked to stop. Raises Failed when a child dies or time is up."""
        until = time.monotonic() + seconds
        word = "no answer"
        while not self.asked_to_stop.wait(0.05):
            self.complain_about_the_dead()
            try:
                with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own address
                    return True
            except urllib.error.HTTPError as error:
                word = error.read().decode("utf-8", "replace")[:300]
            except OSError as error:
                word = str(error)
            if time.monotonic() > until:
                raise Failed(f"{url} is not well after {seconds:.0f} s: {word}")
        return False

    def watch(self) -> None:
        """Until asked to stop. Raises Failed when a child dies: nothing is restarted behind anybody's back."""
        while not self.asked_to_stop.wait(0.5):
            self.complain_about_the_dead()

    def stop(self) -> None:
        """Ask every child to end, wait for it, and only then insist."""
        for child in self.children:
            with contextlib.suppress(ProcessLookupError):
                child.process.terminate()
        until = time.monotonic() + 15
        for child in self.children:
            try:
                child.process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.process.pid, signal.SIGKILL)
                child.process.wait()


def end_with_parent(end: Callable[[], None]) -> None:
    """Call `end` when standard input closes: the process that started us is no more."""

    def listen() -> None:
        with contextlib.suppress(OSError, ValueError):
            while os.read(sys.stdin.fileno(), 1024):
                pass
        end()

    threading.Thread(target=listen, daemon=True, name="end-with-parent").start()
