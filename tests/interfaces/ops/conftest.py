"""Commands are tested as people meet them: as processes with an exit code, a line on stderr and a home."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


class Cli:
    """`cli("demo", "--port", "1", GIEO_MODE="demo")` runs a command to its end; `cli.start(…)` leaves it running."""

    def __init__(self, home: Path) -> None:
        self.home, self.complaints = home, home / "stderr"
        self.running: list[subprocess.Popen[str]] = []

    def environment(self, **more: str) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("GIEO_", "PYTHON", "DJANGO_"))
        }
        return kept | {"PYTHONPATH": str(ROOT / "src"), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"} | more

    def __call__(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return self.python("-m", "gieo.interfaces.ops", *arguments, **environment)

    def python(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.home,
            env=self.environment(**environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        with self.complaints.open("w") as complaints:  # a file: a pipe nobody reads could fill up
            process = subprocess.Popen(
                [sys.executable, "-m", "gieo.interfaces.ops", *arguments],
                cwd=self.home,
                env=self.environment(**environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=complaints,
                text=True,
            )
        self.running.append(process)
        return process

    def stop_all(self) -> None:
        for process in self.running:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)


@pytest.fixture
def cli(tmp_path: Path) -> Iterator[Cli]:
    commands = Cli(tmp_path)
    yield commands
    commands.stop_all()


def pick_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])
