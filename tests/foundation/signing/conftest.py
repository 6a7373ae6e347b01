"""What the tests of signing share: an officer, keys made once, a pad's strokes."""

from math import sin
from pathlib import Path
from typing import Any

import pytest

from gieo.core.actor import Actor, Held, Role
from gieo.foundation.signing.engine import Authority, ensure_authority


@pytest.fixture
def officer() -> Actor:
    return Actor(7, "Lò Thị Mai", frozenset({Held(Role.OFFICER, 1, "Sở Khoa học và Công nghệ")}))


@pytest.fixture(scope="session")
def keys_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keys are made once for all tests: that takes most of a second."""
    return tmp_path_factory.mktemp("keys")


@pytest.fixture(scope="session")
def authority(keys_dir: Path) -> Authority:
    return ensure_authority(keys_dir)


@pytest.fixture
def strokes() -> dict[str, Any]:
    """As a pad sends them."""
    wave = [[0.1 + 0.8 * t / 200, 0.5 + 0.4 * sin(t / 9)] for t in range(200)]
    return {"aspect": 2.6, "strokes": [wave, [[0.5, 0.9], [0.6, 0.9]]]}
