"""The page of tables: what is in force on a day, from which text, how well it was checked."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gieo.core.actor import SYSTEM, Role
from gieo.domain.procedures.models import CodeEntry, CodeSystem
from gieo.domain.procedures.services import load_code_tables
from gieo.foundation.units.vocab import UnitKind
from tests.factories.accounts import NOW, user_with
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db
QUERIES = 4


def browser(role: Role) -> Client:
    client = Client()
    client.force_login(user_with(role, make_unit("Sở Khoa học và Công nghệ", UnitKind.DEPARTMENT)))
    return client


@pytest.fixture
def officer() -> Client:
    load_code_tables(actor=SYSTEM, now=NOW)
    return browser(Role.OFFICER)


def text(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize("lines", [1, 3])
def test_the_page_takes_the_same_queries_however_many_lines(officer, lines):
    system = CodeSystem.objects.get(key="objective")
    for number in range(lines):
        CodeEntry.objects.create(system=system, code=f"9{number}", name=f"Mục {number}", mark="proposal")
    with CaptureQueriesContext(connection) as asked:
        officer.get("/desk/procedures/")
    assert len(asked) == QUERIES, [query["sql"][:120] for query in asked]


def test_every_table_and_limit_shows_source_and_mark(officer):
    page = text(officer.get("/desk/procedures/"))
    for words in (
        "Quyết định 12/2008/QĐ-BKHCN", "Chưa đối chiếu", "Danh sách tạm của Gieo, chưa phải văn bản",
        "Đề xuất, không phải quy định", "Thông tư 14/2014/TT-BKHCN", "30 ngày làm việc", "Điều 10",
        "12 tháng, 5 lần liên tục", "Đã đọc văn bản",
    ):  # fmt: skip
        assert words in page
    assert 'Thông tư 24/2025/TT-BKHCN"' not in page


def test_another_day_shows_the_tables_of_that_day(officer):
    page = text(officer.get("/desk/procedures/?on=15/12/2025"))
    assert "Theo nguồn gián tiếp" in page
    assert "(2008)" not in page
    both = text(officer.get("/desk/procedures/?on=15/12/2025&ended=1"))
    assert "(2008)" in both
    assert "(2025)" in both


def test_a_day_that_is_none_is_said(officer):
    assert "Ngày không đọc được" in text(officer.get("/desk/procedures/?on=31/02/2023"))


def test_the_office_keeps_the_tables(officer):
    system = CodeSystem.objects.get(key="objective")
    sent = {"code": "13", "name": "Quốc phòng, an ninh", "name_en": "Defence", "order": "13", "mark": "found"}
    officer.post(f"/desk/procedures/systems/{system.pk}/add", sent)
    entry = CodeEntry.objects.get(system=system, code="13")
    officer.post(f"/desk/procedures/entries/{entry.pk}/edit", sent | {"name": "Quốc phòng và an ninh"})
    entry.refresh_from_db()
    assert entry.name == "Quốc phòng và an ninh"
    page = text(officer.post(f"/desk/procedures/systems/{system.pk}/add", sent), 422)
    assert "Bảng này đã có mã đó." in page
    officer.post(
        f"/desk/procedures/systems/{system.pk}/edit",
        {"name": "Mục tiêu", "document": "Bảng chính thức", "mark": "found", "since": "01/01/2020", "until": ""},
    )
    system.refresh_from_db()
    assert (system.document, str(system.since)) == ("Bảng chính thức", "2020-01-01")


def test_kinds_of_products_are_mapped_by_ticking_natures(officer):
    entry = CodeEntry.objects.get(system__version="mau-moi", code="I")
    officer.post(
        f"/desk/procedures/entries/{entry.pk}/edit",
        {"code": "I", "name": "Dạng I", "order": "1", "mark": "found", "natures": ["article", "training"]},
    )
    entry.refresh_from_db()
    assert entry.natures == ["article", "training"]


def test_others_read_but_do_not_write(officer):
    director, entry = browser(Role.DIRECTOR), CodeEntry.objects.first()
    assert f"/desk/procedures/entries/{entry.pk}/edit" not in text(director.get("/desk/procedures/"))
    assert director.get(f"/desk/procedures/entries/{entry.pk}/edit").status_code == 403
    assert officer.get("/desk/procedures/entries/99999/edit").status_code == 404
    assert officer.get("/desk/procedures/systems/99999/edit").status_code == 404
