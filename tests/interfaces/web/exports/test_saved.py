"""Ways of looking kept under a name: saved from any list, opened as it was narrowed, each person's own."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from gieo.core.actor import Role
from gieo.foundation.accounts.queries import actor_for
from gieo.foundation.exports.models import SavedView
from gieo.foundation.exports.services import save_view
from gieo.foundation.exports.vocab import MOST_VIEWS
from gieo.foundation.journal.models import Entry
from tests.factories.accounts import NOW, user_with
from tests.factories.results import make_result
from tests.factories.units import make_department, make_unit

pytestmark = pytest.mark.django_db
SAVED = "/desk/exports/views/"


def browser_of(role: Role = Role.OFFICER) -> Client:
    browser = Client()
    browser.force_login(user_with(role, make_unit(f"Đơn vị {role}"), email=f"{role.value}@example.vn"))
    return browser


def test_a_list_is_kept_as_it_is_narrowed_and_opened_by_its_name() -> None:
    officer = browser_of()
    make_result("accepted")
    listed = officer.get("/desk/results/?state=accepted&sort=-title").content.decode()
    assert "/desk/exports/views/save?of=%2Fdesk%2Fresults%2F%3Fstate%3Daccepted%26sort%3D-title" in listed
    address = f"{SAVED}save?of=%2Fdesk%2Fresults%2F%3Fstate%3Daccepted%26sort%3D-title"
    answer = officer.post(address, {"name": "  Đã nghiệm   thu "})
    assert (answer.status_code, answer["Location"]) == (303, "/desk/results/?state=accepted&sort=-title")
    page = officer.get(SAVED).content.decode()
    assert "Đã nghiệm thu" in page
    assert 'href="/desk/results/?state=accepted&amp;sort=-title"' in page
    assert officer.get("/desk/figures/").content.decode().count("of=%2Fdesk%2Ffigures%2F") == 1


def test_a_name_is_asked_for_and_stands_once() -> None:
    officer = browser_of()
    address = f"{SAVED}save?of=/desk/results/"
    for _again in range(2):
        answer = officer.post(address, {"name": "Của tôi"})
    assert answer.status_code == 422
    assert "Bạn đã lưu một cách xem tên này" in answer.content.decode()
    assert officer.post(address, {"name": " "}).status_code == 422
    assert SavedView.objects.count() == 1


@pytest.mark.parametrize("of", ["https://example.com/desk/", "//example.com/desk/", "/ket-qua/", "/desk/xyz/"])
def test_only_pages_of_the_office_are_kept(of: str) -> None:
    assert browser_of().get(f"{SAVED}save", {"of": of}).status_code == 404


def test_each_person_sees_and_drops_their_own() -> None:
    officer, other = browser_of(), browser_of(Role.UNIT_REP)
    officer.post(f"{SAVED}save?of=/desk/results/", {"name": "Của tôi"})
    view = SavedView.objects.get()
    assert "Của tôi" not in other.get(SAVED).content.decode()
    assert other.post(f"{SAVED}{view.pk}/drop").status_code == 404
    assert officer.post(f"{SAVED}{view.pk}/drop").status_code == 303
    assert not SavedView.objects.exists()
    told = Entry.objects.filter(record_kind="exports.savedview").order_by("pk")
    assert [entry.verb for entry in told] == ["save_view", "drop_view"]


def test_how_many_one_keeps_and_in_how_many_queries(django_assert_num_queries: Any) -> None:
    user = user_with(Role.OFFICER, make_department(), email="x@example.vn")
    browser = Client()
    browser.force_login(user)
    me = actor_for(user, NOW.date())
    for number in range(MOST_VIEWS):
        save_view(name=f"Cách {number}", address="/desk/results/", query="", actor=me, now=NOW)
        if number in (0, 2):
            with django_assert_num_queries(3):
                browser.get(SAVED)
    answer = browser.post(f"{SAVED}save?of=/desk/results/", {"name": "Thêm nữa"})
    assert answer.status_code == 422
    assert "Xoá bớt rồi lưu" in answer.content.decode()


def test_an_empty_page_says_where_the_button_is() -> None:
    assert "nút Xuất có mục Lưu cách xem này" in browser_of().get(SAVED).content.decode()
