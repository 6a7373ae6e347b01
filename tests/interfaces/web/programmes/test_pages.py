"""Programmes and priorities on pages."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gieo.core.actor import Role
from gieo.domain.programmes.models import Priority, Programme
from gieo.foundation.units.vocab import UnitKind
from tests.factories.accounts import user_with
from tests.factories.exports import cells
from tests.factories.procedures import objective
from tests.factories.programmes import make_priority, make_programme
from tests.factories.results import make_product, make_result
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db
LIST_QUERIES = 9
RECORD_QUERIES = 9
VALUES = {
    "name": "Chương trình Tây Bắc", "level": "regional", "since_year": "2013", "until_year": "2018",
    "official_code": "KHCN-TB/13-18",
}  # fmt: skip


def browser(role: Role) -> Client:
    client = Client()
    client.force_login(user_with(role, make_unit("Sở Khoa học và Công nghệ", UnitKind.DEPARTMENT)))
    return client


@pytest.fixture
def officer() -> Client:
    return browser(Role.OFFICER)


def text(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_however_many_rows(officer, count):
    for number in range(count):
        make_product(make_programme(f"Chương trình {number}", managing_unit=make_unit(f"Đơn vị {number}")))
        make_priority(f"Ưu tiên {number}")
    with CaptureQueriesContext(connection) as asked:
        officer.get("/desk/programmes/")
    assert len(asked) == LIST_QUERIES, [query["sql"][:120] for query in asked]


@pytest.mark.parametrize("count", [1, 3])
def test_the_record_takes_the_same_queries_however_many_products(officer, count):
    programme = make_programme()
    for number in range(count):
        make_product(programme, title=f"Bản đồ {number}", with_file=True)
    with CaptureQueriesContext(connection) as asked:
        officer.get(f"/desk/programmes/{programme.code}")
    assert len(asked) == RECORD_QUERIES, [query["sql"][:120] for query in asked]


def test_a_programme_shows_its_own_products_and_the_results_one_sees(officer):
    programme = make_programme()
    product, result = make_product(programme), make_result(programme=programme)
    page = text(officer.get(f"/desk/programmes/{programme.code}"))
    assert product.title in page
    assert result.title in page
    leader = text(browser(Role.PROVINCE_LEADER).get(f"/desk/programmes/{programme.code}"))
    assert product.title in leader
    assert result.title not in leader


def test_a_programme_without_results_leads_nowhere(officer):
    programme, link = make_programme(), 'href="/desk/results/?programme='
    pages = ("/desk/programmes/", f"/desk/programmes/{programme.code}")
    assert not any(link in text(officer.get(page)) for page in pages)
    make_result(programme=programme)
    assert all(link in text(officer.get(page)) for page in pages)
    assert officer.get(f"/desk/results/?programme={programme.code}").context["list"].unknown == ()


def test_a_programme_is_added_and_edited(officer):
    officer.post("/desk/programmes/new", VALUES)
    programme = Programme.objects.get()
    assert (programme.code, programme.official_code) == ("CT-2013-001", "KHCN-TB/13-18")
    sent = VALUES | {"short_name": "Tây Bắc", "version": programme.version}
    officer.post(f"/desk/programmes/{programme.code}/edit", sent)
    programme.refresh_from_db()
    assert programme.short_name == "Tây Bắc"
    page = text(officer.post(f"/desk/programmes/{programme.code}/edit", sent | {"short_name": "TB"}), 422)
    assert "Người khác vừa sửa" in page
    assert 'value="TB"' in page


def test_impossible_years_are_said_and_nothing_is_lost(officer):
    page = text(officer.post("/desk/programmes/new", VALUES | {"until_year": "2012"}), 422)
    assert "Năm kết thúc không được trước năm bắt đầu." in page
    assert "Chương trình Tây Bắc" in page
    assert not Programme.objects.exists()


def test_priorities_come_change_and_end(officer):
    officer.post(
        "/desk/programmes/priorities/add",
        {"name": "Du lịch", "weight": "40", "since": "01/01/2023", "basis": "Kết luận 07/11/2023"},
    )
    priority = Priority.objects.get()
    assert "nên chưa vào số liệu" in text(officer.get("/desk/programmes/"))
    tourism = objective("10")
    edit = f"/desk/programmes/priorities/{priority.pk}/edit"
    assert tourism.name in text(officer.get(edit))
    given = {"name": "Du lịch", "weight": "40", "since": "01/01/2023", "basis": "Kết luận 07/11/2023"}
    assert officer.post(edit, given | {"entries": ["999999999999999999"]}).status_code == 422
    officer.post(edit, given | {"version": 1, "entries": [tourism.pk]})
    assert list(priority.entries.all()) == [tourism]
    assert tourism.name in text(officer.get("/desk/programmes/"))
    told = text(officer.post(edit, given | {"version": 1, "weight": "50"}), 422)
    assert "Người khác vừa sửa" in told
    assert str(tourism) in told
    assert 'name="version" value="2"' in told
    officer.post(edit, given | {"version": 2, "weight": "50"})
    officer.post(f"/desk/programmes/priorities/{priority.pk}/end", {"until": "06/11/2023"})
    priority.refresh_from_db()
    assert (priority.weight, str(priority.until)) == (50, "2023-11-06")
    assert "Ưu tiên đã hết hiệu lực" in text(officer.get("/desk/programmes/"))
    assert officer.get("/desk/programmes/priorities/999/edit").status_code == 404


def test_who_may_not_edit_sees_the_programmes_and_why_not():
    programme, leader = make_programme(), browser(Role.PROVINCE_LEADER)
    assert 'aria-disabled="true"' in text(leader.get("/desk/programmes/"))
    for address in ("new", f"{programme.code}/edit", "priorities/add"):
        assert leader.get(f"/desk/programmes/{address}").status_code == 403


def test_the_excel_file_is_the_list(officer):
    make_programme()
    make_programme("Nông thôn miền núi", level="national", since_year=2016)
    assert cells(officer, "/desk/programmes/", "Chương trình", "level=national") == ["Nông thôn miền núi"]
