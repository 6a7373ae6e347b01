"""An old list of units comes in from Excel on a phone: sent, looked through, let in, traced to its row, undone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from gieo.core.actor import SYSTEM, Role
from gieo.domain.imports.models import Import
from gieo.domain.imports.services import check_import, run_import, undo_import
from gieo.foundation.units.models import Unit
from tests.browser.office import PASSWORD, Office
from tests.factories.accounts import NOW, user_with
from tests.factories.handovers import department
from tests.factories.workbooks import UNIT_HEADS, workbook
from tests.fixtures.browser import aside

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROWS = (
    ("HỢP TÁC XÃ NẬM NÈN", "hop tac xa", None, None, "0215 000 0711", None, "ngày 12 tháng 3 năm 2018"),
    ("Hợp tác xã Sá Tổng", "Hợp tác sã", None, None, None, None, "31/02/2020"),
)


def test_an_old_list_comes_in_and_leaves_again(transactional_db: None, open_page: Callable[..., Page]) -> None:
    user_with(Role.OFFICER, department(), email="mai@example.vn", name="Lò Thị Mai", password=PASSWORD)
    office = Office(open_page(width=360))
    office.sign_in("mai@example.vn")
    page = office.page
    page.goto("/desk/imports/new/units")
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    content = workbook(UNIT_HEADS, *ROWS).getvalue()
    page.locator("input[type=file]").set_input_files({"name": "so-cu.xlsx", "mimeType": sheet, "buffer": content})
    office.press("Gửi để xem trước")
    office.expect_state("Đang đọc tệp")
    office.expect_fits()

    aside(lambda: check_import(Import.objects.get(), actor=SYSTEM, now=NOW))
    office.expect_state("Chờ xem trước")  # the page has asked by itself
    expect(office.main).to_contain_text("B · Loại đơn vị “Hợp tác sã”")
    expect(office.main).to_contain_text("Có phải “Hợp tác xã”?")
    expect(office.main).to_contain_text("→ “Hợp tác xã Nậm Nèn”")
    office.expect_fits()
    office.press("Nhập những dòng tốt")
    office.expect_state("Đang nhập")

    aside(lambda: run_import(Import.objects.get(), now=NOW))
    office.expect_state("Đã nhập")
    unit = aside(lambda: Unit.objects.get(name="Hợp tác xã Nậm Nèn"))
    page.goto(f"/desk/units/{unit.code}/")
    expect(page.locator("#nguon-du-lieu")).to_contain_text("Nhập từ Excel: tệp so-cu.xlsx, dòng 2")
    office.expect_fits()
    page.go_back()
    office.confirm("Bỏ cả lượt nhập")
    office.expect_state("Đang bỏ")
    aside(lambda: undo_import(Import.objects.get(), now=NOW))
    office.expect_state("Đã bỏ cả lượt")
    assert not aside(lambda: Unit.objects.filter(pk=unit.pk).exists())
