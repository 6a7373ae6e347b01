"""Ctrl K in a real browser: lines below the box while one types, chosen by keys, and none where one may see none."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.office import Office, make_world
from tests.factories.results import make_result
from tests.fixtures.browser import aside

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_record_is_found_and_opened_by_keys_alone(open_page: Callable[..., Page]) -> None:
    unit = aside(make_world).units[2]
    page = open_page(width=1280)
    office = Office(page)
    office.sign_in("mai@example.vn")
    page.keyboard.press("Control+k")
    page.keyboard.type("phan nh")
    box, options = page.get_by_role("combobox"), page.get_by_role("option")
    expect(options.first).to_contain_text(unit.name)
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_have_value("phan nh")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(reverse("units:record", args=[unit.code])) + "$"))
    page.keyboard.press("Control+k")
    page.keyboard.type("xyzzy")
    expect(page.locator(".omni__none")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/desk/search/\?q=xyzzy$"))


def test_the_catalogue_fits_a_phone_and_its_menu_opens_over_the_page(open_page: Callable[..., Page]) -> None:
    words = "Trồng cà phê ít sâu bệnh trên đất dốc ở vùng cao tỉnh Điện Biên"
    aside(lambda: make_result("transferable", title=words))
    page = open_page(width=360)
    page.goto(f"/ket-qua/?q={quote(words)}")
    expect(page.locator(".share")).to_contain_text("trên")
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        page.wait_for_function("width => innerWidth === width", arg=width)
        title, menu = page.locator("h1"), page.locator(".menu--files")
        stood = title.bounding_box()
        menu.locator("summary").click()
        panel = menu.locator(".menu__panel").bounding_box()
        assert title.bounding_box() == stood, width
        assert panel is not None
        assert 0 <= panel["x"] <= panel["x"] + panel["width"] <= width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        menu.locator("summary").click()
