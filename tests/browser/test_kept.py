"""What one types outlives a closed tab and a lost line, and is gone when it is saved or one signs out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from gieo.core.actor import Role
from gieo.domain.transfers.models import TransferDecision
from tests.browser.office import OFFICER, PASSWORD, Office, make_world
from tests.factories.accounts import user_with
from tests.factories.handovers import conference_of, department, prepare, seal

OpenPage = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TITLE = "Phê duyệt danh mục chuyển giao năm 2023"
OFFER = ".notice.kept"


def test_what_was_typed_comes_back_after_a_lost_line(transactional_db: None, open_page: OpenPage) -> None:
    world = make_world()
    page = open_page(width=360)
    office = Office(page)
    office.sign_in(world.officer.email)
    new = "/desk/transfers/decisions/draft"
    page.goto(new)
    expect(page.locator(OFFER)).to_have_count(0)
    office.fill("Trích yếu", TITLE)
    office.fill("Ngày dự kiến ban hành", "12/05/2023")
    page.context.set_offline(True)
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="Lập bản thảo").click()
    expect(page.locator("#main")).to_have_count(0)
    page.context.set_offline(False)

    page.goto(new)
    expect(page.locator(OFFER)).to_contain_text("còn bản đang gõ dở")
    expect(office.main.get_by_label("Trích yếu")).to_have_value("")
    page.get_by_role("button", name="Lấy lại").click()
    expect(office.main.get_by_label("Trích yếu")).to_have_value(TITLE)
    office.press("Lập bản thảo")
    office.expect_words("Đã lập bản thảo.")
    assert TransferDecision.objects.get().title == TITLE
    page.wait_for_function("!Object.keys(localStorage).some((key) => key.startsWith('gieo-kept'))")

    page.goto(new)
    expect(page.locator(OFFER)).to_have_count(0)
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('gieo-kept'))") == []


def test_what_was_typed_in_the_hall_comes_back_and_each_party_has_its_own(
    transactional_db: None, open_page: OpenPage
) -> None:
    user_with(Role.OFFICER, department(), email="mai@example.vn", name=OFFICER, password=PASSWORD)
    conference = conference_of()
    prepare(conference)
    minutes = seal(conference)[0]
    page = open_page(width=360)
    office = Office(page)
    office.sign_in("mai@example.vn")
    for address, name in (
        (f"/desk/transfers/conferences/{conference.code}/day", "textarea[name=text]"),
        (f"/desk/handovers/{minutes.code}/sign", "input[name=person_name]"),
    ):
        page.goto(address)
        field = office.main.locator(name)
        field.fill("Ông Páo hẹn ngày 15")
        field.blur()
        page.wait_for_function("Object.keys(localStorage).some((key) => key.startsWith('gieo-kept'))")
        page.reload()
        page.get_by_role("button", name="Lấy lại").click()
        expect(field).to_have_value("Ông Páo hẹn ngày 15")
    page.goto(f"/desk/handovers/{minutes.code}/sign?party=giver")
    expect(page.locator(OFFER)).to_have_count(0)
    page.goto("/ky-khong-mang/")
    expect(page.locator("body[data-person], #kept")).to_have_count(0)


def test_what_was_typed_is_not_left_to_the_next_at_this_machine(transactional_db: None, open_page: OpenPage) -> None:
    world = make_world()
    page = open_page()
    office = Office(page)
    office.sign_in(world.officer.email)
    page.goto("/desk/transfers/decisions/draft")
    office.fill("Trích yếu", TITLE)
    page.locator("body").press("Tab")
    page.wait_for_function("Object.keys(localStorage).some((key) => key.startsWith('gieo-kept'))")
    page.locator(".topbar details.menu summary.iconbtn").click()
    page.locator("form[data-leave] button").click()
    page.wait_for_url("**/")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('gieo-kept'))") == []
