"""/ui-kit in a real browser: every component readable, usable by keyboard, pen and finger; nothing overflows."""

import json
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import include, path

from gieo.interfaces.web import urls as product
from gieo.interfaces.web.ui_kit import urls as kit

# The product mounts the kit only in development and demo.
urlpatterns = [path("ui-kit/", include((kit.urlpatterns, "ui_kit"))), *product.urlpatterns]

PAGES = ("", "record/", "list/", "ledger/", "portal/", "tablet/", "sheet/", "error/404/", "error/maintenance/")
ERRORS = ("400", "403", "404", "405", "413", "429", "500", "csrf", "maintenance")

pytestmark = [pytest.mark.looks, pytest.mark.urls(__name__)]


@pytest.mark.parametrize("page", PAGES)
def test_pages_of_the_kit_need_no_database(client: Client, page: str) -> None:
    assert client.get(f"/ui-kit/{page}").status_code == 200


@pytest.mark.parametrize("name", ERRORS)
def test_error_pages_say_a_number_and_a_way_on(client: Client, name: str) -> None:
    html = client.get(f"/ui-kit/error/{name}/").content.decode()
    assert "9F2C41D7" in html
    assert 'href="/"' in html


def test_an_unknown_error_is_not_found(client: Client) -> None:
    assert client.get("/ui-kit/error/418/").status_code == 404


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_overflows_and_axe_finds_nothing_serious(open_page: Any, width: int, scheme: str) -> None:
    page = open_page(width=width, color_scheme=scheme, bypass_csp=True)  # axe is injected; the policy refuses it
    found = []
    for name in PAGES:
        page.goto(f"/ui-kit/{name}")
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"/ui-kit/{name} is {wider} px too wide at {width} px"
        violations = Axe().run(page).response["violations"]
        found += [
            (name, one["id"], one["nodes"][0]["html"][:120])
            for one in violations
            if one["impact"] in ("serious", "critical")
        ]
    assert found == []


@pytest.mark.browser
def test_a_signature_is_kept_as_strokes_in_the_unit_box(open_page: Any) -> None:
    page = open_page(width=768)
    page.goto("/ui-kit/tablet/")
    pad = page.locator(".signpad canvas").first
    box = pad.bounding_box()
    for start, end in (((0.2, 0.3), (0.6, 0.7)), ((0.7, 0.2), (0.8, 0.9))):
        page.mouse.move(box["x"] + box["width"] * start[0], box["y"] + box["height"] * start[1])
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * end[0], box["y"] + box["height"] * end[1], steps=8)
        page.mouse.up()
    strokes = json.loads(page.locator("input[name=receiver]").input_value())
    assert len(strokes) == 2
    assert strokes[0][0] == pytest.approx([0.2, 0.3], abs=0.01)
    assert strokes[1][-1] == pytest.approx([0.8, 0.9], abs=0.01)
    assert box["width"] / box["height"] == pytest.approx(2.5, abs=0.05)
    page.get_by_role("button", name="Ký lại").first.click()
    assert page.locator("input[name=receiver]").input_value() == ""


@pytest.mark.browser
def test_a_deed_with_consequences_opens_a_dialog_and_gives_it_back(open_page: Any) -> None:
    page = open_page()
    page.goto("/ui-kit/")
    page.locator("summary", has_text="Đăng ký kết quả").first.click()
    dialog = page.get_by_role("dialog", name="Đăng ký kết quả")
    assert "Đồng hồ 30 ngày" in dialog.inner_text()
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert page.locator("details[data-ask] .ask__panel").count() == 2


@pytest.mark.browser
def test_the_same_deed_unfolds_without_javascript(open_page: Any) -> None:
    page = open_page(javascript=False)
    page.goto("/ui-kit/")
    page.locator("summary", has_text="Đăng ký kết quả").first.click()
    assert page.locator("details[data-ask][open] form button[type=submit]").is_visible()
    assert page.locator("[data-theme-switch]").is_hidden()


@pytest.mark.browser
def test_a_long_select_is_searched_without_accents(open_page: Any) -> None:
    page = open_page()
    page.goto("/ui-kit/")
    box = page.get_by_role("combobox", name="Nơi áp dụng").first
    box.fill("muong th")
    page.get_by_role("option", name="Mường Thanh").wait_for()
    box.press("ArrowDown")
    box.press("Enter")
    assert box.input_value() == "Mường Thanh"
    assert page.locator("select[name=place]").first.input_value() == "Mường Thanh"


@pytest.mark.browser
def test_the_choice_of_night_stays(open_page: Any) -> None:
    page = open_page(color_scheme="light")
    page.goto("/ui-kit/record/")
    page.get_by_role("button", name="Đổi nền sáng, tối").click()
    page.goto("/ui-kit/list/")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body.parentElement).backgroundColor") == "rgb(22, 26, 22)"


@pytest.mark.browser
def test_the_thread_folds_upstream_on_a_phone(open_page: Any) -> None:
    page = open_page(width=360)
    page.goto("/ui-kit/record/")
    assert page.locator(".thread > li:visible").count() == 4
    page.get_by_role("button", name="Xem 3 nút ở phía trên").click()
    assert page.locator(".thread > li:visible").count() == 7


@pytest.mark.browser
def test_ticked_rows_are_counted(open_page: Any) -> None:
    page = open_page()
    page.goto("/ui-kit/list/")
    assert page.locator("[data-bulk-count]").inner_text() == "Chưa chọn dòng nào"
    page.locator("[data-tick]").nth(0).check()
    page.locator("[data-tick]").nth(3).check()
    assert page.locator("[data-bulk-count]").inner_text() == "Đã chọn 2 dòng"
