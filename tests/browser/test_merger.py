"""Two units merge, told in a real browser: what one of them had not received yet is received by the heir's people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from gieo.core import clock
from gieo.core.actor import Role
from gieo.domain.handovers.models import Minutes
from gieo.foundation.places.models import Area
from gieo.foundation.places.vocab import Era
from gieo.foundation.units.vocab import UnitKind
from tests.browser.office import OFFICER, PASSWORD, Office
from tests.factories.accounts import user_with
from tests.factories.handovers import conference_of, decision_of, department, prepare, receive, seal, sign
from tests.factories.places import make_area
from tests.factories.units import make_unit
from tests.fixtures.browser import aside

OpenPage = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LATER = datetime(2025, 7, 5, 2, tzinfo=UTC)
NAMES = ("Uỷ ban nhân dân huyện Mường Chà", "Uỷ ban nhân dân huyện Tủa Chùa")
HEIR = "Uỷ ban nhân dân xã Na Sang"


def tell_the_story() -> Minutes:
    """Two districts have signed for one result each; the first has received it, the second has not.

    Gives the second's minutes.
    """
    heir = make_area("Xã Na Sang", "03172")
    places = [
        make_area(name, code, era=Era.BEFORE_2025)
        for name, code in (("Huyện Mường Chà", "097"), ("Huyện Tủa Chùa", "098"))
    ]
    Area.objects.filter(pk__in=[place.pk for place in places]).update(heir=heir)
    units = [
        make_unit(name, UnitKind.DISTRICT_COMMITTEE, place=place) for name, place in zip(NAMES, places, strict=True)
    ]
    user_with(Role.OFFICER, department(), email="mai@example.vn", name=OFFICER, password=PASSWORD)
    conference = conference_of(decision_of(results=2, units=units))
    prepare(conference)
    for minutes in seal(conference):
        sign(minutes)
    receive(Minutes.objects.get(receiver=units[0]))
    user_with(Role.UNIT_REP, units[0], email="sung@example.vn", name="Giàng A Sùng", password=PASSWORD)
    return Minutes.objects.select_related("conference").get(receiver=units[1])


def merge(office: Office) -> None:
    """The officer records the act and gives the representative the same role in the heir."""
    office.page.goto("/desk/units/acts/")
    office.follow("Ghi việc sắp xếp")
    office.follow("Sáp nhập, hợp nhất")
    fold = office.main.locator("details.picks__fold", has_text=NAMES[0])
    fold.locator("summary").click()
    for name in NAMES:
        fold.locator("label.pick", has_text=name).locator("input").check()
    office.fill("Tên đơn vị mới", HEIR)
    office.fill("Có hiệu lực từ ngày", "01/07/2025")
    office.fill("Số, ký hiệu văn bản", "Nghị quyết minh hoạ")
    office.press("Xem điều sẽ xảy ra")
    expect(office.main).to_contain_text(f"{HEIR} (đơn vị mới, Xã Na Sang) nhận tiếp")
    expect(office.main).to_contain_text("1 biên bản chưa nhận xong")
    expect(office.main).to_contain_text("Giàng A Sùng")
    office.expect_fits()
    office.press("Ghi việc sắp xếp")
    office.expect_state("Từ 01/07/2025")
    office.press("Giao cùng vai trò ở đơn vị nhận tiếp")
    office.expect_words("Đã giao %(n)s vai trò.", n=1)


def total(table: Locator) -> list[str]:
    return table.locator("tfoot td").all_inner_texts()


@pytest.mark.parametrize("width", [1280, 360])
def test_a_merged_unit(transactional_db: None, open_page: OpenPage, width: int) -> None:
    late = aside(tell_the_story)
    conference = late.conference.code if late.conference else ""
    office = Office(open_page(width=width))
    office.sign_in("mai@example.vn")
    merge(office)

    clock.shift(LATER - datetime.now(UTC))
    heir = Office(open_page(width=width))
    heir.sign_in("sung@example.vn")
    expect(heir.main).to_contain_text(late.code)
    heir.page.goto(f"/desk/handovers/{late.code}/receive")
    heir.press("Xác nhận các mục đã đánh dấu")
    heir.expect_state("Đơn vị đã nhận đủ")

    again = Office(open_page(width=width))
    again.sign_in("mai@example.vn")
    again.page.goto(f"/desk/handovers/conference/{conference}/ledger")
    expect(again.main).to_contain_text(f"{HEIR} (trước là {NAMES[1]}) nhận tiếp từ ngày 01/07/2025.")
    expect(again.main).to_contain_text("Đơn vị kế thừa đã xác nhận nhận 1 mục, lần cuối ngày 05/07/2025.")

    visitor = open_page(width=width)
    visitor.goto("/")
    table = visitor.locator("table.portal__places")
    expect(table.locator("tbody tr")).to_have_count(2)
    of_day = total(table)
    visitor.get_by_role("link", name="Địa bàn hôm nay", exact=True).click()
    expect(table.locator("tbody tr")).to_have_count(1)
    expect(table.locator("tbody")).to_contain_text("Xã Na Sang")
    assert total(table) == of_day == ["2", "2", "0"]
    expect(visitor.locator("#noi-nhan")).to_contain_text("Huyện Tủa Chùa: nay đếm ở Xã Na Sang")
    table.get_by_role("link", name="Xã Na Sang").click()
    expect(visitor.locator("#main")).to_contain_text(f"{NAMES[0]} (từ 01/07/2025: {HEIR})")

    again.page.goto("/desk/figures/")
    places = again.main.locator("#dia-ban table")
    of_day = total(places)
    again.main.locator("#dia-ban").get_by_role("link", name="Địa bàn hôm nay", exact=True).click()
    expect(places.locator("tbody tr")).to_have_count(1)
    assert total(places) == of_day == ["2", "2", "2", "0", "0"]
    again.expect_fits()
