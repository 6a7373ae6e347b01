"""Excel files: one sheet, a bold head that stays in sight, dates and sums as such; nothing in them is ever run."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter

from gieo.core import clock

_FORMATS = {"money": "#,##0", "number": "#,##0.##", "date": "dd/mm/yyyy"}
_WIDTHS = {"money": 18, "number": 10, "date": 13, "pill": 20, "text": 40}


def workbook(title: str, heads: Sequence[tuple[str, str]], rows: Iterable[Sequence[Any]]) -> bytes:
    """The bytes of an .xlsx with one sheet. `heads` are (label, kind) as in lists.Column."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("".join(char for char in title if char not in "[]:*?/\\")[:31])
    sheet.freeze_panes = "A2"
    for index, (_label, kind) in enumerate(heads, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = _WIDTHS.get(kind, 40)
    sheet.append([_head(sheet, label) for label, _kind in heads])
    kinds = [(kind, _dressed(WriteOnlyCell(sheet), kind)._style) for _label, kind in heads]
    for row in rows:
        sheet.append([_cell(sheet, value, kind, dress) for value, (kind, dress) in zip(row, kinds, strict=True)])
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _head(sheet: Any, label: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=label)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _dressed(cell: WriteOnlyCell, kind: str) -> WriteOnlyCell:
    if kind in _FORMATS:
        cell.number_format = _FORMATS[kind]
    cell.alignment = Alignment(wrap_text=kind == "text", vertical="top")
    return cell


def _cell(sheet: Any, value: Any, kind: str, dress: StyleArray) -> WriteOnlyCell:
    """A cell in the dress of its column, worked out once: asked for cell by cell it takes longer than all the rest."""
    if isinstance(value, datetime):
        value = clock.local(value).replace(tzinfo=None)
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"  # a text that starts with "=" stays a text
    if isinstance(value, date) and kind not in _FORMATS:
        return _dressed(cell, kind)  # it brings a format of its own
    cell._style = dress
    return cell
