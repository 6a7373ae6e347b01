"""Keys are made once, whole or not at all."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import pytest

from gieo.core.once import made_once


def test_the_first_ones_stay(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "journal.key"
    assert made_once(path, lambda: b"first") == b"first"
    assert made_once(path, lambda: b"second") == b"first"
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert list(path.parent.iterdir()) == [path]


def test_all_who_come_at_once_get_the_same(tmp_path: Path) -> None:
    numbers = count()
    with ThreadPoolExecutor(max_workers=8) as pool:
        found = list(pool.map(lambda _: made_once(tmp_path / "key", lambda: bytes([next(numbers)])), range(40)))
    assert len(set(found)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_who_dies_while_making_leaves_no_half(tmp_path: Path) -> None:
    def die() -> bytes:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        made_once(tmp_path / "key", die)
    assert not list(tmp_path.iterdir())
    assert made_once(tmp_path / "key", lambda: b"whole") == b"whole"
