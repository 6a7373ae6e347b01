"""Tables of figures for sheets and lists: rows made from the description of their columns, the same every time."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from random import Random

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill

from gieo.interfaces.ops.demo import chance

COMMUNES = {
    "": (
        "Mường Nhé", "Nậm Kè", "Quảng Lâm", "Chà Cang", "Si Pa Phìn", "Na Sang", "Mường Mươn", "Tả Phìn", "Sính Phình",
        "Quài Tở", "Chiềng Sinh", "Ẳng Cang", "Nà Tấu", "Mường Phăng", "Thanh Nưa", "Noong Luống", "Mường Nhà",
        "Pu Nhi", "Xa Dung", "Mường Luân",
    ),
    "098": ("Tả Phìn", "Sính Phình", "Xá Nhè", "Mường Báng", "Tủa Thàng", "Sín Chải", "Tả Sìn Thàng", "Trung Thu"),
    "099": ("Quài Tở", "Quài Cang", "Quài Nưa", "Chiềng Sinh", "Mường Mùn", "Pú Nhung", "Tỏa Tình", "Rạng Đông"),
}  # fmt: skip
NOTE = "Dữ liệu minh hoạ do chương trình sinh ra để trình diễn; không phải số liệu thật."
Value = str | int | float


def heads(columns: Sequence[str]) -> list[str]:
    return [column.split("|")[0] for column in columns]


def make_rows(columns: Sequence[str], count: int, *, seed: str) -> list[list[Value]]:
    """`count` rows. A column is "head|kind": seq, month, commune[:district], year:first, int:a-b, dec:a-b, pick:a,b."""
    luck = chance.luck(seed)
    return [[_value(column.split("|", 1)[1], row, luck) for column in columns] for row in range(count)]


def _value(kind: str, row: int, luck: Random) -> Value:
    name, _colon, rest = kind.partition(":")
    match name:
        case "seq":
            return row + 1
        case "month":
            return row % 12 + 1
        case "year":
            return int(rest) + row
        case "commune":
            return luck.choice(COMMUNES[rest])
        case "pick":
            return luck.choice(rest.split(","))
    low, high = (float(part) for part in rest.split("-"))
    return luck.randint(int(low), int(high)) if name == "int" else round(luck.uniform(low, high), 1)


def sheet(title: str, columns: Sequence[str], count: int, *, seed: str, dated: datetime) -> bytes:
    """An Excel file with a title, a note, a head that stays in sight, and the rows."""
    book = Workbook()
    page = book.active
    page.title = "Số liệu"
    page.append([title])
    page.append([NOTE])
    page.append(heads(columns))
    for row in make_rows(columns, count, seed=seed):
        page.append(row)
    page["A1"].font = Font(bold=True, size=13)
    page["A2"].font = Font(italic=True, color="8A5A12")
    for cell in page[3]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F5440")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        page.column_dimensions[cell.column_letter].width = max(12, min(34, len(str(cell.value)) + 3))
    page.freeze_panes = "A4"
    book.properties.created = book.properties.modified = dated.replace(tzinfo=None)
    book.properties.creator = "Gieo"
    out = io.BytesIO()
    book.save(out)  # house: not the database
    return out.getvalue()


def listing(columns: Sequence[str], count: int, *, seed: str) -> bytes:
    """The same as CSV: UTF-8 with its mark, so that office programs read the accents; semicolons, decimal commas."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(heads(columns))
    for row in make_rows(columns, count, seed=seed):
        writer.writerow([str(value).replace(".", ",") if isinstance(value, float) else value for value in row])
    return out.getvalue().encode("utf-8-sig")
