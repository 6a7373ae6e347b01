"""Spool files: each web process appends lines to a file of its own, the worker reads them from where it stopped.

A line is one write at the end of the file, so that threads do not mix and a killed process leaves no half line. A file
is written for ten minutes; then the next begins, and the old one may be removed once it was read to its end.
"""

import contextlib
import os
import secrets
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Lock

SLOT = 600  # seconds in which one file is written
GRACE = 120  # seconds after which nobody writes to the file of a slot that is over
MOST = 8 << 20  # bytes read at once


class Spool:
    """The writing end, one for each process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = Lock()
        self._slot = -1
        self._owner = 0
        self._descriptor = -1

    def write(self, line: bytes, *, at: float) -> bool:
        """Append a line; False when the disk does not take it."""
        slot = int(at // SLOT)
        try:
            with self._lock:
                if slot != self._slot or self._owner != os.getpid():
                    self._open(slot)
                return os.write(self._descriptor, line) == len(line)
        except OSError:
            return False

    def _open(self, slot: int) -> None:
        """A new file under a name that no other process, of today or of before, has or had."""
        if self._descriptor >= 0 and self._owner == os.getpid():
            os.close(self._descriptor)
        self._descriptor, self._slot = -1, -1
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self.folder / f"{slot}-{secrets.token_hex(8)}.spool"
        self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        self._owner, self._slot = os.getpid(), slot


def spools(folder: Path) -> list[Path]:
    """Every spool, oldest first."""
    return sorted(folder.glob("*.spool"), key=lambda path: (_slot(path), path.name))


def unread(path: Path, taken: int) -> tuple[bytes, int]:
    """Whole lines after the first `taken` bytes, at most MOST bytes of them, and where they end."""
    with path.open("rb") as file:
        file.seek(taken)
        piece = file.read(MOST)
    whole = piece[: piece.rfind(b"\n") + 1]
    return whole, taken + len(whole)


def finished(path: Path, taken: int, *, at: float) -> bool:
    """Its slot is over, nobody writes to it any more, and what it holds was taken."""
    is_over = (_slot(path) + 1) * SLOT + GRACE < at
    return is_over and path.stat().st_size <= taken


def _slot(path: Path) -> int:
    return int(path.name.split("-", 1)[0])


def salt_of(day: date, folder: Path) -> bytes:
    """The day's salt, the same for all processes of this machine; those of other days are destroyed."""
    path = folder / f"{day.isoformat()}.salt"
    with contextlib.suppress(FileNotFoundError):
        return path.read_bytes()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = folder / f".{secrets.token_hex(8)}"
    fresh.touch(mode=0o600)
    fresh.write_bytes(secrets.token_bytes(32))
    with contextlib.suppress(FileExistsError):  # another process was first: its salt is everybody's
        os.link(fresh, path)
    fresh.unlink()
    for old in _other_days(folder, path):
        old.unlink(missing_ok=True)
    return path.read_bytes()


def _other_days(folder: Path, today: Path) -> Iterator[Path]:
    return (path for path in folder.glob("*.salt") if path != today)
