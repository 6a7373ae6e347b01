"""The leaders' page as a file: every table of the view in three forms, true as of now, noted in the journal."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from django.test import Client
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from gieo.core.actor import Role
from gieo.foundation.exports.models import Export
from gieo.foundation.exports.vocab import ExportState
from tests.factories.accounts import user_with
from tests.factories.handovers import department, received_minutes

pytestmark = pytest.mark.django_db
HOME = "/desk/figures/"


@pytest.fixture
def leader() -> Client:
    received_minutes(results=2, products=1, units=2)
    browser = Client()
    browser.force_login(user_with(Role.DIRECTOR, department()))
    return browser


def content(browser: Client, form: str, query: str = "") -> bytes:
    answer = browser.post(f"{HOME}export.{form}{query}")
    assert answer.status_code == 200, answer.content[:300]
    return answer.content


def test_a_workbook_has_a_sheet_for_each_table_of_the_view(leader: Client) -> None:
    book = load_workbook(BytesIO(content(leader, "xlsx", "?by=field")))
    assert {"Phễu kết quả đi tới đâu", "Phễu theo Lĩnh vực", "Theo địa bàn", "Đang chú ý"} <= set(book.sheetnames)
    page = leader.get(f"{HOME}?by=field").context
    rows = [[cell.value for cell in row] for row in book["Phễu kết quả đi tới đâu"].iter_rows()]
    for bar in page["funnel"]:
        assert [bar.label, bar.value] in [row[:2] for row in rows]
    last = [cell.value for cell in list(book["Theo địa bàn"].iter_rows())[-1]]
    assert last == ["Cả tỉnh", *(count for count, _url in page["all_places"])]


def test_word_and_pdf_say_the_same(leader: Client) -> None:
    document = docx.Document(BytesIO(content(leader, "docx")))
    words = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    pdf = content(leader, "pdf")
    printed = " ".join(page.get_textpage().get_text_range() for page in PdfDocument(pdf))
    for word in ("Nghiệm thu", "Cả tỉnh", "Kết quả nổi bật"):
        assert word in words
        assert word in printed.replace("\r\n", " ")


def test_what_was_taken_out_is_noted_and_can_be_asked_again(leader: Client) -> None:
    content(leader, "xlsx", "?by=field&map=today")
    (row,) = Export.objects.all()
    assert (row.state, row.title, row.query) == (ExportState.GIVEN, "Số liệu chuyển giao kết quả", "by=field&map=today")
    assert row.filters == ["Lĩnh vực", "Địa bàn hôm nay"]
    assert leader.post(f"/desk/exports/{row.code}/again").status_code == 303


def test_who_may_not_see_the_page_gets_no_file() -> None:
    browser = Client()
    browser.force_login(user_with(Role.UNIT_REP, department()))
    assert browser.post(f"{HOME}export.xlsx").status_code == 403
