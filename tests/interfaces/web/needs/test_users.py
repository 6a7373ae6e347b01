"""Beside the reasons why a result could meet a need stands who uses it today, as far as the reader may know."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gieo.core import clock
from gieo.core.actor import Role
from gieo.domain.needs.models import Need
from gieo.domain.results.models import Result
from gieo.domain.uptake.vocab import Level
from gieo.foundation.search.queries import stand_at
from gieo.foundation.search.services import rebuild
from gieo.foundation.units.vocab import UnitKind
from tests.factories.accounts import user_with
from tests.factories.handovers import department
from tests.factories.needs import make_need
from tests.factories.results import make_result
from tests.factories.transfers import moment
from tests.factories.units import make_unit
from tests.factories.uptake import NOW, a_claim, a_place, claimed_again, claimed_use, verified_use

pytestmark = pytest.mark.django_db
WEIGH_QUERIES = 9


@pytest.fixture(autouse=True)
def _on_that_day(db: None) -> None:
    clock.shift(NOW - datetime.now(UTC))


@pytest.fixture
def indexed(settings: Any, tmp_path: Path) -> Iterator[Callable[[], int]]:
    settings.INDEX_DIR = tmp_path / "index"
    yield lambda: rebuild(stand_at(settings.INDEX_DIR))
    stand_at.cache_clear()


def browser(role: Role = Role.OFFICER, unit: Any = None) -> Client:
    client = Client()
    client.force_login(user_with(role, unit or department()))
    return client


def reasons(client: Client, need: Need) -> dict[str, list[str]]:
    """Who uses each result, as the page of a need says it, by the code of the result."""
    rows = client.get(f"/desk/needs/{need.code}/weigh").context["rows"]
    return {match.result.code: [line for line in match.why if line.startswith("Đang dùng")] for match, *_more in rows}


def used(result: Result, name: str, place: str = "Xã Na Sang", **values: Any) -> Any:
    unit = make_unit(name, UnitKind.COOPERATIVE)
    return verified_use(subject=result, receiver=unit, place=a_place(place), **values)


def test_a_verified_use_of_today_is_a_reason_and_no_other_is(indexed: Callable[[], int]) -> None:
    need, result = make_need(), make_result("transferable")
    indexed()
    officer = browser()
    claimed_use(subject=result, receiver=make_unit("Hợp tác xã Chưa Xem", UnitKind.COOPERATIVE))
    old = date(2023, 1, 5)
    verified_use(a_claim(on=old), subject=result, receiver=make_unit("Hợp tác xã Cũ"), now=moment(old))
    verified_use(a_claim(Level.RECEIVED), subject=result, receiver=make_unit("Hợp tác xã Mới Nhận"))
    stopped = used(result, "Hợp tác xã Đã Dừng")
    claimed_again(stopped, a_claim(Level.STOPPED))
    assert reasons(officer, need) == {result.code: []}
    used(result, "Hợp tác xã Pá Khoang")
    assert reasons(officer, need) == {result.code: ["Đang dùng: Hợp tác xã Pá Khoang"]}
    used(result.products.get(), "Hợp tác xã Hua Thanh")
    assert reasons(officer, need) == {result.code: ["Đang dùng: Hợp tác xã Hua Thanh, Hợp tác xã Pá Khoang"]}
    assert "Hợp tác xã Pá Khoang" in officer.get(f"/desk/needs/{need.code}/weigh").content.decode()
    assert "Đang dùng: Hợp tác xã Hua Thanh" in officer.get(f"/desk/needs/for/{result.code}").content.decode()
    clock.shift(datetime(2025, 6, 1, tzinfo=UTC) - datetime.now(UTC))
    assert reasons(officer, need) == {result.code: []}, "what it rests on has run out"


def test_a_unit_reads_its_own_name_and_of_others_the_place(indexed: Callable[[], int]) -> None:
    need, result = make_need(), make_result("transferable")
    indexed()
    used(result, "Hợp tác xã Pá Khoang", "Xã Mường Phăng")
    verified_use(subject=result, receiver=need.unit, place=a_place("Xã Na Sang"))
    (said,) = reasons(browser(Role.UNIT_REP, need.unit), need)[result.code]
    assert said == "Đang dùng: UBND xã Na Sang, Xã Mường Phăng"


def test_of_many_the_first_are_named_and_the_others_counted(indexed: Callable[[], int]) -> None:
    need, result = make_need(), make_result("transferable")
    indexed()
    for name in "CBEAD":
        used(result, f"Hợp tác xã {name}")
    assert reasons(browser(), need)[result.code] == [
        "Đang dùng: Hợp tác xã A, Hợp tác xã B, Hợp tác xã C và 2 nơi khác"
    ]


@pytest.mark.parametrize("hits", [1, 3])
def test_no_result_that_is_shown_asks_a_query_of_its_own(hits: int, indexed: Callable[[], int]) -> None:
    need = make_need()
    results = [make_result("transferable", title=f"Gieo lúa nếp nương, cách {number}") for number in range(hits)]
    indexed()
    for number, result in enumerate(results):
        used(result, f"Hợp tác xã số {number}", f"Xã số {number}")
    officer = browser()
    with CaptureQueriesContext(connection) as asked:
        found = reasons(officer, need)
    assert [len(said) for said in found.values()] == [1] * hits
    assert len(asked) == WEIGH_QUERIES, [query["sql"][:120] for query in asked]
