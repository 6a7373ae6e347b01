"""The workbook to fill in: heads, lists to choose from, a sheet that explains each column, a sheet of examples."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from gieo.domain.imports.rules.letters import letter
from gieo.domain.imports.rules.tables import Column, Table
from gieo.domain.imports.vocab import MOST_ROWS, Reading

_NEEDED = PatternFill("solid", fgColor="FFE7D6")
_HEAD = PatternFill("solid", fgColor="E6EFE6")
_WIDTHS = {Reading.DATE: 14, Reading.YEAR: 10, Reading.SUM: 20, Reading.NUMBER: 10, Reading.QUANTITY: 12}
_FORMATS = {Reading.DATE: "dd/mm/yyyy", Reading.SUM: "#,##0", Reading.PHONE: "@"}
_LISTS = "Danh mục"


def template(table: Table, choices: Mapping[str, Sequence[str]], kinds_of_value: Mapping[Reading, str]) -> bytes:
    """The bytes of the workbook. `choices` are the labels of closed lists by column, `kinds_of_value` says in words how
    each kind of cell is filled in."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = table.sheet
    _heads(sheet, table.columns)
    lists = book.create_sheet(_LISTS)
    for place, column in enumerate(table.columns, start=1):
        if labels := choices.get(column.key):
            _list(sheet, lists, place, column, labels)
        if column.reading in _FORMATS:
            for row in range(2, 202):
                sheet.cell(row, place).number_format = _FORMATS[column.reading]
    lists.sheet_state = "hidden"
    _explain(book.create_sheet("Hướng dẫn"), table, choices, kinds_of_value)
    examples = book.create_sheet("Ví dụ")
    _heads(examples, table.columns)
    for row in range(max(len(column.examples) for column in table.columns)):
        examples.append([column.examples[row] if row < len(column.examples) else "" for column in table.columns])
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _heads(sheet: Worksheet, columns: Sequence[Column]) -> None:
    for place, column in enumerate(columns, start=1):
        cell = sheet.cell(1, place, column.head)
        cell.font = Font(bold=True)
        cell.fill = _NEEDED if column.needed else _HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if column.note:
            cell.comment = Comment(column.note, "Gieo", width=320, height=90)
        sheet.column_dimensions[letter(place)].width = _WIDTHS.get(column.reading, 26)
    sheet.freeze_panes = "A2"


def _list(sheet: Worksheet, lists: Worksheet, place: int, column: Column, labels: Sequence[str]) -> None:
    at = lists.max_column + 1 if lists.cell(1, 1).value else 1
    lists.cell(1, at, column.head)
    for row, label in enumerate(labels, start=2):
        lists.cell(row, at, label)
    source = f"'{_LISTS}'!${letter(at)}$2:${letter(at)}${len(labels) + 1}"
    rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = column.head, "Chọn một mục trong danh sách."
    sheet.add_data_validation(rule)
    rule.add(f"{letter(place)}2:{letter(place)}{MOST_ROWS + 1}")


def _explain(
    sheet: Worksheet, table: Table, choices: Mapping[str, Sequence[str]], kinds_of_value: Mapping[Reading, str]
) -> None:
    sheet.append(["Cột", "Bắt buộc", "Cách ghi", "Giải thích", "Ví dụ"])
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), _HEAD
    for column in table.columns:
        how = "; ".join(choices[column.key]) if column.key in choices else kinds_of_value.get(column.reading, "")
        example = next((text for text in column.examples if text), "")
        sheet.append([column.head, "có" if column.needed else "", how, column.note, example])
    for place, width in enumerate((26, 10, 60, 60, 40), start=1):
        sheet.column_dimensions[letter(place)].width = width
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
