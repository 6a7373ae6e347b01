"""Reading an .xlsx as it was typed: values, formulas without a value, errors, merged cells, hidden rows, hidden sheets.

openpyxl gives either a stream or the merged cells, either formulas or their values; here the parts of the archive are
read once each, row by row, so that a large workbook takes no more memory than a small one.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import cached_property
from itertools import islice
from types import TracebackType
from typing import IO, BinaryIO
from xml.etree.ElementTree import Element, ParseError, iterparse

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from gieo.domain.imports.rules.reading import Broken, Formula, Raw
from gieo.domain.imports.vocab import Remark
from gieo.foundation.files.rules import DAMAGED_ARCHIVE

MOST_BYTES = 400 * 1024 * 1024
MOST_TIMES = 200
"""A part may be unpacked to so many times its packed size; sheets of numbers reach about 30."""
MOST_PARTS = 3000
MOST_COLUMNS = 200
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")


class Unreadable(Exception):
    """The file cannot be read as a workbook; `remark` says why."""

    def __init__(self, remark: Remark) -> None:
        super().__init__(remark)
        self.remark = remark


@dataclass(frozen=True)
class Row:
    """A row that holds something: cells by the number of their column (1 is A)."""

    number: int
    cells: Mapping[int, Raw]
    hidden: bool = False
    merged: frozenset[int] = frozenset()
    """Columns whose value comes from the first cell of a merged region."""
    across: bool = False
    """A merged region reaches over several columns of this row: the title of a group."""


@dataclass(frozen=True)
class _Region:
    left: int
    top: int
    right: int
    bottom: int


@dataclass
class Sheet:
    name: str
    hidden: bool
    part: str
    book: "Workbook" = field(repr=False)

    def head(self, rows: int) -> list[Row]:
        """The first rows that hold something, up to the row of this number."""
        return [row for row in islice(self.rows(), rows) if row.number <= rows]

    def rows(self) -> Iterator[Row]:
        """Every row that holds something, from the top. Raises Unreadable."""
        regions = self._regions
        firsts: dict[_Region, Raw] = {}
        for number, cells, hidden in self._plain_rows():
            merged = set()
            across = False
            for region in regions:
                if not region.top <= number <= region.bottom:
                    continue
                across = across or region.right > region.left
                if number == region.top:
                    if region.left in cells:
                        firsts[region] = cells[region.left]
                elif region in firsts and region.left == region.right:
                    cells[region.left] = firsts[region]
                    merged.add(region.left)
            if cells:
                yield Row(number, cells, hidden, frozenset(merged), across)

    @cached_property
    def _regions(self) -> tuple[_Region, ...]:
        """Merged regions; they stand behind the rows, so they are looked for first."""
        found = []
        for element in self.book.elements(self.part, {"mergeCell"}):
            corners = _CELL.findall(element.get("ref", ""))
            if len(corners) == 2:
                (left, top), (right, bottom) = corners
                found.append(_Region(_column(left), int(top), _column(right), int(bottom)))
        return tuple(found)

    def _plain_rows(self) -> Iterator[tuple[int, dict[int, Raw], bool]]:
        """Rows with their own cells; a row that only a merged region reaches counts too."""
        last = 0
        for element in self.book.elements(self.part, {"row"}):
            number = int(element.get("r") or last + 1)
            last = number
            cells: dict[int, Raw] = {}
            place = 0
            for cell in element:
                found = _CELL.fullmatch(cell.get("r", ""))
                place = _column(found[1]) if found else place + 1
                if place <= MOST_COLUMNS and (value := self.book.value(cell)) is not None:
                    cells[place] = value
            yield number, cells, element.get("hidden") in ("1", "true")


class Workbook:
    """An .xlsx that is open for reading; a context. Raises Unreadable when it is none, or unpacks to too much."""

    def __init__(self, content: BinaryIO) -> None:
        try:
            self._archive = zipfile.ZipFile(content)
        except zipfile.BadZipFile:
            raise Unreadable(Remark.BROKEN) from None
        parts = self._archive.infolist()
        packed = sum(part.compress_size for part in parts)
        unpacked = sum(part.file_size for part in parts)
        if len(parts) > MOST_PARTS or unpacked > MOST_BYTES or unpacked > MOST_TIMES * max(packed, 50_000):
            raise Unreadable(Remark.BOMB)
        self._names = {part.filename for part in parts}

    def __enter__(self) -> "Workbook":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()

    @cached_property
    def sheets(self) -> list[Sheet]:
        """Sheets in their order; charts are none."""
        parts = {row.get("Id", ""): row.get("Target", "") for row in self.elements(_RELATIONS, {"Relationship"})}
        found = []
        for row in self.elements("xl/workbook.xml", {"sheet"}):
            target = parts.get(next((value for key, value in row.attrib.items() if key.endswith("}id")), ""), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if part in self._names and "worksheets" in part:
                found.append(Sheet(row.get("name", ""), row.get("state", "visible") != "visible", part, self))
        return found

    def elements(self, part: str, wanted: set[str]) -> Iterator[Element]:
        """Elements of these names in a part, each forgotten once it was used. Raises Unreadable."""
        if part not in self._names:
            return
        try:
            with self._archive.open(part) as stream:
                yield from _elements(stream, wanted)
        except (ParseError, *DAMAGED_ARCHIVE):
            raise Unreadable(Remark.BROKEN) from None

    def value(self, cell: Element) -> Raw | None:
        """What a cell holds, as its type and number format say; nothing when it is empty."""
        kind, text, formula = cell.get("t", "n"), None, None
        for part in cell:
            name = _local(part.tag)
            if name == "v":
                text = part.text
            elif name == "f":
                formula = part.text or ""
            elif name == "is":
                text = _joined(part)
        if kind == "e":
            return Broken(text or "#")
        if text is None or text == "":
            return Formula(f"={formula}") if formula is not None else None
        if kind == "s":
            return self._shared(text)
        if kind in ("str", "inlineStr"):
            return text
        if kind == "b":
            return text == "1"
        if kind == "d":
            return datetime.fromisoformat(text).date()
        return self._number(text, int(cell.get("s") or 0))

    def _shared(self, text: str) -> str | None:
        try:
            return self._strings[int(text)] or None
        except (IndexError, ValueError):
            return None

    def _number(self, text: str, style: int) -> Raw:
        try:
            number = Decimal(repr(float(text)))
        except (InvalidOperation, ValueError):
            return text
        if not number.is_finite():
            return Broken(text)
        if style in self._date_styles and number >= 1:
            try:
                return from_excel(float(number), self._epoch).date()
            except (ValueError, OverflowError, AttributeError):
                return Broken(text)
        return int(number) if number == number.to_integral_value() else number

    @cached_property
    def _strings(self) -> list[str]:
        return [_joined(item) for item in self.elements("xl/sharedStrings.xml", {"si"})]

    @cached_property
    def _epoch(self) -> datetime:
        flags = [row.get("date1904") for row in self.elements("xl/workbook.xml", {"workbookPr"})]
        return CALENDAR_MAC_1904 if "1" in flags or "true" in flags else CALENDAR_WINDOWS_1900

    @cached_property
    def _date_styles(self) -> frozenset[int]:
        """Numbers of the cell styles that show a number as a day."""
        formats = dict(BUILTIN_FORMATS)
        for row in self.elements("xl/styles.xml", {"numFmt"}):
            formats[int(row.get("numFmtId", "0"))] = row.get("formatCode", "")
        found: list[bool] = []
        for block in self.elements("xl/styles.xml", {"cellXfs"}):
            numbers = [int(row.get("numFmtId") or 0) for row in block]
            found = [_shows_day(number, formats) for number in numbers]
        return frozenset(index for index, is_date in enumerate(found) if is_date)


_RELATIONS = "xl/_rels/workbook.xml.rels"
_EAST_ASIAN_DAYS = range(27, 37)  # numbers of day formats that Excel gives other meanings by language


def _shows_day(number: int, formats: Mapping[int, str]) -> bool:
    return number in _EAST_ASIAN_DAYS or bool(is_date_format(formats.get(number, "")))


def _elements(stream: IO[bytes], wanted: set[str]) -> Iterator[Element]:
    """Elements as they end. What stands above them is emptied as it grows."""
    path: list[Element] = []
    for event, element in iterparse(stream, events=("start", "end")):  # noqa: S314 - expat limits what entities expand to
        if event == "start":
            path.append(element)
            continue
        path.pop()
        if _local(element.tag) in wanted:
            yield element
        if not any(_local(above.tag) in wanted for above in path):
            element.clear()
            if path:
                path[-1].remove(element)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _joined(item: Element) -> str:
    """The text of a string item: its runs, without the readings of East Asian characters beside them."""
    words: list[str] = []
    for part in item:
        if _local(part.tag) == "t":
            words.append(part.text or "")
        elif _local(part.tag) == "r":
            words += [text.text or "" for text in part if _local(text.tag) == "t"]
    return _unescaped("".join(words))


def _unescaped(text: str) -> str:
    """Excel writes characters that XML cannot hold as _x000D_."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
