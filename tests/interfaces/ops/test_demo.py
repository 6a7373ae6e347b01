"""./gieo demo as a person meets it: starts, says one line, stops cleanly, refuses with one line, hides no death."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import subprocess
import urllib.request
from pathlib import Path

import pytest

from gieo.interfaces.ops.home import DATABASE, Memory, recall, remember, wipe
from tests.interfaces.ops.conftest import Cli, pick_port

# one worker for all: the story is told once
pytestmark = pytest.mark.slow


class Show:
    """A running demo."""

    def __init__(self, cli: Cli, home: Path, *more: str) -> None:
        self.cli, self.port = cli, pick_port()
        self.process = cli.start("demo", "--home", str(home), "--port", str(self.port), *more)
        self.said: list[str] = []
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line)
            if line.startswith("Gieo is ready"):
                return
        raise AssertionError(cli.complaints.read_text())

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
            return bytes(answer.read())

    def children(self) -> list[int]:
        done = subprocess.run(["ps", "-eo", "pid,ppid"], capture_output=True, text=True, check=True)
        parents = [tuple(map(int, line.split())) for line in done.stdout.splitlines()[1:]]
        found = [self.process.pid]
        for process in found:
            found += [child for child, parent in parents if parent == process]
        return found[1:]

    def end(self, number: signal.Signals) -> tuple[int, str, str]:
        self.process.send_signal(number)
        return self.last_words()

    def last_words(self) -> tuple[int, str, str]:
        """Exit code, everything said on stdout, everything on stderr."""
        assert self.process.stdout is not None
        with self.process.stdout as stdout:
            self.said += stdout.readlines()
        code = self.process.wait(60)
        return code, "".join(self.said), self.cli.complaints.read_text()


def wait_until_gone(processes: list[int]) -> None:
    """Each process is watched through a descriptor of its own: no polling, no guess at how long it takes."""
    for process in processes:
        try:
            descriptor = os.pidfd_open(process)
        except ProcessLookupError:
            continue
        gone, _, _ = select.select([descriptor], [], [], 30)
        os.close(descriptor)
        assert gone, f"process {process} is still there"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo home with the shortest story in it."""
    home = tmp_path_factory.mktemp("demo") / "home"
    show = Show(Cli(home.parent), home, "--stage", "registry")
    code, out, err = show.end(signal.SIGINT)
    assert code == 0, err
    assert len(re.findall(r"^Gieo is ready at http://127\.0\.0\.1:\d+/$", out, re.MULTILINE)) == 1
    assert "gieo-2023" in out, "the accounts to try are shown"
    assert f"(.p12, no legal value): {home}/keys/practice" in out
    assert "Their passphrase: luyen-tap" in out
    assert len(list((home / "keys" / "practice").glob("*.p12"))) > 10
    assert "the story, up to “registry”" in err, "progress is shown"
    return home


def test_a_second_start_keeps_the_data_and_stops_on_sigterm_too(told: Path, cli: Cli) -> None:
    before = (told / DATABASE).stat().st_ino
    show = Show(cli, told)
    assert json.loads(show.get("/healthz"))["status"] == "ok"
    assert json.loads(show.get("/readyz"))["parts"]["worker"] == "ok"
    children = show.children()
    assert len(children) >= 2
    code, out, err = show.end(signal.SIGTERM)
    assert (code, err.count("Stopped. The data is kept")) == (0, 1)
    assert "Stage: registry" in out
    assert "the story" not in err, "nothing is loaded twice"
    assert (told / DATABASE).stat().st_ino == before
    wait_until_gone(children)


def test_another_start_is_refused_in_one_line(told: Path, cli: Cli) -> None:
    show = Show(cli, told)
    used = cli("demo", "--home", str(cli.home / "other"), "--port", str(show.port))
    assert (used.returncode, used.stdout) == (1, "")
    assert (
        used.stderr
        == f"gieo: port {show.port} is in use; stop what uses it, or choose another: --port {show.port + 1}\n"
    )
    assert not (cli.home / "other").exists()
    again = cli("demo", "--home", str(told), "--port", str(pick_port()))
    assert (again.returncode, again.stderr.count("\n")) == (1, 1)
    assert f"another demo is running from {told}" in again.stderr
    assert show.end(signal.SIGINT)[0] == 0


def test_another_stage_says_what_to_do(told: Path, cli: Cli) -> None:
    done = cli("demo", "--home", str(told), "--port", str(pick_port()), "--stage", "signed")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "tells the stage “registry”" in done.stderr
    assert "--fresh" in done.stderr


def test_the_death_of_a_child_is_told_and_ends_the_demo(told: Path, cli: Cli) -> None:
    show = Show(cli, told)
    worker = next(process for process in show.children() if "worker" in command_of(process))
    os.kill(worker, signal.SIGKILL)
    code, _, err = show.last_words()
    assert code == 1
    assert "gieo: the worker has ended (exit -9)" in err
    assert "worker.log" in err


def test_children_end_when_the_demo_is_killed(told: Path, cli: Cli) -> None:
    show = Show(cli, told)
    children = show.children()
    assert show.end(signal.SIGKILL)[0] == -signal.SIGKILL
    wait_until_gone(children)


def test_a_home_that_is_not_a_demo_is_not_touched(cli: Cli) -> None:
    home = cli.home / "office"
    home.mkdir()
    (home / DATABASE).write_bytes(b"ten years of work")
    for more in ([], ["--fresh"]):
        done = cli("demo", "--home", str(home), "--port", str(pick_port()), *more)
        assert (done.returncode, done.stderr.count("\n")) == (1, 1)
        assert "holds an installation that is not a demo" in done.stderr
    assert (home / DATABASE).read_bytes() == b"ten years of work"


def test_wiping_takes_what_gieo_wrote_and_nothing_else(tmp_path: Path) -> None:
    remember(tmp_path, Memory(stage="signed", complete=True, accounts=[("a", "b", "c")]))
    assert recall(tmp_path) == Memory(stage="signed", complete=True, accounts=[("a", "b", "c")])
    (tmp_path / "files" / "ab").mkdir(parents=True)
    (tmp_path / "notes of my own.txt").write_text("keep")
    wipe(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes of my own.txt"]
    assert recall(tmp_path) is None


def command_of(process: int) -> str:
    return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()
