"""Signing with the network really cut: page and signatures kept on the device, sent once when the network is back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from gieo.core.actor import Role
from gieo.domain.handovers.models import Arrival, Minutes, Tablet
from gieo.domain.handovers.vocab import MinutesState, Party
from gieo.domain.transfers.models import Conference
from gieo.foundation.accounts.models import User
from gieo.foundation.signing.models import Signature
from tests.browser.office import OFFICER, PASSWORD, Office
from tests.factories.accounts import user_with
from tests.factories.handovers import conference_of, department, prepare, seal, sign
from tests.fixtures.browser import aside

OpenPage = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow]
UNREADABLE = """async () => {
  const { token } = (await deviceStore.read()).tablet;
  const broken = { id: "hong", token, code: "?", party: "?", state: "kept" };
  await deviceStore.keep((stores) => stores.signatures.add(broken));
}"""
SERIOUS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}


def sealed_conference(language: str = "vi", order: str | None = None) -> Conference:
    user = user_with(Role.OFFICER, department(), email="mai@example.vn", name=OFFICER, password=PASSWORD)
    User.objects.filter(pk=user.pk).update(language=language)
    conference = conference_of(results=2, units=2)
    prepare(conference)
    Minutes.objects.update(signing_order=order)
    seal(conference)
    return conference


class Device(Office):
    """A tablet on the table, with its page kept by the browser."""

    def open(self, conference: Conference, name: str) -> None:
        self.sign_in("mai@example.vn")
        self.page.goto(f"/desk/handovers/conference/{conference.code}/tablets")
        self.fill("Tên máy", name)
        self.press("Chuẩn bị ký không cần mạng")
        expect(self.main.locator("[data-at=ready]")).to_be_visible()

    def cut(self, cut: bool = True) -> None:
        self.page.context.set_offline(cut)

    def call(self, minutes: Minutes) -> None:
        self.page.locator(f"[data-at=rows] a[href='#{minutes.code}']").click()

    def confirm_and_sign(self) -> None:
        self.draw()
        self.main.locator("select[name=identity]").select_option("known")
        self.main.locator("input[name=confirmed]").check()
        self.main.locator("[data-at=press]").click()

    def back(self) -> None:
        self.main.locator("[data-at=sheet] a[href='#']").first.click()

    def expect_shown(self, name: str, words: str) -> None:
        shown = self.main.locator(f"[data-at={name}]")
        expect(shown).to_be_visible()  # the page holds all its words from the first, most of them hidden
        expect(shown).to_contain_text(words)

    def expect_accessible(self) -> None:
        self.expect_fits()
        found = Axe().run(self.page, options=SERIOUS).response["violations"]
        assert not [one["id"] for one in found if one["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("width", [360, 1024])
def test_a_sitting_without_network(open_page: OpenPage, width: int) -> None:
    conference = aside(lambda: sealed_conference(order="receiver,giver,witness"))
    first, second = aside(lambda: list(Minutes.objects.order_by("pk")))
    device = Device(open_page(width=width, bypass_csp=True))
    device.open(conference, "Bàn 1")
    device.expect_shown("ready", "2 biên bản, 2 mục")
    device.expect_accessible()

    device.cut()
    device.page.reload()
    expect(device.page.locator("[data-at=offline]")).to_be_visible()
    device.call(first)
    device.expect_shown("who", "Đại diện bên nhận")
    device.expect_shown("in-turn", "đến lượt Đại diện bên nhận")
    expect(device.main.locator("[data-at=others]")).to_be_hidden()
    device.main.locator("[data-at=press]").click()
    device.expect_shown("error-list", "Chưa có nét ký")
    device.expect_accessible()
    for party in ("Đại diện bên nhận", "Đại diện bên giao", "Người chứng kiến"):
        device.expect_shown("who", party)
        device.confirm_and_sign()
    device.expect_shown("over", "Các bên đã ký xong")
    device.page.reload()  # what is kept outlives the page
    device.back()
    device.expect_shown("unsent", "3")
    device.call(second)
    device.confirm_and_sign()
    device.expect_shown("signed", "đã giữ trên máy")
    assert aside(Signature.objects.count) == 0

    aside(lambda: sign(second, [Party.RECEIVER], client_id="ban-2"))  # another table was faster
    device.back()
    device.cut(False)
    device.expect_shown("all-sent", "3")
    device.expect_shown("refusals", f"đã ký {second.code}: ")
    device.expect_accessible()
    aside(first.refresh_from_db)
    assert first.state == MinutesState.SIGNED
    assert aside(Signature.objects.count) == 4
    assert aside(lambda: Arrival.objects.filter(signature__isnull=False).count()) == 3
    assert aside(lambda: Tablet.objects.get().waiting) == 0
    device.page.reload()
    device.expect_shown("all-sent", "3")
    assert aside(Signature.objects.count) == 4


def test_two_tablets_at_the_same_minutes_in_english(open_page: OpenPage) -> None:
    conference = aside(lambda: sealed_conference("en"))
    first = aside(lambda: Minutes.objects.order_by("pk")[0])
    one, two = (Device(open_page(width=1024, language="en"), "en") for _table in range(2))
    for number, device in enumerate((one, two), 1):
        device.open(conference, f"Table {number}")
        device.cut()
        device.call(first)
    name, strokes = (two.main.locator(f"input[name={field}]") for field in ("person_name", "strokes"))
    name.fill("Lò Văn Thay")
    two.draw()
    two.main.locator("[data-at=others] button").first.press("Enter")
    two.expect_shown("who", "Giver’s representative")
    expect(name).not_to_have_value("Lò Văn Thay")
    expect(strokes).to_have_value("")
    two.main.locator("[data-at=others] button").first.press("Enter")
    expect(name).to_have_value("Lò Văn Thay")
    expect(strokes).not_to_have_value("")
    two.main.locator("[data-at=others] button").first.press("Enter")
    two.expect_shown("who", "Giver’s representative")
    one.confirm_and_sign()
    two.confirm_and_sign()
    for device in (one, two):
        device.back()
        device.cut(False)
        device.expect_shown("all-sent", "Every signature has been sent. Sent: 1.")
    one.press("Gửi ngay")
    expect(one.page.locator("[data-at=rows] [data-party=giver]").first).to_have_text("signed")
    assert aside(lambda: set(Signature.objects.values_list("party", flat=True))) == {"receiver", "giver"}
    last = one.main.locator("[data-at=last]")
    expect(last).to_have_text(re.compile(r"\d{2}/\d{2}/\d{4}, \d{2}:\d{2}\.$"))  # day first, no AM or PM
    assert aside(Tablet.objects.count) == 2
    one.page.evaluate(UNREADABLE)
    one.press("Gửi ngay")
    one.expect_shown("silenced-why", "The tablet has sent something unreadable")
