"""The board on the wall: a signature given in the hall appears by itself, without anybody touching the wall."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from gieo.core.actor import Role
from gieo.domain.handovers.models import Minutes
from gieo.domain.transfers import services
from tests.browser.office import OFFICER, PASSWORD, Office
from tests.factories.accounts import user_with
from tests.factories.handovers import TABLE, department, sealed_minutes, sign
from tests.factories.handovers import officer as an_officer
from tests.fixtures.browser import aside

pytestmark = pytest.mark.browser


def in_the_hall() -> Minutes:
    user_with(Role.OFFICER, department(), email="mai@example.vn", name=OFFICER, password=PASSWORD)
    return sealed_minutes()


def arrive_and_sign(minutes: Minutes) -> None:
    assert minutes.conference is not None
    seat = minutes.conference.units.select_related("conference").get()
    services.check_in(seat, here=True, actor=an_officer(), now=TABLE)
    sign(minutes)


def test_a_signature_appears_on_the_wall_by_itself_and_a_lost_line_is_said(open_page: Callable[..., Page]) -> None:
    minutes = aside(in_the_hall)
    office = Office(open_page(width=1280))
    office.sign_in("mai@example.vn")
    page = office.page
    page.goto(f"/desk/transfers/conferences/{minutes.conference.code}/board")
    office.press("Treo bảng ở máy này")
    page.wait_for_url("**/bang/*")
    row = page.locator(".board li")
    expect(row).to_contain_text("Chưa tới")
    expect(row).not_to_have_class("is-signed")
    aside(lambda: arrive_and_sign(minutes))
    expect(page.locator(".board li.is-signed")).to_contain_text("đã ký 1/1")
    expect(page.locator(".wall__figures")).to_contain_text("1/1")
    page.context.set_offline(True)
    expect(page.locator("[data-lost]")).to_contain_text("Mất mạng từ")
    page.context.set_offline(False)
    expect(page.locator("[data-lost]")).to_be_hidden()
    page.context.clear_cookies()  # the office's session has ended: the wall goes on
    aside(lambda: services.take_down_board(minutes.conference, actor=an_officer(), now=TABLE))
    expect(page.locator("[data-lost]")).to_contain_text("đã được gỡ")
    expect(page.locator(".board li.is-signed")).to_contain_text("đã ký 1/1")
