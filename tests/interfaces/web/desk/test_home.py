"""The desk: what waits for me, for my unit, for the office."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.utils.html import strip_tags

from gieo.core.actor import SYSTEM, Role
from gieo.foundation.accounts.models import User
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.services import add_holiday, fulfil
from gieo.foundation.duties.vocab import HolidayKind
from gieo.foundation.journal.services import record
from gieo.foundation.units.models import Unit
from gieo.foundation.units.services import edit_unit
from gieo.foundation.units.vocab import UnitKind
from tests.factories.accounts import NOW, user_with
from tests.factories.audience import waiting_comment
from tests.factories.duties import make_duty
from tests.factories.news import centre, published_article
from tests.factories.units import make_department, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def department() -> Unit:
    return make_department()


@pytest.fixture
def officer(client: Client, department: Unit) -> User:
    user = user_with(Role.OFFICER, department)
    client.force_login(user)
    return user


def text(client: Client, path: str = "/desk/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_desk_takes_the_same_queries_however_full(
    client: Client, officer: User, department: Unit, django_assert_num_queries
) -> None:
    for rows in (1, 3):
        for number in range(rows):
            college = make_unit(f"Trường {rows}{number}", UnitKind.COLLEGE)
            make_duty(college, debtor_unit=department, due=date(2023, 11, 3))
            make_duty(college, debtor_role=Role.OFFICER)
            make_duty(college, owed_to=department)
            make_duty(college, title=f"Việc riêng {number}", debtor_unit=department, due=date(2023, 12, 1))
        with django_assert_num_queries(14):
            client.get("/desk/")
        with django_assert_num_queries(15):
            client.get("/desk/?scope=office")


def test_the_desk_says_the_day_and_who_i_am(client: Client, officer: User) -> None:
    page = text(client)
    assert "Thứ Ba, ngày 07 tháng 11 năm 2023" in page
    assert "Chuyên viên, Sở Khoa học và Công nghệ" in page


def test_an_empty_desk_says_so(client: Client, officer: User) -> None:
    page = text(client)
    assert "Không có việc nào đang đợi" in page
    assert "Trễ hạn" not in page


def test_the_desk_shows_what_is_late_and_what_this_week_asks(client: Client, officer: User, department: Unit) -> None:
    college = make_unit("Trường Cao đẳng", UnitKind.COLLEGE)
    make_duty(college, title="Bổ sung bảng chi phí", debtor_unit=department, due=date(2023, 10, 31))
    make_duty(college, title="Trình ký biên bản", debtor_unit=department, due=date(2023, 11, 7))
    make_duty(college, title="Việc tháng sau", debtor_unit=department, due=date(2023, 12, 5))
    make_duty(college, title="Xác nhận đã nhận", owed_to=department, due=date(2023, 11, 20))
    page = text(client)
    assert "việc trễ hạn, lâu nhất 5 ngày làm việc" in page
    assert "Trễ 5 ngày làm việc" in page
    assert "Hạn hôm nay" in page
    assert page.index("Sắp tới") < page.index("Việc tháng sau")
    assert "Xác nhận đã nhận" in page
    assert f'href="/desk/units/{college.code}/"' in page
    for address in (
        "/desk/duties/me/owed/?urgency=late",
        "/desk/duties/me/owed/?urgency=week",
        "/desk/duties/me/owed/?urgency=week&amp;urgency=month",
        "/desk/duties/me/awaited/",
    ):
        assert address in page


def test_a_figure_and_its_rows_agree(client: Client, officer: User, department: Unit) -> None:
    for number in range(9):
        make_duty(department, title=f"Việc {number}", kind=f"test.{number}", due=date(2023, 11, 1))
    page = text(client)
    assert page.count("Trễ 4 ngày làm việc") == 7
    assert "Xem cả 9" in page
    rows = text(client, "/desk/duties/me/owed/?urgency=late")
    assert rows.count("Trễ 4 ngày làm việc") == 9


def test_what_several_owe_alike_is_one_row_that_leads_to_all(client: Client, officer: User, department: Unit) -> None:
    for number, due in enumerate((date(2023, 10, 31), date(2023, 11, 3), date(2023, 12, 1))):
        college = make_unit(f"Trường {number}", UnitKind.COLLEGE)
        make_duty(college, title="Gửi kế hoạch ứng dụng", debtor_unit=college, owed_to=department, due=due)
    lone = make_unit("Trường xa", UnitKind.COLLEGE)
    make_duty(lone, title="Xác nhận đã nhận", debtor_unit=lone, owed_to=department, due=date(2023, 11, 2))
    page = text(client)
    assert page.count("Gửi kế hoạch ứng dụng") == 1
    assert "3 đơn vị" in page
    assert "2 trong 3 trễ" in page
    assert page.index("Gửi kế hoạch ứng dụng") < page.index("Trường xa"), "what became late last comes first"
    (address,) = re.findall(r'href="(/desk/duties/me/awaited/\?title=[^"]+)"', page)
    assert text(client, address).count('<td class="title">') == 3


def test_what_is_done_leaves_the_desk(client: Client, officer: User, department: Unit) -> None:
    make_duty(department, title="Trình ký biên bản", due=date(2023, 11, 8))
    assert "Trình ký biên bản" in text(client)
    fulfil("test.confirm", department, actor=SYSTEM, now=NOW)
    assert "Trình ký biên bản" not in text(client)


def test_scopes_widen_the_desk(client: Client, department: Unit) -> None:
    centre = make_unit("Trung tâm Thông tin", UnitKind.INFORMATION_CENTRE)
    user_with(Role.REGISTRAR, centre, name="Cà Văn Chung")
    make_duty(centre, title="Việc của trung tâm")
    make_duty(department, title="Việc của Sở")
    client.force_login(user_with(Role.DIRECTOR, department, name="Giám đốc"))
    assert "Việc của Sở" not in text(client)
    assert "Việc của Sở" in text(client, "/desk/?scope=unit")
    assert "Việc của trung tâm" not in text(client, "/desk/?scope=unit")
    office = text(client, "/desk/?scope=office")
    assert "Việc của Sở" in office
    assert "Việc của trung tâm" in office


def test_a_unit_has_its_own_desk_and_not_the_offices(client: Client, department: Unit) -> None:
    college = make_unit("Trường Cao đẳng", UnitKind.COLLEGE)
    make_duty(college, title="Xác nhận đã nhận")
    make_duty(department, title="Việc của Sở")
    client.force_login(user_with(Role.UNIT_REP, college))
    page = text(client)
    assert "Xác nhận đã nhận" in page
    assert "Việc của Sở" not in page
    assert "scope=office" not in page
    assert client.get("/desk/?scope=office").status_code == 403


def test_a_leader_of_the_province_begins_with_the_office(client: Client, department: Unit) -> None:
    user_with(Role.OFFICER, department, name="Lò Thị Mai")
    make_duty(department, title="Việc của Sở")
    client.force_login(user_with(Role.PROVINCE_LEADER, make_unit("UBND tỉnh", UnitKind.PROVINCE_COMMITTEE)))
    assert "Việc của Sở" in text(client)


def test_an_unknown_scope_is_ones_own(client: Client, officer: User) -> None:
    assert 'href="/desk/?scope=me" aria-current="true"' in text(client, "/desk/?scope=everything")


def test_what_just_happened_is_told_of_records_one_may_see(client: Client, department: Unit) -> None:
    college = make_unit("Trường Cao đẳng", UnitKind.COLLEGE)
    other = make_unit("Trường khác", UnitKind.COLLEGE)
    edit_unit(college, version=1, phone="1", actor=SYSTEM, now=NOW)
    client.force_login(user_with(Role.UNIT_REP, college))
    page = text(client)
    assert f"Sửa đơn vị: {college.code}" in strip_tags(page)
    assert "Hôm nay, 08:00" in page
    assert other.code not in page
    client.force_login(user_with(Role.OFFICER, department, name="Lò Thị Mai"))
    assert other.code in text(client)


def test_what_the_office_notes_in_its_books_is_no_news_for_others(client: Client, department: Unit) -> None:
    college = make_unit("Trường Cao đẳng", UnitKind.COLLEGE)
    record("explain_fault", college, actor=SYSTEM, now=NOW)
    said = f"explain_fault: {college.code}"
    client.force_login(user_with(Role.OFFICER, department, name="Lò Thị Mai"))
    assert said in strip_tags(text(client))
    client.force_login(user_with(Role.UNIT_REP, college))
    assert said not in strip_tags(text(client))


def test_who_keeps_the_days_off_is_asked_for_the_next_year_in_november(
    client: Client, officer: User, department: Unit
) -> None:
    def waiting(page: str) -> list[str]:
        return re.findall(r"Chưa có bảng ngày nghỉ năm (\d+)", page)

    assert waiting(text(client)) == ["2023", "2024"]
    for year in (2023, 2024):
        assert f'href="/desk/duties/holidays/{year}/"' in text(client)
        add_holiday(
            actor=SYSTEM, now=NOW, date=date(year, 1, 2), name="Nghỉ bù", kind=HolidayKind.OFF, source="Thông báo"
        )
    assert not waiting(text(client))


def test_others_are_not_asked_for_days_off(client: Client, department: Unit) -> None:
    client.force_login(user_with(Role.DIRECTOR, department))
    assert "Chưa có bảng ngày nghỉ" not in text(client)


@pytest.mark.django_db(transaction=True)
def test_figures_are_kept_until_the_next_deed(
    client: Client, officer: User, department: Unit, django_assert_max_num_queries
) -> None:
    college = make_unit("Trường Cao đẳng", UnitKind.COLLEGE)
    make_duty(college, debtor_unit=department, due=date(2023, 11, 3))
    late = [client.get("/desk/").context["figures"].late]
    with django_assert_max_num_queries(13):
        late.append(client.get("/desk/").context["figures"].late)
    duty = make_duty(college, debtor_unit=department, due=date(2023, 11, 1))
    late.append(client.get("/desk/").context["figures"].late)
    fulfil(duty.kind, college, actor=SYSTEM, now=NOW)
    late.append(client.get("/desk/").context["figures"].late)
    other = Client()
    other.force_login(user_with(Role.OFFICER, make_unit("Trung tâm", UnitKind.COLLEGE)))
    assert late[:3] == [1, 1, 2]
    assert late[3] < 2
    assert other.get("/desk/").context["figures"].late == 0


def test_a_duty_whose_record_one_may_not_open_leads_to_the_duty(client: Client, officer: User) -> None:
    waiting_comment(code=published_article().code)
    duty = Duty.objects.get(record_kind="audience.discussion")
    page = text(client, "/desk/?scope=office")
    assert f"/desk/duties/{duty.pk}/" in page
    assert "/desk/audience/pages/" not in page
    for path in (f"/desk/duties/{duty.pk}/", "/desk/duties/office/owed/"):
        assert "/desk/audience/pages/" not in text(client, path)
    client.force_login(user_with(Role.EDITOR, centre(), name="Biên tập viên"))
    assert "/desk/audience/pages/" in text(client)
