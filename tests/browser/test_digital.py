"""A receiver signs with a certificate, in a real browser: download, sign with a program, hand in, check."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.services.digital import append_stamped
from gieo.domain.handovers.vocab import Party
from tests.browser.test_receipts import sealed, signed_in
from tests.factories.handovers import TABLE
from tests.factories.signing import key_of
from tests.fixtures.browser import aside

OpenPage = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def signed(minutes: Minutes) -> bytes:
    """What a program on the receiver's own machine makes of the paper."""
    assert minutes.sealed is not None
    key = key_of(minutes.sealed.content["people"]["receiver"]["name"])
    return append_stamped(Minutes.objects.get(pk=minutes.pk), key, party=Party.RECEIVER, now=TABLE)


@pytest.mark.parametrize("width", [360, 1280])
def test_a_receiver_signs_with_a_certificate(open_page: OpenPage, width: int, tmp_path: Path) -> None:
    minutes = aside(sealed)
    unit = signed_in(open_page, "pao@example.vn", width)
    unit.page.goto(f"/desk/handovers/{minutes.code}")
    unit.main.get_by_role("link", name="Ký số", exact=True).click()
    expect(unit.main.get_by_role("link", name="Tải bản PDF để ký")).to_be_visible()
    unit.expect_fits()
    with unit.page.expect_download() as got:
        unit.main.get_by_role("link", name="Tải bản PDF để ký").click()
    pdf = aside(lambda: signed(minutes))
    assert pdf.startswith(Path(got.value.path()).read_bytes())
    file = tmp_path / "da-ky.pdf"
    file.write_bytes(pdf.replace(b"/Type", b"/Tipe", 1))
    unit.main.locator("form:has(input[value=file]) input[type=file]").set_input_files(file)
    unit.main.get_by_role("button", name="Nộp bản đã ký").click()
    expect(unit.main).to_contain_text("đã bị ghi lại hoặc in lại")
    unit.expect_fits()
    file.write_bytes(pdf)
    unit.main.locator("form:has(input[value=file]) input[type=file]").set_input_files(file)
    unit.main.get_by_role("button", name="Nộp bản đã ký").click()
    expect(unit.main).to_contain_text("do Gieo: chứng thực thử nghiệm cấp")

    visitor = open_page(width=width)
    visitor.goto("/xac-minh/")
    visitor.locator("input[type=file]").set_input_files(file)
    visitor.get_by_role("button", name="So tệp này").click()
    expect(visitor.locator("#main")).to_contain_text("Không thay đổi: đúng tệp do Gieo lập")
    expect(visitor.locator("#main")).to_contain_text("Chữ ký số còn nguyên")
