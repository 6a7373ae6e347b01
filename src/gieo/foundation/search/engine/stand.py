"""Where the index of a node stands: which folder is read now, and up to where it has followed the texts."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from gieo.foundation.search.engine.index import FORMAT, Index


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
        try:
            said = json.loads((self.folder / "current.json").read_text())
            name = str(said["name"])
            if said["format"] != FORMAT:
                return None
            if self._open is None or self._open[0] != name:
                self._open = (name, Index(self.folder / name))
            return self._open[1]
        except (OSError, ValueError, KeyError):
            self._open = None
            return None

    def position(self) -> Position:
        """Up to where the current index has followed."""
        index = self.current()
        try:
            return Position(**json.loads((index.folder / "position.json").read_text())) if index else Position()
        except (OSError, ValueError, TypeError):
            return Position()

    def reached(self, index: Index, position: Position) -> None:
        _replace(index.folder / "position.json", json.dumps(asdict(position)))

    @contextmanager
    def fresh(self) -> Iterator[Index]:
        """A new index beside the current one, which takes its place when the block ends without a fault."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        numbers = [int(path.name) for path in self.folder.iterdir() if path.name.isdecimal()]
        name = str(max(numbers, default=0) + 1)
        try:
            yield Index(self.folder / name)
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
