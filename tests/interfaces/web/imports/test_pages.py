"""Pages of imports: who gets there, what they show, what they do, in how many queries."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from openpyxl import load_workbook

from gieo.core.actor import SYSTEM, Role
from gieo.core.errors import WrongState
from gieo.domain.imports.models import Import
from gieo.domain.imports.services import ask_undo, undo_import
from gieo.domain.imports.vocab import ImportState, Kind, Outcome
from gieo.foundation.units.models import Unit
from gieo.foundation.units.services import edit_unit
from tests.factories.accounts import NOW, user_with
from tests.factories.units import make_department
from tests.factories.workbooks import UNIT_HEADS, brought_in, checked, workbook

pytestmark = pytest.mark.django_db

GOOD = ("Trung tâm Khuyến nông", "Đơn vị sự nghiệp công lập", None, None, "0215 000 0101", None, "01/03/1994")
BAD = ("Hợp tác xã A", "Hợp tác sã", None, None, None, None, "31/02/2020")
SHOUTED = ("HỢP TÁC XÃ MƯỜNG LAY", "Hợp tác xã", None, None, None, None, None)


@pytest.fixture
def officer(client: Client) -> Client:
    client.force_login(user_with(Role.OFFICER, make_department()))
    return client


def sent(client: Client, name: str = "so-cu.xlsx", content: bytes | None = None, kind: str = "units"):
    bytes_ = workbook(UNIT_HEADS, GOOD, BAD).getvalue() if content is None else content
    return client.post(reverse("imports:send", args=[kind]), {"file": SimpleUploadedFile(name, bytes_)})


def after(client: Client, answer) -> str:
    """The page that a deed leads to, with what it says."""
    return client.get(answer.headers["Location"]).content.decode()


def test_a_workbook_is_sent_and_read_in_the_background(officer: Client) -> None:
    answer = sent(officer)
    one = Import.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, reverse("imports:record", args=[one.code]))
    assert one.state == ImportState.READING
    page = officer.get(reverse("imports:record", args=[one.code])).content.decode()
    assert "Đang đọc tệp" in page
    assert "every 2s" in page
    part = officer.get(reverse("imports:progress", args=[one.code]), headers={"HX-Request": "true"})
    assert "HX-Refresh" not in part.headers
    assert "<html" not in part.content.decode()


def test_once_the_machine_is_done_the_part_asks_for_the_whole_page(officer: Client) -> None:
    one = checked(UNIT_HEADS, GOOD)
    part = officer.get(reverse("imports:progress", args=[one.code]), headers={"HX-Request": "true"})
    assert part.headers["HX-Refresh"] == "true"


def test_a_wrong_file_is_told_at_its_field_and_leaves_nothing(officer: Client) -> None:
    for name, content in (("so.xls", b"x"), ("so.csv", b"a,b"), ("so.xlsx", b"not a workbook")):
        answer = sent(officer, name, content)
        assert answer.status_code == 422
        assert ".xlsx" in answer.content.decode()
    assert not Import.objects.exists()


def test_the_preview_names_what_is_wrong_at_its_cell_and_what_was_read_again(officer: Client) -> None:
    one = checked(UNIT_HEADS, GOOD, BAD, SHOUTED)
    page = officer.get(reverse("imports:record", args=[one.code])).content.decode()
    assert "B · Loại đơn vị" in page
    assert "“Hợp tác sã”" in page
    assert "Có phải “Hợp tác xã”?" in page
    assert "G · Thành lập ngày" in page
    assert "Không có ngày này trong lịch." in page
    assert "“HỢP TÁC XÃ MƯỜNG LAY” → “Hợp tác xã Mường Lay”" in page
    only = officer.get(reverse("imports:record", args=[one.code]), {"outcome": "faulty"}).content.decode()
    assert "Hợp tác xã A" in only
    assert "Trung tâm Khuyến nông" not in only
    row = officer.get(reverse("imports:row", args=[one.code, 4])).content.decode()
    assert "viết lại chữ hoa" in row
    english = officer.get(reverse("imports:row", args=[one.code, 3]), headers={"accept-language": "en"})
    assert english.status_code == 200


def test_good_rows_go_in_and_the_record_says_where_from(officer: Client) -> None:
    one = checked(UNIT_HEADS, GOOD, BAD)
    answer = officer.post(reverse("imports:accept", args=[one.code]))
    assert answer.status_code == 303
    one.refresh_from_db()
    assert (one.state, one.accepted_by_name) == (ImportState.RUNNING, "Lò Thị Mai")
    refused = after(officer, officer.post(reverse("imports:accept", args=[one.code])))
    assert "không làm được việc đó nữa" in refused


def test_only_if_nothing_is_wrong_is_a_choice(officer: Client) -> None:
    one = checked(UNIT_HEADS, GOOD, BAD)
    page = after(officer, officer.post(reverse("imports:accept", args=[one.code]), {"only_if_sound": "on"}))
    assert "Còn 1 dòng có lỗi" in page
    one.refresh_from_db()
    assert one.state == ImportState.CHECKED


def test_the_unit_shows_its_origin_and_the_import_its_record(officer: Client) -> None:
    one = brought_in(checked(UNIT_HEADS, GOOD))
    unit = Unit.objects.get(name="Trung tâm Khuyến nông")
    record = officer.get(reverse("units:record", args=[unit.code])).content.decode()
    assert "Nhập từ Excel: tệp so-cu.xlsx, dòng 2" in record
    assert record.count("tệp so-cu.xlsx, dòng 2") == 2, "the timeline tells it too"
    assert reverse("imports:row", args=[one.code, 2]) in record
    assert (
        reverse("units:record", args=[unit.code])
        in officer.get(reverse("imports:record", args=[one.code])).content.decode()
    )


def test_undoing_tells_what_stands_in_the_way(officer: Client) -> None:
    one = brought_in(checked(UNIT_HEADS, GOOD))
    unit = Unit.objects.get(name="Trung tâm Khuyến nông")
    edit_unit(unit, version=unit.version, phone="0215 000 7777", actor=SYSTEM, now=NOW)
    assert officer.post(reverse("imports:undo", args=[one.code])).status_code == 303
    assert Import.objects.get().state == ImportState.UNDOING
    undo_import(Import.objects.get(), now=NOW)
    page = officer.get(reverse("imports:record", args=[one.code])).content.decode()
    assert "Chưa bỏ được lượt nhập này" in page
    assert "đã có người sửa sau khi nhập" in page


def test_giving_up(officer: Client) -> None:
    one = checked(UNIT_HEADS, GOOD)
    assert officer.post(reverse("imports:discard", args=[one.code])).headers["Location"] == reverse("imports:list")
    assert Import.objects.get().state == ImportState.DISCARDED
    assert not Unit.objects.filter(name=GOOD[0]).exists()


def test_a_workbook_that_cannot_be_read_says_why(officer: Client) -> None:
    one = checked(("Họ tên", "Năm sinh"), ("Lò Thị Mai", 1980))
    assert one.state == ImportState.REFUSED
    page = officer.get(reverse("imports:record", args=[one.code])).content.decode()
    assert "Không thấy dòng tiêu đề nào" in page
    assert "Tên đơn vị, Loại đơn vị" in page
    assert officer.get(reverse("imports:marked", args=[one.code])).status_code == 404


def test_the_template_and_the_marked_copy_are_workbooks(officer: Client) -> None:
    template = load_workbook(BytesIO(officer.get(reverse("imports:template", args=["units"])).content))
    assert template.sheetnames == ["Đơn vị", "Danh mục", "Hướng dẫn", "Ví dụ"]
    assert [cell.value for cell in template["Đơn vị"][1]][:2] == ["Tên đơn vị", "Loại đơn vị"]
    assert template["Đơn vị"].data_validations.dataValidation[0].sqref == "B2:B20001"
    one = checked(UNIT_HEADS, GOOD, BAD)
    copy = load_workbook(BytesIO(officer.get(reverse("imports:marked", args=[one.code])).content))["Sheet1"]
    assert "Có phải “Hợp tác xã”?" in copy["B3"].comment.text
    assert copy["B3"].fill.fgColor.rgb == "00F8C9C4"
    assert copy["B2"].comment is None
    original = officer.get(reverse("imports:file", args=[one.code]))
    assert b"".join(original.streaming_content)[:2] == b"PK"


def test_the_template_filled_in_from_its_examples_is_taken(officer: Client) -> None:
    book = load_workbook(BytesIO(officer.get(reverse("imports:template", args=["units"])).content))
    assert checked(content=_kept(book)).state == ImportState.REFUSED, "examples are not rows"
    heads = [cell.value for cell in book["Đơn vị"][1]]
    for row in book["Ví dụ"].iter_rows(min_row=2, values_only=True):
        named = zip(heads, row, strict=True)
        book["Đơn vị"].append(["" if head in ("Đơn vị cấp trên", "Địa bàn") else value for head, value in named])
    one = checked(content=_kept(book))
    assert set(one.rows.values_list("outcome", flat=True)) == {Outcome.NEW}


def _kept(book) -> BytesIO:
    kept = BytesIO()
    book.save(kept)
    kept.seek(0)
    return kept


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_few_queries(officer: Client, django_assert_num_queries, count: int) -> None:
    for _number in range(count):
        checked(UNIT_HEADS, GOOD)
    officer.get(reverse("imports:list"))
    with django_assert_num_queries(7):
        officer.get(reverse("imports:list"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_asks_few_queries(officer: Client, django_assert_num_queries, count: int) -> None:
    one = checked(UNIT_HEADS, *[(f"Hợp tác xã {number}", "Hợp tác xã") for number in range(count)])
    address = reverse("imports:record", args=[one.code])
    officer.get(address)
    with django_assert_num_queries(10):
        officer.get(address)


def test_who_may_bring_in_nothing_gets_nowhere(client: Client) -> None:
    office = make_department()
    one = checked(UNIT_HEADS, GOOD)
    for role in (Role.EDITOR, Role.UNIT_REP, Role.PROVINCE_LEADER):
        client.force_login(user_with(role, office))
        assert client.get(reverse("imports:list")).status_code == 403
        assert client.get(reverse("imports:record", args=[one.code])).status_code == 404
        assert sent(client).status_code == 403
    client.force_login(user_with(Role.REGISTRAR, office))
    assert client.get(reverse("imports:list")).status_code == 200
    assert client.get(reverse("imports:record", args=[one.code])).status_code == 404, "units are not the registrar's"
    assert Import.objects.count() == 1
    assert not DBTaskResult.objects.exists()
    assert client.get(reverse("imports:send", args=[Kind.UNITS])).status_code == 403
    assert client.get(reverse("imports:send", args=["nothing"])).status_code == 404
    assert undoable(one) == ImportState.CHECKED


def undoable(one: Import) -> str:
    """A checked import has nothing to undo."""
    with pytest.raises(WrongState, match="not a step"):
        ask_undo(one, actor=SYSTEM, now=NOW)
    return Import.objects.get(pk=one.pk).state
