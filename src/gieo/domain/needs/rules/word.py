"""The form in Word: its lines, and what is read back from its cells. Plain values."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gieo.core.text import fold, squeeze

_NUMBER = re.compile(r"\d{1,3}(?:[.\s]\d{3})+|\d+")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


@dataclass(frozen=True)
class Line:
    """A line of the form: the field it fills, what is printed before its cell."""

    key: str
    label: str


@dataclass(frozen=True)
class Reading:
    """What the cells say, and those that were not understood, as (label, what stands there)."""

    values: Mapping[str, Any]
    unread: tuple[tuple[str, str], ...]


def read_cells(
    rows: Sequence[tuple[str, str]], lines: Sequence[Line], words: Mapping[str, Mapping[str, str]]
) -> Reading:
    """Read rows of (label, cell). `words` are the choices of a line, value → words; a choice counts when it is written
    out. A label that the form does not have, and a cell that cannot be what its line asks, are told, never dropped."""
    by_label = {fold(line.label): line for line in lines}
    values: dict[str, Any] = {}
    unread: list[tuple[str, str]] = []
    for label, cell in rows:
        said = cell.strip()
        if not said:
            continue
        line = by_label.get(fold(squeeze(label)))
        found = _read(line.key, said, words.get(line.key, {})) if line is not None else None
        if found is None:
            unread.append((squeeze(label), said))
        else:
            values |= found
    return Reading(values, tuple(unread))


def _read(key: str, said: str, words: Mapping[str, str]) -> dict[str, Any] | None:
    if key == "concerned":
        number = _numbers(said)
        return {key: number[0]} if len(number) == 1 else None
    if key == "altitude":
        heights = sorted(_numbers(said))
        return {"altitude_min": heights[0], "altitude_max": heights[-1]} if 1 <= len(heights) <= 2 else None
    if key == "wanted_by":
        day = _day(said)
        return {key: day} if day else None
    if words:
        chosen = [value for value, label in words.items() if fold(label) in fold(said)]
        if key == "seasons":
            return {key: chosen} if chosen else None
        return {key: chosen[0]} if len(chosen) == 1 else None
    return {key: said}


def _numbers(said: str) -> list[int]:
    return [int(re.sub(r"\D", "", found)) for found in _NUMBER.findall(said)]


def _day(said: str) -> date | None:
    found = _DAY.search(said)
    if found is None:
        return None
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


LINES = (
    "title", "problem", "where", "concerned", "concerned_who", "wanted_by", "tried", "users", "altitude", "seasons",
    "water", "labour", "capital", "contact_name", "contact_phone", "contact_email",
)  # fmt: skip
"""The lines of the form, in order."""
