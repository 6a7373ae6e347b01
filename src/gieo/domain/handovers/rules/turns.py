"""Whose turn it is to sign. Parties sign in any order, unless the minutes name one: then one after another."""

from collections.abc import Collection
from itertools import permutations

from gieo.domain.handovers.vocab import SIGNING_ORDER, Party

ORDERS: tuple[tuple[Party, ...], ...] = tuple(permutations(SIGNING_ORDER))


def written(order: Collection[Party]) -> str:
    """An order as minutes keep it."""
    return ",".join(order)


def read(kept: str | None) -> tuple[Party, ...]:
    """The order that minutes name; empty where anybody may sign at any time."""
    return tuple(Party(name) for name in kept.split(",")) if kept else ()


def whose_turn(kept: str | None, signed: Collection[str]) -> tuple[Party, ...]:
    """Who may sign now: everybody who has not, or the next in the order alone."""
    order = read(kept)
    waiting = tuple(party for party in order or SIGNING_ORDER if party not in signed)
    return waiting[:1] if order else waiting
