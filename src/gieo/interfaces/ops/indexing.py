"""One process at a time writes the index of a home: the worker, the nightly round, or the command."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from django.conf import settings

from gieo.domain.handovers import services as handovers
from gieo.domain.needs import services as needs
from gieo.domain.results import services as results
from gieo.domain.training import services as training
from gieo.domain.transfers import services as transfers
from gieo.domain.uptake import services as uptake
from gieo.foundation.accounts import services as accounts
from gieo.foundation.search.engine import Stand
from gieo.foundation.search.queries import stand_at
from gieo.foundation.units import services as units
from gieo.interfaces.ops.home import held
from gieo.interfaces.ops.terminal import Failed

ROOMS = (units, accounts, needs, results, transfers, handovers, uptake, training)
"""Services of the rooms whose records are found by words, lowest first."""

Outcome = TypeVar("Outcome")
PATIENCE, PAUSE = 10.0, 0.1  # seconds: the worker is through in milliseconds


def renew_all_texts() -> int:
    """Say of every record what it says now; returns how many say something new."""
    return sum(room.renew_all_texts() for room in ROOMS)


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
