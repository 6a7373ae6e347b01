"""Ctrl K in a real browser: lines below the box while one types, chosen by keys, and none where one may see none."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.office import Office, make_world
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
