"""A PostgreSQL cluster of its own for one test run: made by an unprivileged user, reached by socket, then removed."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any

import psycopg

from gieo.interfaces.ops.terminal import Failed

if os.name == "posix":
    import pwd

HOW = "PostgreSQL (apt install postgresql)"
# Nothing here outlives the run: durability is given up for speed.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60", "shared_buffers=64MB")


def tools() -> Path | None:
    """The folder of the newest initdb and postgres on this machine."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: _version(path.parent.name), reverse=True
    )
    found = shutil.which("initdb")
    if found:
        folders.append(Path(found).resolve().parent)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    return None


def client_tools() -> Path | None:
    """The folder of the newest pg_dump and pg_restore: they must not be older than the server."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_dump"), key=lambda path: _version(path.parts[-3]))
    found = shutil.which("pg_dump")
    return folders[-1].parent if folders else Path(found).parent if found else None


def _version(name: str) -> float:
    try:
        return float(name)
    except ValueError:
        return 0


def unprivileged() -> dict[str, Any]:
    """How to start a process that initdb accepts: as root it must be somebody else."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise Failed("PostgreSQL refuses to run as root, and this machine has no user “postgres” or “nobody”.")


class Cluster:
    """`with Cluster(tools()) as cluster: … cluster.url`"""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = Path(tempfile.mkdtemp(prefix="gieo-pg-"))
        self.process: subprocess.Popen[Any] | None = None

    @property
    def url(self) -> str:
        return f"postgresql://gieo@localhost/gieo?host={self.home}"

    def __enter__(self) -> "Cluster":
        try:
            self._make()
        except BaseException:
            self._remove()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._remove()

    def _make(self) -> None:
        who = unprivileged()
        if who:
            os.chown(self.home, who["user"], who["group"])
        data = self.home / "data"
        environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        common: dict[str, Any] = {"cwd": self.home, "env": environment, "stdin": subprocess.DEVNULL, **who}
        options = ["-U", "gieo", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        made = subprocess.run(
            [self.folder / "initdb", "-D", data, *options], capture_output=True, text=True, check=False, **common
        )
        if made.returncode:
            raise Failed(f"initdb refused: {made.stderr.strip().splitlines()[-1]}")
        settings = [part for setting in FAST for part in ("-c", setting)]
        options = ["-D", str(data), "-k", str(self.home), "-c", "listen_addresses=", *settings]
        command = [str(self.folder / "postgres"), *options]
        with (self.home / "log").open("wb") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, **common)
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + 30
        while True:
            try:
                with psycopg.connect(
                    host=str(self.home), user="gieo", dbname="postgres", autocommit=True
                ) as connection:
                    connection.execute("CREATE DATABASE gieo")
                return
            except psycopg.OperationalError as error:
                if time.monotonic() > until or (self.process and self.process.poll() is not None):
                    raise Failed(f"PostgreSQL did not start: {error}") from None
            time.sleep(0.05)

    def _remove(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # “fast”: disconnects who is there, then ends
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.home, ignore_errors=True)
