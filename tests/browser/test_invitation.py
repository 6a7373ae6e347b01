"""An invitation on a phone, from the letter to the answer to the list of the day; with JavaScript and without."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from gieo.core import clock
from gieo.domain.transfers.models import ConferenceUnit, InvitationLetter
from gieo.domain.transfers.services import print_letters
from gieo.domain.transfers.vocab import Attendance, Reply
from gieo.foundation.outbox.models import Letter
from tests.browser.office import Office, make_world
from tests.factories import transfers as make
from tests.factories.invitations import SENT, with_addresses

OpenPage = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def set_clock(moment: datetime) -> None:
    clock.shift(moment - datetime.now(UTC))


@pytest.mark.parametrize(
    "language, javascript", [("vi", True), ("en", True), ("vi", False)], ids=["Vietnamese", "English", "no script"]
)
def test_from_the_letter_to_the_answer_to_the_day(
    transactional_db: None, open_page: OpenPage, language: str, javascript: bool
) -> None:
    world = make_world()
    set_clock(SENT)
    conference = with_addresses(make.planned_conference(make.issued_decision(results=2, units=2)))
    at = f"/desk/transfers/conferences/{conference.code}"

    page = open_page(width=360, javascript=javascript)
    office = Office(page, javascript=javascript)
    office.sign_in(world.officer.email)
    page.goto(f"{at}/invitations")
    office.follow("Soạn giấy mời")
    office.fill("Số, ký hiệu", "12/GM-SKHCN")
    office.press("Soạn giấy mời")
    office.expect_words("Đã soạn %(count)s giấy mời. Xem bản PDF rồi gửi.", count=2)
    print_letters(now=SENT)  # the worker's part
    page.goto(f"{at}/invitations")
    office.expect_fits()
    office.confirm("Gửi giấy mời chờ gửi")
    office.expect_words("Đã đặt %(count)s giấy mời vào hộp thư đi.", count=2)

    mail = Letter.objects.filter(kind="conference").order_by("pk")[0]
    found = re.search(r"https?://[^/]+(/tra-loi/\S+)", mail.body)
    assert found
    answering = open_page(width=360, language=language, javascript=javascript)
    visitor = Office(answering, language, javascript=javascript)
    answering.goto(f"/en{found[1]}" if language == "en" else found[1])
    visitor.expect_fits()
    visitor.main.get_by_role("radio", name=visitor.say("Sẽ dự")).check()
    visitor.fill("Ai sẽ tới", "Giàng Thị Mỷ, Trưởng phòng\nLò Văn Ơn")
    visitor.fill("Mấy người tới", "2")
    visitor.press("Gửi câu trả lời")
    expect(visitor.main.get_by_text(visitor.say("Sở đã nhận câu trả lời"), exact=True).first).to_be_visible()

    letter = InvitationLetter.objects.select_related("unit").get(mail=mail)
    seat = ConferenceUnit.objects.get(pk=letter.unit_id)
    assert (seat.reply, seat.coming, seat.attendance) == (Reply.COMES, 2, Attendance.CONFIRMED)
    page.goto(f"{at}/invitations?show=answered")
    expect(office.main.locator("tbody tr")).to_have_count(1)
    expect(office.main.get_by_text("Giàng Thị Mỷ, Trưởng phòng")).to_be_visible()

    page.goto(f"{at}/seats/lay")
    office.press("Bày ghế")
    office.press("Xếp theo thứ tự lễ tân")
    office.expect_words("Đã xếp %(count)s ghế.", count=3)
    office.expect_fits()

    set_clock(make.moment(make.HELD_ON, 8))
    page.goto(f"{at}/attendance")
    office.expect_fits()
    door = office.main.locator(".door").filter(has_text="Giàng Thị Mỷ").first
    expect(door).to_contain_text(office.say("Báo %(n)s người tới", n=2))
    door.locator("[data-mark=present]").click()
    office.press("Lưu danh sách dự")
    office.expect_words("Đã ghi %(count)s dòng.", count=1)
    assert ConferenceUnit.objects.get(pk=seat.pk).attendance == Attendance.PRESENT
    assert ConferenceUnit.objects.get(pk=seat.pk).representative_name == "Giàng Thị Mỷ"
