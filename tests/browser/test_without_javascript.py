"""Every page works without JavaScript, except the pad on which one signs; that page says what to do instead."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.vocab import MinutesState
from tests.browser.office import Office, make_world
from tests.factories.handovers import sign

OpenPage = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_an_office_works_without_javascript(transactional_db: None, open_page: OpenPage) -> None:
    """The way of the day on a phone whose browser runs no script; only the signatures come from elsewhere."""
    world = make_world()
    page = open_page(width=360, javascript=False)
    office = Office(page, javascript=False)
    office.sign_in(world.officer.email)

    page.goto("/desk/results/")
    office.main.locator("details.filters > summary").click()
    filters = office.main.locator("details.filters form")
    filters.locator("input[name=q]").fill("tham canh")
    filters.locator("[type=submit]").first.click()
    expect(office.main.locator("tbody tr")).to_have_count(1)

    office.draft_decision("Phê duyệt danh mục chuyển giao")
    office.add_lines([world.results[0].title], world.units[:1])
    office.add_lines([world.products[0].title], world.units[1:2])
    office.submit_decision()
    office.issue_decision()
    conference = office.plan_conference()
    office.press("Mời mọi đơn vị nhận")
    office.expect_words("Đã mời %(count)s đơn vị.", count=2)
    office.confirm("Khai mạc")
    office.expect_state("Đang diễn ra")
    office.take_attendance(conference)
    office.prepare_minutes(conference, 2)
    office.seal_minutes(2)

    first, second = Minutes.objects.order_by("code")
    page.goto(f"/desk/handovers/{first.code}/sign")
    # Playwright's browser runs no script but still parses as if it did: what <noscript> holds is there, not drawn.
    assert "Ô ký cần JavaScript. Không bật được: in biên bản" in str(office.main.locator("noscript").text_content())
    expect(office.main.locator(".signpad")).to_be_hidden()
    for minutes in (first, second):
        sign(minutes)
        office.receive(minutes)
    assert set(Minutes.objects.values_list("state", flat=True)) == {MinutesState.RECEIVED}
    office.expect_clean_ledger(conference)
    office.publish(conference)

    page.context.clear_cookies()
    for address, words in (
        ("/", "2 kết quả khoa học làm bằng ngân sách nhà nước"),
        ("/ket-qua/", world.results[0].title),
        (f"/ket-qua/{world.results[0].code}", world.results[0].title),
        ("/hoi-nghi/", "Hội nghị bàn giao kết quả"),
        (f"/hoi-nghi/{conference}", "797/QĐ-UBND"),
        (f"/xac-minh/?ma={first.code}", "Biên bản có thật, các bên đã ký"),
        ("/en/ket-qua/", world.results[0].title),
    ):
        page.goto(address)
        expect(office.main).to_contain_text(words)
        office.expect_fits()
