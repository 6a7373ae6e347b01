"""Minutes signed on paper, from a telephone: a wrong photograph, the right ones in two steps, who signed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from gieo.core.actor import Role
from gieo.domain.handovers.models import Minutes
from tests.browser.office import OFFICER, PASSWORD, Office
from tests.domain.handovers.test_ink import photographs
from tests.factories.accounts import user_with
from tests.factories.handovers import department, sealed_minutes
from tests.fixtures.browser import aside
from tests.foundation.papers.photographing import Shot

OpenPage = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow]
BY_HAND = Shot(turn=6, lean=0.05, dark=0.7, shadow=0.3, table=60)


def two_sealed() -> tuple[Minutes, Minutes]:
    user_with(Role.OFFICER, department(), email="mai@example.vn", name=OFFICER, password=PASSWORD)
    return sealed_minutes(), sealed_minutes()


def test_a_telephone_brings_the_paper_back(open_page: OpenPage) -> None:
    minutes, other = aside(two_sealed)
    mine = [
        {"name": name, "mimeType": "image/jpeg", "buffer": content}
        for name, content in aside(lambda: photographs(minutes, BY_HAND, dots=150))
    ]
    theirs = aside(lambda: photographs(other))[1][1]
    office = Office(open_page(width=360))
    office.sign_in("mai@example.vn")
    office.page.goto(f"/desk/handovers/{minutes.code}/sign")
    office.follow("Ký trên giấy: in, rồi tải lên bản quét")

    office.page.locator("#id_files").set_input_files(
        [mine[0], {"name": "nham.jpg", "mimeType": "image/jpeg", "buffer": theirs}]
    )
    office.press("Tải lên và đọc mã")
    office.expect_words(f"văn bản khác, mã {other.code}")
    office.expect_words("Chưa đủ trang")
    office.expect_fits()

    office.page.locator("#id_files").set_input_files(mine[1:])
    office.press("Tải lên trang còn thiếu")
    office.expect_words("Đủ các trang, đúng nội dung đã niêm phong")
    office.expect_fits()
    for party in ("receiver", "giver", "witness"):
        office.page.locator(f"#id_has_{party}").check()
        office.page.locator(f"#id_identity_{party}").select_option("citizen_card")
    office.page.locator("#id_confirmed").check()
    office.press("Ghi chữ ký trên giấy")
    office.expect_state("Đã ký, chờ nhận")
    expect(office.main.get_by_role("link", name="Bản quét đã ký tay")).to_be_visible()
