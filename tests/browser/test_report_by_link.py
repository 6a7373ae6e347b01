"""A receiver without an account answers its yearly report on a phone over a line that breaks, and loses nothing; its
words go on to a use that a second officer verifies, and to the figures, whose number opens its rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from gieo.core import clock
from gieo.core.actor import Role
from gieo.domain.uptake.models import Report, Use
from gieo.domain.uptake.queries.reports import sheets_of
from gieo.domain.uptake.vocab.reports import ReportState
from gieo.foundation.places.vocab import Era
from tests.browser.office import PASSWORD, Office
from tests.browser.slow_hand import SlowHand
from tests.factories.accounts import user_with
from tests.factories.handovers import department
from tests.factories.reports import WRITTEN, link_for, owed_report, picture, secret_of
from tests.factories.uptake import a_place

OpenPage = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOST_BYTES = 300_000
MOST_SECONDS = 180


def test_a_receiver_answers_by_link_over_a_line_that_breaks(
    transactional_db: None, open_page: OpenPage, tmp_path: Any
) -> None:
    clock.shift(WRITTEN - datetime.now(UTC))
    report = owed_report()
    place = a_place()
    a_place("Huyện Mường Chà", era=Era.BEFORE_2025)  # a province is to choose from once its districts of old are there
    for role, unit, email in (
        (Role.OFFICER, department(), "mai@example.vn"), (Role.OFFICER, department(), "sua@example.vn"),
        (Role.DIRECTOR, department(), "ha@example.vn"), (Role.UNIT_REP, report.minutes.receiver, "anh@example.vn"),
    ):  # fmt: skip
        user_with(role, unit, email=email, name=f"Lò Thị {email[:3].title()}", password=PASSWORD)
    address = f"/bao-cao/{secret_of(link_for(report))}/"
    photo = tmp_path / "nuong.jpg"
    photo.write_bytes(picture(2400, 1600))

    page = open_page(width=360, height=740)
    visitor = Office(page)
    hand = SlowHand(visitor)
    page.goto(address)
    visitor.expect_fits()
    hand.tap(visitor.main.get_by_role("radio", name="Đã ứng dụng", exact=True))
    hand.read()
    hand.write("Ở đâu", "Xã Nà Tấu")
    hand.write("Quy mô", "12 hộ, 40 con")
    status = visitor.main.locator("[data-report-status]")
    expect(status).to_contain_text("Đã lưu lúc")

    page.context.set_offline(True)
    hand.write("Thấy kết quả gì", "Đàn khoẻ hơn")
    hand.write("Họ tên người trả lời", "Lò Thị Ánh")
    visitor.main.locator("input[type=file]").set_input_files(photo)
    hand.taps += 2  # the photograph, among those of the telephone
    box = visitor.main.locator(".report-photos__input").bounding_box()
    assert box is not None
    assert box["width"] <= 1, "the browser's own words, in its language, are out of sight"
    expect(visitor.main.locator(".report-photos li")).to_have_count(1)
    hand.tap(visitor.button("Gửi báo cáo"))
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
    hand.read()
    assert 0 < hand.bytes < MOST_BYTES, f"{hand.bytes} bytes"
    assert hand.seconds < MOST_SECONDS
    visitor.expect_fits()

    # the unit's head confirms, an officer records what the report says, another verifies; then the figures have moved
    leader = signed_in(open_page, "ha@example.vn")
    assert in_use(leader)[0] == "0"

    head = signed_in(open_page, "anh@example.vn")
    head.page.goto(f"/desk/reports/{sent.code}")
    head.confirm("Xác nhận báo cáo")
    head.expect_words("Đã xác nhận")
    head.expect_fits()

    office = signed_in(open_page, "mai@example.vn")
    office.page.goto(f"/desk/reports/{sent.code}")
    expect(office.main.get_by_text("Đàn khoẻ hơn")).to_be_visible()
    expect(office.main.locator(".report-photos img")).to_have_count(1)
    office.expect_fits()
    office.follow("Ghi việc ứng dụng")
    expect(office.main.get_by_label("Kể rõ")).to_have_value(re.compile("Xã Nà Tấu"))
    office.main.locator("select[name=place]").select_option(str(place.pk), force=True)
    office.main.locator("input[name=level][value=tried]").check()
    office.fill("Từ ngày", "01/03/2024")
    office.main.locator("select[name=push]").select_option("spontaneous")
    office.main.locator("#id_amount_0").fill("12")
    office.main.locator("#id_measure_0").select_option("household")
    office.expect_fits()
    office.main.locator("button[type=submit].btn--main").click()
    office.page.wait_for_url("**/desk/uptake/SD-*/")
    use = Use.objects.get()
    assert in_use(leader)[0] == "0"  # said, but nobody else has looked yet

    second = signed_in(open_page, "sua@example.vn")
    second.page.goto(f"/desk/uptake/{use.code}/")
    second.follow("Xem và xác nhận")
    second.confirm("Xác nhận")
    second.expect_words("Đã xác nhận.")
    second.expect_fits()

    counted, rows = in_use(leader)
    assert counted == "1"
    leader.expect_fits()
    leader.page.goto(rows)
    expect(leader.main.get_by_role("link", name=use.subject.title).first).to_be_visible()
    leader.expect_fits()


def signed_in(open_page: OpenPage, email: str) -> Office:
    office = Office(open_page(width=360))
    office.sign_in(email)
    return office


def in_use(leader: Office) -> tuple[str, str]:
    """How many results the funnel says are in use, and where its number leads."""
    leader.page.goto("/desk/figures/")
    link = leader.main.locator("#pheu .bars__row", has_text="Đang ứng dụng").locator(".bars__value a")
    return link.inner_text(), link.get_attribute("href") or ""
