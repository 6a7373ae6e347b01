"""Records known only by kind and code, and days as people say them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.urls import resolve

from gieo.core.actor import ANONYMOUS, SYSTEM, Role
from gieo.interfaces.web.ui.records import RECORDS, record_label, record_url, visible_codes
from gieo.interfaces.web.ui.weekdays import day_words, moment_words, weekday_words
from tests.factories.accounts import actor
from tests.factories.units import make_unit


@pytest.mark.parametrize("kind", sorted(RECORDS))
def test_every_kind_is_a_model_with_a_page_and_a_name(kind: str) -> None:
    assert apps.get_model(kind)._meta.label_lower == kind
    address = record_url(kind, "AB-2023-001")
    assert "AB-2023-001" in address
    assert resolve(address).url_name
    assert record_label(kind)


def test_an_unknown_kind_has_no_page() -> None:
    assert record_url("duties.duty", "VIEC-1") == ""
    assert record_label("duties.duty") == ""


@pytest.mark.django_db
def test_only_records_one_may_see_are_named(django_assert_num_queries) -> None:
    own, other = make_unit("Đơn vị mình"), make_unit("Đơn vị khác")
    named = [("units.unit", own.code), ("units.unit", other.code), ("duties.duty", "VIEC-1"), ("units.unit", "DV-9999")]
    assert visible_codes(SYSTEM, named) == {("units.unit", own.code), ("units.unit", other.code)}
    assert visible_codes(actor(Role.UNIT_REP, unit_id=own.pk), named) == {("units.unit", own.code)}
    assert visible_codes(ANONYMOUS, named) == set()
    assert visible_codes(SYSTEM, []) == set()
    with django_assert_num_queries(1):
        visible_codes(actor(Role.OFFICER), [*named, *((kind, "X-2023-001") for kind in RECORDS)])


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2023, 11, 7, 1, 42, tzinfo=UTC), "Hôm nay, 08:42"),
        (datetime(2023, 11, 6, 17, 0, tzinfo=UTC), "Hôm nay, 00:00"),
        (datetime(2023, 11, 6, 16, 59, tzinfo=UTC), "Hôm qua, 23:59"),
        (datetime(2023, 11, 3, 9, 10, tzinfo=UTC), "Thứ Sáu, 16:10"),
        (datetime(2023, 10, 31, 9, 10, tzinfo=UTC), "31/10/2023, 16:10"),
        (datetime(2023, 11, 8, 9, 10, tzinfo=UTC), "08/11/2023, 16:10"),
    ],
)
def test_a_moment_is_said_as_people_say_it(moment: datetime, words: str) -> None:
    assert moment_words(moment, date(2023, 11, 7)) == words


def test_a_day_is_said_with_its_weekday() -> None:
    assert day_words(date(2023, 11, 13)) == "Thứ Hai, ngày 13 tháng 11 năm 2023"
    assert weekday_words(date(2023, 11, 12)) == "Chủ nhật"
