"""The front door: what it shows empty and full, that each number opens its rows, that nothing hidden stands there."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from gieo.core.actor import SYSTEM
from gieo.domain.handovers.services import receive_items
from gieo.domain.results.models import Result
from gieo.domain.results.services import add_photograph
from gieo.domain.results.vocab import Access, ResultState
from gieo.domain.transfers.models import Conference
from gieo.domain.transfers.services import announce_conference, publish_conference
from gieo.domain.transfers.services.conferences import close_conference
from gieo.foundation.units.vocab import OPERATOR, UnitKind
from tests.factories.handovers import TABLE, conference_of, decision_of, officer, prepare, seal, sign
from tests.factories.transfers import a_result, issued_decision, planned_conference
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "#2f6b4f").save(out, "PNG")
    return out.getvalue()


def add_picture(result: Result, *, consent: bool = True) -> None:
    add_photograph(
        result, picture(), name="anh.png", caption="Nương nếp chín", credit="Tranh minh hoạ: Gieo", consent=consent,
        actor=SYSTEM, now=TABLE,
    )  # fmt: skip


def published(**numbers: int) -> Conference:
    """A conference signed, received and published."""
    conference = conference_of(decision_of(**numbers))
    prepare(conference)
    for minutes in seal(conference):
        sign(minutes)
        receive_items(minutes, actor=officer(), now=TABLE)
    conference = close_conference(conference, rest_absent=True, actor=SYSTEM, now=TABLE)
    return publish_conference(conference, actor=SYSTEM, now=TABLE)


def test_an_empty_house_has_a_front_door(client: Client) -> None:
    answer = client.get("/")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="q"' in html
    assert "Chưa có hội nghị nào được công bố" in html
    assert "Ai đã nhận" not in html


def test_search_leads_to_the_results(client: Client) -> None:
    html = client.get("/").content.decode()
    assert 'action="/ket-qua/"' in html
    a_result("Nuôi bò vàng vùng cao", folded="nuoi bo vang vung cao")
    assert client.get("/ket-qua/", {"q": "nuoi bo"}).context["list"].count == 1


def test_the_newest_conference_shows_its_figures_and_their_rows(client: Client) -> None:
    conference = published(results=2, products=3, units=2, enterprises=1)
    html = client.get("/").content.decode()
    assert f"/hoi-nghi/{conference.code}#ket-qua" in html
    newest = client.get("/").context["newest"]
    assert [(bar.label, bar.value) for bar in newest.figures] == [
        ("kết quả", 2),
        ("sản phẩm", 3),
        ("đơn vị nhận", 2),
        ("doanh nghiệp trong số đó", 1),
    ]
    assert "sau 179 ngày. 5 mục: 5 đã ký bàn giao, 5 đã được đơn vị xác nhận nhận." in newest.lead
    page = client.get(f"/hoi-nghi/{conference.code}").content.decode()
    for bar in newest.figures:
        assert f'id="{bar.url.split("#")[1]}"' in page


def test_every_terrace_opens_as_many_rows_as_it_counts(client: Client) -> None:
    a_result("Chưa ai nhận")
    a_result("Mới đăng ký", state=ResultState.REGISTERED)
    conference = conference_of(decision_of(results=3, units=1))
    prepare(conference)
    issued_decision(results=1)
    assert [step.value for step in client.get("/").context["steps"]] == [6, 5, 4, 0, 0]
    (minutes,) = seal(conference)
    sign(minutes)
    first = minutes.items.order_by("order")[0]
    receive_items(minutes, items=[first.pk], actor=officer(), now=TABLE)
    steps = client.get("/").context["steps"]
    assert [step.value for step in steps] == [6, 5, 4, 3, 1]
    for step in steps:
        assert client.get(step.url).context["list"].count == step.value, step.url


def test_places_open_as_many_rows_as_they_count(client: Client) -> None:
    published(results=2, products=1, units=2)
    html = client.get("/").content.decode()
    (place, name, url), *_others = client.get("/").context["places"]
    assert (name, url) == ("Cơ quan cấp tỉnh", "/noi-nhan/tinh/")
    assert "/noi-nhan/tinh/" in html
    shown = client.get("/noi-nhan/tinh/")
    units = shown.context["units"]
    assert len(units) == len(place.tally.units)
    codes = {item.subject_code for _unit, items in units for item in items}
    assert len(codes) == len(place.tally.results) + len(place.tally.products)
    assert client.get("/noi-nhan/999/").status_code == 404


def test_tiles_show_offered_results_with_their_photograph(client: Client) -> None:
    shown, refused = a_result("Cà phê tiết kiệm nước"), a_result("Không có đồng ý")
    add_picture(shown)
    add_picture(refused, consent=False)
    tiles = client.get("/").context["tiles"]
    assert [tile.result.pk for tile in tiles] == [shown.pk]
    assert client.get(tiles[0].photo).headers["Content-Type"] == "image/webp"


def test_restricted_results_and_unpublished_conferences_are_nowhere(client: Client) -> None:
    hidden = a_result("Bài thuốc riêng của bản", access=Access.RESTRICTED)
    add_picture(hidden)
    conference_of(decision_of(results=1))
    answer = client.get("/")
    assert "Bài thuốc riêng" not in answer.content.decode()
    assert answer.context["newest"] is None
    assert answer.context["tiles"] == []


def test_what_is_announced_is_coming(client: Client) -> None:
    conference = planned_conference(issued_decision(), held_on=date(2023, 12, 1))
    announce_conference(conference, actor=SYSTEM, now=TABLE)
    html = client.get("/").content.decode()
    assert "Sắp tới" in html
    assert f"/hoi-nghi/{conference.code}" in html


def test_the_english_door_stands_beside(client: Client) -> None:
    answer = client.get("/en/")
    assert answer.status_code == 200
    assert '<html lang="en">' in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_door_asks_a_fixed_number_of_queries(rows: int, client: Client, django_assert_num_queries: Any) -> None:
    published(results=rows, products=rows, units=1)
    for result in Result.objects.all():
        add_picture(result)
    with django_assert_num_queries(16):
        client.get("/")


def test_no_request_leaves_the_house(client: Client) -> None:
    published(results=1, units=1)
    html = client.get("/").content.decode()
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', html)


def test_the_foot_says_whom_to_call(client: Client) -> None:
    assert "tel:" not in client.get("/").content.decode()
    make_unit(
        OPERATOR, UnitKind.DEPARTMENT, phone="0215 000 1001", address="Số 1 đường Minh Hoạ", email="so@example.vn"
    )
    html = client.get("/").content.decode()
    assert 'href="tel:02150001001"' in html
    assert "Số 1 đường Minh Hoạ" in html
