"""On telephones: a unit states a need, an officer meets it with a result, the public reads of it, a neighbour asks."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from gieo.core.actor import Role
from gieo.domain.needs.models import Need
from gieo.domain.needs.vocab import NeedState
from gieo.domain.transfers.models import Interest
from gieo.domain.transfers.vocab import InterestState
from gieo.foundation.search.queries import stand_at
from gieo.foundation.search.services import rebuild
from tests.browser.office import PASSWORD, Office
from tests.factories.accounts import user_with
from tests.factories.handovers import department
from tests.factories.results import make_result
from tests.factories.units import make_unit

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_need_meets_a_result_and_a_neighbour_asks_about_it(
    transactional_db: None, open_page: Callable[..., Page], settings: Any, tmp_path: Path
) -> None:
    settings.INDEX_DIR = tmp_path / "index"
    result = make_result("transferable", title="Quy trình thâm canh lúa nếp nương trên đất dốc")
    commune = make_unit("UBND xã Na Sang")
    user_with(Role.UNIT_REP, commune, email="pao@example.vn", name="Giàng A Páo", password=PASSWORD)
    user_with(Role.OFFICER, department(), email="mai@example.vn", password=PASSWORD)
    rebuild(stand_at(settings.INDEX_DIR))

    unit = Office(open_page(width=360))
    unit.sign_in("pao@example.vn")
    unit.page.goto("/desk/needs/new")
    unit.fill("Cần gì", "Giống lúa nếp nương cho đất dốc")
    unit.fill("Đang vướng", "Nếp nương trên đất dốc lẫn tạp, năng suất thấp.")
    unit.main.locator("[name=contact_phone]").fill("0215 111 2222")
    unit.main.locator("[name=is_public]").check()
    unit.main.locator("[name=no_secret]").check()
    unit.expect_fits()
    unit.main.locator("button[type=submit].btn--main").click()
    unit.page.wait_for_url(re.compile(r"/desk/needs/NC-\d+-\d+$"))
    unit.expect_fits()
    need = Need.objects.get()

    office = Office(open_page(width=360))
    office.sign_in("mai@example.vn")
    office.page.goto(f"/desk/needs/{need.code}/weigh")
    expect(office.main.locator("h2")).to_contain_text(result.title)
    office.expect_fits()
    office.follow("Nhận hay từ chối")
    office.main.locator("input[name=judged][value=accepted]").check()
    office.main.locator("button[type=submit].btn--main").click()
    office.page.wait_for_url(f"**/desk/needs/{need.code}/weigh")
    office.page.goto(f"/desk/needs/{need.code}/answer")
    office.main.locator(f"input[name=answer][value='met:{result.code}']").check()
    office.main.locator("[name=words]").fill("Đã có quy trình, mời tới xem.")
    office.main.locator("button[type=submit].btn--main").click()
    office.page.wait_for_url(f"**/desk/needs/{need.code}")
    office.expect_fits()
    assert Need.objects.get().state == NeedState.ANSWERED

    unit.page.reload()
    expect(unit.main).to_contain_text("Đã có quy trình, mời tới xem.")

    reader = Office(open_page(width=360))
    reader.page.goto("/nhu-cau/")
    reader.main.get_by_role("link", name="Giống lúa nếp nương cho đất dốc").click()
    expect(reader.main).to_contain_text("Đã có quy trình, mời tới xem.")
    expect(reader.main.get_by_text("0215 111 2222")).to_have_count(0)
    reader.expect_fits()
    reader.main.get_by_role("link", name=re.compile(re.escape(result.title))).first.click()
    reader.page.wait_for_url(f"**/ket-qua/{result.code}")
    reader.main.locator(f"a[href='/ket-qua/{result.code}/quan-tam']").first.click()
    reader.main.locator("[name=text]").fill("Bao giờ tới xem được?")
    reader.introduce("Lò Thị Ánh", "0215 333 4444")
    reader.expect_fits()
    reader.main.locator("button[type=submit].btn--main").click()
    reader.page.wait_for_url("**/quan-tam/*/")
    reader.expect_fits()
    interest = Interest.objects.get()

    office.page.goto(f"/desk/interests/{interest.code}")
    office.main.locator("[name=text]").fill("Sáng thứ hai, gặp chị Mai.")
    office.press("Gửi trả lời")
    expect(office.main).to_contain_text("Sáng thứ hai, gặp chị Mai.")
    office.expect_fits()
    reader.page.reload()
    expect(reader.main).to_contain_text("Sáng thứ hai, gặp chị Mai.")
    assert Interest.objects.get().state == InterestState.TALKING
