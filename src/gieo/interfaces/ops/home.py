"""What a home remembers of itself between two starts, and who may use it now. Standard library only."""

import contextlib
import json
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path

from gieo.interfaces.ops.terminal import Failed

if sys.platform != "win32":
    import fcntl

PACKAGE = Path(__file__).resolve().parents[2]
DATABASE = "gieo.sqlite3"
# everything Gieo writes under a home; --fresh removes these and nothing else
WRITTEN: tuple[str, ...] = (
    DATABASE,
    f"{DATABASE}-wal",
    f"{DATABASE}-shm",
    "demo.json",
    "files",
    "keys",
    "seals",
    "static",
    "logs",
)
WRITTEN += (
    "index",
    "run/backup.json",
    "run/metrics",
    "run/nightly.json",
    "run/salts",
    "run/visits",
    "run/whole",
    "run/worker.heartbeat",
)


@dataclass
class Memory:
    """demo.json: which story a demo home tells, and whether it was told to the end when it was loaded."""

    stage: str
    complete: bool = False
    clock_offset: int = 0  # seconds from the real clock to the clock of the story
    accounts: list[tuple[str, str, str]] = field(default_factory=list)  # who, e-mail, password
    passphrase: str = ""  # of the key files with which one may practise signing
    prepared: str = ""  # fingerprint of the code this home was prepared for


def recall(home: Path) -> Memory | None:
    try:
        kept = json.loads((home / "demo.json").read_text(encoding="utf-8"))
        kept["accounts"] = [tuple(account) for account in kept["accounts"]]
        return Memory(**kept)
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError):
        raise Failed(f"{home / 'demo.json'} cannot be read; start anew with --fresh.") from None


def remember(home: Path, memory: Memory) -> None:
    fresh = home / "demo.json.new"
    fresh.write_text(json.dumps(asdict(memory), ensure_ascii=False, indent=1), encoding="utf-8")
    fresh.replace(home / "demo.json")


def is_someone_elses(home: Path) -> bool:
    """There is an installation here that no demo has made: a demo must not touch it."""
    return (home / DATABASE).exists() and not (home / "demo.json").exists()


def refuse_unprepared(home: Path) -> None:
    """Nothing has been made here yet; a worker or a proof must not begin with an empty database of its own."""
    if not (home / "keys" / "cookies.key").exists():
        raise Failed(f"{home} is not prepared; run: ./gieo migrate --home {home}")


def keep_to_oneself(home: Path) -> None:
    """A home holds personal data and keys: nobody else on this machine looks in."""
    home.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(PermissionError):  # a volume lent by somebody else; what is in it is closed all the same
        home.chmod(0o700)


def wipe(home: Path) -> None:
    for name in WRITTEN:
        path = home / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def fingerprint() -> str:
    """Changes whenever tables, translations or static files in the code do: a home must then be prepared again."""
    found = []
    for folder, _names, files in os.walk(PACKAGE):
        inside = folder[len(str(PACKAGE)) :]
        if "migrations" in inside or "static" in inside or "LC_MESSAGES" in inside:
            for name in files:
                if not name.endswith(".pyc"):
                    stat = os.stat(os.path.join(folder, name))
                    found.append(f"{inside}/{name} {stat.st_size} {stat.st_mtime_ns}")
    return sha256("\n".join(sorted(found)).encode()).hexdigest()


@contextlib.contextmanager
def held(home: Path, name: str, refusal: str) -> Iterator[None]:
    """Hold `run/<name>.lock` of this home; it is free again when this process ends, however it ends."""
    run = home / "run"
    try:
        run.mkdir(parents=True, exist_ok=True)
        lock = (run / f"{name}.lock").open("a")
    except OSError as error:
        raise Failed(f"{home} cannot be written: {error.strerror}.") from None
    with lock:
        if sys.platform != "win32":
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise Failed(refusal) from None
        yield
