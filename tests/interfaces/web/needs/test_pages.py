"""Needs on pages: stated, read from Word, weighed, answered, shown to the public."""

from __future__ import annotations

import html
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gieo.core.actor import SYSTEM, Role
from gieo.domain.needs.models import Need
from gieo.domain.needs.queries import empty_form
from gieo.domain.needs.services import answer_need
from gieo.domain.needs.vocab import Answer, Channel, NeedState
from gieo.domain.results.models import Result
from gieo.domain.transfers.models import Weighing
from gieo.foundation.outbox.models import Letter
from gieo.foundation.units.vocab import UnitKind
from tests.factories.accounts import user_with
from tests.factories.exports import cells
from tests.factories.needs import NOW, make_need
from tests.factories.results import make_result
from tests.factories.units import make_department, make_unit

pytestmark = pytest.mark.django_db
LIST_QUERIES, PUBLIC_QUERIES = 12, 9
STATED = {
    "title": "Giống lúa nếp nương thuần", "problem": "Giống lẫn tạp.", "contact_phone": "0215 111 2222",
    "no_secret": "on",
}  # fmt: skip


def browser(role: Role, unit: Any = None) -> Client:
    client = Client()
    client.force_login(user_with(role, unit or make_department()))
    return client


def text(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:2000]
    return html.unescape(answer.content.decode())


def test_a_unit_states_a_need_and_sees_its_fate() -> None:
    unit = make_unit("UBND xã Na Sang", UnitKind.COMMUNE_COMMITTEE)
    rep = browser(Role.UNIT_REP, unit)
    form = text(rep.get("/desk/needs/new"))
    assert "15 ngày làm việc" in form
    assert 'name="channel"' not in form
    page = text(rep.post("/desk/needs/new", STATED | {"unit": unit.pk, "title": "", "concerned": "0"}), 422)
    assert "Giống lẫn tạp." in page
    assert rep.post("/desk/needs/new", STATED | {"unit": unit.pk}).status_code == 303
    need = Need.objects.get()
    assert (need.unit, need.channel, need.is_public) == (unit, Channel.DESK, False)
    answer_need(need, answer=Answer.CANNOT, words="Chưa có giống gốc.", actor=SYSTEM, now=NOW)
    page = text(rep.get(f"/desk/needs/{need.code}"))
    assert "Chưa có giống gốc." in page
    assert rep.get(f"/desk/needs/{need.code}/answer").status_code == 403
    assert rep.post(f"/desk/needs/{need.code}/reopen", {"words": "Vụ này nặng hơn."}).status_code == 303


def test_a_unit_states_for_itself_alone_and_no_secret_goes_in() -> None:
    rep, other = browser(Role.UNIT_REP, make_unit("UBND xã Na Sang")), make_unit("UBND xã Mường Phăng")
    text(rep.post("/desk/needs/new", STATED | {"unit": other.pk}), 422)
    unit = Need._meta.get_field("unit").related_model.objects.get(name="UBND xã Na Sang")
    page = text(
        rep.post("/desk/needs/new", {key: STATED[key] for key in STATED if key != "no_secret"} | {"unit": unit.pk}), 422
    )
    assert "mật" in page
    assert not Need.objects.exists()
    assert browser(Role.DIRECTOR).get("/desk/needs/new").status_code == 403


def test_an_officer_takes_a_need_down_by_telephone_and_edits_it() -> None:
    officer, unit = browser(Role.OFFICER), make_unit("UBND xã Na Sang")
    told = STATED | {"unit": unit.pk, "channel": "phone"}
    assert "Họ tên" in text(officer.post("/desk/needs/new", told), 422)
    officer.post("/desk/needs/new", told | {"told_by": "Vàng Thị Dợ", "seasons": ["spring"], "wanted_by": "01/03/2024"})
    need = Need.objects.get()
    assert (need.channel, need.told_by, need.seasons, need.wanted_by) == (
        "phone",
        "Vàng Thị Dợ",
        ["spring"],
        date(2024, 3, 1),
    )
    sent = {**STATED, "told_by": "Vàng Thị Dợ", "version": "1", "title": "Giống lúa nếp"}
    assert officer.post(f"/desk/needs/{need.code}/edit", sent).status_code == 303
    page = text(officer.post(f"/desk/needs/{need.code}/edit", sent | {"title": "Khác"}), 422)
    assert "Người khác vừa sửa" in page


def test_a_form_in_word_is_read_cell_by_cell_and_looked_at_before_it_is_kept() -> None:
    officer, unit = browser(Role.OFFICER), make_unit("UBND xã Na Sang")
    blank = officer.get("/desk/needs/form.docx").content
    document = docx.Document(io.BytesIO(blank))
    said = {"Cần gì": "Máy sấy ngô", "Đang vướng": "Mưa liền ngày.", "Vốn": "đi vay"}
    for row in document.tables[0].rows:
        row.cells[1].text = next((words for head, words in said.items() if row.cells[0].text.startswith(head)), "")
    out = io.BytesIO()
    document.save(out)
    file = io.BytesIO(out.getvalue())
    file.name = "phieu.docx"
    page = text(officer.post("/desk/needs/from_word", {"unit": unit.pk, "told_by": "Vàng Thị Dợ", "file": file}))
    for words in ("Máy sấy ngô", "Mưa liền ngày.", "đi vay", "chưa hiểu được"):
        assert words in page
    assert not Need.objects.exists()
    token = page.partition('name="source" value="')[2].partition('"')[0]
    sent = {
        "unit": unit.pk,
        "channel": "word",
        "told_by": "Vàng Thị Dợ",
        "title": "Máy sấy ngô",
        "problem": "Mưa liền ngày.",
        "no_secret": "on",
    }
    assert "Tải phiếu Word lên lần nữa" in text(officer.post("/desk/needs/new", sent | {"source": "17"}), 422)
    officer.post("/desk/needs/new", sent | {"source": token})
    need = Need.objects.get()
    assert need.source is not None
    kept = officer.get(f"/desk/needs/{need.code}/source")
    assert b"".join(kept.streaming_content) == out.getvalue()
    odd = io.BytesIO(b"no Word")
    odd.name = "phieu.docx"
    text(officer.post("/desk/needs/from_word", {"unit": unit.pk, "told_by": "x", "file": odd}), 422)
    other = io.BytesIO(empty_form())
    other.name = "phieu.docx"
    page = text(officer.post("/desk/needs/from_word", {"unit": unit.pk, "told_by": "x", "file": other}), 422)
    assert "giữ nguyên các dòng chữ" in page
    assert browser(Role.UNIT_REP, unit).get("/desk/needs/from_word").status_code == 403


def test_results_are_shown_refused_accepted_and_answer_the_need(indexed: Callable[[], int]) -> None:
    officer, need = browser(Role.OFFICER), make_need()
    result, other = make_result("transferable"), make_result("transferable", title="Gieo lúa nếp nương thưa")
    indexed()
    page = text(officer.get(f"/desk/needs/{need.code}/weigh"))
    for words in (result.code, other.code, "ếp nương", "Còn 2 kết quả cần ý kiến"):
        assert words in page
    judge = f"/desk/needs/{need.code}/judge/{result.code}"
    assert "Chọn vì sao" in text(officer.post(judge, {"judged": "refused", "words": "Không."}), 422)
    assert "nói rõ thêm" in text(officer.post(judge, {"judged": "refused", "reason": "cost"}), 422)
    assert not Weighing.objects.exists()
    officer.post(judge, {"judged": "refused", "reason": "cost", "words": "Quá tốn."})
    assert "1 kết quả" in text(officer.get(f"/desk/needs/{need.code}/weigh"))
    page = text(officer.post(f"/desk/needs/{need.code}/answer", {"answer": "proposal", "words": "Đưa vào."}), 422)
    assert "chưa được đối chiếu" in page
    officer.post(judge, {"judged": "accepted"})
    assert "trả lời bằng kết quả ấy" in text(officer.get(f"/desk/needs/{need.code}"))
    page = text(officer.post(f"/desk/needs/{need.code}/answer", {"answer": "proposal", "words": "Đưa vào."}), 422)
    assert "Đã nhận một kết quả cho nhu cầu này" in page
    page = text(officer.get(f"/desk/needs/{need.code}/weigh"))
    assert f"/desk/results/to_decision?code={result.code}" in page
    sent = {"answer": f"met:{result.code}", "words": "Đã có, mời liên hệ."}
    assert officer.post(f"/desk/needs/{need.code}/answer", sent).status_code == 303
    need.refresh_from_db()
    assert (need.state, need.met_by) == (NeedState.ANSWERED, result.code)
    page = text(officer.get(f"/desk/needs/{need.code}"))
    assert "Nhận, đáp ứng được" in page
    assert result.code in page


def test_what_its_owner_has_not_confirmed_in_time_says_so_beside_a_need(indexed: Callable[[], int]) -> None:
    officer, need, old = browser(Role.OFFICER), make_need(), make_result("transferable")
    pages = (f"/desk/needs/{need.code}/weigh", f"/desk/needs/for/{old.code}")
    indexed()
    assert not any("Chưa được xác nhận lại" in text(officer.get(page)) for page in pages)
    Result.objects.filter(pk=old.pk).update(accepted_on=date(2019, 1, 10), certificate_on=date(2019, 3, 1))
    assert all("Chưa được xác nhận lại từ" in text(officer.get(page)) for page in pages)


def test_a_need_asked_again_whose_results_were_all_refused_is_weighed_by_one_press(indexed: Callable[[], int]) -> None:
    officer, need, result = browser(Role.OFFICER), make_need(), make_result("transferable")
    indexed()
    button = "Ghi: không kết quả nào trong số này đáp ứng"
    assert button not in text(officer.get(f"/desk/needs/{need.code}/weigh"))
    judge = f"/desk/needs/{need.code}/judge/{result.code}"
    officer.post(judge, {"judged": "refused", "reason": "cost", "words": "Quá tốn."})
    assert button not in text(officer.get(f"/desk/needs/{need.code}/weigh")), "it is weighed"
    officer.post(f"/desk/needs/{need.code}/answer", {"answer": "cannot", "words": "Chưa có."})
    officer.post(f"/desk/needs/{need.code}/reopen", {"words": "Vẫn cần."})
    assert button in text(officer.get(f"/desk/needs/{need.code}/weigh"))
    officer.post(f"/desk/needs/{need.code}/none")
    need.refresh_from_db()
    assert need.weighed_at is not None
    page = text(officer.get(f"/desk/needs/{need.code}"))
    assert "Bỏ ghi đã đối chiếu" not in page


def test_that_nothing_comes_near_is_written_down(indexed: Callable[[], int]) -> None:
    officer, need = browser(Role.OFFICER), make_need("Máy phát điện nước", problem="Chưa có điện lưới.")
    indexed()
    assert "Ghi: không có kết quả nào đáp ứng" in text(officer.get(f"/desk/needs/{need.code}/weigh"))
    officer.post(f"/desk/needs/{need.code}/none")
    need.refresh_from_db()
    assert need.weighed_at is not None


def test_without_an_index_the_page_says_so(settings: Any, tmp_path: Path) -> None:
    settings.INDEX_DIR = tmp_path / "none"
    page = text(browser(Role.OFFICER).get(f"/desk/needs/{make_need().code}/weigh"))
    assert "đang được dựng lại" in page
    assert "Ghi: không có" not in page


def test_a_result_shows_needs_that_wait_and_their_units_hear_of_it(indexed: Callable[[], int]) -> None:
    officer, result, need = browser(Role.OFFICER), make_result("transferable"), make_need()
    indexed()
    assert f"/desk/needs/for/{result.code}" in text(officer.get(f"/desk/results/{result.code}"))
    page = text(officer.get(f"/desk/needs/for/{result.code}"))
    assert need.code in page
    officer.post(f"/desk/needs/for/{result.code}", {"need": need.code})
    assert Letter.objects.get(kind="need_could_be_met").to_email == "do@example.vn"
    page = text(officer.get(f"/desk/needs/for/{result.code}"))
    for words in ("Đã gửi thư cho đơn vị", "Mọi đơn vị đã được báo hoặc đã xem xét kết quả này."):
        assert words in page
    officer.post(f"/desk/needs/for/{result.code}", {"need": need.code})
    assert "đã được báo hoặc đã xem xét" in text(officer.get(f"/desk/needs/for/{result.code}"))
    assert Letter.objects.filter(kind="need_could_be_met").count() == 1
    unit = browser(Role.UNIT_REP, need.unit)
    page = text(unit.get(f"/desk/needs/{need.code}"))
    assert "Kết quả mới đã báo cho đơn vị" in page
    assert result.code in page
    assert unit.get(f"/desk/needs/for/{result.code}").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_lists_take_the_same_queries_however_many_rows(count: int, client: Client) -> None:
    officer = browser(Role.OFFICER)
    for number in range(count):
        make_need(unit=make_unit(f"UBND xã {number}"), is_public=True)
    for who, address, queries in ((officer, "/desk/needs/", LIST_QUERIES), (client, "/nhu-cau/", PUBLIC_QUERIES)):
        with CaptureQueriesContext(connection) as asked:
            text(who.get(address))
        assert len(asked) == queries, [query["sql"][:120] for query in asked]


def test_the_office_narrows_needs_by_year_and_unit_and_takes_out_all_that_was_said() -> None:
    officer, need = browser(Role.OFFICER), make_need()
    other = make_need("Máy sấy ngô", unit=make_unit("UBND xã Mường Phăng"))
    Need.objects.filter(pk=other.pk).update(stated_on=date(2022, 3, 1))
    answer_need(need, answer=Answer.CANNOT, words="Chưa có.", actor=SYSTEM, now=NOW)
    assert cells(officer, "/desk/needs/", "Nhu cầu", "year=2022") == [other.title]
    chosen = f"unit={need.unit.code}"
    assert cells(officer, "/desk/needs/", "Nhu cầu", chosen) == [need.title]
    assert cells(officer, "/desk/needs/", "Đang vướng gì", chosen) == [need.problem]
    assert cells(officer, "/desk/needs/", "Trả lời", chosen) == ["Chưa đáp ứng được"]


def test_the_public_reads_what_a_unit_agreed_to_and_nobodys_name(client: Client) -> None:
    need = make_need(is_public=True, told_by="Giàng A Chứ", channel=Channel.PHONE)
    make_need("Máy sấy ngô", unit=make_unit("UBND xã Mường Phăng"))
    for address in ("/nhu-cau/", f"/nhu-cau/{need.code}", f"/en/nhu-cau/{need.code}"):
        page = text(client.get(address))
        assert need.title in page
        for personal in ("Vàng Thị Dợ", "0215 111", "do@example.vn", "Giàng A Chứ", "Máy sấy ngô"):
            assert personal not in page
    assert cells(client, "/nhu-cau/", "Nhu cầu") == [need.title]
    hidden = Need.objects.get(title="Máy sấy ngô")
    assert client.get(f"/nhu-cau/{hidden.code}").status_code == 404
    result = make_result("transferable")
    answer_need(need, answer=Answer.MET, words="Đã có.", met_by=result.code, actor=SYSTEM, now=NOW)
    assert reverse("results_public:record", args=[result.code]) in text(client.get(f"/nhu-cau/{need.code}"))


def test_a_way_to_state_a_need_stands_on_results_and_where_nothing_was_found(client: Client) -> None:
    result = make_result("transferable")
    for address in (f"/ket-qua/{result.code}", "/ket-qua/?q=xyzxyz"):
        assert "/desk/needs/new" in text(client.get(address))


def test_late_needs_are_filtered(client: Client) -> None:
    late = make_need(now=NOW.replace(month=3))
    fresh = make_need("Máy sấy ngô", unit=make_unit("UBND xã Mường Phăng"))
    page = text(browser(Role.OFFICER).get("/desk/needs/?late=late"))
    assert late.title in page
    assert fresh.title not in page
    assert "Quá hạn trả lời" in page
