"""On telephones: a unit states a need, an officer meets it with a result, the public reads of it, a neighbour asks."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from gieo.core.actor import Role
from gieo.domain.needs.models import Need
from gieo.domain.needs.vocab import NeedState
from gieo.domain.transfers.models import Interest
from gieo.domain.transfers.vocab import InterestState
from gieo.foundation.places.vocab import Era
from gieo.foundation.search.queries import stand_at
from gieo.foundation.search.services import rebuild
from tests.browser.office import PASSWORD, Office
from tests.browser.slow_hand import SlowHand
from tests.factories.accounts import user_with
from tests.factories.handovers import department
from tests.factories.places import make_area
from tests.factories.procedures import field
from tests.factories.results import make_result
from tests.factories.units import make_unit

pytestmark = [pytest.mark.browser, pytest.mark.slow]


MOST_SECONDS = 600
STATED: dict[str, Any] = {
    "title": "Giống lúa nếp nương cho đất dốc",
    "problem": "Nếp nương nhà tự để giống lâu năm nên lẫn tạp, bông ngắn, mỗi héc-ta chỉ được hơn một tấn thóc.",
    "tried": "Xin giống ở xã bên về trồng hai vụ, cây đổ nhiều nên bà con bỏ.",
    "where": "Nương bản Co Đứa, Na Sang 1",
    "concerned": 86,
    "concerned_who": "Hộ người Mông, người Thái",
    "users": "Tổ sản xuất của bản và 86 hộ",
    "wanted_by": date(2024, 4, 15),
    "altitude_min": 700,
    "altitude_max": 1100,
    "seasons": ["summer"],
    "water": "rain",
    "labour": "family",
    "capital": "to_10",
    "contact_name": "Giàng A Páo",
    "contact_phone": "0215 111 2222",
    "contact_email": "pao@example.vn",
    "is_public": True,
}
"""All that the form asks, as somebody of a commune says it."""


EMPTY = """(form) => [...new FormData(form)]
    .filter(([name, value]) => name !== "version" && name !== "source" && !value)
    .map(([name]) => name)"""
"""Names of the fields that say nothing, but for the two hidden ones: of a need that changes, or came in Word."""


def state_everything(hand: SlowHand) -> None:
    """Every field of the form, from the top to the bottom, on a telephone."""
    unit, said = hand.visitor, {name: str(value) for name, value in STATED.items()}
    unit.page.goto("/desk/needs/new")
    hand.read()
    hand.write("Cần gì, nói ngắn gọn", said["title"])
    hand.write("Đang vướng gì", said["problem"])
    hand.write("Đã thử cách nào", said["tried"])
    hand.choose("Lĩnh vực", field().shown_name)
    hand.write("Ở đâu, nói rõ thêm", said["where"])
    district = unit.main.locator("details.picks__fold", has_text="Huyện Mường Chà")
    hand.tap(district.locator("summary"), district.locator("label.pick", has_text="Xã Na Sang"))
    hand.write("Bao nhiêu người", said["concerned"])
    hand.write("Là những ai", said["concerned_who"])
    hand.write("Ai sẽ dùng", said["users"])
    hand.write("Cần có trước ngày", "15/04/2024")
    hand.write("Độ cao thấp nhất, mét", said["altitude_min"])
    hand.write("Độ cao cao nhất, mét", said["altitude_max"])
    hand.tap(unit.main.get_by_role("checkbox", name="Vụ hè thu, vụ mùa"))
    hand.choose("Nước", "Chỉ có nước mưa")
    hand.choose("Lao động", "Lao động trong nhà")
    hand.choose("Vốn của một hộ, một cơ sở", "Đến 10 triệu đồng")
    hand.write("Người liên hệ", said["contact_name"])
    hand.write("Điện thoại liên hệ", said["contact_phone"])
    hand.write("Thư điện tử liên hệ", said["contact_email"])
    hand.tap(unit.main.locator("[name=is_public]"), unit.main.locator("[name=no_secret]"))
    assert unit.main.locator("form.form").evaluate(EMPTY) == []
    unit.expect_fits()
    hand.tap(unit.main.locator("button[type=submit].btn--main"))
    unit.page.wait_for_url(re.compile(r"/desk/needs/NC-\d+-\d+$"))


def test_a_need_meets_a_result_and_a_neighbour_asks_about_it(
    transactional_db: None, open_page: Callable[..., Page], settings: Any, tmp_path: Path
) -> None:
    settings.INDEX_DIR = tmp_path / "index"
    result = make_result("transferable", title="Quy trình thâm canh lúa nếp nương trên đất dốc")
    commune = make_unit("UBND xã Na Sang")
    district = make_area("Huyện Mường Chà", "097", era=Era.BEFORE_2025)
    make_area("Xã Na Sang", "03178", era=Era.BEFORE_2025, parent=district)
    field()  # the tables of codes are there
    user_with(Role.UNIT_REP, commune, email="pao@example.vn", name="Giàng A Páo", password=PASSWORD)
    user_with(Role.OFFICER, department(), email="mai@example.vn", password=PASSWORD)
    rebuild(stand_at(settings.INDEX_DIR))

    unit = Office(open_page(width=360))
    hand = SlowHand(unit)
    unit.sign_in("pao@example.vn")
    hand.type("pao@example.vn", PASSWORD)
    state_everything(hand)
    unit.expect_fits()
    assert hand.seconds < MOST_SECONDS
    need = Need.objects.get()
    assert ([place.name for place in need.places.all()], need.field) == (["Xã Na Sang"], field())
    assert {name: getattr(need, name) for name in STATED} == STATED

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
    for shown in ("Na Sang", "86", STATED["problem"]):
        expect(reader.main).to_contain_text(shown)
    for kept in ("0215 111 2222", "Giàng A Páo", "pao@example.vn"):
        expect(reader.main.get_by_text(kept)).to_have_count(0)
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
