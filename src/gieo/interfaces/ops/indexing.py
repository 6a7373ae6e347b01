"""One process at a time writes the index of a home: the worker, the nightly round, or the command."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from django.conf import settings

from gieo.foundation.search.engine import Stand
from gieo.foundation.search.queries import stand_at
from gieo.interfaces.ops.home import held
from gieo.interfaces.ops.terminal import Failed

Outcome = TypeVar("Outcome")
PATIENCE, PAUSE = 10.0, 0.1  # seconds: the worker is through in milliseconds


def at_the_index(deed: Callable[[Stand], Outcome], *, patience: float = PATIENCE) -> Outcome:
    """Do something to this home's index alone. Raises Failed where somebody else holds it for longer than that."""
    until = time.monotonic() + patience
    while True:
        try:
            with held(Path(settings.HOME), "index", "another process is writing the search index."):
                return deed(stand_at(Path(settings.INDEX_DIR)))
        except Failed:
            if time.monotonic() >= until:
                raise
            time.sleep(PAUSE)
