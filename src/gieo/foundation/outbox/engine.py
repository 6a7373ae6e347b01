"""Where short messages leave: a gateway is a class with `carry`, named by the setting; what it takes are plain values.

A gateway is made with the folder of short messages in the home. `carry` returns when the message is safe with whoever
sends it, and raises otherwise, with a reason fit to be shown. It may be handed the same message twice after a crash:
`key` says that it is the same.
"""

import fcntl
import json
import os
import sys
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Protocol

from django.utils.module_loading import import_string


@dataclass(frozen=True)
class ShortMessage:
    """One message to one number (+84…), in the GSM alphabet; `parts`: how many it is sent as."""

    key: str
    to: str
    text: str
    parts: int
    kind: str
    posted_at: datetime

    def line(self) -> str:
        """One object of JSON on one line."""
        return json.dumps(asdict(self) | {"posted_at": self.posted_at.isoformat()}, ensure_ascii=False)


class Gateway(Protocol):
    def __init__(self, folder: Path) -> None: ...

    def carry(self, message: ShortMessage) -> None: ...


class ConsoleGateway:
    """Writes messages where the worker writes its words: to look at, not to reach anybody."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def carry(self, message: ShortMessage) -> None:
        print(message.line(), file=sys.stderr, flush=True)  # noqa: T201 - the console is what was asked for


class FileGateway:
    """Adds one line a message to `outgoing.jsonl`; a gateway's own program moves the file away and sends what is in it.

    Safe on the disk before it counts as carried. A message whose line is there already is not written again, and a line
    that a crash left unfinished is taken off, so that each stands once, whole.
    """

    NAME = "outgoing.jsonl"

    def __init__(self, folder: Path) -> None:
        self.path = folder / self.NAME

    def carry(self, message: ShortMessage) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        while True:
            with open(self.path, "a+b", opener=_only_ours) as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                if not self._is_here(file):
                    continue  # it was moved away while we waited for it
                _add(file, message)
                break
        _sync(self.path.parent)

    def _is_here(self, file: IO[bytes]) -> bool:
        try:
            return os.path.samestat(os.fstat(file.fileno()), self.path.stat())
        except FileNotFoundError:
            return False


def _add(file: IO[bytes], message: ShortMessage) -> None:
    file.seek(0)
    whole = 0
    for line in file:
        if not line.endswith(b"\n"):
            file.truncate(whole)
        elif json.loads(line)["key"] == message.key:
            return
        whole += len(line)
    file.write(message.line().encode() + b"\n")
    file.flush()
    os.fsync(file.fileno())


def _only_ours(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def gateway(name: str, folder: Path) -> Gateway:
    """The gateway of that dotted path. Raises ImportError when there is none."""
    made: Gateway = import_string(name)(folder)
    return made
