"""My exports: the list, what its asker can do, in how many queries."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from gieo.core.actor import Actor, Role
from gieo.foundation.accounts.models import User
from gieo.foundation.accounts.queries import actor_for
from gieo.foundation.exports import services
from gieo.foundation.exports.models import Export
from gieo.foundation.exports.services import Made, Wanted
from gieo.foundation.exports.vocab import ExportState, Form
from tests.factories.accounts import NOW, user_with
from tests.factories.exports import cells
from tests.factories.units import make_department

pytestmark = pytest.mark.django_db

LIST = "/desk/exports/"


@pytest.fixture
def user() -> User:
    return user_with(Role.OFFICER, make_department())


@pytest.fixture
def officer(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


@pytest.fixture
def me(user: User) -> Actor:
    return actor_for(user, NOW.date())


def ready(by: Actor, title: str = "Đơn vị") -> Export:
    wanted = Wanted(title, ("Loại: Xã",), Form.PDF, "/desk/units/export.pdf", "", "vi")
    asked = services.ask_export(wanted, rows=0, actor=by, now=NOW)
    made = Made(["name"], [], "")
    return services.finish_export(asked, BytesIO(b"%PDF-1.7"), made, asker=by, name="don-vi.pdf", now=NOW)


def test_one_row_and_three_take_the_same_queries(officer: Client, me: Actor, django_assert_num_queries: Any) -> None:
    for _rows in (1, 3):
        ready(me)
        with django_assert_num_queries(7):
            officer.get(LIST)


def test_an_empty_list_says_where_the_button_is(officer: Client) -> None:
    assert "Bạn chưa xuất danh sách nào" in officer.get(LIST).content.decode()


def test_the_list_is_narrowed_and_is_a_list_like_any_other(officer: Client, me: Actor) -> None:
    first = ready(me)
    second = services.drop_export(ready(me, "Kết quả"), actor=me, now=NOW)
    page = officer.get(f"{LIST}?state=gone").content.decode()
    assert second.code in page
    assert first.code not in page
    assert set(cells(officer, LIST, "Mã")) == {first.code, second.code}


def test_a_record_says_what_it_holds_and_offers_what_can_be_done(officer: Client, me: Actor) -> None:
    export = ready(me)
    page = officer.get(f"{LIST}{export.code}/").content.decode()
    for words in ("Loại: Xã", "14/11/2023", export.digest, "Tải xuống", "Lập lại", "Xoá tệp"):
        assert words in page
    answer = officer.post(f"{LIST}{export.code}/drop")
    assert (answer.status_code, answer["Location"]) == (303, LIST)
    page = officer.get(f"{LIST}{export.code}/").content.decode()
    assert "Tải xuống" not in page
    assert "Đã xoá tệp" in page
    assert officer.post(f"{LIST}{export.code}/take").status_code == 409


def test_what_is_being_made_can_be_given_up(officer: Client, me: Actor) -> None:
    wanted = Wanted("Đơn vị", (), Form.PDF, "/desk/units/export.pdf", "", "vi")
    export = services.ask_export(wanted, rows=2000, actor=me, now=NOW)
    services.note_progress(export, 500)
    page = officer.get(f"{LIST}{export.code}/").content.decode()
    assert "500 trong 2.000 dòng" in page
    part = officer.get(f"{LIST}{export.code}/progress", headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    officer.post(f"{LIST}{export.code}/drop")
    export.refresh_from_db()
    assert export.state == ExportState.GONE
    assert "HX-Refresh" in officer.get(f"{LIST}{export.code}/progress", headers={"HX-Request": "true"})
