"""What a unit was on a day, whether it existed, and chains of succession. Plain values only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from gieo.foundation.units.vocab import ActKind, UnitKind


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


@dataclass(frozen=True)
class ActShape:
    """How many of what an act names."""

    units: int
    heir: bool = False
    heir_is_new: bool = False
    heir_goes_on: bool = False
    """The heir is one of the units themselves, which goes on."""
    others: int = 0
    repeats: bool = False
    """A unit is named twice."""
    name: bool = False
    kind: bool = False


ActFault = tuple[str, str]
"""The field of the form and what is wrong with it."""


def act_fault(kind: ActKind, shape: ActShape) -> ActFault | None:
    """The first thing that an act of this kind lacks or has too much of."""
    match kind:
        case ActKind.MERGE:
            fewest = 2 if shape.heir_is_new or shape.heir_goes_on else 1
            wrong = [(shape.units < fewest, ("units", "few")), (not shape.heir, ("heir", "missing"))]
        case ActKind.SPLIT:
            wrong = [
                (shape.units != 1, ("units", "one")),
                (not shape.heir, ("heir", "missing")),
                (not shape.others, ("others", "missing")),
            ]
        case ActKind.RENAME:
            wrong = [(shape.units != 1, ("units", "one")), (not shape.name, ("name", "missing"))]
        case ActKind.CHANGE_KIND:
            wrong = [(shape.units != 1, ("units", "one")), (not shape.kind, ("changed_kind", "missing"))]
        case ActKind.ABOLISH:
            wrong = [(shape.units != 1, ("units", "one")), (shape.heir_goes_on, ("heir", "itself"))]
    wrong.append((shape.repeats, ("others", "repeats")))
    return next((fault for is_wrong, fault in wrong if is_wrong), None)


def bearer(unit_id: int, heir_id: int | None, heir_since: date | None, on: date) -> int:
    """Whose a record is on a day, before the chain of successors: the heir's named for it, or the unit's."""
    return heir_id if heir_id is not None and heir_since is not None and heir_since <= on else unit_id


def last_heir(unit_id: int, heirs: Mapping[int, int]) -> int:
    """The unit at the end of the chain of successors."""
    while unit_id in heirs:
        unit_id = heirs[unit_id]
    return unit_id
