"""The counts of readers: at the foot of public pages, on the page itself, and in the office."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from gieo.core.actor import SYSTEM, Role
from gieo.foundation.audience.engine import Spool
from gieo.foundation.audience.models import VisitTally
from gieo.foundation.audience.rules.visits import Visit, line_of
from gieo.foundation.audience.services.visits import set_counter, take_in
from gieo.foundation.audience.vocab.visits import VisitKind
from gieo.foundation.journal.models import Entry
from tests.factories.accounts import user_with
from tests.factories.results import make_result
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db


def looks(folder: Path, now: datetime, page: str, count: int, kind: VisitKind = VisitKind.PERSON) -> None:
    spool = Spool(folder)
    for number in range(count):
        at = now.timestamp()
        spool.write(line_of(Visit(page, f"{number:016x}", int(at // 60), kind)), at=at)
    take_in(folder, now=now)


@pytest.fixture
def editor(client: Client):
    user = user_with(Role.EDITOR, make_unit())
    client.force_login(user)
    return user


def test_the_foot_of_a_public_page_shows_the_count_of_2023(client: Client, now: datetime, tmp_path: Path):
    set_counter(start=445_462 - 15, window=5, actor=SYSTEM, now=now)
    looks(tmp_path, now, "/", 15)
    assert "Lượt truy cập: <b>445.462</b> · Đang xem: <b>15</b>" in client.get("/").content.decode()
    assert "Visits: <b>445,462</b> · Reading now: <b>15</b>" in client.get("/en/").content.decode()


def test_without_anybody_who_counts_only_the_sum_is_shown(client: Client, now: datetime):
    set_counter(start=445_462, window=5, actor=SYSTEM, now=now)
    page = client.get("/").content.decode()
    assert "Lượt truy cập: <b>445.462</b></p>" in page
    assert "Đang xem" not in page


def test_a_page_shows_its_own_visits_in_either_language(client: Client, now: datetime, tmp_path: Path):
    code = make_result("transferable").code
    looks(tmp_path, now, f"/ket-qua/{code}", 1234)
    assert "1.234 lượt xem" in client.get(f"/ket-qua/{code}").content.decode()
    assert "1,234 views" in client.get(f"/en/ket-qua/{code}").content.decode()


def test_the_office_sees_pages_people_and_robots(client: Client, editor, now: datetime, tmp_path: Path):
    looks(tmp_path, now, "/ket-qua/", 3)
    looks(tmp_path, now, "/", 2, VisitKind.ROBOT)
    page = client.get("/desk/audience/visits/").content.decode()
    assert page.index('<a class="mono small" href="/ket-qua/">') < page.index('<a class="mono small" href="/">')
    assert "07/11/2023" in page


@pytest.mark.parametrize("pages", [1, 3])
def test_the_page_asks_the_same_few_questions(
    client: Client, editor, now: datetime, tmp_path: Path, pages: int, django_assert_num_queries
):
    for number in range(pages):
        looks(tmp_path, now + timedelta(minutes=number), f"/ket-qua/{number}", 2)
    with django_assert_num_queries(6):
        page = client.get("/desk/audience/visits/").content.decode()
    assert page.count('<td class="title">') == pages


def test_the_editor_sets_the_counter(client: Client, editor):
    answer = client.post("/desk/audience/visits/", {"start": "445462", "window": "5"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/audience/visits/")
    assert "Đã đặt bộ đếm" in client.get("/desk/audience/visits/").content.decode()
    assert VisitTally.objects.get().start == 445_462
    assert Entry.objects.filter(verb="set_counter").count() == 1


def test_what_makes_no_sense_stays_in_the_form(client: Client, editor):
    answer = client.post("/desk/audience/visits/", {"start": "-3", "window": "90"})
    assert answer.status_code == 422
    assert "không âm" in answer.content.decode()
    assert 'value="90"' in answer.content.decode()
    assert not VisitTally.objects.filter(window=90).exists()


def test_an_officer_looks_and_does_not_set(client: Client, now: datetime):
    client.force_login(user_with(Role.OFFICER, make_unit()))
    assert "Chỉ biên tập viên và quản trị hệ thống" in client.get("/desk/audience/visits/").content.decode()
    assert client.post("/desk/audience/visits/", {"start": "1", "window": "5"}).status_code == 403
    assert not VisitTally.objects.filter(start=1).exists()


def test_a_receiving_unit_does_not_see_the_counts(client: Client):
    client.force_login(user_with(Role.UNIT_REP, make_unit()))
    assert client.get("/desk/audience/visits/").status_code == 403
