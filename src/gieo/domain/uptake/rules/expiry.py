"""When a receiver hears that what its use stands on runs out. Data: notices.toml [P]."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path


@cache
def notice_days() -> tuple[int, ...]:
    """Days ahead, the most first."""
    path = Path(__file__).parent.parent / "data" / "notices.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["notice"]
    return tuple(sorted((row["days"] for row in rows), reverse=True))


def notice_due(until: date, today: date, told: int | None) -> int | None:
    """The notice to give today for what is good until a day: the last whose time has come, unless it, or a later one,
    was given (`told`: the fewest days told so far). None before the first, and once it has run out."""
    left = (until - today).days
    if left < 0:
        return None
    due = min((days for days in notice_days() if left <= days), default=None)
    return due if due is not None and (told is None or due < told) else None
