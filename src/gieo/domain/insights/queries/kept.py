"""Figures kept in this process until the next deed, as a reader of results sees them."""

from datetime import date

from gieo.core.actor import Actor
from gieo.domain.results.access import sight
from gieo.foundation.journal import queries as journal


def keeper(actor: Actor, today: date, *, patient: str = "", anew: bool = False) -> journal.Keeper:
    """Keeps figures as this actor sees them on this day. Two queries, none inside a transaction."""
    return journal.keeper(lambda: sight(actor), today, patient=patient, anew=anew)
