"""Searches of the catalogue on pages: kept at one press, or by an address of mail; listed, paused, ended."""

from __future__ import annotations

import html
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from gieo.core import clock
from gieo.core.actor import Role
from gieo.domain.results.engine import seal_saved
from gieo.domain.results.models import SavedSearch
from gieo.domain.results.services import tell_of_new
from gieo.foundation.accounts.models import User
from gieo.foundation.accounts.queries import actor_for
from gieo.foundation.outbox.models import Letter
from tests.factories.accounts import user_with
from tests.factories.audience import right_code
from tests.factories.results import make_result
from tests.factories.saved import SETS, asked_by, saved_by
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db
BUTTON = "Lưu tìm kiếm, báo tôi khi có kết quả mới"


@pytest.fixture
def user() -> User:
    return user_with(Role.UNIT_REP, make_unit("UBND xã Na Sang"))


@pytest.fixture
def reader(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(answer: HttpResponse, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:2000]
    return html.unescape(answer.content.decode())


def leave(client: Client, query: str = "", **values: str) -> HttpResponse:
    given = right_code(clock.now())
    typed = {"email": "pao@example.vn", "name": "Chè", "token": given.token, "answer": given.answer} | values
    return client.post(f"/ket-qua/bao-toi/{query}", typed, REMOTE_ADDR="203.0.113.7")


def test_one_press_in_the_catalogue_keeps_it_as_it_is_narrowed(reader: Client) -> None:
    make_result("transferable")
    page = text(reader.get("/ket-qua/?state=transferable&q=lua"))
    assert 'action="/desk/results/saved/save?state=transferable&q=lua"' in page
    answer = reader.post("/desk/results/saved/save?state=transferable&q=lua&state=nonsense")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/results/saved")
    saved = SavedSearch.objects.get()
    assert (saved.words, saved.chosen) == ("lua", {"state": ["transferable"]})
    assert saved.name == "“lua”; Tình trạng: Sẵn sàng chuyển giao"
    page = text(reader.get("/desk/results/saved"))
    assert saved.name in page
    assert 'href="/ket-qua/?q=lua&state=transferable"' in page
    at = f"/desk/results/saved/{saved.pk}"
    assert reader.post(f"{at}/rename", {"name": ""}).status_code == 422
    assert reader.post(f"{at}/rename", {"name": "Lúa"}).status_code == 303
    reader.post(f"{at}/pause")
    assert "Theo dõi lại" in text(reader.get("/desk/results/saved"))
    reader.post(f"{at}/resume")
    saved.refresh_from_db()
    assert (saved.name, saved.state) == ("Lúa", "watching")
    reader.post(f"{at}/end")
    assert "Chưa lưu tìm kiếm nào" in text(reader.get("/desk/results/saved"))


def test_nobody_minds_the_search_of_another(reader: Client, client: Client) -> None:
    other = user_with(Role.OFFICER, make_unit("Sở"), email="khac@example.vn")
    saved = saved_by(actor_for(other, clock.today()), name="Việc riêng", now=clock.now())
    assert "Việc riêng" not in text(reader.get("/desk/results/saved"))
    for verb in ("rename", "pause", "resume", "end"):
        assert reader.post(f"/desk/results/saved/{saved.pk}/{verb}", {"name": "x"}).status_code == 404
    assert client.post("/desk/results/saved/save").status_code == 302
    assert SavedSearch.objects.get().name == "Việc riêng"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_few_questions(
    reader: Client, user: User, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        saved_by(actor_for(user, clock.today()), words=f"chè {number}", now=clock.now())
    reader.get("/desk/results/saved")
    with django_assert_num_queries(3):
        reader.get("/desk/results/saved")


def test_a_visitor_leaves_an_address_confirms_is_told_and_ends_it(client: Client) -> None:
    cache.clear()
    page = text(client.get("/ket-qua/?state=registered"))
    assert 'href="/ket-qua/bao-toi/?state=registered"' in page
    assert BUTTON in page
    assert "csrf" not in page.lower()
    form = client.get("/ket-qua/bao-toi/?state=registered")
    assert form.headers["Cache-Control"] == "no-store"
    assert "Tình trạng: Đã đăng ký" in text(form)
    answer = leave(client, "?state=registered")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/ket-qua/?state=registered")
    saved = SavedSearch.objects.get()
    link = f"/ket-qua/bao-toi/{seal_saved(saved.pk)}/"
    assert link in Letter.objects.get().body
    page = client.get(link)
    assert (page.headers["Cache-Control"], page.headers["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")
    assert "Xác nhận nhận thư" in text(page)
    assert "pao@" not in text(page)
    saved.refresh_from_db()
    assert saved.state == "waiting", "to open the link confirms nothing: machines open links too"
    assert client.post(f"{link}xac-nhan").status_code == 303
    result = make_result("registered")
    tell_of_new(sets=SETS, now=clock.now() + timedelta(days=1))
    assert result.code in Letter.objects.get(kind="search_news").body
    assert "Xác nhận nhận thư" not in text(client.get(link))
    assert client.post(f"{link}thoi").status_code == 303
    assert not SavedSearch.objects.exists()
    assert "không còn dùng được" in text(client.get(link), 404)
    assert client.post(f"{link}xac-nhan").status_code == 404


def test_what_is_said_does_not_tell_whether_an_address_is_known(client: Client) -> None:
    cache.clear()
    asked_by("pao@example.vn", now=clock.now())
    first, second = leave(client), leave(client, email="khac@example.vn")
    assert first.headers["Location"] == second.headers["Location"]
    assert text(client.get("/ket-qua/")).count("Gần xong: thư xác nhận đang tới") == 2


def test_whatever_is_wrong_what_was_typed_stays(client: Client) -> None:
    for wrong in ({"email": "pao"}, {"email": ""}, {"answer": "mười bảy"}, {"name": "…"}):
        cache.clear()
        assert 'value="Chè"' in text(leave(client, **wrong), 422) or "name" in wrong
    assert not SavedSearch.objects.exists()
    assert not Letter.objects.exists()


def test_letters_to_one_address_and_from_one_are_few(client: Client) -> None:
    cache.clear()
    statuses = [leave(client, f"?q=che+{number}").status_code for number in range(6)]
    assert statuses == [303] * 5 + [429]
    assert Letter.objects.count() == 5
    others = [leave(client, email=f"khac{number}@example.vn").status_code for number in range(2)]
    assert others == [303, 429], "six a minute from one place; what was refused did not count"


def test_forged_links_open_nothing(client: Client) -> None:
    cache.clear()
    assert "không còn dùng được" in text(client.get("/ket-qua/bao-toi/no-such-token/"), 404)
    for verb in ("xac-nhan", "thoi"):
        assert client.post(f"/ket-qua/bao-toi/no-such-token/{verb}").status_code == 404
