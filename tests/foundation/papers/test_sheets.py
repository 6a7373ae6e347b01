"""The code on every sheet: what it says, and which scanned sheets it lets through."""

import io
import zipfile
from dataclasses import replace

import pikepdf
import pytest

from gieo.foundation.papers import engine
from gieo.foundation.papers.engine import read_scan
from gieo.foundation.papers.rules import (
    Judged,
    Paper,
    Sheet,
    judge,
    missing_sheets,
    read_sheet,
    sheet_address,
    sheet_link,
    short_digest,
)
from gieo.foundation.papers.vocab import SheetFault
from tests.foundation.papers import pdfa
from tests.foundation.papers.conftest import Reader
from tests.foundation.papers.sample import DIGEST, minutes

SHORT = short_digest(DIGEST)


def numbered(count: int = 11, *, number: int = 4, digest: str = DIGEST) -> Paper:
    """Minutes whose every sheet carries a code of its own."""
    paper = minutes(count, number=number)
    link = sheet_link("https://gieo.example.vn", paper.foot.code, digest)
    return replace(paper, foot=replace(paper.foot, sheet_link=link))


def address(number: int, of: int = 3, *, code: str = "BB-2023-04", digest: str = DIGEST) -> str:
    return sheet_address(sheet_link("https://gieo.example.vn", code, digest), number, of)


def test_an_address_says_paper_sheet_and_digest_in_capitals() -> None:
    assert address(2) == "HTTPS://GIEO.EXAMPLE.VN/T/BB-2023-04/2/3/9F2C41D788AB03E5"
    assert read_sheet(address(2)) == Sheet("BB-2023-04", 2, 3, SHORT)
    assert read_sheet("https://Other.example/gieo/T/BB-2023-04/2/3/9F2C41D788AB03E5") == read_sheet(address(2))


def test_an_address_below_a_path_keeps_its_letters() -> None:
    assert sheet_link("https://so.example/gieo/", "BB-1", DIGEST).startswith("https://so.example/gieo/T/BB-1/")


@pytest.mark.parametrize(
    "words",
    [
        "",
        "https://gieo.example.vn/xac-minh/?ma=BB-2023-04",
        "HTTPS://X/T/BB-2023-04/0/3/9F2C41D788AB03E5",
        "HTTPS://X/T/BB-2023-04/4/3/9F2C41D788AB03E5",
        "HTTPS://X/T/BB-2023-04/1/3/9F2C41D788AB03E5/more",
        "HTTPS://X/T/BB-2023-04/1/3/9F2C41D788AB03",
        "HTTPS://X/T/BB-2023-04/١/3/9F2C41D788AB03E5",
    ],
)
def test_other_codes_name_no_sheet(words: str) -> None:
    assert read_sheet(words) is None


def judged(*read: tuple[str, ...], kept: tuple[int, ...] = ()) -> list[tuple[int | None, SheetFault | None]]:
    found = judge(read, code="BB-2023-04", digest=SHORT, counts={3}, kept=kept)
    return [(one.number, one.fault) for one in found]


def test_right_sheets_are_known_in_any_order_beside_other_codes() -> None:
    assert judged((address(3),), ("https://zalo.example/x", address(1)), (address(2),)) == [
        (3, None),
        (1, None),
        (2, None),
    ]


@pytest.mark.parametrize(
    "words, fault",
    [
        ((), SheetFault.NO_CODE),
        (("https://gieo.example.vn/xac-minh/?ma=BB-2023-04",), SheetFault.OLD_PRINT),
        ((address(1), address(2)), SheetFault.SEVERAL),
        ((address(1, code="BB-2023-05"),), SheetFault.OTHER_PAPER),
        ((address(1, digest="0" * 64),), SheetFault.OTHER_CONTENT),
        ((address(1, 4),), SheetFault.OTHER_PRINT),
    ],
)
def test_a_wrong_sheet_is_refused_and_the_others_are_taken(words: tuple[str, ...], fault: SheetFault) -> None:
    assert judged((address(2),), words) == [(2, None), (None, fault)]


def test_a_refusal_names_the_sheet_that_was_seen() -> None:
    other = address(1, code="BB-2023-05")
    assert judge([[other]], code="BB-2023-04", digest=SHORT, counts={3}) == [
        Judged(None, SheetFault.OTHER_PAPER, read_sheet(other))
    ]


def test_a_sheet_that_comes_twice_is_taken_neither_time_and_one_kept_stays() -> None:
    assert judged((address(1),), (address(2),), (address(1),)) == [
        (None, SheetFault.TWICE),
        (2, None),
        (None, SheetFault.TWICE),
    ]
    assert judged((address(1),), (address(2),), kept=(1,)) == [(None, SheetFault.KEPT_BEFORE), (2, None)]


def test_missing_sheets_are_named() -> None:
    assert missing_sheets((1, 4), 5) == (2, 3, 5)
    assert missing_sheets((2, 1), 2) == ()


def test_every_sheet_of_the_pdf_carries_its_own_code_and_stays_pdf_a() -> None:
    content = engine.pdf(numbered())
    assert pdfa.faults(content) == []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        count = len(pdf.pages)
    seen = [read_sheet(words) for one in read_scan(content) for words in one.codes]
    assert seen == [Sheet("BB-2023-04", number, count, SHORT) for number in range(1, count + 1)]
    assert content == engine.pdf(numbered())


@pytest.mark.pdfsig
def test_the_number_stands_beside_the_code_for_people(pdf_text: Reader) -> None:
    text = pdf_text(engine.pdf(numbered()))
    assert "Mã văn bản BB-2023-04 · Vân tay nội dung 9f2c 41d7 88ab 03e5 · Trang 2/4" in text


def test_word_counts_its_own_sheets_and_leads_to_the_check_page() -> None:
    with zipfile.ZipFile(io.BytesIO(engine.docx(numbered()))) as archive:
        feet = [archive.read(name).decode() for name in archive.namelist() if "footer" in name]
    assert any(" · Trang " in foot and " NUMPAGES " in foot for foot in feet)
