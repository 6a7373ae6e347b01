"""Part now and the rest later, a correction after sealing, a signer who was absent: told in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from gieo.core import clock
from gieo.core.actor import Role
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.services import ItemInput, edit_items, seal_minutes
from gieo.domain.handovers.vocab import Party
from tests.browser.office import OFFICER, PASSWORD, Office
from tests.factories.accounts import user_with
from tests.factories.handovers import TABLE, department, draft_minutes, officer, sign
from tests.fixtures.browser import aside

OpenPage = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LATER = datetime(2023, 11, 10, 2, tzinfo=UTC)
WIDTHS = pytest.mark.parametrize("width", [360, 1280])


def sealed(number: int = 500) -> Minutes:
    """Sealed minutes that give so many seedlings and one result; an officer and the unit's person may sign in."""
    user_with(Role.OFFICER, department(), email="mai@example.vn", name=OFFICER, password=PASSWORD)
    minutes = draft_minutes(results=1, products=1)
    item = minutes.items.get(product__isnull=False)
    given = ItemInput(item.pk, Decimal(number), "cây", "Cao 30 cm")
    edited = edit_items(minutes, version=minutes.version, items=[given], actor=officer(), now=TABLE)
    user_with(Role.UNIT_REP, minutes.receiver, email="pao@example.vn", name="Vừ A Páo", password=PASSWORD)
    return seal_minutes(edited, actor=officer(), now=TABLE)


def signed() -> Minutes:
    minutes = sealed()
    sign(minutes)
    return minutes


def signed_in(open_page: OpenPage, email: str, width: int, *, javascript: bool = True) -> Office:
    office = Office(open_page(width=width, javascript=javascript), javascript=javascript)
    office.sign_in(email)
    return office


def more_about(office: Office, item: int) -> None:
    """Unfold what may be said of an item besides the tick."""
    office.main.locator(f".item:has(#item-{item}) summary").click()


@WIDTHS
def test_part_now_the_rest_later_and_a_refusal(open_page: OpenPage, width: int) -> None:
    minutes = aside(signed)
    trees = aside(lambda: minutes.items.get(product__isnull=False).pk)
    unit = signed_in(open_page, "pao@example.vn", width)
    receipt = f"/desk/handovers/{minutes.code}/receive"

    unit.page.goto(receipt)
    unit.expect_fits()
    more_about(unit, trees)
    unit.page.locator(f"#id_quantity_{trees}").fill("200")
    unit.page.locator(f"#id_expected_on_{trees}").fill("24/11/2023")
    unit.press("Xác nhận các mục đã đánh dấu")
    unit.expect_state("Đơn vị đã nhận một phần")
    unit.expect_words("200 / 500 cây")
    unit.expect_words("hẹn 24/11/2023")
    unit.expect_fits()

    unit.page.goto(receipt)
    unit.main.locator(f"#item-{trees}").uncheck()
    more_about(unit, trees)
    unit.page.locator(f"#id_reason_{trees}").select_option("quality")
    unit.page.locator(f"#id_words_{trees}").fill("Cây héo")
    unit.press("Xác nhận các mục đã đánh dấu")
    unit.expect_words("Không đạt chất lượng: Cây héo")

    office = signed_in(open_page, "mai@example.vn", width)
    office.page.goto(f"/desk/handovers/conference/{minutes.conference.code}/ledger")
    office.expect_words("đơn vị không nhận 300 cây, lý do: không đạt chất lượng")
    office.follow("Giao lại, ghi nhận")
    office.main.locator(f"#item-{trees}").check()
    office.press("Xác nhận các mục đã đánh dấu")
    office.expect_state("Đã nhận đủ")

    office.main.locator(".receipt summary.btn", has_text="Thu hồi").last.click()
    dialog = office.page.get_by_role("dialog")
    dialog.locator("textarea").fill("Ghi nhầm xe")
    dialog.get_by_role("button", name="Thu hồi lần nhận", exact=True).click()
    office.expect_words("Đã thu hồi lần nhận; số còn phải nhận đã tính lại.")
    office.expect_state("Đã nhận một phần")
    office.expect_words("Ghi nhầm xe")
    office.expect_fits()


@WIDTHS
def test_all_with_one_click(open_page: OpenPage, width: int) -> None:
    minutes = aside(signed)
    unit = signed_in(open_page, "pao@example.vn", width)
    unit.page.goto(f"/desk/handovers/{minutes.code}/receive")
    unit.press("Đã nhận đủ %(n)s mục", n=2)
    unit.expect_state("Đơn vị đã nhận đủ")


@WIDTHS
def test_a_correction_after_sealing(open_page: OpenPage, width: int) -> None:
    minutes = aside(signed)
    office = signed_in(open_page, "mai@example.vn", width)
    office.page.goto(f"/desk/handovers/{minutes.code}")
    office.main.locator("summary.btn", has_text="Lập bản thay thế").click()
    dialog = office.page.get_by_role("dialog")
    dialog.locator("textarea").fill("Ghi sai tình trạng cây")
    dialog.get_by_role("button", name="Lập bản thay thế", exact=True).click()
    office.expect_state("Bản thảo")
    office.expect_words("Thay thế biên bản số 01/BB-SKHCN ngày 07/11/2023")
    version = aside(lambda: Minutes.objects.get(replaces=minutes))
    office.expect_fits()
    office.confirm("Niêm phong")
    office.expect_state("Chờ ký")
    office.sign(version)

    office.page.goto(f"/desk/handovers/{minutes.code}")
    office.expect_state("Đã được thay thế")
    office.expect_words("Biên bản này đã được thay thế")
    visitor = open_page(width=width)
    visitor.goto(f"/xac-minh/?ma={minutes.code}")
    expect(visitor.locator("#main")).to_contain_text(f"mã {version.code}")


@WIDTHS
def test_an_absent_signer_signs_another_day_by_a_delegate(open_page: OpenPage, width: int) -> None:
    minutes = aside(sealed)
    aside(lambda: sign(minutes, [Party.GIVER, Party.WITNESS]))
    office = signed_in(open_page, "mai@example.vn", width)
    office.page.goto(f"/desk/transfers/conferences/{minutes.conference.code}/")
    office.main.locator("summary.btn", has_text="Bế mạc").first.click()
    panel = office.page.get_by_role("dialog")
    expect(panel).to_contain_text(f"Chưa ký xong, chờ ký ngày khác, sổ đối chiếu vẫn nêu tên: {minutes.code}")
    panel.get_by_role("button", name="Bế mạc", exact=True).click()
    office.expect_state("Đã bế mạc")

    clock.shift(LATER - datetime.now(UTC))
    office = signed_in(open_page, "mai@example.vn", width)
    office.page.goto(f"/desk/handovers/{minutes.code}/sign")
    office.fill("Họ và tên người ký", "Lò Thị Ánh")
    office.fill("Chức vụ", "Phó Giám đốc")
    office.draw()
    office.main.locator("select[name=identity]").select_option("authorisation")
    office.main.locator("input[name=confirmed]").check()
    office.press("Ký cho %(n)s mục", n=2)
    office.expect_words("Các bên đã ký xong")
    office.page.goto(f"/desk/handovers/{minutes.code}/preview")
    expect(office.page.locator(".sheet")).to_contain_text("ngày 10/11/2023")
    expect(office.page.locator(".sheet")).to_contain_text("theo giấy uỷ quyền của")
