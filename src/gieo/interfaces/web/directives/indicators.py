"""The one place where pages of requests ask for a measure: a request keeps a key, who can compute it answers."""

from typing import Any

from gieo.core.actor import Actor


def measure(key: str, actor: Actor) -> Any:
    """What Gieo measures for a request, as the actor may see it: value, label, url. None without a measure."""
    return None
