"""Copying on pages: said from a result's page without an account, confirmed in the office, grown into a tree."""

from __future__ import annotations

import html
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gieo.core import clock
from gieo.core.actor import Role
from gieo.domain.results.models import Result
from gieo.domain.uptake.access import visible_uses
from gieo.domain.uptake.models import Copy, Use
from gieo.domain.uptake.queries.figures import sums_of
from gieo.domain.uptake.vocab import Measure
from gieo.domain.uptake.vocab.copies import CopyState
from gieo.foundation.places.models import Area
from gieo.foundation.places.rules import era_of
from gieo.foundation.places.vocab import Era
from gieo.foundation.units.models import Unit
from tests.factories.accounts import user_with
from tests.factories.audience import right_code
from tests.factories.copies import a_committee, confirmed_copy, said_copy
from tests.factories.places import make_area
from tests.factories.transfers import a_result
from tests.factories.units import make_unit
from tests.factories.uptake import a_place, officer_of

pytestmark = pytest.mark.django_db


def browser(role: Role, unit: Unit | None = None) -> Client:
    client = Client()
    client.force_login(user_with(role, unit or make_unit("Sở Khoa học và Công nghệ")))
    return client


def text(answer: HttpResponse, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:3000]
    return html.unescape(answer.content.decode())


def a_commune() -> Area:
    """A commune of the map of today, in a province that is carried in full."""
    province = make_area("Tỉnh Điện Biên", "11", era=Era.BEFORE_2025)
    make_area("Huyện Mường Chà", "097", era=Era.BEFORE_2025, parent=province)
    return make_area("Xã Na Sang", "03166", era=era_of(clock.today()))


def send(client: Client, result: Result, at: Area, *, way: str = "", address: str = "203.0.113.7", **values: str):
    given = right_code(clock.now())
    typed = {
        "name": "Giàng A Páo", "phone": "0215 111 2222", "place": str(at.pk), "hamlet": "Bản Háng Á",
        "since": "01/02/2023", "amount": "1,5", "measure": "hectare", "learnt_from": "Nhà ông Sùng bản bên",
        "consents": "on", "token": given.token, "answer": given.answer,
    } | values  # fmt: skip
    return client.post(f"/ket-qua/{result.code}/lam-theo{way}", typed, REMOTE_ADDR=address)


def test_from_the_sheet_to_a_place_that_counts(client: Client) -> None:
    cache.clear()
    result, place = a_result(), a_commune()
    committee = a_committee(place)
    address = f"/ket-qua/{result.code}/lam-theo"
    assert f'href="{address}"' in text(client.get(f"/ket-qua/{result.code}"))
    assert "Đã làm theo? Quét để cho biết" in text(client.get(f"/ket-qua/{result.code}/to-in"))
    page = client.get(address)
    assert page.headers["Cache-Control"] == "no-store"
    assert "We copied this" in text(client.get(f"/en{address}"))
    root = confirmed_copy(
        said_copy(result, place=a_place("Xã Sa Lông"), now=clock.now()), now=clock.now(), on=clock.today()
    )
    answer = send(client, result, place, way=f"?from={root.code}")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/ket-qua/{result.code}")
    copy = Copy.objects.get(state=CopyState.WAITING)
    assert (copy.parent, copy.committee, copy.amount) == (root, committee, Decimal("1.5"))

    commune = browser(Role.UNIT_REP, committee)
    assert copy.code in text(commune.get("/desk/copies/"))
    assert "0215 111 2222" in text(commune.get(f"/desk/copies/{copy.code}"))
    form = text(commune.get(f"/desk/copies/{copy.code}/confirm"))
    assert 'value="Giàng A Páo, Bản Háng Á"' in form
    typed = {
        "looked": "visited", "on": f"{clock.today():%d/%m/%Y}", "words": "Đã tới nương.", "since": "01/02/2023",
        "household": "Giàng A Páo, Bản Háng Á", "amount": "1,25", "measure": "hectare", "parent": str(root.pk),
    }  # fmt: skip
    wrong = text(commune.post(f"/desk/copies/{copy.code}/confirm", typed | {"amount": "-2"}), 422)
    assert "Đã tới nương." in wrong
    assert commune.post(f"/desk/copies/{copy.code}/confirm", typed).status_code == 303
    use = Use.objects.get(place=place)
    assert sums_of(visible_uses(officer_of()), clock.today()).totals[Measure.HECTARE] == Decimal("2.75")

    office = browser(Role.OFFICER)
    record = text(office.get(f"/desk/uptake/{use.code}/"))
    assert "Giàng A Páo, Bản Háng Á" in record
    assert f"/desk/copies/tree/{result.code}" in record
    assert f"?from={use.code}" not in text(client.get(f"/ket-qua/{result.code}"))
    assert f"/desk/uptake/{use.code}/" in text(office.get(f"/desk/uptake/{root.code}/"))
    assert "2 nơi làm theo" in text(office.get(f"/desk/results/{result.code}"))
    leader = browser(Role.PROVINCE_LEADER)
    seen = text(leader.get(f"/desk/uptake/{use.code}/"))
    assert "Hộ dân, UBND Xã Na Sang" in seen
    assert "Giàng A Páo" not in seen
    assert "Xã Na Sang" in text(client.get(f"/ket-qua/{result.code}"))


def test_whatever_is_wrong_what_was_typed_stays(client: Client) -> None:
    cache.clear()
    result, place = a_result(), a_commune()
    for wrong in (
        {"name": ""}, {"phone": "12"}, {"consents": ""}, {"answer": "mười bảy"}, {"place": "999999"},
        {"amount": "-2"}, {"amount": "2 sào"}, {"amount": "1e99"}, {"measure": "acre"}, {"since": "30/02/2024"},
        {"since": "01/01/2999"}, {"token": "x"},
    ):  # fmt: skip
        cache.clear()
        assert 'value="Nhà ông Sùng bản bên"' in text(send(client, result, place, **wrong), 422), wrong
    page = send(client, result, place, name="<img src=x onerror=alert(1)>", phone="1")
    assert "<img src=x" not in page.content.decode()
    assert not Copy.objects.exists()


def test_one_address_is_slowed_in_words_and_others_are_not(client: Client) -> None:
    cache.clear()
    result, place = a_result(), a_commune()
    for n in range(6):
        assert send(client, result, place, phone=f"0215 111 00{n:02d}").status_code == 303
    answer = send(client, result, place, phone="0215 222 0000")
    assert 'value="Giàng A Páo"' in text(answer, 429)
    assert send(client, result, place, phone="0215 222 0000", address="203.0.113.9").status_code == 303


def test_nothing_is_said_of_what_is_not_public(client: Client) -> None:
    hidden = a_result(state="draft", title="Nghiên cứu còn kín")
    for answer in (client.get(f"/ket-qua/{hidden.code}/lam-theo"), send(client, hidden, a_commune())):
        assert hidden.title not in text(answer, 404)
    assert not Copy.objects.exists()


def test_the_office_says_why_not_and_a_stranger_finds_nothing() -> None:
    copy = said_copy(now=clock.now())
    office = browser(Role.OFFICER)
    assert office.post(f"/desk/copies/{copy.code}/refuse", {"reason": ""}).status_code == 422
    assert office.post(f"/desk/copies/{copy.code}/refuse", {"reason": "Không có hộ này"}).status_code == 303
    assert "Không có hộ này" in text(office.get(f"/desk/copies/{copy.code}"))
    stranger = browser(Role.UNIT_REP, make_unit("Đơn vị khác"))
    assert stranger.get(f"/desk/copies/{copy.code}").status_code == 404
    assert copy.code not in text(stranger.get("/desk/copies/"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_few_questions(count: int) -> None:
    result = a_result()
    for n in range(count):
        said_copy(result, place=a_place(f"Xã số {n}"), now=clock.now())
    office = browser(Role.OFFICER)
    office.get("/desk/copies/")
    with CaptureQueriesContext(connection) as asked:
        text(office.get("/desk/copies/"))
    assert len(asked) == 9


@pytest.mark.parametrize("count", [1, 3])
def test_the_tree_asks_the_same_few_questions(count: int) -> None:
    result, now = a_result(), clock.now()
    parent: Use | None = None
    for n in range(count):
        copy = said_copy(result, place=a_place(f"Xã số {n}"), now=now)
        parent = confirmed_copy(copy, now=now, on=clock.today(), parent=parent)
    office = browser(Role.OFFICER)
    office.get("/desk/copies/")
    with CaptureQueriesContext(connection) as asked:
        page = text(office.get(f"/desk/copies/tree/{result.code}"))
    assert f"Xã số {count - 1}" in page
    assert len(asked) == 5
