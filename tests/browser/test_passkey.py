"""A passkey in a real browser: made on one's own page, asked for at the door. The key is Chromium's virtual one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from gieo.core.actor import Role
from gieo.foundation.accounts.models import User
from gieo.foundation.accounts.queries import main_factors
from tests.browser.office import PASSWORD, PATIENCE
from tests.factories.accounts import user_with
from tests.factories.units import make_unit

OpenPage = Callable[..., Page]
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def with_a_key(page: Page) -> None:
    """Plug a key into the browser that knows its owner without being asked."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_in(page: Page) -> None:
    page.goto("/dang-nhap/")
    page.get_by_label("Thư điện tử").fill("mai@example.vn")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


@pytest.mark.parametrize("width", [1280, 360])
def test_a_passkey_is_made_and_opens_the_door(open_page: OpenPage, width: int) -> None:
    user = user_with(Role.OFFICER, make_unit(), email="mai@example.vn", password=PASSWORD)
    page = open_page(width=width)
    with_a_key(page)
    sign_in(page)
    expect(page).to_have_url("/desk/", timeout=PATIENCE)
    page.goto("/desk/me/second-factor/passkey")
    page.get_by_label("Tên để nhận ra khoá này").fill("Máy ở cơ quan")
    page.get_by_role("button", name="Tạo khoá").click()
    expect(page.get_by_role("heading", name="Mã dự phòng", level=1)).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".codes li")).to_have_count(10)
    page.goto("/desk/me/second-factor/")
    expect(page.get_by_text("Máy ở cơ quan")).to_be_visible()

    page.context.clear_cookies()
    sign_in(page)
    expect(page).to_have_url("/lop-bao-ve-thu-hai/", timeout=PATIENCE)
    page.get_by_role("button", name="Dùng khoá truy cập").click()
    expect(page).to_have_url("/desk/", timeout=PATIENCE)
    assert main_factors(User.objects.get(pk=user.pk)).get().last_used_at is not None


def test_without_javascript_the_page_says_what_to_use_instead(open_page: OpenPage) -> None:
    user_with(Role.OFFICER, make_unit(), email="mai@example.vn", password=PASSWORD)
    page = open_page(javascript=False)
    sign_in(page)
    expect(page).to_have_url("/desk/", timeout=PATIENCE)
    page.goto("/desk/me/second-factor/passkey")
    expect(page.get_by_role("button", name="Tạo khoá")).to_be_disabled()
    expect(page.get_by_text("cần JavaScript")).to_be_visible()
    page.goto("/desk/me/second-factor/app")
    expect(page.get_by_role("img", name="Mã QR của ứng dụng tạo mã")).to_be_visible()
