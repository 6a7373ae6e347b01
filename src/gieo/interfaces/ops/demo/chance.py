"""Chance that falls the same way every time: the demo is one story, not a new one at each start."""

from random import Random


def luck(seed: str) -> Random:
    """A stream of chance of its own for a seed."""
    return Random(seed)  # noqa: S311 - it makes things believable, not secret
