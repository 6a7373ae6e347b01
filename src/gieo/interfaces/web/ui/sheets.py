"""Excel files: bold heads that stay in sight, dates and sums as such; nothing in them is ever run."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter

from gieo.core import clock

_FORMATS = {"money": "#,##0", "number": "#,##0.##", "date": "dd/mm/yyyy"}
_MOMENT = "dd/mm/yyyy hh:mm"
_WIDTHS = {"money": 18, "number": 10, "date": 13, "pill": 20, "text": 40}
_RUN_ELSEWHERE = ("=", "+", "-", "@")
_NOT_IN_A_SHEET = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MOST_LETTERS = 32_767
"""Of a cell, by Excel's own limit."""

Head = tuple[str, str]
"""Label and kind of a column, as in lists.Column."""


def workbook(title: str, heads: Sequence[Head], rows: Iterable[Sequence[Any]]) -> bytes:
    """The bytes of an .xlsx with one sheet."""
    kept = BytesIO()
    write_workbook(kept, title, heads, rows)
    return kept.getvalue()


def write_workbook(
    out: BinaryIO,
    title: str,
    heads: Sequence[Head],
    rows: Iterable[Sequence[Any]],
    *,
    above: Sequence[str] = (),
    sums: Sequence[Any] = (),
) -> None:
    """Write an .xlsx with one sheet, row by row."""
    write_sheets(out, [Sheet(title, heads, rows, above, sums)])


@dataclass(frozen=True)
class Sheet:
    """One table of a workbook. Lines `above` stand over the table, the first of them larger; the head can be filtered
    by; `sums` stand below the rows and out of the filter."""

    title: str
    heads: Sequence[Head]
    rows: Iterable[Sequence[Any]]
    above: Sequence[str] = ()
    sums: Sequence[Any] = ()


def write_sheets(out: BinaryIO, sheets: Iterable[Sheet]) -> None:
    """Write an .xlsx, sheet by sheet and row by row."""
    book = Workbook(write_only=True)
    for one in sheets:
        _write(book.create_sheet("".join(char for char in one.title if char not in "[]:*?/\\")[:31]), one)
    book.save(out)


def _write(sheet: Any, one: Sheet) -> None:
    top = len(one.above) + bool(one.above) + 1
    _lay_out(sheet, one.heads, top)
    for number, line in enumerate(one.above):
        sheet.append([_line(sheet, line, is_title=number == 0)])
    if one.above:
        sheet.append([])
    sheet.append([_head(sheet, label) for label, _kind in one.heads])
    dresses = [_Dress(sheet, kind) for _label, kind in one.heads]
    last = top
    for row in one.rows:
        sheet.append([dress.cell(value) for value, dress in zip(row, dresses, strict=True)])
        last += 1
    sheet.auto_filter.ref = f"A{top}:{get_column_letter(len(one.heads))}{last}"
    if one.sums:
        bold = [_Dress(sheet, kind, bold=True) for _label, kind in one.heads]
        sheet.append([dress.cell(value) for value, dress in zip(one.sums, bold, strict=True)])


def _lay_out(sheet: Any, heads: Sequence[Head], top: int) -> None:
    """The head stays in sight; in print it stands on every sheet, and the columns fit on one sheet across."""
    sheet.freeze_panes = f"A{top + 1}"
    sheet.print_title_rows = f"{top}:{top}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for index, (_label, kind) in enumerate(heads, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = _WIDTHS.get(kind, 40)


def _line(sheet: Any, words: str, *, is_title: bool) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=words_of(words))
    cell.data_type = "s"
    if is_title:
        cell.font = Font(bold=True, size=14)
    return cell


def _head(sheet: Any, label: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=words_of(label))
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


class _Dress:
    """How the cells of a column look, worked out once: asked for cell by cell it takes longer than all the rest."""

    def __init__(self, sheet: Any, kind: str, *, bold: bool = False) -> None:
        self._sheet, self._kind = sheet, kind
        self._own = self._style(_FORMATS.get(kind, ""), bold=bold)
        self._day = self._own if kind in _FORMATS else self._style(_FORMATS["date"], bold=bold)
        self._moment = self._style(_MOMENT, bold=bold)
        self._quoted = copy(self._own)
        self._quoted.quotePrefix = 1

    def _style(self, number_format: str, *, bold: bool) -> StyleArray:
        cell = WriteOnlyCell(self._sheet)
        if number_format:
            cell.number_format = number_format
        if bold:
            cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=self._kind == "text", vertical="top")
        return cell._style

    def cell(self, value: Any) -> WriteOnlyCell:
        style = self._own
        if isinstance(value, datetime):
            value, style = clock.local(value).replace(tzinfo=None), self._moment
        elif isinstance(value, date):
            style = self._day
        elif isinstance(value, str):
            value = words_of(value)
            style = self._quoted if value.startswith(_RUN_ELSEWHERE) else self._own
        cell = WriteOnlyCell(self._sheet, value=value)
        if isinstance(value, str):
            cell.data_type = "s"  # a text that starts with "=" stays a text
        cell._style = style
        return cell


def words_of(text: str) -> str:
    """A text as a cell keeps it: composed, nothing that XML has no room for, no tab at its start. One that starts like
    a formula is marked as quoted, so that it stays a text when somebody edits the cell."""
    return _NOT_IN_A_SHEET.sub("", unicodedata.normalize("NFC", text)).lstrip("\t\r\n")[:MOST_LETTERS]
