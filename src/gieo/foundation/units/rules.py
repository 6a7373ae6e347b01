"""What a unit was on a day, whether it existed, and chains of succession. Plain values only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from gieo.foundation.units.vocab import UnitKind


@dataclass(frozen=True)
class Face:
    """How a unit is known during a period: its names and kind."""

    name: str
    short_name: str
    kind: UnitKind


def face_on(today: Face, earlier: Iterable[tuple[date, Face]], day: date) -> Face:
    """The face on `day`. `earlier` holds faces of the past, each with the first day on which it no longer held."""
    for until, face in sorted(earlier, key=lambda past: past[0]):
        if day < until:
            return face
    return today


def existed_on(since: date | None, abolished_on: date | None, day: date) -> bool:
    """`abolished_on` is the first day without the unit: districts abolished on 01/07/2025 existed on 30/06/2025."""
    return (since is None or since <= day) and (abolished_on is None or day < abolished_on)


def makes_circle(unit_id: int, heir_id: int, heirs: Mapping[int, int]) -> bool:
    """Whether naming `heir_id` as the successor of `unit_id` would close a circle. `heirs`: unit → its successor."""
    seen: set[int] = set()
    step: int | None = heir_id
    while step is not None and step not in seen:
        if step == unit_id:
            return True
        seen.add(step)
        step = heirs.get(step)
    return False


def family(unit_ids: Iterable[int], heirs: Mapping[int, int]) -> frozenset[int]:
    """The units together with all whose duties they inherited, however long the chain."""
    found = set(unit_ids)
    grown = True
    while grown:
        new = {old for old, heir in heirs.items() if heir in found} - found
        found |= new
        grown = bool(new)
    return frozenset(found)
