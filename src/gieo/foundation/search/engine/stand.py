"""Where the index of a node stands: which folder is read now, and up to where it has followed the texts."""

import json
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from gieo.foundation.search.engine.index import FORMAT, Index

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Position:
    """The last text an index has taken in: its transaction, and its row within."""

    written_in: int = -1
    row: int = 0


class Stand:
    """Folders `index/1`, `index/2` … and one file that names the one to read. A rebuild makes the next and switches."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: tuple[str, Index] | None = None

    def current(self) -> Index | None:
        """The index to read; none when none was built, when it is of another format, or when it cannot be opened."""
        name = self._named()
        if not name:
            return None
        if self._open is None or self._open[0] != name:
            try:
                self._open = (name, Index(self.folder / name))
            except (OSError, ValueError) as fault:
                logger.warning("the index %s cannot be opened: %s", name, fault)
                return None
        return self._open[1]

    def position(self) -> Position:
        """Up to where the current index has followed."""
        index = self.current()
        try:
            return Position(**json.loads((index.folder / "position.json").read_text())) if index else Position()
        except (OSError, ValueError, TypeError):
            return Position()

    def reached(self, index: Index, position: Position) -> None:
        _replace(index.folder / "position.json", json.dumps(asdict(position)))

    def lose(self, index: Index) -> None:
        """It cannot be read or written any more: nobody looks there again, and the worker builds another."""
        if self._open is not None and self._open[1] is index:
            name, self._open = self._open[0], None
            if self._named() == name:
                (self.folder / "current.json").unlink(missing_ok=True)

    def _named(self) -> str:
        """The folder to read; empty when none is named, or one of another format."""
        try:
            said = json.loads((self.folder / "current.json").read_text())
            return str(said["name"]) if said["format"] == FORMAT else ""
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    @contextmanager
    def fresh(self) -> Iterator[Index]:
        """A new index beside the current one, which takes its place when the block ends without a fault."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        numbers = [int(path.name) for path in self.folder.iterdir() if path.name.isdecimal()]
        name = str(max(numbers, default=0) + 1)
        index = Index(self.folder / name, fresh=True)
        try:
            yield index
        except BaseException:
            shutil.rmtree(self.folder / name, ignore_errors=True)
            raise
        _replace(self.folder / "current.json", json.dumps({"name": name, "format": FORMAT}))
        for number in numbers:
            shutil.rmtree(self.folder / str(number), ignore_errors=True)


def _replace(path: Path, text: str) -> None:
    """Whole or not at all."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(text)
    beside.replace(path)
