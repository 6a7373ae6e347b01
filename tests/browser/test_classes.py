"""On telephones: a reader enrols in a class, an officer ticks who came, the paper is given and checked by anybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from gieo.core import clock
from gieo.core.actor import Role
from gieo.domain.training.models import Certificate, Course, Enrolment
from gieo.domain.training.services import print_waiting
from tests.browser.office import PASSWORD, Office
from tests.factories.accounts import user_with
from tests.factories.handovers import department
from tests.factories.results import make_result
from tests.factories.units import make_unit
from tests.fixtures.browser import aside

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_reader_enrols_comes_and_holds_a_paper_that_anybody_checks(
    transactional_db: None, open_page: Callable[..., Page]
) -> None:
    cache.clear()
    result = make_result("transferable")
    make_unit("Sở Khoa học và Công nghệ tỉnh Điện Biên", code="SKHCN")
    user_with(Role.OFFICER, department(), email="mai@example.vn", password=PASSWORD)

    office = Office(open_page(width=360))
    office.sign_in("mai@example.vn")
    office.page.goto(f"/desk/training/new?code={result.code}")
    office.fill("Tên lớp", "Canh tác lúa nương trên đất dốc")
    office.fill("Học ở đâu", "Nhà văn hoá bản Háng Á")
    office.fill("Ngày đầu", f"{clock.today():%d/%m/%Y}")
    office.fill("Ngày cuối", f"{clock.today():%d/%m/%Y}")
    office.fill("Số chỗ", "20")
    office.expect_fits()
    office.main.locator("button[type=submit].btn--main").click()
    office.page.wait_for_url("**/desk/training/LH-*")
    course = Course.objects.get()
    office.confirm("Thông báo lớp")
    office.expect_fits()

    reader = Office(open_page(width=360))
    reader.page.goto(f"/ket-qua/{result.code}")
    reader.main.locator(f"a[href='/lop-tap-huan/{course.code}']").first.click()
    reader.main.locator(f"a[href='/lop-tap-huan/{course.code}/dang-ky']").first.click()
    reader.introduce("Giàng A Páo", "0215 111 2222")
    reader.expect_fits()
    reader.main.locator("button[type=submit].btn--main").click()
    reader.page.wait_for_url("**/lop-tap-huan/dang-ky/*/")
    reader.expect_words("Có chỗ")
    reader.expect_fits()

    office.page.goto(f"/desk/training/{course.code}/attendance")
    office.main.locator("[name=came]").check()
    office.expect_fits()
    office.press("Ghi người có dự")
    office.page.wait_for_url(f"**/desk/training/{course.code}")
    assert Enrolment.objects.get().attended
    office.confirm("Ghi lớp đã tổ chức")
    office.page.wait_for_load_state()
    office.page.goto(f"/desk/training/{course.code}/issue_certificates")
    office.main.locator("[name=signer_name]").fill("Bạc Cầm Sơn")
    office.main.locator("button[type=submit].btn--main").click()
    office.page.wait_for_url(f"**/desk/training/{course.code}/participants")
    office.expect_fits()
    aside(lambda: print_waiting(now=clock.now()))
    code = Certificate.objects.get().code

    reader.page.reload()
    expect(reader.main).to_contain_text(code)
    paper = reader.main.locator("a[href$='giay-chung-nhan']").first.get_attribute("href")
    assert reader.page.request.get(str(paper)).body()[:5] == b"%PDF-"
    reader.page.goto(f"/xac-minh/?ma={code}")
    reader.expect_words("Giấy chứng nhận có thật")
    expect(reader.main.get_by_text("Giàng A Páo")).to_have_count(0)
    reader.expect_fits()
