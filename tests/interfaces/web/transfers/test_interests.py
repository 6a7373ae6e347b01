"""Interest in a result on pages: asked and talked about without an account, answered and ended in the office."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gieo.core import clock
from gieo.core.actor import SYSTEM, Role
from gieo.domain.results.models import Result
from gieo.domain.transfers.models import Interest
from gieo.domain.transfers.queries.interests import token_of
from gieo.domain.transfers.services import reply_interest, settle_interest, take_down_interest
from gieo.domain.transfers.vocab import AskedBy, InterestState, Outcome
from gieo.foundation.outbox.models import Letter
from gieo.foundation.units.models import Unit
from tests.factories.accounts import user_with
from tests.factories.audience import right_code
from tests.factories.interests import make_interest
from tests.factories.results import make_result
from tests.factories.transfers import draft_decision
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "Giàng A Páo", "phone": "0215 111 2222", "email": "pao@example.vn", "where": "Bản Háng Á",
    "text": "Muốn xem cách sao chè.\nAi dẫn được?", "consents": "on",
}  # fmt: skip


def browser(role: Role, unit: Unit | None = None) -> Client:
    client = Client()
    client.force_login(user_with(role, unit or make_unit("Sở Khoa học và Công nghệ")))
    return client


def text(answer: HttpResponse, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:2000]
    return html.unescape(answer.content.decode())


def send(client: Client, result: Result, *, address: str = "203.0.113.7", **values: str) -> HttpResponse:
    given = right_code(clock.now())
    typed = TYPED | {"token": given.token, "answer": given.answer} | values
    typed = {name: value for name, value in typed.items() if value is not None}
    return client.post(f"/ket-qua/{result.code}/quan-tam", typed, REMOTE_ADDR=address)


def test_a_reader_asks_from_the_page_of_a_result_and_reads_the_answer_by_the_link(client: Client) -> None:
    cache.clear()
    result = make_result("transferable")
    address = f"/ket-qua/{result.code}/quan-tam"
    assert f'href="{address}"' in text(client.get(f"/ket-qua/{result.code}"))
    page = client.get(address)
    assert "Sở trả lời trong 5 ngày làm việc." in text(page)
    assert page.headers["Cache-Control"] == "no-store"
    answer = send(client, result)
    assert answer.status_code == 303
    talk = answer.headers["Location"]
    assert re.fullmatch(r"/quan-tam/[^/]+/", talk)
    page = client.get(talk)
    assert (page.headers["Cache-Control"], page.headers["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")
    assert "Ai dẫn được?" in text(page)
    interest = Interest.objects.get()
    reply_interest(interest, text="Trạm giống dẫn bạn đi.", actor=SYSTEM, now=clock.now())
    page = text(client.get(talk))
    assert "Trạm giống dẫn bạn đi." in page
    assert client.post(talk, {"text": ""}).status_code == 422
    assert client.post(talk, {"text": "Cảm ơn, thứ mấy?"}).status_code == 303
    assert "Cảm ơn, thứ mấy?" in text(client.get(talk))
    assert "Your question" in text(client.get(f"/en{talk}"))
    settle_interest(interest, outcome=Outcome.NO, words="Giống đã hết.", actor=SYSTEM, now=clock.now())
    page = text(client.get(talk))
    assert "Giống đã hết." in page
    assert "Gửi câu hỏi mới" in page
    assert client.post(f"{talk}rut").status_code == 303
    assert "rút và xoá" in text(client.get(talk), 410)
    assert "pao@example.vn" not in str(Interest.objects.values().get())


def test_whatever_is_wrong_what_was_typed_stays(client: Client) -> None:
    cache.clear()
    result = make_result("transferable")
    for wrong in (
        {"name": ""}, {"phone": "", "email": ""}, {"email": "pao"}, {"consents": None}, {"answer": "mười bảy"},
        {"text": "..."}, {"token": "x"},
    ):  # fmt: skip
        cache.clear()
        page = text(send(client, result, **wrong), 422)
        assert "Ai dẫn được?</textarea>" in page or "text" in wrong
        assert 'value="Bản Háng Á"' in page
    assert not Interest.objects.exists()
    assert not Letter.objects.exists()


def test_one_address_is_slowed_in_words_and_others_are_not(client: Client) -> None:
    cache.clear()
    result = make_result("transferable")
    for _n in range(6):
        assert send(client, result).status_code == 303
    answer = send(client, result)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert 'value="Giàng A Páo"' in text(answer, 429)
    assert send(client, result, address="203.0.113.9").status_code == 303
    assert Interest.objects.count() == 7


def test_nothing_is_asked_about_or_told_of_what_is_not_public(client: Client) -> None:
    cache.clear()
    hidden = make_result("draft", title="Nghiên cứu còn kín")
    for answer in (client.get(f"/ket-qua/{hidden.code}/quan-tam"), send(client, hidden)):
        assert hidden.title not in text(answer, 404)
    assert "không đúng" in text(client.get("/quan-tam/no-such-token/"), 404)
    assert client.post("/quan-tam/no-such-token/rut").status_code == 404
    assert not Interest.objects.exists()


def test_an_expired_link_leads_on(client: Client) -> None:
    cache.clear()
    interest = make_interest(now=clock.now() - timedelta(days=120))
    talk = f"/quan-tam/{token_of(interest)}/"
    assert "Gửi liên kết mới" in text(client.get(talk), 410)
    assert client.post(f"{talk}lien-ket").status_code == 303
    assert Letter.objects.filter(kind="interest_link", to_email="pao@example.vn").count() == 1
    assert "liên kết mới hơn" in text(client.get(talk), 410)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_few_questions(count: int) -> None:
    result = make_result("transferable")
    for n in range(count):
        make_interest(result, name=f"Người thứ {n}")
    officer = browser(Role.OFFICER)
    officer.get("/desk/interests/")
    with CaptureQueriesContext(connection) as asked:
        page = text(officer.get("/desk/interests/"))
    assert page.count('<td class="title">') == count
    assert len(asked) == 11


def test_from_a_result_about_which_nobody_asks_one_comes_to_an_empty_list() -> None:
    make_interest()
    other, office = make_result("transferable", title="Gieo lúa nếp nương thưa"), browser(Role.OFFICER)
    assert f"/desk/interests/?result={other.code}" in text(office.get(f"/desk/results/{other.code}"))
    listed = office.get(f"/desk/interests/?result={other.code}").context["list"]
    assert (listed.count, listed.unknown, listed.count_of_all) == (0, (), 1)


def test_the_list_narrows_counts_and_comes_out_as_a_file() -> None:
    one, two = make_interest(), make_interest(make_result("transferable", title="Nuôi cá lồng"), name="Lò Thị Ánh")
    settle_interest(two, outcome=Outcome.MEETING, outcome_on=clock.today(), words="Hẹn.", actor=SYSTEM, now=clock.now())
    officer = browser(Role.OFFICER)
    for query, found in (
        ("", 2), ("?first=waits", 1), ("?first=in_time", 1), ("?outcome=meeting", 1), ("?due=waits", 1),
        (f"?result={one.result.code}", 1), ("?q=lo+thi+anh", 1), ("?state=talking", 0),
    ):  # fmt: skip
        assert text(officer.get(f"/desk/interests/{query}")).count('<td class="title">') == found, query
    assert officer.post("/desk/interests/export.xlsx").status_code == 200


def test_the_office_answers_ends_takes_up_and_leads_on_to_a_decision() -> None:
    interest = make_interest()
    officer, here = browser(Role.OFFICER), f"/desk/interests/{interest.code}"
    page = text(officer.get(here))
    assert "Trả lời người quan tâm" in page
    assert "0215 111 2222" in page
    assert f"/quan-tam/{token_of(interest)}/" in page
    assert officer.post(f"{here}/reply", {"text": ""}).status_code == 422
    assert officer.post(f"{here}/reply", {"text": "Mời bạn tới Sở."}).status_code == 303
    assert text(officer.post(f"{here}/settle", {"outcome": "visit", "words": "Đi xem."}), 422).count("Ghi ngày gặp")
    done = {"outcome": "transfer", "words": "Xã đủ điều kiện nhận."}
    assert officer.post(f"{here}/settle", done).status_code == 303
    assert f"?code={interest.result.code}" in text(officer.get(here))
    assert officer.post(f"{here}/take_up", {"text": "Hỏi lại một điều."}).status_code == 303
    assert officer.post(f"{here}/renew_link").status_code == 303
    interest.refresh_from_db()
    assert (interest.state, interest.link_number) == (InterestState.TALKING, 2)
    editor = browser(Role.EDITOR, Unit.objects.first())
    assert editor.get(here).status_code == 200
    assert editor.post(f"{here}/reply", {"text": "Chào."}).status_code == 403


def test_a_unit_asks_in_its_name_and_finds_its_own_on_its_desk() -> None:
    cache.clear()
    unit, result = make_unit("UBND xã Na Sang"), make_result("transferable")
    rep = browser(Role.UNIT_REP, unit)
    assert "Cá nhân tôi" in text(rep.get(f"/ket-qua/{result.code}/quan-tam"))
    assert send(rep, result, unit=str(unit.pk)).status_code == 303
    interest = Interest.objects.get()
    assert interest.unit == unit
    page = text(rep.get(f"/desk/interests/{interest.code}"))
    assert "Mở để viết tiếp" in page
    assert "Gửi trả lời" not in page
    other = browser(Role.UNIT_REP, make_unit("UBND xã Mường Phăng"))
    assert other.get(f"/desk/interests/{interest.code}").status_code == 404
    assert "Chưa ai hỏi" in text(other.get("/desk/interests/"))


def test_an_officer_writes_down_who_called(client: Client) -> None:
    """From the list, by the code of the result; what was typed stays where something is wrong."""
    officer, result = browser(Role.OFFICER), make_result("transferable")
    assert 'href="/desk/interests/new"' in text(officer.get("/desk/interests/"))
    page = text(officer.get(f"/desk/interests/new?of={result.code}"))
    assert f'value="{result.code}"' in page
    typed = {
        "result": result.code.lower(), "asked_by": "phone", "text": "Muốn tới xem.", "name": "Giàng A Páo",
        "consents": "on",
    }  # fmt: skip
    answer = officer.post("/desk/interests/new", typed)
    assert "Muốn tới xem." in text(answer, 422)
    answer = officer.post("/desk/interests/new", typed | {"result": "KQ-1", "phone": "0215 111 2222"})
    assert "Không có kết quả “KQ-1”." in text(answer, 422)
    answer = officer.post("/desk/interests/new", typed | {"phone": "0215 111 2222"})
    interest = Interest.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/desk/interests/{interest.code}")
    page = text(officer.get(f"/desk/interests/{interest.code}"))
    assert "Qua điện thoại" in page
    assert token_of(interest) in page, "the link is there to be read out"
    assert browser(Role.EDITOR, make_unit("Trung tâm")).get("/desk/interests/new").status_code == 403


def test_an_officer_writes_down_a_later_call_and_who_asked_reads_it(client: Client) -> None:
    officer, interest = browser(Role.OFFICER), make_interest()
    address = f"/desk/interests/{interest.code}/write_down"
    assert f'href="{address}"' in text(officer.get(f"/desk/interests/{interest.code}"))
    typed = {"asked_by": "counter", "text": "Thứ Sáu cả nhóm tới."}
    assert "Thứ Sáu cả nhóm tới." in text(officer.post(address, typed | {"asked_by": "link"}), 422)
    assert officer.post(address, typed).status_code == 303
    page = text(officer.get(f"/desk/interests/{interest.code}"))
    assert "Tại Sở · Người ghi:" in page
    page = text(client.get(f"/quan-tam/{token_of(interest)}/"))
    assert "Thứ Sáu cả nhóm tới." in page
    assert "Tại Sở · Sở ghi" in page


def test_the_page_of_an_interest_and_of_a_decision_show_each_other() -> None:
    unit, officer = make_unit("Hợp tác xã Háng Lìa"), browser(Role.OFFICER)
    result = make_result("transferable")
    interest = take_down_interest(
        result, unit=unit, text="Muốn nhận giống.", asked_by=AskedBy.COUNTER, consents=True, name="Giàng A Páo",
        phone="0215 111 2222", actor=SYSTEM, now=clock.now(),
    )  # fmt: skip
    decision = draft_decision(results=[result], units=[unit])
    there = reverse("transfers:decision", args=[decision.code])
    assert there in text(officer.get(f"/desk/interests/{interest.code}"))
    page = text(officer.get(there))
    assert "Đơn vị đã hỏi trước" in page
    assert f"/desk/interests/{interest.code}" in page
