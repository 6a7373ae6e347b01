"""Whether a result still holds, on pages: silence shows, the owner answers, the office writes down what it was told."""

from __future__ import annotations

import html
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client

from gieo.core import clock
from gieo.core.actor import Role
from gieo.domain.results.models import Result
from tests.factories.accounts import user_with
from tests.factories.results import make_host, make_result
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db
SILENT = "Chưa được xác nhận lại từ 18/02/2015"


def text(answer: HttpResponse, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:2000]
    return html.unescape(answer.content.decode())


def browser(role: Role) -> Client:
    client = Client()
    client.force_login(user_with(role, make_host() if role is Role.HOST else make_unit("Sở")))
    return client


@pytest.fixture
def silent() -> Result:
    result = make_result("transferable")
    Result.objects.filter(pk=result.pk).update(accepted_on=date(2011, 1, 1), certificate_on=date(2012, 2, 18))
    return result


def test_silence_shows_on_the_page_in_the_catalogue_and_as_a_filter(silent: Result, client: Client) -> None:
    fresh = make_result("transferable", title="Mới đăng ký")
    Result.objects.filter(pk=fresh.pk).update(confirmed_on=clock.today(), confirmed_by="Ông Sơn", confirmed_note="Đổi")
    assert SILENT in text(client.get(f"/ket-qua/{silent.code}"))
    assert "Not confirmed again since" in text(client.get(f"/en/ket-qua/{silent.code}"))
    assert text(client.get("/ket-qua/")).count(SILENT) == 1
    page = text(client.get(f"/ket-qua/{fresh.code}"))
    assert "xác nhận còn dùng được ngày" in page
    assert "Ông Sơn" not in page, "who said so is for the office"
    officer = browser(Role.OFFICER)
    page = text(officer.get("/desk/results/?holds=silent"))
    assert silent.code in page
    assert fresh.code not in page
    assert SILENT in text(officer.get(f"/desk/results/{silent.code}"))
    assert silent.code in text(officer.get(f"/desk/results/?holds=silent&q={silent.code}"))


def test_the_owner_answers_on_a_page(silent: Result) -> None:
    client, at = browser(Role.HOST), f"/desk/results/{silent.code}"
    assert f"{at}/confirm_validity" in text(client.get(at))
    page = text(client.get(f"{at}/confirm_validity"))
    assert "36 tháng" in page
    assert "told_by" not in page
    assert "Ghi thay đổi gì" in text(client.post(f"{at}/confirm_validity", {"answer": "changed"}), 422)
    assert client.post(f"{at}/confirm_validity", {"answer": "changed", "words": "Gieo thưa"}).status_code == 303
    silent.refresh_from_db()
    assert silent.confirmed_on == clock.today()
    assert "Gieo thưa" in text(Client().get(f"/ket-qua/{silent.code}"))
    assert client.post(f"{at}/confirm_validity", {"answer": "ended", "words": "Thoái hoá"}).status_code == 303
    assert Client().get(f"/ket-qua/{silent.code}").status_code == 404


def test_the_office_writes_down_who_told_it_and_when(silent: Result) -> None:
    client, at = browser(Role.OFFICER), f"/desk/results/{silent.code}"
    today = f"{clock.today():%d/%m/%Y}"
    wrong = client.post(f"{at}/confirm_validity", {"answer": "holds", "on": today})
    assert "Ghi ai của tổ chức chủ trì cho biết." in text(wrong, 422)
    given = {"answer": "holds", "on": today, "told_by": "Ông Sơn, gọi điện"}
    assert client.post(f"{at}/confirm_validity", given).status_code == 303
    assert "Ông Sơn, gọi điện" in text(client.get(at))
    assert browser(Role.UNIT_REP).get(f"{at}/confirm_validity").status_code == 403
