"""Lists as files: what they say, how many questions they ask, what is never run, long ones in the background."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import docx as python_docx
import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from gieo.core.actor import SYSTEM, Role
from gieo.domain.results.models import Result
from gieo.domain.results.services import set_access
from gieo.domain.results.vocab import Access
from gieo.foundation.accounts.models import RoleHeld, User
from gieo.foundation.accounts.queries import actor_for
from gieo.foundation.accounts.services import end_role
from gieo.foundation.exports.models import Export
from gieo.foundation.exports.vocab import ExportState
from gieo.foundation.journal.models import Entry
from gieo.foundation.units.models import Unit
from gieo.interfaces.web.ui.exporting import make_export
from tests.factories.accounts import NOW, user_with
from tests.factories.exports import taken
from tests.factories.results import make_result
from tests.factories.units import make_department

pytestmark = pytest.mark.django_db

LIST = "/desk/results/"


@pytest.fixture
def department() -> Unit:
    return make_department()


@pytest.fixture
def user(department: Unit) -> User:
    return user_with(Role.OFFICER, department)


@pytest.fixture
def officer(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


@pytest.fixture
def _all_are_long(settings: Any) -> None:
    settings.EXPORT_ROWS_AT_ONCE = 1


def pdf_words(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return " ".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", " ")


def word_rows(content: bytes) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in python_docx.Document(io.BytesIO(content)).tables[0].rows]


def sheet(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content)).active


def waiting(client: Client, form: str = "xlsx", query: str = "") -> Export:
    """A long list asked for, not made yet."""
    answer = client.post(f"{LIST}export.{form}" + (f"?{query}" if query else ""))
    export = Export.objects.get(state=ExportState.WAITING)
    assert (answer.status_code, answer["Location"]) == (303, reverse("exports:record", args=[export.code]))
    return export


def made(export: Export) -> Export:
    make_export.func(export.pk)
    export.refresh_from_db()
    return export


def take(client: Client, export: Export) -> Any:
    return client.post(reverse("exports:take", args=[export.code]))


@pytest.fixture
def restrict(department: Unit) -> Callable[[Result], None]:
    """Limits a result to a director, whom nobody else is."""
    director = actor_for(user_with(Role.DIRECTOR, department, name="Giám đốc"), NOW.date())
    return lambda result: set_access(result, access=Access.RESTRICTED, note="Bí quyết", actor=director, now=NOW)


# ---- what a file says


def test_the_three_forms_hold_every_filtered_row_in_the_order_of_the_screen(officer: Client) -> None:
    for number in range(30):
        make_result("registered" if number % 2 else "draft", title=f"Đề tài {number:02}", kit=False)
    query = "state=registered&sort=-title"
    titles = [f"Đề tài {number:02}" for number in range(29, 0, -2)]
    rows = list(sheet(taken(officer, LIST, query=query)).iter_rows(values_only=True))
    assert [row[1] for row in rows if str(row[1]).startswith("Đề tài")] == titles
    assert [row[1] for row in word_rows(taken(officer, LIST, "docx", query))[1:-1]] == titles
    words = pdf_words(taken(officer, LIST, "pdf", query))
    assert [words.index(title) for title in titles] == sorted(words.index(title) for title in titles)


def test_above_the_table_stand_name_filters_number_order_who_and_when(officer: Client) -> None:
    make_result("registered", budget_state=1_000)
    make_result("draft", budget_state=5)
    content = taken(officer, LIST, query="state=registered&sort=-budget")
    above = [str(row[0]) for row in sheet(content).iter_rows(max_row=4, values_only=True)]
    assert above[0] == "Kết quả"
    assert "1 trong 2 kết quả" in above[1]
    assert "không chỉ trang đang xem" in above[1]
    assert above[2] == "Lọc theo: Tình trạng: Đã đăng ký · Xếp theo: Kinh phí, giảm dần"
    assert above[3].startswith("Xuất bởi Lò Thị Mai lúc 07/11/2023")
    words = pdf_words(taken(officer, LIST, "pdf", "state=registered"))
    assert "Lọc theo: Tình trạng: Đã đăng ký" in words


def test_sums_stand_below_as_on_the_screen(officer: Client) -> None:
    make_result(budget_state=1_000_000)
    make_result(budget_state=250_000)
    page = sheet(taken(officer, LIST))
    last = list(page.iter_rows(values_only=True))[-1]
    assert last[0] == "Cộng"
    assert 1_250_000 in last
    assert page.auto_filter.ref.endswith(str(page.max_row - 1))
    assert "1.250.000" in pdf_words(taken(officer, LIST, "pdf"))


def test_excel_keeps_days_and_numbers_and_a_head_in_sight(officer: Client) -> None:
    make_result("registered", accepted_on=date(2021, 5, 5), readiness=7)
    page = sheet(taken(officer, LIST))
    head = next(row for row in page.iter_rows() if row[0].value == "Mã")
    by_label = {cell.value: page.cell(cell.row + 1, cell.column) for cell in head}
    assert by_label["Nghiệm thu"].value == datetime(2021, 5, 5)
    assert by_label["Nghiệm thu"].number_format == "dd/mm/yyyy"
    assert by_label["Sẵn sàng"].value == 7
    assert page.freeze_panes == f"A{head[0].row + 1}"
    assert page.page_setup.orientation == "landscape"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t="])
def test_what_looks_like_a_formula_stays_a_text(officer: Client, start: str) -> None:
    evil = f'{start}HYPERLINK("http://example.org")'
    make_result(title=evil, short_title=evil)
    rows = sheet(taken(officer, LIST)).iter_rows()
    cell = next(cell for row in rows for cell in row if "HYPERLINK" in str(cell.value))
    assert cell.data_type in ("s", "inlineStr")
    assert cell.value.lstrip() == cell.value
    assert cell._style.quotePrefix
    assert "HYPERLINK" in pdf_words(taken(officer, LIST, "pdf"))


def test_letters_are_composed_and_nothing_that_xml_lacks_comes_through(officer: Client) -> None:
    make_result(title="Nuo\u0302i bo\u0300 sư\u0303a", abstract="")
    assert "Nuôi bò sữa" in str(list(sheet(taken(officer, LIST)).iter_rows(values_only=True)))
    assert "Nuôi bò sữa" in str(word_rows(taken(officer, LIST, "docx")))


def test_a_file_speaks_the_readers_language(officer: Client, user: User) -> None:
    make_result("registered", budget_state=1_250_000)
    officer.post("/desk/accounts/language", {"language": "en"})
    words = pdf_words(taken(officer, LIST, "pdf", "state=registered"))
    assert "1,250,000" in words
    assert "Filtered by" in words
    assert "Lọc theo" not in words


def test_in_the_demo_every_file_says_that_its_data_are_made_up(officer: Client, settings: Any) -> None:
    make_result()
    assert "Dữ liệu minh hoạ" not in pdf_words(taken(officer, LIST, "pdf"))
    settings.GIEO_MODE = "demo"
    assert "Dữ liệu minh hoạ" in pdf_words(taken(officer, LIST, "pdf"))
    assert "Dữ liệu minh hoạ" in str(list(sheet(taken(officer, LIST)).iter_rows(max_row=6, values_only=True)))


def test_an_unknown_form_is_not_found_and_a_link_does_nothing(officer: Client) -> None:
    assert officer.post(f"{LIST}export.csv").status_code == 404
    assert officer.get(f"{LIST}export.pdf").status_code == 405
    assert not Export.objects.exists()


@pytest.mark.parametrize("form", ["xlsx", "docx", "pdf"])
def test_one_row_and_three_take_the_same_queries(officer: Client, form: str, django_assert_num_queries: Any) -> None:
    make_result("registered")
    taken(officer, LIST, form)
    for _rows in (1, 3):
        make_result("registered")
        with django_assert_num_queries(17):
            taken(officer, LIST, form)


# ---- who took out what


def test_the_journal_says_who_took_out_what(officer: Client, user: User) -> None:
    make_result("registered")
    taken(officer, LIST, query="state=registered")
    entry = Entry.objects.get(record_kind="exports.export")
    assert (entry.verb, entry.actor_id) == ("hand_out", user.person_id)
    assert entry.changes["list"][1] == "Kết quả"
    assert entry.changes["filters"][1] == "Tình trạng: Đã đăng ký"
    assert entry.changes["rows"][1] == 1
    assert len(entry.changes["digest"][1]) == 64


# ---- in the background


@pytest.mark.usefixtures("_all_are_long")
def test_a_long_list_is_made_in_the_background_and_told_on_the_desk(officer: Client) -> None:
    for number in range(3):
        make_result(title=f"Đề tài {number}")
    export = waiting(officer)
    record = reverse("exports:record", args=[export.code])
    assert "every 2s" in officer.get(record).content.decode()
    assert "Tệp bạn yêu cầu" not in officer.get("/desk/").content.decode()
    export = made(export)
    assert (export.state, export.row_count, len(export.keys)) == (ExportState.READY, 3, 3)
    assert record in officer.get("/desk/").content.decode()
    answer = take(officer, export)
    assert answer["Content-Disposition"].startswith("attachment")
    titles = str(list(sheet(b"".join(answer.streaming_content)).iter_rows(values_only=True)))
    assert all(f"Đề tài {number}" in titles for number in range(3))
    assert record not in officer.get("/desk/").content.decode()
    assert list(Entry.objects.filter(record_code=export.code).order_by("id").values_list("verb", flat=True)) == [
        "ask", "finish", "take",
    ]  # fmt: skip


@pytest.mark.usefixtures("_all_are_long")
def test_one_given_up_while_it_is_made_ends_quietly(officer: Client) -> None:
    for number in range(3):
        make_result(title=f"Đề tài {number}")
    export, given_up = waiting(officer), []

    def give_up(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("INSERT") and "files_storedfile" in sql and not given_up:
            given_up.append(officer.post(reverse("exports:drop", args=[export.code])).status_code)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(give_up):
        assert make_export.func(export.pk) == ExportState.GONE
    assert given_up == [303]


@pytest.mark.usefixtures("_all_are_long")
def test_only_its_asker_sees_and_gets_it(officer: Client, department: Unit) -> None:
    make_result(), make_result()
    export = made(waiting(officer))
    other = Client()
    other.force_login(user_with(Role.DIRECTOR, department))
    for path in ("", "progress"):
        assert other.get(f"/desk/exports/{export.code}/{path}").status_code == 404
    for verb in ("take", "again", "drop"):
        assert other.post(f"/desk/exports/{export.code}/{verb}").status_code == 404
    assert export.code not in other.get("/desk/exports/").content.decode()
    export.refresh_from_db()
    assert export.state == ExportState.READY


@pytest.mark.usefixtures("_all_are_long")
def test_what_became_restricted_before_it_was_made_is_not_in_it(
    officer: Client, restrict: Callable[[Result], None]
) -> None:
    hidden, shown = make_result(title="Bài thuốc riêng"), make_result(title="Nuôi bò")
    export = waiting(officer)
    restrict(hidden)
    export = made(export)
    assert export.keys == [shown.pk]
    answer = take(officer, export)
    assert "Bài thuốc riêng" not in str(list(sheet(b"".join(answer.streaming_content)).iter_rows(values_only=True)))


@pytest.mark.usefixtures("_all_are_long")
def test_what_became_restricted_afterwards_keeps_the_file_back_until_it_is_made_again(
    officer: Client, restrict: Callable[[Result], None]
) -> None:
    hidden, _shown = make_result(title="Bài thuốc riêng"), make_result(title="Nuôi bò")
    export = made(waiting(officer))
    restrict(hidden)
    answer = take(officer, export)
    assert answer.status_code == 403
    assert "nay bạn không còn được xem" in answer.content.decode()
    officer.post(f"/desk/exports/{export.code}/again")
    export = made(export)
    assert hidden.pk not in export.keys
    answer = take(officer, export)
    assert answer.status_code == 200
    list(answer.streaming_content)


@pytest.mark.usefixtures("_all_are_long")
def test_a_role_that_was_taken_away_is_asked_for_at_both_times(officer: Client, user: User, department: Unit) -> None:
    make_result(), make_result()
    ready, late = made(waiting(officer)), waiting(officer, "pdf")
    held = RoleHeld.objects.get(person=user.person)
    end_role(held, until=date(2023, 11, 6), actor=SYSTEM, now=NOW)
    assert take(officer, ready).status_code == 403
    late = made(late)
    assert late.state in (ExportState.READY, ExportState.FAILED)
    assert late.keys == []  # of these results nobody without a role sees one


@pytest.mark.usefixtures("_all_are_long")
def test_a_list_that_is_no_more_says_why_and_can_be_asked_for_again(officer: Client) -> None:
    make_result(), make_result()
    export = waiting(officer)
    Export.objects.filter(pk=export.pk).update(address="/desk/nothing/export.xlsx")
    export = made(export)
    assert export.state == ExportState.FAILED
    page = officer.get(f"/desk/exports/{export.code}/").content.decode()
    assert "Danh sách này không còn." in page
    assert "Lập lại" in page


def test_public_lists_are_files_for_anybody_and_told_of_nobody(client: Client, settings: Any) -> None:
    make_result("registered", title="Nuôi bò"), make_result("registered")
    for address in ("/ket-qua/", "/hoi-nghi/", "/tin-tuc/"):
        for form in ("xlsx", "docx", "pdf"):
            assert taken(client, address, form)
    assert "Nuôi bò" in pdf_words(taken(client, "/ket-qua/", "pdf"))
    assert not Entry.objects.filter(record_kind="exports.export").exists()
    settings.EXPORT_ROWS_AT_ONCE = 1
    answer = client.get("/ket-qua/export.pdf")
    assert answer.status_code == 409
    assert "Lọc bớt rồi xuất" in answer.content.decode()
