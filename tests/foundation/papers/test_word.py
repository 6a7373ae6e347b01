"""Papers as Word: the same words in the same order, and a file that Word and LibreOffice open."""

import io
import zipfile
from dataclasses import replace
from typing import Any

import docx as python_docx
import pytest
from docx.oxml.ns import qn

from gieo.foundation.papers import engine
from gieo.foundation.papers.rules import plain_text
from tests.foundation.papers.conftest import Reader, squeezed
from tests.foundation.papers.sample import LONG_TITLE, minutes


@pytest.mark.libreoffice
@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 40])
def test_libreoffice_reads_the_plain_text(count: int, word_text: Reader) -> None:
    paper = minutes(count)
    assert word_text(engine.docx(paper)) == squeezed(plain_text(paper))


def test_the_body_holds_the_words_in_order() -> None:
    paper = minutes(3, signed=False)
    document = python_docx.Document(io.BytesIO(engine.docx(paper)))
    lines = ["".join(words.text or "" for words in p.iter(qn("w:t"))) for p in document.element.body.iter(qn("w:p"))]
    assert squeezed("\n".join(lines)) == squeezed(plain_text(paper))


def test_sheet_margins_font_and_repeated_head() -> None:
    document = python_docx.Document(io.BytesIO(engine.docx(minutes(2))))
    section = document.sections[0]
    assert [round(length.mm) for length in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(length.mm) for length in margins] == [20, 15, 22, 30]
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert document.styles["Normal"].font.size.pt == 13
    body = document.element.body
    assert len(list(body.iter(qn("w:tblHeader")))) == 2
    assert [style.get(qn("w:val")) for style in body.iter(qn("w:pStyle"))].count("Heading1") == 4


def test_drawn_signatures_have_words_and_the_room_stays_without_them() -> None:
    def alts(signed: bool) -> list[str]:
        document = python_docx.Document(io.BytesIO(engine.docx(minutes(1, signed=signed))))
        return [item.get("descr", "") for item in document.element.body.iter(qn("wp:docPr"))]

    assert alts(True) == ["Chữ ký của Cà Văn Hặc", "Chữ ký của Nguyễn Văn A", "Chữ ký của Vàng Thị Dua"]
    assert alts(False) == []


def test_equal_papers_give_equal_bytes_with_the_papers_date() -> None:
    first = engine.docx(minutes(2))
    assert engine.docx(minutes(2)) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = python_docx.Document(io.BytesIO(first)).core_properties
    assert properties.created is not None
    assert properties.created.isoformat() == "2023-11-07T02:41:12+00:00"
    assert properties.title.startswith("BB-2023-04 – Biên bản")


def test_a_subject_longer_than_a_property_of_word_may_be_is_printed_whole() -> None:
    paper = replace(minutes(1), subject=LONG_TITLE)
    document = python_docx.Document(io.BytesIO(engine.docx(paper)))
    assert len(document.core_properties.title) == 255
    assert LONG_TITLE in [paragraph.text for paragraph in document.paragraphs]


def test_a_sheet_has_one_number_on_top_from_the_second_on() -> None:
    section = python_docx.Document(io.BytesIO(engine.docx(minutes(2)))).sections[0]

    def fields(part: Any) -> list[str]:
        return [field.get(qn("w:instr")).strip() for field in part._element.iter(qn("w:fldSimple"))]

    assert fields(section.header) == ["PAGE"]
    parts = (section.first_page_header, section.first_page_footer, section.footer)
    assert [fields(part) for part in parts] == [[], [], []]
