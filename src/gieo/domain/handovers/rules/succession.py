"""Minutes whose receiver has been taken over by another unit: what the ledger says of them besides its faults."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gieo.domain.handovers.rules.world import World


@dataclass(frozen=True)
class Passed:
    """Minutes that another unit answers for. `received` items were confirmed since it took over, `waiting` are open."""

    minutes: str
    unit: str
    heir: str
    since: date
    names_heir: bool
    received: int
    received_on: date | None
    waiting: int


def passed_minutes(world: World) -> Iterator[Passed]:
    """In the order of the minutes."""
    for minutes in world.minutes:
        if not minutes.heir or minutes.heir_since is None:
            continue
        items = world.items_by_minutes.get(minutes.code, [])
        days = [item.received_on for item in items if item.received_on and item.received_on >= minutes.heir_since]
        yield Passed(
            minutes=minutes.code,
            unit=minutes.unit,
            heir=minutes.heir,
            since=minutes.heir_since,
            names_heir=minutes.names_heir,
            received=len(days),
            received_on=max(days, default=None),
            waiting=sum(item.waits for item in items),
        )
