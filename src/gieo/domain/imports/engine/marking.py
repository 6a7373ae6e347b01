"""The workbook as it was sent, with what is wrong marked in its cells."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

_WRONG = PatternFill("solid", fgColor="F8C9C4")
_MENDED = PatternFill("solid", fgColor="FFF1C2")


@dataclass(frozen=True)
class Mark:
    """What is said at a cell; the column is 0 for what concerns the whole row."""

    row: int
    column: int
    text: str
    is_wrong: bool


def marked_copy(content: BinaryIO, sheet: str, marks: Iterable[Mark]) -> bytes:
    """The same workbook with colour and a comment at each mark. A cell of a merged region is marked at its first."""
    book = load_workbook(content)
    page = book[sheet]
    assert isinstance(page, Worksheet)
    merged = {
        (row, column): (region.min_row, region.min_col)
        for region in page.merged_cells.ranges
        for row, column in region.cells
    }
    said: dict[tuple[int, int], list[Mark]] = {}
    for mark in marks:
        place = (mark.row, max(mark.column, 1))
        said.setdefault(merged.get(place, place), []).append(mark)
    for (row, column), here in said.items():
        cell = page.cell(row, column)
        cell.fill = _WRONG if any(mark.is_wrong for mark in here) else _MENDED
        text = "\n".join(dict.fromkeys(mark.text for mark in here))
        cell.comment = Comment(text, "Gieo", width=360, height=min(60 + 16 * (len(text) // 45), 320))
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()
