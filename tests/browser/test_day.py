"""The day of the conference told in a real browser: from a list of results to signed minutes and a public page."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from gieo.core.actor import Role
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.vocab import SIGNING_ORDER, IdentityPaper, MinutesState
from gieo.foundation.accounts.models import User
from tests.browser.office import OFFICER, PASSWORD, Office, expect_fits, in_words, make_world
from tests.factories.accounts import user_with
from tests.factories.handovers import STROKES, conference_of, decision_of, department

OpenPage = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TITLE = "Phê duyệt danh mục kết quả khoa học và công nghệ chuyển giao năm 2023"


@pytest.mark.parametrize(("width", "language"), [(1280, "vi"), (360, "en")])
def test_from_a_list_of_results_to_a_public_page(
    transactional_db: None, open_page: OpenPage, width: int, language: str
) -> None:
    """Three receivers; every deed and all nine signatures by hand, on the pages of the office."""
    world = make_world()
    office = Office(open_page(width=width, language=language), language)
    office.sign_in(world.officer.email)
    if language == "en":
        office.choose_english()

    look_at_results(office, world.results[0].title)
    office.draft_decision(TITLE)
    office.add_lines([row.title for row in world.results], world.units[:2], basis="Đã đăng ký tiếp nhận")
    office.add_lines([world.products[0].title], [world.units[2]])
    office.expect_fits()
    office.submit_decision()
    office.issue_decision()
    expect(office.main).to_contain_text("797/QĐ-UBND")
    expect(office.main).to_contain_text("12/05/2023")

    conference = office.plan_conference()
    office.press("Mời mọi đơn vị nhận")
    office.expect_words("Đã mời %(count)s đơn vị.", count=3)
    office.confirm("Khai mạc")
    office.expect_state("Đang diễn ra")
    office.take_attendance(conference)
    office.expect_fits()

    office.prepare_minutes(conference, 3)
    office.expect_fits()
    office.seal_minutes(3)
    minutes = list(Minutes.objects.order_by("code"))
    assert [row.state for row in minutes] == [MinutesState.SEALED] * 3
    for row in minutes:
        office.sign(row)
        office.expect_fits()
    for row in minutes:
        office.receive(row)
    office.expect_clean_ledger(conference)
    office.expect_fits()
    stamp_and_download(office, minutes[0])
    office.publish(conference)
    see_as_anybody(open_page, width, language, conference, [*world.results, *world.products])


def test_eleven_minutes_end_signed_received_and_without_faults(transactional_db: None, open_page: OpenPage) -> None:
    """Nine results and thirty-one products for eleven receivers, one of them an enterprise.

    The first minutes are signed by hand; the other thirty signatures and ten receipts are sent by the test's client to
    the same addresses, with the hidden values that the same pages carry.
    """
    decision = decision_of(results=9, products=31, units=11, enterprises=1, number="797/QĐ-UBND")
    conference = conference_of(decision)
    user = user_with(Role.OFFICER, department(), email="mai@example.vn", name=OFFICER, password=PASSWORD)
    office = Office(open_page(width=1280))
    office.sign_in(user.email)
    office.take_attendance(conference.code)
    office.prepare_minutes(conference.code, 11)
    office.seal_minutes(11)
    first, *others = Minutes.objects.order_by("code")
    office.sign(first)
    office.receive(first)
    for minutes in others:
        sign_and_receive(user, minutes)

    assert set(Minutes.objects.values_list("state", flat=True)) == {MinutesState.RECEIVED}
    assert Minutes.objects.count() == 11
    assert all(row.sealed.signatures.count() == 3 for row in Minutes.objects.select_related("sealed"))
    office.page.goto(f"/desk/handovers/conference/{conference.code}/queue")
    office.expect_words("Mọi biên bản chờ ký đã ký xong")
    office.expect_clean_ledger(conference.code)
    office.publish(conference.code)
    visitor = open_page(width=1280)
    visitor.goto(f"/hoi-nghi/{conference.code}")
    figures = [re.sub(r"\D", "", words) for words in visitor.locator(".figs > *").all_inner_texts()]
    assert figures[:4] == ["9", "31", "11", "1"]


# ---- steps that only these stories have


def look_at_results(office: Office, title: str) -> None:
    """Search without accents, open what was found."""
    office.page.goto("/desk/results/?q=tham+canh")
    expect(office.main.locator("tbody tr")).to_have_count(1)
    office.main.get_by_role("link", name=title).click()
    expect(office.main.get_by_role("heading", level=1)).to_contain_text(title)
    office.expect_fits()


def stamp_and_download(office: Office, minutes: Minutes) -> None:
    """The worker prints signed minutes; an officer in a hurry does it from the page. The office's seal is on it."""
    office.page.goto(f"/desk/handovers/{minutes.code}")
    office.press("Lập ngay bản có dấu số")
    link = office.main.get_by_role("link", name=office.say("PDF có chữ ký và dấu số"))
    answer = office.page.request.get(str(link.get_attribute("href")))
    assert answer.body().startswith(b"%PDF-")
    assert b"/ByteRange" in answer.body()


def see_as_anybody(open_page: OpenPage, width: int, language: str, conference: str, things: list[Any]) -> None:
    """The published page as a visitor without account finds it from the list of conferences."""
    page = open_page(width=width, language=language)
    say = in_words(language)
    page.goto("/en/hoi-nghi/" if language == "en" else "/hoi-nghi/")
    page.locator(f"#main a[href$='/hoi-nghi/{conference}']").first.click()
    main = page.locator("#main")
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(main).to_contain_text(say("Ai nhận gì"))
    expect(main).to_contain_text("797/QĐ-UBND")
    for thing in things:
        expect(main).to_contain_text(thing.title)
    expect_fits(page)


def sign_and_receive(user: User, minutes: Minutes) -> None:
    client = Client()
    client.force_login(user)
    address = f"/desk/handovers/{minutes.code}/sign"
    for party in SIGNING_ORDER:
        shown = client.get(address).content.decode()
        hidden = dict(re.findall(r'type="hidden" name="(party|digest|client_id)" value="([^"]+)"', shown))
        assert hidden["party"] == party
        named = dict(re.findall(r'name="(person_name|title)" value="([^"]+)"', shown))
        values = {"identity": IdentityPaper.KNOWN, "confirmed": "on", "strokes": str(STROKES["strokes"])}
        assert client.post(address, hidden | named | values).status_code == 303
    receipt = f"/desk/handovers/{minutes.code}/receive"
    items = re.findall(r'name="item" value="(\d+)"', client.get(receipt).content.decode())
    assert client.post(receipt, {"item": items}).status_code == 303
