"""A receiver without an account answers its yearly report on a phone over a line that breaks, and loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from gieo.core import clock
from gieo.core.actor import Role
from gieo.domain.uptake.models import Report
from gieo.domain.uptake.queries.reports import sheets_of
from gieo.domain.uptake.vocab.reports import ReportState
from tests.browser.office import PASSWORD, Office
from tests.factories.accounts import user_with
from tests.factories.handovers import department
from tests.factories.reports import WRITTEN, link_for, owed_report, picture, secret_of

OpenPage = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOST_BYTES = 300_000


def weigh(page: Page) -> list[float]:
    """What goes over the line from now on, page by page, headers included."""
    weights: list[float] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda told: weights.append(told["encodedDataLength"]))
    return weights


def test_a_receiver_answers_by_link_over_a_line_that_breaks(
    transactional_db: None, open_page: OpenPage, tmp_path: Any
) -> None:
    clock.shift(WRITTEN - datetime.now(UTC))
    report = owed_report()
    officer = user_with(Role.OFFICER, department(), email="mai@example.vn", password=PASSWORD)
    address = f"/bao-cao/{secret_of(link_for(report))}/"
    photo = tmp_path / "nuong.jpg"
    photo.write_bytes(picture(2400, 1600))

    page = open_page(width=360, height=740)
    visitor = Office(page)
    weights = weigh(page)
    page.goto(address)
    visitor.expect_fits()
    visitor.main.get_by_role("radio", name="Đã ứng dụng", exact=True).check()
    visitor.fill("Ở đâu", "Xã Nà Tấu")
    visitor.fill("Quy mô", "12 hộ, 40 con")
    status = visitor.main.locator("[data-report-status]")
    expect(status).to_contain_text("Đã lưu lúc")

    page.context.set_offline(True)
    visitor.fill("Thấy kết quả gì", "Đàn khoẻ hơn")
    visitor.main.locator("input[type=file]").set_input_files(photo)
    expect(visitor.main.locator(".report-photos li")).to_have_count(1)
    visitor.fill("Họ tên người trả lời", "Lò Thị Ánh")
    visitor.press("Gửi báo cáo")
    expect(status).to_contain_text("Báo cáo giữ trong máy này")
    assert Report.objects.get(pk=report.pk).state == ReportState.DRAFT

    page.context.set_offline(False)
    expect(visitor.main.get_by_text("Sở đã nhận báo cáo", exact=True).first).to_be_visible(timeout=30_000)
    sent = Report.objects.get(pk=report.pk)
    (sheet,) = sheets_of(sent)
    assert (sent.state, sent.channel, sent.reporter_name) == (ReportState.SENT, "link", "Lò Thị Ánh")
    assert (sheet.answers.address, sheet.answers.scale, sheet.answers.effect) == (
        "Xã Nà Tấu", "12 hộ, 40 con", "Đàn khoẻ hơn",
    )  # fmt: skip
    kept = sent.photos.get().photograph
    assert (max(kept.width, kept.height), kept.file.size < 256 * 1024) == (1280, True)
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('gieo-report')).length") == 0
    assert 0 < sum(weights) < MOST_BYTES, f"{sum(weights)} bytes"
    visitor.expect_fits()

    desk = open_page(width=360)
    office = Office(desk)
    office.sign_in(officer.email)
    desk.goto(f"/desk/reports/{sent.code}")
    expect(office.main.get_by_text("Đàn khoẻ hơn")).to_be_visible()
    expect(office.main.locator(".report-photos img")).to_have_count(1)
    office.expect_fits()
