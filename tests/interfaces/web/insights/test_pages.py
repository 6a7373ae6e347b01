"""The leaders' page and the rows behind its numbers."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from gieo.core import clock
from gieo.core.actor import SYSTEM, Role
from gieo.domain.directives.services import add_directive
from gieo.domain.handovers.models import MinutesItem
from gieo.domain.insights.vocab import IndicatorKey, RowSet, Step
from gieo.domain.programmes.services import end_priority
from gieo.domain.results.models import Result
from gieo.domain.results.vocab import Access
from gieo.domain.uptake.services.demonstrations import spend_on_model, start_model
from gieo.domain.uptake.vocab import Level
from gieo.domain.uptake.vocab.demonstrations import Source
from gieo.foundation.places.models import Area
from gieo.foundation.places.vocab import Era
from gieo.foundation.units.models import Unit
from gieo.foundation.units.vocab import UnitKind
from tests.factories.accounts import user_with
from tests.factories.demonstrations import planned_model
from tests.factories.exports import cells, table
from tests.factories.handovers import conference_of, decision_of, prepare, received_minutes, seal, sign
from tests.factories.places import make_area
from tests.factories.procedures import field
from tests.factories.programmes import make_priority
from tests.factories.transfers import a_result, draft_decision, submitted_decision
from tests.factories.units import make_unit
from tests.factories.uptake import a_claim, verified_use

pytestmark = pytest.mark.django_db
HOME = "/desk/figures/"
READERS = (Role.OFFICER, Role.DIRECTOR, Role.PROVINCE_LEADER, Role.REGISTRAR, Role.EDITOR, Role.ADMINISTRATOR)


@pytest.fixture
def unit() -> Unit:
    return make_unit("Sở Khoa học và Công nghệ", UnitKind.DEPARTMENT)


def browser_of(role: Role, unit: Unit) -> Client:
    browser = Client()
    browser.force_login(user_with(role, unit, email=f"{role.value}@example.vn"))
    return browser


@pytest.fixture
def leader(unit: Unit) -> Client:
    return browser_of(Role.PROVINCE_LEADER, unit)


def texts(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def ask_all(now: Any) -> None:
    """One request for each measure there is."""
    for order, key in enumerate(IndicatorKey, start=1):
        add_directive(
            actor=SYSTEM, now=now, text=f"Yêu cầu {order}", order=order, issued_on=date(2023, 11, 7),
            source="Hội nghị", indicator_key=key.value,
        )  # fmt: skip


def test_the_page_stands_empty(leader: Client) -> None:
    html = leader.get(HOME).content.decode()
    assert "Ngăn kéo trống" in html
    assert "Chưa ghi yêu cầu nào" in html


@pytest.mark.parametrize("role", Role)
def test_only_the_office_and_leaders_read_it(role: Role, unit: Unit) -> None:
    answer = browser_of(role, unit).get(HOME)
    assert answer.status_code == (200 if role in READERS else 403)


def test_every_number_opens_as_many_rows(leader: Client, now: Any) -> None:
    received_minutes(results=2, products=1, units=1)
    for _at in range(3):
        a_result(accepted_on=date(2020, 5, 5), certificate_on=date(2020, 6, 6))
    lately = clock.today() - timedelta(days=40)
    for _at in range(2):
        a_result(accepted_on=lately, certificate_on=lately)
    submitted_decision()
    draft_decision()
    ask_all(now)
    html = leader.get(HOME).content.decode()
    links = re.findall(r'href="(/desk/figures/results/[^"]+)">([\d.]+)</a>', html)
    assert len(links) > 8
    measures = re.findall(r'<span class="meter__value num">(.*?)</span>', html)
    assert len(measures) == len(IndicatorKey)
    for measure in measures:
        counts = [re.fullmatch(r'(?:<a href="([^"]+)">)?([\d.]+)(?:</a>)?', count) for count in measure.split(" trên ")]
        part, whole = (found.groups() for found in counts if found)
        assert whole[0], measure
        assert part[0] or part[1] == "0", measure
        links += [part, whole] if part[0] else [whole]
    for address, number in links:
        listed = leader.get(address.replace("&amp;", "&")).context["list"]
        assert listed.count == int(number.replace(".", "")), address


def test_each_step_of_the_clock_opens_the_results_that_have_run_it(leader: Client) -> None:
    received_minutes(results=2, units=1)
    for day in (6, 26, 16):
        a_result(accepted_on=date(2020, 5, 5), certificate_on=date(2020, 6, day))
    bars = leader.get(HOME).context["legs"]
    assert sum(bar.note.startswith("Chưa lần nào") for bar in bars) == 1, "nothing was used yet"
    for bar in bars:
        days = [row.leg.days for row in leader.get(bar.url).context["rows"]]
        assert days == sorted(days, reverse=True)
        assert bar.value == (sorted(days)[(len(days) - 1) // 2] if days else 0)
        if days:
            assert bar.note == f"{len(days)} lần, ngắn nhất {days[-1]}, dài nhất {days[0]} ngày"
        assert len(table(leader, bar.url)) == len(days) + 1
    assert leader.get(f"{HOME}legs/nowhere/").status_code == 404


def test_what_waits_tells_how_long_it_waits_there(leader: Client) -> None:
    a_result(accepted_on=date(2020, 5, 5), certificate_on=clock.today() - timedelta(days=9))
    (wait,) = leader.get(HOME).context["waits"]
    assert wait[3] == 9
    assert cells(leader, wait[4], "Đã đợi (ngày)") == [9]


def test_a_place_opens_its_uses_and_its_circle_stands_on_the_map(leader: Client) -> None:
    district = make_area("Huyện Mường Chà", "097", era=Era.BEFORE_2025)
    Area.objects.filter(pk=district.pk).update(lat=21.8, lon=103.1)
    for level in (Level.TRIED, Level.EXTENDED):
        verified_use(a_claim(level, on=clock.today() - timedelta(days=10)), place=district, now=clock.now())
    answer = leader.get(HOME)
    (spot,) = (spot for spot in answer.context["spots"] if spot.value)
    assert (spot.label, spot.value) == ("Mường Chà", 2)
    html = answer.content.decode()
    assert f'<a href="{escape(spot.url)}" class="circles__link"' in html
    assert leader.get(spot.url).context["list"].count == 2
    (cells,) = (cells for name, cells in answer.context["places"] if name == "Huyện Mường Chà")
    assert [leader.get(url).context["list"].count for _count, url in cells[3:]] == [2, 1]
    assert [count for count, _url in cells] == [0, 0, 0, 2, 1]


def test_what_is_silent_is_counted_and_listed(leader: Client) -> None:
    received_minutes(results=2, products=1, units=1)
    assert leader.get(f"{HOME}silent/").context["list"].count == 0
    MinutesItem.objects.update(received_on=date(2022, 11, 1))
    assert "3 mục đã nhận quá 12 tháng mà im lặng" in texts(leader.get(HOME).content.decode())
    assert leader.get(f"{HOME}silent/?months=12").context["list"].count == 3
    assert len(table(leader, f"{HOME}silent/")) >= 3


def test_what_waits_says_at_whom(leader: Client) -> None:
    minutes = received_minutes(results=1, units=1)
    assert "Khi nhận tới lần đầu ứng dụng Đơn vị đã nhận 1 0 ngày" in texts(leader.get(HOME).content.decode())
    html = texts(leader.get(f"{HOME}results/waits_use/").content.decode())
    assert minutes.receiver.name in html
    assert minutes.receiver.name in str(table(leader, f"{HOME}results/waits_use/"))


def test_what_stands_out_tells_its_cost_or_why_not(leader: Client) -> None:
    seen = clock.today() - timedelta(days=10)
    paid, unpaid = a_result(budget_state=900_000_000), a_result()
    for result, number in product((paid, unpaid), range(2)):
        place = make_area(f"Xã Số {result.pk} {number}", f"{number}{result.pk:05d}")
        verified_use(a_claim(Level.ROUTINE, on=seen), subject=result, place=place, now=clock.now())
    assert "2 kết quả đạt đủ tiêu chí hôm nay" in texts(leader.get(HOME).content.decode())
    html = texts(leader.get(f"{HOME}results/outstanding/").content.decode())
    assert "450.000.000 đồng" in html
    assert "Chưa tính: hồ sơ chưa ghi kinh phí" in html
    assert "ít nhất 2 nơi ứng dụng" in html
    assert "450.000.000 đồng" in str(table(leader, f"{HOME}results/outstanding/"))


def test_what_is_in_use_and_extended_tells_its_cost_with_what_its_models_cost(leader: Client) -> None:
    seen, item = clock.today() - timedelta(days=10), received_minutes(results=1, units=1).items.get()
    Result.objects.filter(pk=item.result_id).update(budget_state=900_000_000)
    for number in range(2):
        place = make_area(f"Xã Số {number}", f"{number}0017")
        verified_use(a_claim(Level.EXTENDED, on=seen), subject=item.result, place=place, now=clock.now())
    days = {"starts_on": seen, "ends_on": seen + timedelta(days=100)}
    model = planned_model(item.result, place=make_area("Xã Số 3", "30017"), now=clock.now(), **days)
    start_model(model, on=seen, actor=SYSTEM, now=clock.now())
    spend_on_model(model, {Source.STATE: 30_000_000}, actor=SYSTEM, now=clock.now())
    for rows in (Step.IN_USE, Step.EXTENDED, RowSet.OUTSTANDING):
        html = texts(leader.get(f"{HOME}results/{rows}/").content.decode())
        assert "465.000.000 đồng" in html, rows  # (900.000.000 + 30.000.000) : 2
        assert "cộng số đã chi cho các mô hình trình diễn" in html
        assert "465.000.000 đồng" in str(table(leader, f"{HOME}results/{rows}/"))
    assert "Kinh phí cho một nơi" not in leader.get(f"{HOME}results/received/").content.decode()


def test_requests_show_their_measure_or_say_that_there_is_none(leader: Client, now: Any) -> None:
    ask_all(now)
    received_minutes(results=1, products=1, units=1)
    html = texts(leader.get(HOME).content.decode())
    assert "Chưa đo được: Gieo chưa có" not in html
    assert "Quyết định chuyển giao đã trình được ban hành 1 trên 1" in html
    assert "Kết quả đã giao có người được tập huấn 0 trên 1" in html
    assert "Sản phẩm chương trình quốc gia, vùng đã bàn giao 1 trên 1" in html
    assert "Mục đã giao được đơn vị xác nhận nhận 2 trên 2" in html


@pytest.mark.parametrize("key", [*Step, *RowSet])
def test_each_set_of_rows_has_its_page_and_sheet(key: str, leader: Client) -> None:
    a_result(accepted_on=date(2020, 5, 5), certificate_on=date(2020, 6, 6))
    assert leader.get(f"{HOME}results/{key}/").status_code == 200
    assert len(table(leader, f"{HOME}results/{key}/")) >= 1


def test_an_unknown_set_is_not_found(leader: Client) -> None:
    assert leader.get(f"{HOME}results/nothing/").status_code == 404


def test_the_drawer_is_asked_by_months(leader: Client) -> None:
    a_result(accepted_on=date(2023, 3, 1), certificate_on=date(2023, 4, 1))
    assert leader.get(f"{HOME}results/drawer/").context["list"].count == 0
    assert leader.get(f"{HOME}results/drawer/?months=6").context["list"].count == 1
    assert leader.get(f"{HOME}results/drawer/?months=999").context["list"].count == 0


def test_a_priority_that_has_ended_is_still_said_and_holds_what_its_codes_hold(leader: Client) -> None:
    held = a_result("Kết quả thuộc ưu tiên cũ")
    other = a_result("Kết quả khác")
    Result.objects.filter(pk=other.pk).update(field=field("2"))
    old, running = make_priority("Ưu tiên cũ", entries=[held.field]), make_priority("Ưu tiên mới", weight=90)
    bare = make_priority("Chưa chọn mã")
    for ended in (old, bare):
        end_priority(ended, until=date(2023, 11, 6), actor=SYSTEM, now=clock.now())
    rows = f"{HOME}results/accepted/"
    labels = dict(leader.get(rows).context["list"].labels["priority"])
    assert list(labels) == [str(running.pk), "0"]
    listed = leader.get(f"{rows}?priority={old.pk}").context["list"]
    assert [row.pk for row in listed.rows] == [held.pk]
    assert [chip.label for chip in listed.chips] == ["Ưu tiên: Ưu tiên cũ (đến 06/11/2023)"]
    assert leader.get(f"{rows}?priority={bare.pk}").context["list"].count == 0
    assert leader.get(f"{rows}?priority={old.pk}&priority=0").context["list"].count == 2
    assert leader.get(f"{rows}?priority=farming&priority={'9' * 40}").context["list"].chips == ()


@pytest.mark.parametrize("rows", ["results/drawer/", "silent/"])
def test_another_span_keeps_what_the_list_is_narrowed_to(leader: Client, rows: str) -> None:
    received_minutes(results=1, units=1)
    a_result(accepted_on=date(2020, 5, 5), certificate_on=date(2020, 6, 6))
    MinutesItem.objects.update(received_on=date(2020, 11, 1))
    html = leader.get(f"{HOME}{rows}?q=a&months=24&year=2020&sort=-code&page=2").content.decode()
    jump = html[html.index('<nav class="jump"') :]
    links = re.findall(r'<a href="([^"]+)"(?: aria-current="(true)")?>', jump[: jump.index("</nav>")])
    asked = "?q=a&amp;year=2020&amp;sort=-code&amp;months="
    assert [(link, here) for link, here in links] == [
        (f"/desk/figures/{rows}{asked}{months}", "true" if months == 24 else "") for months in (6, 12, 24, 36)
    ]


def test_lines_by_how_far_they_have_come(leader: Client) -> None:
    conference = conference_of(decision_of(results=1, products=1, units=2))
    prepare(conference)
    sign(seal(conference)[0])
    counts = {
        stage: leader.get(f"{HOME}lines/?stage={stage}").context["list"].count
        for stage in ("received", "signed", "open")
    }
    assert counts == {"received": 0, "signed": 1, "open": 1}
    assert leader.get(f"{HOME}lines/?kind=product").context["list"].count == 1
    assert leader.get(f"{HOME}products/?stage=signed").context["list"].count in (0, 1)
    assert len(table(leader, f"{HOME}lines/")) >= len(table(leader, f"{HOME}products/")) >= 1


def test_restricted_results_are_in_no_number_and_no_row(leader: Client) -> None:
    a_result("Bài thuốc riêng của bản", access=Access.RESTRICTED)
    for address in (HOME, f"{HOME}results/offered/", f"{HOME}results/accepted/"):
        assert "Bài thuốc riêng" not in leader.get(address).content.decode()
    assert leader.get(f"{HOME}results/accepted/").context["list"].count == 0


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("address", "asked"),
    [
        (HOME, 18),
        (f"{HOME}results/accepted/", 11),
        (f"{HOME}lines/", 8),
        (f"{HOME}products/", 6),
        (f"{HOME}silent/", 8),
    ],
)
def test_pages_ask_a_fixed_number_of_queries(
    address: str, asked: int, rows: int, leader: Client, django_assert_num_queries: Any
) -> None:
    received_minutes(results=rows, products=rows, units=1)
    MinutesItem.objects.update(received_on=date(2022, 11, 1))
    with django_assert_num_queries(asked):
        leader.get(address)


@pytest.mark.parametrize("rows", [1, 3])
def test_costs_ask_three_queries_more_however_many_rows(
    rows: int, leader: Client, django_assert_num_queries: Any
) -> None:
    received_minutes(results=rows, units=1)
    for item in MinutesItem.objects.all():
        verified_use(a_claim(on=clock.today() - timedelta(days=10)), subject=item.result, now=clock.now())
    with django_assert_num_queries(14):
        assert leader.get(f"{HOME}results/in_use/").context["list"].count == rows
