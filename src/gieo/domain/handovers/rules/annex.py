"""The annex of minutes: every file handed over, with its size and its whole fingerprint."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from gieo.foundation.papers.rules import Annex, Block, Cell, Column, Table, Total, day_in_words
from gieo.foundation.papers.vocab import Align


def annex(items: Sequence[Mapping[str, Any]], *, number: str, on: date | None) -> list[Block]:
    """Every file with its size and full fingerprint; absent when nothing is handed over as a file."""
    rows: list[tuple[Cell, ...]] = [
        (f"{item['order']}.{place}", file["name"], _size(file["size"]), readable(file["digest"]))
        for item in items
        for place, file in enumerate(item["files"], start=1)
    ]
    if not rows:
        return []
    table = Table(
        columns=(
            Column("Mục", 14, Align.CENTRE),
            Column("Tên tệp"),
            Column("Cỡ", 22, Align.RIGHT),
            Column("Vân tay SHA-256", 82),
        ),
        rows=tuple(rows),
        total=Total("Cộng", (f"{len(rows):02d} tệp",)),
    )
    note = f"Kèm theo Biên bản số {number or '…'} {day_in_words(on)}"
    return [Annex("Danh mục tệp bàn giao và vân tay", (table,), note=note)]


def _size(size: int) -> str:
    for unit, step in (("MB", 1024 * 1024), ("kB", 1024)):
        if size >= step:
            return f"{size / step:.1f} {unit}".replace(".", ",")
    return f"{size} byte"


def readable(fingerprint: str) -> str:
    """A whole fingerprint on two lines of four groups of eight, for comparing by eye."""
    groups = [fingerprint[start : start + 8] for start in range(0, len(fingerprint), 8)]
    return " ".join(groups[:4]) + "\n" + " ".join(groups[4:])
