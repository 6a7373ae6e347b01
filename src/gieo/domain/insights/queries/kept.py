"""Figures kept in this process until the next deed.

What is kept stands under how far the journal has come, the day, the language and what the reader may see, so a figure
found is the figure one would count now. Inside a transaction nothing is kept and nothing found: what is written there
may be taken back (docs/decisions/0009-kept-figures.md).
"""

from collections.abc import Callable
from datetime import date
from typing import Protocol, TypeVar

from django.core.cache import caches
from django.db import connection
from django.utils.translation import get_language

from gieo.core.actor import Actor
from gieo.core.digest import digest
from gieo.domain.results.access import sight
from gieo.foundation.journal.queries import standing

T = TypeVar("T")


class Keeper(Protocol):
    """Gives a figure by its name: as kept, or counted now."""

    def __call__(self, name: str, count: Callable[[], T], /) -> T: ...


def keeper(actor: Actor, today: date) -> Keeper:
    """Keeps figures as this actor sees them on this day. Two queries, none inside a transaction."""
    if connection.in_atomic_block:
        return lambda _name, count: count()
    written = [str(part) for part in (*standing(), today, get_language(), *sight(actor))]
    place, store = digest(written), caches["figures"]

    def kept(name: str, count: Callable[[], T]) -> T:
        key = f"{place}:{name}".replace(" ", "_")
        found = store.get(key)
        if found is None:
            found = count()
            store.set(key, found)
        return found

    return kept
