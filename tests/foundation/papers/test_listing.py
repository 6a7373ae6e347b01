"""Lists as PDF/A and Word: heads on every sheet, words as they are, as many rows as there are."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import docx as python_docx
import pypdfium2
import pytest

from gieo.foundation.papers.engine import listing_docx, listing_pdf
from gieo.foundation.papers.engine.listing import PART, WHOLE
from gieo.foundation.papers.rules.listing import Head, Listing, shares
from tests.foundation.papers.conftest import Reader, squeezed
from tests.foundation.papers.pdfa import faults, font_families

NOW = datetime(2023, 11, 7, 1, 0, tzinfo=UTC)
LISTING = Listing(
    title="Kết quả nghiên cứu",
    author="Lò Thị Mai",
    dated=NOW,
    language="vi",
    heads=(Head("Mã", 10), Head("Tên kết quả", 40), Head("Kinh phí (đồng)", 14, is_number=True)),
    facts=("Lọc theo: Lĩnh vực: Nông nghiệp",),
    mark="Dữ liệu minh hoạ",
    sums=("Cộng", "", "3.000"),
    empty_word="Không có dòng nào.",
)
ROW = ("KQ-1", "Nuôi bò ở bản Nà Sự: Ễ Ỗ <b> & “=1+1”", "1.000")


def rows(count: int) -> list[tuple[str, ...]]:
    return [(f"KQ-{number}", *ROW[1:]) for number in range(count)]


def pdf_words(count: int, *extra: tuple[str, ...]) -> list[str]:
    """The words of each sheet."""
    out = io.BytesIO()
    listing_pdf(LISTING, [*rows(count), *extra], out)
    return sheets_of(out.getvalue())


def sheets_of(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_the_head_stands_on_every_sheet_and_the_sheets_are_numbered() -> None:
    sheets = pdf_words(60)
    assert len(sheets) > 1
    assert all("Tên kết quả" in sheet for sheet in sheets)
    assert f"1/{len(sheets)}" in sheets[0]
    assert "Dữ liệu minh hoạ" in sheets[0]
    assert "Lọc theo: Lĩnh vực: Nông nghiệp" in sheets[0]
    assert ROW[1] in sheets[0].replace("\r\n", " ")
    assert "3.000" in sheets[-1]


def test_it_is_pdf_a_across_in_one_embedded_font() -> None:
    out = io.BytesIO()
    listing_pdf(LISTING, rows(3), out)
    content = out.getvalue()
    assert faults(content) == []
    assert len(font_families(content)) == 1
    with pypdfium2.PdfDocument(content) as document:
        width, height = document[0].get_size()
    assert (round(width), round(height)) == (842, 595)


def test_a_long_list_is_bound_of_parts_without_losing_a_row() -> None:
    count = WHOLE + PART + 1
    out = io.BytesIO()
    listing_pdf(LISTING, rows(count), out)
    assert faults(out.getvalue()) == ["no structure tree", "not marked as tagged"]  # which A-2b does not ask for
    sheets = sheets_of(out.getvalue())
    found = [word for sheet in sheets for word in sheet.split() if word.startswith("KQ-")]
    assert found == [f"KQ-{number}" for number in range(count)]
    assert all(f"Trang {place}" in sheet for place, sheet in enumerate(sheets, start=1))
    assert "3.000" in sheets[-1]
    assert "3.000" not in sheets[-2]


def test_a_letter_that_the_font_has_not_becomes_a_question_mark() -> None:
    assert "Bò ? vàng" in "".join(pdf_words(1, ("KQ-9", "Bò 🐂 vàng", "")))


def test_an_empty_list_says_so() -> None:
    assert "Không có dòng nào." in pdf_words(0)[0]


def test_word_holds_the_same_with_a_repeated_head() -> None:
    out = io.BytesIO()
    listing_docx(LISTING, rows(30), out)
    document = python_docx.Document(out)
    table = document.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == [head.label for head in LISTING.heads]
    assert table.rows[0]._tr.trPr.xpath("w:tblHeader")
    assert [cell.text for cell in table.rows[1].cells] == ["KQ-0", *ROW[1:]]
    assert [cell.text for cell in table.rows[-1].cells] == ["Cộng", "", "3.000"]
    assert len(table.rows) == 32
    assert document.sections[0].page_width > document.sections[0].page_height


@pytest.mark.libreoffice
def test_libreoffice_opens_it(word_text: Reader) -> None:
    out = io.BytesIO()
    listing_docx(LISTING, rows(3), out)
    read = word_text(out.getvalue())
    for words in (LISTING.title, *LISTING.facts, *ROW[1:], "KQ-2", "Cộng"):
        assert squeezed(words) in read


def test_columns_share_the_sheet_by_their_words() -> None:
    assert shares(LISTING) == pytest.approx([10 / 64, 40 / 64, 14 / 64])
