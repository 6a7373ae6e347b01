"""A person at the office's pages in a real browser, in either language: what the browser tests share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from playwright.sync_api import Locator, Page, expect

from gieo.core.actor import Role
from gieo.domain.handovers.models import Minutes
from gieo.domain.results.models import Product, Result
from gieo.foundation.accounts.models import User
from gieo.foundation.units.models import Contact, Unit
from gieo.foundation.units.vocab import UnitKind
from tests.factories.accounts import user_with
from tests.factories.handovers import department
from tests.factories.results import make_product, make_result
from tests.factories.transfers import north_west, province_committee
from tests.factories.units import make_unit

PASSWORD = "ruong-bac-thang"
OFFICER = "Lò Thị Mai"
PATIENCE = 20_000  # milliseconds; a machine that does other work as well is slow, not wrong

# Where the pen goes, in parts of the pad's width and height: two strokes.
PEN = (
    ((0.15, 0.6), (0.25, 0.2), (0.35, 0.75), (0.45, 0.3), (0.6, 0.65), (0.85, 0.4)),
    ((0.5, 0.15), (0.55, 0.1)),
)


def in_words(language: str) -> Callable[..., str]:
    """The product's own words in a language: `say("Đăng nhập")`, `say("Ký cho %(n)s mục", n=3)`."""

    def say(vietnamese: str, **values: Any) -> str:
        with translation.override(language):
            if "n" in values or "count" in values:
                number = values.get("n", values.get("count"))
                return translation.ngettext(vietnamese, vietnamese, number) % values
            return translation.gettext(vietnamese) % values

    return say


def expect_fits(page: Page) -> None:
    """Nothing stands out to the right of the screen, once the page has come whole: a click may have asked for it.

    The page is asked once: what polls inside a page never wakes where scripts are switched off.
    """
    page.wait_for_load_state("load")
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0, f"{page.url} is {wider} px too wide"


@dataclass
class World:
    """Who and what is there before the first deed."""

    officer: User
    results: list[Result]
    products: list[Product]
    units: list[Unit]


def make_world() -> World:
    """A department with its officer, three receivers with people who speak for them, things to hand over."""
    office = department()
    province_committee()
    officer = user_with(Role.OFFICER, office, email="mai@example.vn", name=OFFICER, password=PASSWORD)
    product = make_product(
        north_west(), title="Bản đồ thích nghi cây mắc ca vùng Tây Bắc", condition="Bản in màu, nguyên vẹn"
    )
    names = (
        ("Trung tâm Khuyến nông Tủa Chùa", UnitKind.PUBLIC_SERVICE),
        ("Trường Cao đẳng Mường Thanh", UnitKind.COLLEGE),
        ("Công ty Chè Phan Nhù", UnitKind.ENTERPRISE),
    )
    units = [make_unit(name, kind, code=f"DV-{place}") for place, (name, kind) in enumerate(names, start=1)]
    for unit in units:
        Contact.objects.create(unit=unit, name=f"Giàng A {unit.code[-1]}", title="Giám đốc", email="u@example.vn")
    titles = ("Quy trình thâm canh lúa nương Pá Khoang", "Mô hình chế biến chè Shan tuyết")
    return World(officer, [make_result("transferable", title=title) for title in titles], [product], units)


class Office:
    """What a person does on the pages. The words of every button are those the person reads."""

    def __init__(self, page: Page, language: str = "vi", *, javascript: bool = True) -> None:
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        self.page, self.language, self.javascript = page, language, javascript
        self.say = in_words(language)

    # ---- hands

    def press(self, words: str, **values: Any) -> None:
        self.button(words, **values).click()

    def button(self, words: str, **values: Any) -> Locator:
        return self.main.get_by_role("button", name=self.say(words, **values), exact=True).first

    def follow(self, words: str) -> None:
        self.main.get_by_role("link", name=self.say(words), exact=True).first.click()

    def fill(self, words: str, value: str) -> None:
        """Type into the field that carries this label."""
        self.main.get_by_label(re.compile(rf"^\s*{re.escape(self.say(words))}\W*")).first.fill(value)

    def confirm(self, words: str) -> None:
        """A deed that asks first: open it, read, agree."""
        self.main.locator("summary.btn", has_text=self.say(words)).first.click()
        panel = self.page.get_by_role("dialog") if self.javascript else self.main.locator("details[open] .ask__panel")
        panel.get_by_role("button", name=self.say(words), exact=True).click()

    def introduce(self, name: str, phone: str) -> None:
        """Who writes without an account says who, agrees, and waits until the browser has solved the check code."""
        self.main.locator("[name=name]").fill(name)
        self.main.locator("[name=phone]").fill(phone)
        self.main.locator("[name=consents]").check()
        expect(self.main.locator("[name=proof]")).not_to_have_value("", timeout=30_000)

    # ---- eyes

    @property
    def main(self) -> Locator:
        return self.page.locator("#main")

    def expect_words(self, vietnamese: str, **values: Any) -> None:
        expect(self.main).to_contain_text(self.say(vietnamese, **values))

    def expect_state(self, vietnamese: str) -> None:
        expect(self.main.locator(".record-head__line .pill").first).to_contain_text(self.say(vietnamese))

    def expect_fits(self) -> None:
        """Nothing stands out to the right of the screen."""
        expect_fits(self.page)

    # ---- deeds

    def sign_in(self, email: str) -> None:
        prefix = "/en" if self.language == "en" else ""
        self.page.goto(f"{prefix}/dang-nhap/")
        self.fill("Thư điện tử", email)
        self.fill("Mật khẩu", PASSWORD)
        self.press("Đăng nhập")
        self.page.wait_for_url("**/desk/")

    def choose_english(self) -> None:
        """The language of the office, from the menu of the account."""
        self.page.locator(".topbar details.menu summary.iconbtn").click()
        self.page.locator(".menu__panel button[lang=en]").click()
        expect(self.page.locator("html")).to_have_attribute("lang", "en")
        assert self.say("Đăng nhập") != "Đăng nhập", "the English texts are not compiled"

    def draft_decision(self, title: str) -> None:
        self.page.goto("/desk/transfers/decisions/")
        self.follow("Lập quyết định")
        self.fill("Trích yếu", title)
        self.fill("Ngày dự kiến ban hành", "12/05/2023")
        self.press("Lập bản thảo")
        self.expect_words("Đã lập bản thảo. Chọn kết quả và đơn vị nhận.")

    def add_lines(self, items: list[str], units: list[Unit], basis: str = "") -> None:
        """Tick things and units: each thing goes to each unit."""
        self.main.get_by_role("link", name=self.say("Thêm dòng"), exact=True).first.click()
        for title in items:
            self.main.locator("label.pick", has_text=title).locator("input[name=items]").first.check()
        for unit in units:
            fold = self.main.locator("details.picks__fold", has_text=unit.code)
            if fold.get_attribute("open") is None:
                fold.locator("summary").click()
            fold.locator("label.pick", has_text=unit.code).locator("input").check()
        self.main.locator("#basis").fill(basis)
        self.press("Thêm vào danh mục")
        count = len(items) * len(units)
        self.expect_words("Đã thêm %(count)s dòng.", count=count)

    def submit_decision(self) -> None:
        self.follow("Ghi nhận đã trình")
        self.fill("Số tờ trình", "58/TTr-SKHCN")
        self.fill("Ngày trình", "04/05/2023")
        self.press("Ghi nhận đã trình")
        self.expect_state("Đã trình")

    def issue_decision(self) -> None:
        self.follow("Ghi nhận đã ban hành")
        self.fill("Số, ký hiệu", "797/QĐ-UBND")
        self.fill("Ngày ban hành", "12/05/2023")
        self.fill("Người ký", "Lò Văn Tiến")
        self.fill("Chức vụ người ký", "KT. Chủ tịch, Phó Chủ tịch")
        self.press("Ghi nhận đã ban hành")
        self.expect_state("Đã ban hành")

    def plan_conference(self) -> str:
        """From the decision's page; gives the conference's code."""
        self.follow("Lập hội nghị")
        self.fill("Ngày tổ chức", "07/11/2023")
        self.fill("Bắt đầu lúc", "8h30")
        self.fill("Địa điểm", "Hội trường Sở Khoa học và Công nghệ")
        self.fill("Người chủ trì", "Vàng Thị Dua")
        self.fill("Chức vụ người chủ trì", "Phó Chủ tịch UBND tỉnh")
        self.press("Lập hội nghị")
        self.expect_words("Đã lập hội nghị. Mời các đơn vị nhận.")
        return self.page.url.rstrip("/").rsplit("/", 1)[-1]

    def prepare_minutes(self, conference: str, count: int) -> None:
        """Minutes for every receiver with one click; then the witness, once for all."""
        self.page.goto(f"/desk/handovers/conference/{conference}/")
        self.press("Lập %(n)s biên bản", n=count)
        self.expect_words("Đã lập %(n)s biên bản.", n=count)
        self.fill("Người chứng kiến", "Vàng Thị Dua")
        self.fill("Chức vụ", "Phó Chủ tịch")
        self.fill("Cơ quan", "UBND tỉnh Điện Biên")
        self.press("Ghi vào các bản thảo")
        self.expect_words("Đã ghi vào %(n)s bản thảo.", n=count)

    def seal_minutes(self, count: int) -> None:
        label = self.say("Niêm phong %(n)s biên bản", n=count)
        self.main.locator("summary.btn", has_text=label).click()
        panel = self.page.get_by_role("dialog") if self.javascript else self.main.locator("details[open] .ask__panel")
        panel.get_by_role("button", name=label, exact=True).click()
        self.expect_words("Đã niêm phong %(n)s biên bản.", n=count)

    def sign(self, minutes: Minutes) -> None:
        """Receiver, giver and witness, one after the other on the same tablet, each with the pen."""
        self.page.goto(f"/desk/handovers/{minutes.code}/sign")
        for party in ("receiver", "giver", "witness"):
            expect(self.main.locator("input[name=party]")).to_have_value(party)
            self.draw()
            self.main.locator("select[name=identity]").select_option(index=1)
            self.main.locator("input[name=confirmed]").check()
            self.press("Ký cho %(n)s mục", n=minutes.items.count())
            self.page.wait_for_load_state()
        self.expect_words("Các bên đã ký xong")

    def draw(self) -> None:
        pad = self.main.locator(".signpad canvas")
        pad.scroll_into_view_if_needed()
        box = pad.bounding_box()
        assert box is not None
        mouse = self.page.mouse
        for stroke in PEN:
            points = [(box["x"] + box["width"] * x, box["y"] + box["height"] * y) for x, y in stroke]
            mouse.move(*points[0])
            mouse.down()
            for x, y in points[1:]:
                mouse.move(x, y, steps=4)
            mouse.up()
        expect(self.main.locator("[data-signpad-said]")).to_have_text(self.say("Đã có nét ký"))

    def receive(self, minutes: Minutes) -> None:
        self.page.goto(f"/desk/handovers/{minutes.code}/receive")
        self.press("Xác nhận các mục đã đánh dấu")
        self.expect_words("Đã ghi nhận các mục đã nhận.")

    def publish(self, conference: str) -> None:
        """Close the day, then put its page before the public."""
        self.page.goto(f"/desk/transfers/conferences/{conference}/")
        self.confirm("Bế mạc")
        self.expect_state("Đã bế mạc")
        self.confirm("Công bố trang hội nghị")
        self.expect_words("Trang hội nghị đã lên cổng công khai.")

    def take_attendance(self, conference: str) -> None:
        """Everybody came."""
        self.page.goto(f"/desk/transfers/conferences/{conference}/attendance")
        for mark in self.main.locator(".door__mark[data-mark=present]").all():
            mark.click()
        self.press("Lưu danh sách dự")
        seats = Unit.objects.filter(conference_seats__conference__code=conference)
        self.expect_words("Đã ghi %(count)s dòng.", count=seats.count())

    def expect_clean_ledger(self, conference: str) -> None:
        self.page.goto(f"/desk/handovers/conference/{conference}/ledger")
        self.expect_words("Mọi thứ khớp nhau")
