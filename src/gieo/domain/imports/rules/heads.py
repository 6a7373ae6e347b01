"""Finding the heads of a table in a sheet: in any of the first rows, in any order, with or without accents."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gieo.core.text import fold, squeeze
from gieo.domain.imports.rules.nearest import likeness
from gieo.domain.imports.rules.tables import Column, Table
from gieo.domain.imports.vocab import Reading

ALMOST, LIKE = 0.86, 0.72
"""How alike a head must be to be taken for a known one, or to be told as perhaps meant."""
EXAMPLES = frozenset({"huong dan", "vi du", "danh muc"})
"""Sheets of our own template that hold no rows to bring in."""


@dataclass(frozen=True)
class Heads:
    """A row of a sheet taken for the heads of its table."""

    row: int
    columns: Mapping[int, Column] = field(default_factory=dict)
    """Number of the sheet's column (1 is A) → what it is."""
    heads: Mapping[int, str] = field(default_factory=dict)
    """How each head is written there."""
    unknown: tuple[tuple[int, str, str], ...] = ()
    """(column, head, the known head it resembles)."""
    twice: tuple[tuple[int, int], ...] = ()
    """Two columns that are the same."""
    times: Mapping[int, int] = field(default_factory=dict)
    """Columns of sums that are not in đồng: by what to multiply."""

    @property
    def found(self) -> int:
        return len(self.columns)

    def missing(self, table: Table) -> tuple[Column, ...]:
        """Needed columns that are not there."""
        there = {column.key for column in self.columns.values()}
        return tuple(column for column in table.columns if column.needed and column.key not in there)


def bare_head(text: str) -> str:
    """A head without accents, signs, and what stands in brackets: "Kinh phí (triệu đồng) *" → "kinh phi"."""
    outside = re.sub(r"\([^)]*\)", " ", text)
    return squeeze(re.sub(r"[^a-z0-9]+", " ", fold(outside)))


def read_heads(table: Table, row: int, cells: Mapping[int, str]) -> Heads:
    """What the cells of a row are as heads of a table."""
    names = {bare_head(name): column for column in table.columns for name in (column.head, *column.also)}
    columns: dict[int, Column] = {}
    unknown: list[tuple[int, str, str]] = []
    twice: list[tuple[int, int]] = []
    loose: list[tuple[int, str]] = []
    for place, text in sorted(cells.items()):
        bare = bare_head(text)
        column = names.get(bare)
        if column is None:
            loose.append((place, text))
        elif (earlier := _place(columns, column)) is not None:
            twice.append((earlier, place))
        else:
            columns[place] = column
    for place, text in loose:  # exact heads first: a misspelt one never takes the place of a right one
        alike, key = max((likeness(bare_head(text), name), known.key) for name, known in names.items())
        near = table.column(key)
        if alike >= ALMOST and _place(columns, near) is None:
            columns[place] = near
        elif bare_head(text) not in ("stt", "tt", "so tt", "ghi chu", ""):
            unknown.append((place, squeeze(text), near.head if alike >= LIKE and _place(columns, near) is None else ""))
    times = {place: _times(cells[place]) for place, column in columns.items() if column.reading is Reading.SUM}
    shown = {place: squeeze(cells[place]) for place in columns}
    return Heads(row, columns, shown, tuple(unknown), tuple(twice), {p: n for p, n in times.items() if n > 1})


def _place(columns: Mapping[int, Column], wanted: Column) -> int | None:
    return next((place for place, column in columns.items() if column.key == wanted.key), None)


def _times(head: str) -> int:
    bare = fold(head)
    if re.search(r"\b(trieu|tr\.?)\s*(dong|d|vnd)\b|\btrieu\b", bare):
        return 10**6
    return 1000 if re.search(r"\b(nghin|ngan|1\.?000)\s*(dong|d|vnd)\b", bare) else 1


def best_heads(table: Table, rows: Sequence[tuple[int, Mapping[int, str]]]) -> Heads | None:
    """The row that looks most like the heads; none when fewer than two columns are known anywhere."""
    tried = [read_heads(table, number, cells) for number, cells in rows if cells]
    best = max(tried, key=lambda heads: (heads.found, -heads.row), default=None)
    return best if best is not None and best.found >= 2 else None
