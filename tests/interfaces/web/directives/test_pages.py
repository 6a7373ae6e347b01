"""Leaders' requests on pages."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gieo.core.actor import Role
from gieo.domain.directives.models import Directive
from gieo.foundation.units.vocab import UnitKind
from tests.factories.accounts import user_with
from tests.factories.directives import make_directive
from tests.factories.exports import cells, table
from tests.factories.results import make_result
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db
LIST_QUERIES = 12
VALUES = {"text": "Mở thêm lớp tập huấn.", "order": "6", "issued_on": "07/11/2023", "source": "Kết luận hội nghị"}


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
        make_directive(owner_unit=make_unit(f"Đơn vị {number}"))
    with CaptureQueriesContext(connection) as asked:
        officer.get("/desk/directives/")
    assert len(asked) == LIST_QUERIES, [query["sql"][:120] for query in asked]


def test_the_list_shows_what_is_late_and_that_nothing_measures_it_yet(officer):
    make_directive("Ưu tiên du lịch.", due=date(2023, 11, 1))
    page = text(officer.get("/desk/directives/"))
    for words in ("Ưu tiên du lịch.", "Quá hạn", "chưa có số đo"):
        assert words in page


def test_a_request_shows_what_gieo_measures_and_how(officer):
    make_result("transferable")
    directive = make_directive("Tuyên truyền kết quả nổi bật.", indicator_key="published_results")
    for page in (text(officer.get("/desk/directives/")), text(officer.get(f"/desk/directives/{directive.code}"))):
        assert '0 trên <a href="/desk/figures/results/offered/">1</a>' in page
    classes = make_directive(indicator_key="training_classes")
    assert "0 trên 0" in text(officer.get(f"/desk/directives/{classes.code}"))


def test_a_request_is_written_down_edited_closed_and_opened_again(officer):
    officer.post("/desk/directives/new", VALUES)
    directive = Directive.objects.get()
    assert directive.issued_on == date(2023, 11, 7)
    sent = VALUES | {"due": "30/06/2024", "version": directive.version}
    officer.post(f"/desk/directives/{directive.code}/edit", sent)
    page = text(officer.post(f"/desk/directives/{directive.code}/edit", sent | {"text": "Khác"}), 422)
    assert "Người khác vừa sửa" in page
    officer.post(f"/desk/directives/{directive.code}/close", {"outcome": "Đã mở 4 lớp."})
    directive.refresh_from_db()
    assert (directive.state, directive.due) == ("done", date(2024, 6, 30))
    assert "Đã mở 4 lớp." in text(officer.get(f"/desk/directives/{directive.code}"))
    officer.post(f"/desk/directives/{directive.code}/reopen")
    directive.refresh_from_db()
    assert directive.state == "open"


def test_only_a_director_drops_and_says_why(officer):
    directive, director = make_directive(), browser(Role.DIRECTOR)
    assert "Chỉ lãnh đạo Sở" in text(officer.get(f"/desk/directives/{directive.code}"))
    assert officer.get(f"/desk/directives/{directive.code}/drop").status_code == 403
    assert director.post(f"/desk/directives/{directive.code}/drop", {"reason": ""}).status_code == 422
    director.post(f"/desk/directives/{directive.code}/drop", {"reason": "Trùng điểm 2"})
    directive.refresh_from_db()
    assert (directive.state, directive.outcome) == ("dropped", "Trùng điểm 2")


def test_what_is_missing_is_said_and_nothing_is_lost(officer):
    page = text(officer.post("/desk/directives/new", VALUES | {"source": "", "due": "hôm nào đó"}), 422)
    for words in ("Mở thêm lớp tập huấn.", "hôm nào đó", "Ngày không đọc được"):
        assert words in page
    assert not Directive.objects.exists()


def test_the_leaders_of_the_province_read_and_units_see_only_their_own():
    directive = make_directive()
    assert directive.text in text(browser(Role.PROVINCE_LEADER).get(f"/desk/directives/{directive.code}"))
    unit = browser(Role.UNIT_REP)
    assert directive.text not in text(unit.get("/desk/directives/"))
    assert unit.get(f"/desk/directives/{directive.code}").status_code == 404


def test_a_unit_reads_what_it_must_carry_out_without_a_number_that_it_may_not_open():
    make_result("transferable")
    owner = make_unit("UBND xã Nà Tấu")
    directive = make_directive("Tuyên truyền kết quả.", indicator_key="published_results", owner_unit=owner)
    unit, leader = Client(), browser(Role.PROVINCE_LEADER)
    unit.force_login(user_with(Role.UNIT_REP, owner))
    for path in ("/desk/directives/", f"/desk/directives/{directive.code}"):
        page = text(unit.get(path))
        assert directive.text in page
        for words in ("/desk/figures/", "Số đo", "số đo", "progress"):
            assert words not in page
        assert "/desk/figures/results/offered/" in text(leader.get(path))
    heads = {name: table(reader, "/desk/directives/")[0] for name, reader in (("unit", unit), ("leader", leader))}
    assert ["Số đo" in head for head in heads.values()] == [False, True]


def test_the_excel_file_is_the_list(officer):
    make_directive("Một điều.")
    assert cells(officer, "/desk/directives/", "Chỉ đạo") == ["Một điều."]


def test_the_source_is_said_once_for_requests_of_one_paper(officer):
    for order in (1, 2, 3):
        make_directive(f"Yêu cầu {order}", order=order)
    make_directive("Yêu cầu khác", source="Thông báo khác", issued_on=date(2023, 1, 5))
    page = officer.get("/desk/directives/").content.decode()
    assert page.count("Kết luận tại Hội nghị chuyển giao") == 1
    assert page.count('class="table__group"') == 2
    assert "4 chỉ đạo" in page
