"""A director is away: an officer of the same department acts in his place, and everything says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from gieo.core.actor import Role
from gieo.foundation.accounts.models import Delegation
from gieo.foundation.journal.models import Entry
from tests.browser.office import PASSWORD, PATIENCE, Office
from tests.factories.accounts import user_with
from tests.factories.handovers import department
from tests.factories.results import make_result

OpenPage = Callable[..., Page]
pytestmark = [pytest.mark.browser, pytest.mark.slow]

DIRECTOR, OFFICER = "Giàng A Páo", "Lò Thị Mai"


@pytest.mark.parametrize(("width", "language"), [(1280, "vi"), (360, "en")])
def test_a_deputy_acts_and_the_journal_and_the_record_say_so(
    transactional_db: None, open_page: OpenPage, width: int, language: str
) -> None:
    unit = department()
    user_with(Role.DIRECTOR, unit, email="pao@example.vn", name=DIRECTOR, password=PASSWORD)
    user_with(Role.OFFICER, unit, email="mai@example.vn", name=OFFICER, password=PASSWORD)
    result = make_result("transferable", kit=False, title="Quy trình thâm canh lúa nương Pá Khoang")

    director = signed_in(open_page, "pao@example.vn", width, language)
    director.page.goto("/desk/me/")
    director.follow("Uỷ quyền cho người khác")
    director.main.locator("input[name=held]").check()
    director.main.locator("select[name=delegate]").select_option(label=OFFICER, force=True)
    director.fill("Đến hết ngày", "10/11/2023")
    director.fill("Lý do", "Đi công tác")
    director.expect_fits()
    director.press("Uỷ quyền")
    director.expect_state("Đang có hiệu lực")

    officer = signed_in(open_page, "mai@example.vn", width, language)
    officer.page.locator("summary", has_text=officer.say("Làm việc thay…")).first.click()
    officer.page.locator(".menu__panel button", has_text=DIRECTOR).click()
    banner = officer.page.locator(".acting")
    expect(banner).to_contain_text(DIRECTOR)
    officer.expect_fits()
    officer.page.goto(f"/desk/results/{result.code}/grant_kit_waiver")
    officer.main.get_by_role("textbox").first.fill("Mẫu vật đã hỏng")
    officer.main.locator("form.form button[type=submit]").first.click()
    officer.page.wait_for_url(f"**/desk/results/{result.code}")
    by = Entry.objects.get(verb="grant_kit_waiver")
    assert (by.actor_name, by.behalf_name) == (OFFICER, DIRECTOR)
    who = officer.say("%(name)s, thay mặt %(behalf)s", name=OFFICER, behalf=DIRECTOR)
    expect(officer.page.locator("body")).to_contain_text(who, timeout=PATIENCE)
    officer.page.goto("/desk/journal/")
    expect(officer.main).to_contain_text(who)
    officer.page.goto(f"/desk/accounts/delegations/{Delegation.objects.get().pk}/")
    expect(officer.main).to_contain_text(result.code)

    banner.get_by_role("button").click()
    expect(banner).to_have_count(0)
    assert officer.page.goto(f"/desk/results/{result.code}/grant_kit_waiver").status == 403
    director.page.goto("/desk/")
    expect(director.page.locator("body")).to_contain_text(who)


def signed_in(open_page: OpenPage, email: str, width: int, language: str) -> Office:
    office = Office(open_page(width=width, language=language), language)
    office.sign_in(email)
    if language == "en":
        office.choose_english()
    return office
