"""The sums over the list of uses open their rows; the file says how much, whom it reaches and what has changed."""

from __future__ import annotations

import html
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import docx
import pytest
from django.test import Client

from gieo.core import clock
from gieo.core.actor import Role
from gieo.domain.uptake.models import Use
from gieo.domain.uptake.rules.claims import ScaleSaid
from gieo.domain.uptake.services import EffectInput
from gieo.domain.uptake.vocab import Level, Measure, Push, Sphere
from tests.factories.accounts import user_with
from tests.factories.exports import cells, taken
from tests.factories.handovers import department
from tests.factories.transfers import moment
from tests.factories.units import make_unit
from tests.factories.uptake import NOW, a_claim, a_place, claimed_again, claimed_use, verified_use

pytestmark = pytest.mark.django_db
LIST = "/desk/uptake/"
FILE_QUERIES = 20


@pytest.fixture(autouse=True)
def _on_that_day(db: None) -> None:
    clock.shift(NOW - datetime.now(UTC))


@pytest.fixture
def officer(client: Client) -> Client:
    client.force_login(user_with(Role.OFFICER, department()))
    return client


def scales(**amounts: str) -> tuple[ScaleSaid, ...]:
    return tuple(ScaleSaid(Measure(name), Decimal(amount)) for name, amount in amounts.items())


def rice(**values: Any) -> Use:
    """12,5 ha and 30 households, on their own, with what has changed."""
    effects = (
        EffectInput(Sphere.ECONOMIC, "Thu nhập", "triệu đồng/ha", Decimal(30), Decimal("45.5")),
        EffectInput(Sphere.ENVIRONMENTAL, "Đất rửa trôi", "tấn/ha", Decimal(20), Decimal(8)),
    )
    said = {"scales": scales(hectare="12.5", household="30"), "men": 20, "women": 35, "effects": effects} | values
    return verified_use(a_claim(**said))


def shown(client: Client, address: str = LIST) -> dict[str, str]:
    """What the page adds up: address of its rows by the words of the sum."""
    return {f"{amount} {of_what}": url for amount, of_what, url in client.get(address).context["sums"]}


def listed(client: Client, address: str) -> set[str]:
    return {row.code for row in client.get(address).context["list"].found}


def test_each_sum_opens_the_rows_that_it_is_made_of(officer: Client) -> None:
    own, subsidised = rice(), rice(scales=scales(hectare="4"), push=Push.SUBSIDISED, men=None, women=None)
    on_the_same_land = verified_use(
        a_claim(scales=scales(hectare="3", animal="40")), receiver=own.receiver, place=own.place
    )
    claimed_use(a_claim(scales=scales(hectare="1000"), men=500))
    old = date(2023, 1, 5)
    verified_use(a_claim(scales=scales(hectare="200", household="7"), on=old), now=moment(old))
    claimed_again(rice(scales=scales(household="9")), a_claim(Level.STOPPED))
    verified_use(a_claim(Level.RECEIVED, scales=scales(animal="3")))
    sums = shown(officer)
    rows = {
        "16,5 ha": {own.code, subsidised.code, on_the_same_land.code},
        "30 hộ": {own.code},
        "40 con": {on_the_same_land.code},
        "55 người được hưởng (20 nam, 35 nữ)": {own.code},
    }
    assert set(sums) == set(rows)
    page = html.unescape(officer.get(LIST).content.decode())
    for words, codes in rows.items():
        assert listed(officer, sums[words]) == codes, words
        assert list(shown(officer, sums[words])) == [words], "the rows come to the number that opened them"
        amount, _space, of_what = words.partition(" ")
        assert f'<a href="{sums[words]}"><b class="num">{amount}</b> {of_what}</a>' in page


def test_a_sum_of_a_narrowed_list_opens_its_own_rows_alone(officer: Client) -> None:
    here, there = rice(), rice(scales=scales(hectare="4"))
    claimed_again(here, a_claim(Level.ROUTINE, scales=scales(hectare="13")))
    verified_use(a_claim(scales=scales(animal="40")), place=a_place("Xã Pa Ham"))
    sums = shown(officer, f"{LIST}?level=tried&sort=place")
    assert listed(officer, sums["4 ha"]) == {there.code}
    assert list(shown(officer, sums["4 ha"])) == ["4 ha"]
    assert list(shown(officer, f"{LIST}?sum=animal&sum=hectare")) == ["17 ha", "40 con"]


def test_the_sums_of_rows_that_overlap_nowhere_are_those_of_their_amounts(officer: Client) -> None:
    for amount in ("12.5", "4", "0.25"):
        rice(scales=scales(hectare=amount, tonne="2"))
    for words, column in (("16,75 ha", "Quy mô: ha"), ("6 tấn một năm", "Quy mô: tấn một năm")):
        query = shown(officer)[words].partition("?")[2]
        amounts = cells(officer, LIST, column, query)
        assert sum(Decimal(str(amount)) for amount in amounts) == Decimal(words.partition(" ")[0].replace(",", "."))


def test_uses_are_told_apart_by_who_pays(officer: Client) -> None:
    own, subsidised = rice(), rice(push=Push.SUBSIDISED)
    claimed_use(a_claim())
    assert listed(officer, f"{LIST}?push=spontaneous") == {own.code}
    assert listed(officer, f"{LIST}?push=subsidised") == {subsidised.code}
    assert listed(officer, f"{LIST}?push=subsidised&push=spontaneous") == {own.code, subsidised.code}
    claimed_again(own, a_claim(push=Push.SUBSIDISED))
    assert listed(officer, f"{LIST}?push=spontaneous") == set(), "what counts is the claim by which it stands today"


def test_the_file_says_how_much_whom_and_what_has_changed(officer: Client) -> None:
    rice()
    plots = (ScaleSaid(Measure.HECTARE, Decimal(2), "Khu A"), ScaleSaid(Measure.HECTARE, Decimal("1.5"), "Khu B"))
    rice(scales=plots, push=Push.SUBSIDISED, men=None, women=3, effects=())
    claimed_use(a_claim(men=500))
    columns = {
        "Quy mô": ["", "2 ha (Khu A), 1,5 ha (Khu B)", "12,5 ha, 30 hộ"],
        "Quy mô: ha": [None, 3.5, 12.5],
        "Quy mô: hộ": [None, None, 30],
        "Số nam": [None, None, 20],
        "Số nữ": [None, 3, 35],
        "Tự làm hay được hỗ trợ": ["", "Có tiền hoặc vật tư hỗ trợ", "Tự làm, không được hỗ trợ tiền"],
        "Hiệu quả: Kinh tế": ["", "", "Thu nhập (triệu đồng/ha): 30 → 45,5"],
        "Hiệu quả: Xã hội": ["", "", ""],
        "Hiệu quả: Môi trường": ["", "", "Đất rửa trôi (tấn/ha): 20 → 8"],
    }
    for column, said in columns.items():
        assert [value or None for value in cells(officer, LIST, column)] == [value or None for value in said], column
    (printed,) = docx.Document(io.BytesIO(taken(officer, LIST, "docx"))).tables
    words = [cell.text for cell in printed.rows[-1].cells]
    assert {"12,5 ha, 30 hộ", "20", "35", "Thu nhập (triệu đồng/ha): 30 → 45,5"} <= set(words)
    assert "Quy mô: ha" not in [cell.text for cell in printed.rows[0].cells], "too narrow for a column of each measure"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_file_takes_the_same_queries_however_many_rows(
    rows: int, officer: Client, django_assert_num_queries: Any
) -> None:
    for _row in range(rows):
        rice()
    with django_assert_num_queries(FILE_QUERIES):
        taken(officer, LIST)


def test_a_row_says_how_much_is_in_use(officer: Client) -> None:
    rice()
    claimed_use(a_claim(scales=scales(hectare="1000")), receiver=make_unit("Hợp tác xã Pá Khoang", code="PK"))
    page = officer.get(LIST).content.decode()
    assert '<span class="table__meta">12,5 ha, 30 hộ</span>' in page
    assert "1.000 ha" not in page
