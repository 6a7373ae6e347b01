"""Bytes that are made once and stay: keys. Whole or not at all, whoever comes first and wherever that one is killed."""

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def made_once(path: Path, make: Callable[[], bytes]) -> bytes:
    """What `path` holds; made at the first call, with mode 600 in a folder with mode 700.

    Written beside, fsynced, and given its name in one step that never takes a name already given: of two processes that
    start together both get the bytes of the first, and one that is killed leaves no half of them under the name.
    """
    if path.exists():
        return path.read_bytes()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)
    return path.read_bytes()
