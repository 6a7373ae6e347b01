"""A model in a field, on a telephone: planned, begun, visited, shown, concluded; a neighbour does after it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from gieo.core import clock
from gieo.core.actor import Role
from gieo.domain.uptake.access import visible_uses
from gieo.domain.uptake.models import Copy, Demonstration
from gieo.domain.uptake.queries.figures import sums_of
from gieo.domain.uptake.vocab import Measure
from gieo.domain.uptake.vocab.demonstrations import ModelState
from tests.browser.office import PASSWORD, Office
from tests.factories.accounts import user_with
from tests.factories.copies import a_committee
from tests.factories.handovers import department
from tests.factories.reports import picture
from tests.factories.transfers import a_result
from tests.factories.uptake import NOW, officer_of
from tests.interfaces.web.uptake.test_copies import a_commune

OpenPage = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_model_is_followed_and_a_neighbour_does_after_it(
    transactional_db: None, open_page: OpenPage, tmp_path: Any
) -> None:
    clock.shift(NOW - datetime.now(UTC))
    place, result = a_commune(), a_result()
    committee = a_committee(place)
    mai = user_with(Role.OFFICER, department(), email="mai@example.vn", name="Lò Thị Mai", password=PASSWORD)
    son = user_with(Role.OFFICER, department(), email="son@example.vn", name="Quàng Văn Sơn", password=PASSWORD)
    photo = tmp_path / "nuong.jpg"
    photo.write_bytes(picture(1600, 1200))

    desk = open_page(width=360, height=740)
    officer = Office(desk)
    officer.sign_in(mai.email)
    desk.goto(f"/desk/models/new?of={result.code}")
    officer.main.locator("[name=receiver]").evaluate("(field, value) => { field.value = value }", str(committee.pk))
    officer.main.locator("[name=place]").evaluate("(field, value) => { field.value = value }", str(place.pk))
    officer.fill("Tên mô hình", "Mô hình khoai sọ trên nương dốc")
    officer.main.locator("[name=household]").fill("Sùng A Dế, bản Háng Á")
    officer.main.locator("[name=starts_on]").fill("01/02/2024")
    officer.main.locator("[name=ends_on]").fill("31/12/2024")
    officer.main.locator("[name=amount]").fill("1,5")
    officer.main.locator("[name=measure]").select_option("hectare")
    officer.main.locator("[name=plan]").fill("Trồng theo băng, giữ cỏ giữa các băng.")
    officer.main.locator("[name=planned_state]").fill("30.000.000")
    officer.expect_fits()
    officer.press("Lập mô hình")
    expect(officer.main.get_by_role("heading", name="Mô hình khoai sọ trên nương dốc")).to_be_visible()
    model = Demonstration.objects.get()

    desk.goto(f"/desk/models/{model.code}/start")
    officer.main.locator("[name=on]").fill("01/02/2024")
    officer.press("Bắt đầu làm")
    expect(officer.main.get_by_text("Chưa ai tới thăm.")).to_be_visible()

    desk.goto(f"/desk/models/{model.code}/visit")
    officer.main.locator("[name=who]").fill("Lò Thị Mai, trưởng bản")
    officer.main.locator("[name=seen]").fill("Cây cao 40 cm, lá xanh.")
    officer.main.locator("[name=photo_0]").set_input_files(photo)
    officer.main.locator("[name=caption_0]").fill("Nương khoai sọ theo băng")
    officer.main.locator("[name=consent_0]").check()
    officer.expect_fits()
    officer.press("Ghi lần thăm")
    expect(officer.main.get_by_text("Nương khoai sọ theo băng").first).to_be_visible()

    desk.goto(f"/desk/models/{model.code}/announce")
    officer.main.locator("[name=on]").fill(f"{clock.today() + timedelta(days=12):%d/%m/%Y}")
    officer.main.locator("[name=place]").fill("Nhà văn hoá bản Háng Á")
    officer.press("Thông báo hội thảo đầu bờ")
    expect(officer.main.get_by_text("Nhà văn hoá bản Háng Á").first).to_be_visible()

    desk.goto(f"/desk/models/{model.code}/conclude")
    officer.main.get_by_role("radio", name="Đáng làm theo", exact=True).check()
    officer.main.locator("[name=words]").fill("Hơn nương bên 25%, làm theo được.")
    officer.main.locator("[name=amount]").fill("1,2")
    officer.press("Kết luận mô hình")
    expect(officer.main.get_by_text("Hơn nương bên 25%, làm theo được.")).to_be_visible()
    officer.expect_fits()
    assert Demonstration.objects.get().state == ModelState.CONCLUDED

    field = open_page(width=360, height=740)
    neighbour = Office(field)
    field.goto(f"/mo-hinh/{model.code}")
    expect(neighbour.main.get_by_text("Nhà văn hoá bản Háng Á").first).to_be_visible()
    expect(neighbour.main.get_by_text("Sùng A Dế")).to_have_count(0)
    neighbour.expect_fits()
    neighbour.main.get_by_role("link", name="Tôi đã làm theo").click()
    neighbour.main.locator("[name=since]").fill("15/04/2024")
    neighbour.main.locator("[name=place]").evaluate("(field, value) => { field.value = value }", str(place.pk))
    neighbour.main.locator("[name=amount]").fill("0,5")
    neighbour.main.locator("[name=measure]").select_option("hectare")
    neighbour.introduce("Giàng A Páo", "0215 111 2222")
    neighbour.press("Gửi")
    expect(field.get_by_text("Đã ghi với mã NR-").first).to_be_visible()
    copy = Copy.objects.get()
    assert copy.parent == model.use

    other = open_page(width=360, height=740)
    second = Office(other)
    second.sign_in(son.email)
    claim = model.use.claims.get()
    other.goto(f"/desk/uptake/{model.use.code}/claims/{claim.number}/")
    second.confirm("Xác nhận")
    second.expect_words("Đã xác nhận.")
    other.goto(f"/desk/copies/{copy.code}/confirm")
    second.main.locator("[name=words]").fill("Đã tới nương, đúng như khai.")
    second.press("Xác nhận làm theo")
    other.goto(f"/desk/copies/tree/{result.code}")
    expect(second.main.locator(".tree ul li")).to_have_count(1)
    second.expect_fits()
    assert sums_of(visible_uses(officer_of()), clock.today()).totals[Measure.HECTARE] == Decimal("1.7")
