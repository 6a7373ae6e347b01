"""Chairs of a room: reading a plan of rows or tables, naming chairs, seating people in order. Plain values."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gieo.core.text import fold, squeeze

MOST_CHAIRS = 600
MOST_ROWS = 60
PER_ROW = 10

_LINE = re.compile(r"^(?P<row>.+?)\s*[:=]\s*(?P<count>\d{1,3})$")


class BadPlan(ValueError):
    """A line of the plan that cannot be read."""


@dataclass(frozen=True)
class Chair:
    row: str
    number: int

    @property
    def label(self) -> str:
        """ "A1" for a row named by a letter or two, "Bàn 1-3" for a table."""
        between = "" if len(self.row) <= 2 and not self.row[-1].isdigit() else "-"
        return f"{self.row}{between}{self.number}"


def read_plan(text: str) -> tuple[Chair, ...]:
    """The chairs of a plan with a row or table on each line: "A: 8", "Bàn 1: 6". Raises BadPlan with the line."""
    rows: dict[str, int] = {}
    for line in map(squeeze, text.splitlines()):
        if not line:
            continue
        found = _LINE.match(line)
        if found is None or not int(found["count"]) or len(found["row"]) > 40 or fold(found["row"]) in map(fold, rows):
            raise BadPlan(line)
        rows[found["row"]] = int(found["count"])
    chairs = tuple(Chair(row, number) for row, count in rows.items() for number in range(1, count + 1))
    if not chairs or len(chairs) > MOST_CHAIRS or len(rows) > MOST_ROWS:
        raise BadPlan(f"{len(rows)} × {len(chairs)}")
    return chairs


def plan_text(chairs: Sequence[tuple[str, int]]) -> str:
    """The plan of chairs that stand, as it is typed."""
    last: dict[str, int] = {}
    for row, number in chairs:
        last[row] = max(number, last.get(row, 0))
    return "\n".join(f"{row}: {count}" for row, count in last.items())


def proposed_plan(people: int) -> str:
    """Rows of ten, enough for so many people and a tenth more."""
    wanted = max(people + (people + 9) // 10, PER_ROW)
    names = (chr(ord("A") + place) for place in range(26))
    lines = []
    while wanted > 0 and (name := next(names, "")):
        lines.append(f"{name}: {PER_ROW}")
        wanted -= PER_ROW
    return "\n".join(lines)


def read_labels(text: str) -> tuple[str, ...]:
    """Labels as typed, "a1, A2; Bàn 1-3", each once, in a form that compares without regard to case and accents."""
    return tuple(dict.fromkeys(fold(part).strip() for part in re.split(r"[,;\n]", text) if part.strip()))


def seated_in_order(wanted: Mapping[str, int], free: Sequence[str]) -> dict[str, tuple[str, ...]] | None:
    """Free chairs dealt out in order: to each key as many as wanted, side by side as the chairs come. None when there
    are too few, since half a table of guests without chairs helps nobody."""
    if sum(wanted.values()) > len(free):
        return None
    dealt: dict[str, tuple[str, ...]] = {}
    at = 0
    for key, count in wanted.items():
        if count:
            dealt[key] = tuple(free[at : at + count])
            at += count
    return dealt
