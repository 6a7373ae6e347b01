"""A large file from a browser whose line breaks: seen and spoken, gone on with after a reload, taken by its form."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from gieo.core.actor import Actor, Role
from gieo.domain.transfers.models import TransferDecision
from gieo.foundation.files.queries import own_uploads
from tests.browser.office import OFFICER, PASSWORD, Office
from tests.factories import transfers as make
from tests.factories.accounts import user_with
from tests.factories.handovers import department
from tests.fixtures.browser import aside

pytestmark = pytest.mark.browser

SCAN = b"%PDF-1.7\n" + random.Random(7).randbytes(2_500_000)


class Line:
    """The line between browser and server: parts get through until it is cut."""

    def __init__(self, lets_through: int) -> None:
        self.left = lets_through

    def carry(self, route: Route) -> None:
        self.left -= 1
        if self.left < 0:
            route.abort("internetdisconnected")
        else:
            route.continue_()


def test_a_scan_goes_ahead_of_its_form_over_a_line_that_breaks(
    open_page: Callable[..., Page], tmp_path: Path, settings
) -> None:
    settings.UPLOADS_DIR = tmp_path / "uploads"
    scan = tmp_path / "quyet-dinh.pdf"
    scan.write_bytes(SCAN)
    user = aside(lambda: user_with(Role.OFFICER, department(), email="mai@example.vn", name=OFFICER, password=PASSWORD))
    decision = aside(lambda: make.issued_decision(results=1, units=1))
    office = Office(open_page(width=360))
    office.sign_in("mai@example.vn")
    page, line = office.page, Line(lets_through=2)
    page.route("**/put*", line.carry)
    address = f"/desk/transfers/decisions/{decision.code}/attach-scan"

    page.goto(address)
    page.set_input_files("input[type=file]", scan)
    bar = page.get_by_role("progressbar", name="Tiến độ gửi tệp quyet-dinh.pdf")
    expect(page.locator(".filedrop__told")).to_contain_text("Mất kết nối. Tự gửi tiếp sau")
    expect(page.locator("#said")).to_contain_text("Mất kết nối")
    there = float(bar.get_attribute("value") or 0)
    assert 0 < there < len(SCAN)

    page.reload()
    line.left = 1
    page.set_input_files("input[type=file]", scan)
    expect(page.locator(".filedrop__told")).to_contain_text("Mất kết nối")
    assert float(bar.get_attribute("value") or 0) > there, "it went on where it was"

    page.get_by_role("button", name="Đính bản chụp").click()  # the form waits for its file
    expect(page.locator(".filedrop__file.is-awaited")).to_be_visible()
    line.left = 1_000
    page.evaluate("dispatchEvent(new Event('online'))")  # the line is back: nobody waits for the clock
    expect(page.locator(".toast")).to_be_visible()

    kept = aside(lambda: TransferDecision.objects.select_related("scan").get(pk=decision.pk).scan)
    assert (kept.digest, kept.name) == (hashlib.sha256(SCAN).hexdigest(), "quyet-dinh.pdf")
    assert not list(own_uploads(Actor(person_id=user.person_id, name=OFFICER)).iterdir())
