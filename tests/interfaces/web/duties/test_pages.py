"""The list of duties and the table of days off."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from gieo.core import clock
from gieo.core.actor import SYSTEM, Role
from gieo.foundation.accounts.models import User
from gieo.foundation.duties.models import Holiday
from gieo.foundation.duties.services import cancel, load_holidays
from gieo.foundation.journal.models import Entry
from gieo.foundation.units.models import Unit
from gieo.foundation.units.vocab import UnitKind
from gieo.interfaces.web.ui.lists import Facet
from tests.factories.accounts import NOW, user_with
from tests.factories.duties import make_duty
from tests.factories.exports import cells, table
from tests.factories.units import make_department, make_district, make_unit

pytestmark = pytest.mark.django_db
EDITORS = (Role.OFFICER, Role.ADMINISTRATOR)


@pytest.fixture
def department() -> Unit:
    return make_department()


@pytest.fixture
def officer(client: Client, department: Unit) -> User:
    user = user_with(Role.OFFICER, department)
    client.force_login(user)
    return user


def text(client: Client, path: str, **query: str) -> str:
    answer = client.get(path, query)
    assert answer.status_code == 200
    return answer.content.decode()


def facets(client: Client, path: str, **query: str) -> tuple[Facet, ...]:
    return client.get(path, query).context["list"].facets


def test_the_list_takes_few_queries_however_long(
    client: Client, officer: User, department: Unit, django_assert_num_queries
) -> None:
    for rows in (1, 3):
        for number in range(rows):
            college = make_unit(f"Trường {rows}{number}", UnitKind.COLLEGE)
            make_duty(college, debtor_unit=department, owed_to=college)
            make_duty(college, debtor_role=Role.OFFICER)
            make_duty(college)
        with django_assert_num_queries(13):
            client.get("/desk/duties/")
        with django_assert_num_queries(14):
            client.get("/desk/duties/office/awaited/")


def test_the_list_shows_who_owes_what_by_when_on_which_basis(client: Client, officer: User, department: Unit) -> None:
    college = make_unit("Trường Cao đẳng", UnitKind.COLLEGE)
    make_duty(college, title="Trả lời đề nghị", debtor_unit=department, due=date(2023, 11, 3))
    make_duty(college, title="Xác nhận đã nhận", owed_to=department)
    mine = text(client, "/desk/duties/")
    assert "Trả lời đề nghị" in mine
    assert "Trễ 2 ngày làm việc" in mine
    assert f"/desk/units/{college.code}/" in mine
    assert "Xác nhận đã nhận" not in mine
    awaited = text(client, "/desk/duties/me/awaited/")
    assert "Xác nhận đã nhận" in awaited
    assert "Trả lời đề nghị" not in awaited


def test_the_list_is_narrowed_by_due_date_and_words(client: Client, officer: User, department: Unit) -> None:
    for title, due in (
        ("Việc trễ", date(2023, 11, 6)),
        ("Việc tuần này", date(2023, 11, 12)),
        ("Việc tháng này", date(2023, 12, 7)),
        ("Việc sang năm", date(2024, 2, 1)),
    ):
        make_duty(department, title=title, due=due)
    for urgency, title in (
        ("late", "Việc trễ"),
        ("week", "Việc tuần này"),
        ("month", "Việc tháng này"),
        ("later", "Việc sang năm"),
    ):
        page = text(client, "/desk/duties/me/owed/", urgency=urgency)
        assert (
            page.count("Việc trễ")
            + page.count("Việc tuần này")
            + page.count("Việc tháng này")
            + page.count("Việc sang năm")
            == page.count(title)
            == 1
        )
    assert "Việc sang năm" in text(client, "/desk/duties/", q="sang nam")
    assert "Không có việc nào khớp" in text(client, "/desk/duties/", q="khongco")


def debtors(client: Client, path: str, query: str = "") -> list[str]:
    """Who owes what a list shows, as its file says; what a page says differently is told by the page's test."""
    return cells(client, path, "Ai phải làm", query)


def test_the_list_is_narrowed_to_units_and_the_file_with_it(
    client: Client, officer: User, department: Unit, django_assert_num_queries
) -> None:
    college, station = make_unit("Trường Cao đẳng", UnitKind.COLLEGE), make_unit("Trạm Bảo vệ thực vật")
    make_duty(college, title="Báo cáo năm đầu", due=date(2024, 11, 7))
    make_duty(college, title="Nộp kế hoạch")
    make_duty(station, title="Xác nhận đã nhận")
    make_duty(department, title="Việc của Sở")
    at = "/desk/duties/office/awaited/"
    page = text(client, at)
    offered = [value.label for value in next(one for one in facets(client, at) if one.key == "unit").values]
    assert offered == ["Trạm Bảo vệ thực vật", "Trường Cao đẳng"]  # by name; the department owes nothing here
    assert all(title in page for title in ("Báo cáo năm đầu", "Nộp kế hoạch", "Xác nhận đã nhận"))
    with django_assert_num_queries(15):
        page = text(client, at, unit=college.code)
    assert ("Báo cáo năm đầu" in page, "Nộp kế hoạch" in page, "Xác nhận đã nhận" in page) == (True, True, False)
    assert "2 trong 3 việc" in page
    assert debtors(client, at, f"unit={college.code}") == ["Trường Cao đẳng"] * 2
    assert len(debtors(client, at, f"unit={college.code}&unit={station.code}")) == 3


def test_what_was_inherited_is_found_by_the_unit_that_owes_it_today(
    client: Client, officer: User, department: Unit
) -> None:
    district, commune = make_district()
    make_duty(district, title="Báo cáo năm đầu")
    make_duty(commune, title="Nộp kế hoạch")
    at, today = "/desk/duties/office/awaited/", "UBND xã Na Sang"
    assert debtors(client, at, f"unit={commune.code}") == [today]
    assert debtors(client, at, f"unit={district.code}") == ["UBND huyện Mường Chà"]
    clock.shift(datetime(2025, 7, 1, 1, tzinfo=UTC) - datetime.now(UTC))
    (unit,) = (one for one in facets(client, at) if one.key == "unit")
    assert [value.label for value in unit.values] == [today]
    assert len(debtors(client, at, f"unit={commune.code}")) == 2
    assert len(debtors(client, at, f"unit={district.code}")) == 1  # an old address still opens what it opened


def test_a_unit_without_duties_has_an_empty_list_and_others_units_are_not_offered(
    client: Client, officer: User, department: Unit
) -> None:
    college, idle = make_unit("Trường Cao đẳng"), make_unit("Trạm Y tế")
    make_duty(college, title="Nộp kế hoạch")
    make_duty(college, title="Trả lời", debtor_unit=department)
    assert "Không có việc nào khớp" in text(client, "/desk/duties/office/awaited/", unit=idle.code)
    client.force_login(user_with(Role.UNIT_REP, college))
    at = "/desk/duties/unit/owed/"
    assert "Nộp kế hoạch" in text(client, at, unit=college.code)
    for stranger in (idle, department):
        (unit,) = (one for one in facets(client, at, unit=stranger.code) if one.key == "unit")
        assert [value.value for value in unit.values] == [college.code]


def test_closed_duties_keep_their_reason(client: Client, officer: User, department: Unit) -> None:
    make_duty(department, title="Việc cũ")
    cancel("test.confirm", department, reason="Quyết định đã thu hồi", actor=SYSTEM, now=NOW)
    assert "Không nợ việc gì" in text(client, "/desk/duties/")
    page = text(client, "/desk/duties/me/closed/")
    assert "Việc cũ" in page
    assert "Quyết định đã thu hồi" in page


@pytest.mark.parametrize("role", list(Role))
def test_only_the_office_and_leaders_look_at_the_office(client: Client, department: Unit, role: Role) -> None:
    unit = department if role not in (Role.UNIT_REP, Role.HOST) else make_unit()
    client.force_login(user_with(role, unit))
    allowed = role not in (Role.UNIT_REP, Role.HOST)
    expected = 200 if allowed else 403
    for path in ("office/owed/", "office/awaited/", "office/closed/"):
        assert client.get(f"/desk/duties/{path}").status_code == expected
    assert client.post("/desk/duties/office/owed/export.xlsx").status_code == expected
    page = text(client, "/desk/duties/")
    assert ("/desk/duties/office/" in page) is allowed
    assert client.get("/desk/duties/unit/owed/").status_code == 200


@pytest.mark.parametrize("path", ["all/owed/", "me/all/", "me/all/export.xlsx"])
def test_unknown_scopes_are_not_found(client: Client, officer: User, path: str) -> None:
    ask = client.post if "export" in path else client.get
    assert ask(f"/desk/duties/{path}").status_code == 404


def test_a_confidential_duty_is_nowhere_for_others(client: Client, officer: User, department: Unit) -> None:
    make_duty(department, title="Việc riêng", debtor_role=Role.DIRECTOR, confidential=True)
    for path in ("office/owed/", "office/awaited/", "me/owed/"):
        assert "Việc riêng" not in text(client, f"/desk/duties/{path}")
    assert "Việc riêng" not in str(table(client, "/desk/duties/office/owed/"))
    client.force_login(user_with(Role.DIRECTOR, department, name="Giám đốc"))
    assert "Việc riêng" in text(client, "/desk/duties/")


def test_the_excel_file_is_the_list_on_screen(client: Client, officer: User, department: Unit) -> None:
    make_duty(department, title="Việc trễ", due=date(2023, 11, 6))
    make_duty(department, title="Việc sang năm", due=date(2024, 2, 1))
    rows = str(table(client, "/desk/duties/me/owed/", "urgency=late"))
    assert "Việc trễ" in rows
    assert "Việc sang năm" not in rows


def test_a_successor_sees_what_it_inherited(client: Client, department: Unit) -> None:
    district, commune = make_district()
    make_duty(district, title="Báo cáo năm đầu")
    client.force_login(user_with(Role.UNIT_REP, commune))
    assert "Báo cáo năm đầu" not in text(client, "/desk/duties/")  # the district is still there
    clock.shift(datetime(2025, 7, 1, 1, tzinfo=UTC) - datetime.now(UTC))
    assert "Báo cáo năm đầu" in text(client, "/desk/duties/")


def test_nobody_enters_without_signing_in(client: Client) -> None:
    for path in ("", "me/owed/", "holidays/", "holidays/2023/", "holidays/new", "holidays/1/edit"):
        assert client.get(f"/desk/duties/{path}").status_code == 302


def test_the_table_of_a_year(client: Client, officer: User, django_assert_num_queries) -> None:
    load_holidays()
    with django_assert_num_queries(5):
        page = text(client, "/desk/duties/holidays/")
    assert "Ngày nghỉ năm 2023" in page
    assert "Năm này có 249 ngày làm việc" in page  # 260 weekdays less 11 days off
    assert "Quốc khánh (ngày liền kề)" in page
    assert "Thứ Sáu" in page
    assert "Cần đối chiếu thông báo của năm" in page
    assert "04/05/2024" in text(client, "/desk/duties/holidays/2024/")
    assert "Năm này chưa có bảng ngày nghỉ" in text(client, "/desk/duties/holidays/2031/")
    assert client.get("/desk/duties/holidays/1999/").status_code == 404


def test_days_are_added_changed_and_removed(client: Client, officer: User) -> None:
    load_holidays()
    fields = {"date": "26/01/2028", "kind": "off", "name": "Tết", "source": "Thông báo 1", "mark": "found"}
    assert client.get("/desk/duties/holidays/new?year=2028").status_code == 200
    answer = client.post("/desk/duties/holidays/new", fields)
    assert (answer.status_code, answer["Location"]) == (303, "/desk/duties/holidays/2028/")
    day = Holiday.objects.get(date=date(2028, 1, 26))
    assert "26/01/2028" in text(client, f"/desk/duties/holidays/{day.pk}/edit")
    wrong = client.post(f"/desk/duties/holidays/{day.pk}/edit", {**fields, "kind": "makeup"})
    assert wrong.status_code == 422
    assert "Chỉ thứ Bảy hoặc Chủ nhật" in wrong.content.decode()
    client.post(f"/desk/duties/holidays/{day.pk}/edit", {**fields, "name": "Giao thừa"})
    assert Holiday.objects.get(pk=day.pk).name == "Giao thừa"
    assert client.get(f"/desk/duties/holidays/{day.pk}/remove").status_code == 405
    removed = client.post(f"/desk/duties/holidays/{day.pk}/remove")
    assert removed["Location"] == "/desk/duties/holidays/2028/"
    assert not Holiday.objects.filter(pk=day.pk).exists()


def test_a_day_already_in_the_table_is_refused_by_its_field(client: Client, officer: User) -> None:
    load_holidays()
    fields = {"date": "02/09/2023", "kind": "off", "name": "Quốc khánh", "source": "A", "mark": "found"}
    answer = client.post("/desk/duties/holidays/new", fields)
    assert answer.status_code == 422
    assert "Ngày này đã có trong bảng." in answer.content.decode()


@pytest.mark.parametrize("role", [role for role in Role if role not in EDITORS])
def test_others_read_the_table_and_write_nothing(client: Client, department: Unit, role: Role) -> None:
    load_holidays()
    day = Holiday.objects.get(date=date(2023, 9, 2))
    client.force_login(user_with(role, department))
    entries = Entry.objects.count()
    page = text(client, "/desk/duties/holidays/")
    assert "Chỉ chuyên viên của Sở" in page
    for path in ("new", f"{day.pk}/edit", f"{day.pk}/remove"):
        assert f'holidays/{path}"' not in page
    fields = {"date": "26/01/2028", "kind": "off", "name": "Tết", "source": "A", "mark": "found"}
    for path in ("new", f"{day.pk}/edit", f"{day.pk}/remove"):
        assert client.post(f"/desk/duties/holidays/{path}", fields).status_code == 403
    assert (Holiday.objects.count(), Entry.objects.count()) == (208, entries)
