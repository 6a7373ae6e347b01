"""Workbooks as people send them: heads anywhere, sheets in any order, merged cells, hidden rows, formulas, bombs."""

from __future__ import annotations

import unicodedata
import zipfile
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook as Book
from openpyxl.styles import Font

from gieo.core.actor import SYSTEM
from gieo.core.errors import Invalid
from gieo.domain.imports.engine import Unreadable, Workbook
from gieo.domain.imports.jobs import read_workbook
from gieo.domain.imports.models import Import, ImportedRow
from gieo.domain.imports.rules.heads import bare_head, best_heads
from gieo.domain.imports.rules.reading import Broken, Formula
from gieo.domain.imports.rules.tables import UNITS
from gieo.domain.imports.services import send_workbook
from gieo.domain.imports.vocab import ImportState, Kind, Outcome, Remark
from gieo.foundation.journal.models import Entry
from tests.factories.workbooks import NOW, UNIT_HEADS, brought_in, checked, flaws, outcomes, workbook


def rows_of(content: BytesIO) -> list[dict]:
    with Workbook(content) as book:
        return [dict(row.cells) for row in book.sheets[0].rows()]


def kept(book: Book) -> BytesIO:
    content = BytesIO()
    book.save(content)
    content.seek(0)
    return content


def remarks(one: Import) -> list[str]:
    return [remark["remark"] for remark in one.remarks]


def test_values_keep_their_kind() -> None:
    book = Book()
    sheet = book.active
    sheet.append(["chữ", 12, 2.5, date(2023, 11, 7), True, "=1+1", "#REF!"])
    sheet["H1"] = 45237
    sheet["G1"].data_type = "e"
    (cells,) = rows_of(kept(book))
    assert cells[1] == "chữ"
    assert (cells[2], float(cells[3]), cells[4], cells[5]) == (12, 2.5, date(2023, 11, 7), True)
    assert (cells[6], cells[7], cells[8]) == (Formula("=1+1"), Broken("#REF!"), 45237)


def test_a_formula_with_its_kept_value_is_that_value() -> None:
    book = Book()
    book.active.append(["=1+1"])
    content = kept(book)
    changed = BytesIO()
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(changed, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>"))
    assert rows_of(changed) == [{1: 2}]


def test_rich_text_is_joined_and_composed_later() -> None:
    book = Book()
    book.active["A1"] = unicodedata.normalize("NFD", "Điện Biên")
    book.active["A1"].font = Font(bold=True)
    (cells,) = rows_of(kept(book))
    assert unicodedata.normalize("NFC", cells[1]) == "Điện Biên"


def test_a_merged_region_says_its_value_in_each_of_its_rows() -> None:
    content = workbook(("a", "b"), ("nhóm", 1), (None, 2), (None, 3), merged=["A2:A4"])
    with Workbook(content) as book:
        rows = list(book.sheets[0].rows())
    assert [row.cells.get(1) for row in rows] == ["a", "nhóm", "nhóm", "nhóm"]
    assert [bool(row.merged) for row in rows] == [False, False, True, True]


def test_hidden_rows_and_sheets_are_known() -> None:
    book = Book()
    book.active.append(["a"])
    book.active.row_dimensions[1].hidden = True
    book.create_sheet("phụ").sheet_state = "hidden"
    with Workbook(kept(book)) as read:
        assert [(sheet.name, sheet.hidden) for sheet in read.sheets] == [("Sheet", False), ("phụ", True)]
        assert [row.hidden for row in read.sheets[0].rows()] == [True]


def bomb() -> BytesIO:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 90_000_000)
    content.seek(0)
    return content


def crowded() -> BytesIO:
    """More parts than a workbook has, though other archives may have as many."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in ("xl/workbook.xml", *(f"xl/worksheets/sheet{number}.xml" for number in range(3_001))):
            archive.writestr(name, "<x/>")
    content.seek(0)
    return content


def test_bombs_and_broken_archives_are_not_opened() -> None:
    with pytest.raises(Unreadable) as found:
        Workbook(bomb())
    assert found.value.remark is Remark.BOMB
    with pytest.raises(Unreadable) as found:
        Workbook(BytesIO(b"PK\x03\x04 and no more"))
    assert found.value.remark is Remark.BROKEN


def test_entities_that_grow_are_refused() -> None:
    grows = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(
            "xl/workbook.xml",
            f'<!DOCTYPE w [<!ENTITY a0 "aaaaaaaaaa">{grows}]><workbook><sheet name="&a11;"/></workbook>',
        )
    with Workbook(content) as book, pytest.raises(Unreadable):
        _ = book.sheets


def test_heads_without_accents_in_any_order_and_misspelt() -> None:
    assert bare_head("  Kinh phí (triệu đồng) *") == "kinh phi"
    rows = [
        (1, {1: "DANH SÁCH ĐƠN VỊ"}),
        (3, {1: "STT", 2: "dien thoai", 3: "LOẠI HÌNH", 4: "Tên đon vị", 5: "Người đứng đầu"}),
        (4, {2: "0215", 3: "Hợp tác xã", 4: "Hợp tác xã A"}),
    ]
    heads = best_heads(UNITS, rows)
    assert heads is not None
    assert heads.row == 3
    assert {place: column.key for place, column in heads.columns.items()} == {2: "phone", 3: "kind", 4: "name"}
    assert heads.unknown == ((5, "Người đứng đầu", ""),)
    assert best_heads(UNITS, [(1, {1: "Họ tên", 2: "Năm sinh"})]) is None


WITH_TABLES = pytest.mark.django_db
GOOD = ("Hợp tác xã A", "Hợp tác xã")


@WITH_TABLES
def test_the_right_sheet_is_found_wherever_it_is() -> None:
    book = Book()
    book.active.title = "Bìa"
    book.active.append(["Sở Khoa học và Công nghệ"])
    sheet = book.create_sheet("DS 2023")
    for row in (
        ["Danh sách"],
        [],
        ["Loại đơn vị", "Tên đơn vị", "Ghi chú", "Người đứng đầu"],
        ["Hợp tác xã", "Hợp tác xã A"],
    ):
        sheet.append(row)
    one = checked(content=kept(book))
    assert (one.sheet, one.head_row, outcomes(one)) == ("DS 2023", 3, {4: Outcome.NEW})
    assert remarks(one) == [Remark.OTHER_SHEET, Remark.HEADS_BELOW, Remark.UNKNOWN_COLUMN]


@WITH_TABLES
def test_what_stops_the_whole_is_said_and_nothing_is_kept() -> None:
    for content, said in (
        (workbook(("Họ tên", "Năm"), ("a", 1)), Remark.NO_HEADS),
        (workbook(UNIT_HEADS), Remark.NO_ROWS),
        (workbook(("Tên đơn vị", "Điện thoại"), ("a", "b")), Remark.MISSING_COLUMN),
        (workbook(("Tên đơn vị", "Loại", "Tên cơ quan"), ("a", "b", "c")), Remark.TWICE),
        (crowded(), Remark.BOMB),
    ):
        one = checked(content=content)
        assert one.state == ImportState.REFUSED
        assert said in remarks(one)
        assert not one.rows.exists()
    assert Entry.objects.filter(verb="refuse").count() == 5
    with pytest.raises(Invalid, match="giải nén ra lớn quá mức"):  # the gate of all files
        checked(content=bomb())


@WITH_TABLES
def test_more_rows_than_the_limit_are_refused() -> None:
    book = Book(write_only=True)
    sheet = book.create_sheet("DS")
    sheet.append(UNIT_HEADS[:2])
    for number in range(20_001):
        sheet.append((f"Hợp tác xã {number}", "Hợp tác xã"))
    one = checked(content=kept(book))
    assert (one.state, remarks(one)) == (ImportState.REFUSED, [Remark.TOO_MANY_ROWS])


@WITH_TABLES
def test_groups_sums_and_hidden_rows_are_said() -> None:
    one = checked(
        ("Tên đơn vị", "Loại đơn vị"), ("I. Các hợp tác xã", None), GOOD, ("Hợp tác xã B", "Hợp tác xã"),
        ("Tổng cộng: 2", None), merged=["A2:B2"], hidden=[4],
    )  # fmt: skip
    assert outcomes(one) == {3: Outcome.NEW, 4: Outcome.NEW}
    assert remarks(one) == [Remark.GROUP_ROW, Remark.GROUP_ROW, Remark.HIDDEN_ROWS]
    assert one.rows.get(number=4).is_mended


@WITH_TABLES
def test_merged_values_go_to_each_row_and_decomposed_letters_are_joined() -> None:
    spread = unicodedata.normalize("NFD", "Hợp tác xã Mường Phăng ")
    one = brought_in(
        checked(("Tên đơn vị", "Loại đơn vị"), (spread, "Hợp tác xã"), ("Hợp tác xã B", None), merged=["B2:B3"])
    )
    assert outcomes(one) == {2: Outcome.MADE, 3: Outcome.MADE}
    assert one.rows.get(number=2).values["name"] == "Hợp tác xã Mường Phăng"
    assert {"column": "kind", "mend": "merged"} in one.rows.get(number=3).mends
    assert Entry.objects.filter(verb="finish").count() == 1


@WITH_TABLES
def test_formulas_and_errors_are_named_at_their_cells() -> None:
    book = Book()
    for row in (UNIT_HEADS[:2], ("=A9", "Hợp tác xã"), ("#N/A", "Hợp tác xã")):
        book.active.append(row)
    book.active["A3"].data_type = "e"
    one = checked(content=kept(book))
    assert flaws(one) == [(2, "A", "no_value_of_formula"), (3, "A", "error_cell")]
    assert one.rows.get(number=2).flaws[0]["typed"] == "=A9"


@pytest.mark.django_db
def test_a_workbook_whose_sender_has_lost_the_right_is_refused_in_words() -> None:
    sent = send_workbook(Kind.UNITS, workbook(), name="so-cu.xlsx", actor=SYSTEM, now=NOW)
    assert read_workbook.call(sent.pk, 987_654, None) == ImportState.REFUSED
    sent.refresh_from_db()
    assert remarks(sent) == [Remark.NO_SENDER]
    assert not ImportedRow.objects.exists()
