"""What a unit was on a day, who stands for it today, and who may see it."""

from datetime import date, datetime

import pytest

from gieo.core.actor import ANONYMOUS, SYSTEM, Role
from gieo.core.errors import NotFound
from gieo.foundation.duties.models import Duty
from gieo.foundation.units.access import access_unit, visible_units
from gieo.foundation.units.models import Unit
from gieo.foundation.units.permits import with_predecessors
from gieo.foundation.units.queries import (
    active_units,
    bearers,
    face_of,
    faces_of,
    find_units,
    is_enterprise,
    label_related,
    predecessors,
    today_unit,
    unit_label,
)
from gieo.foundation.units.services import abolish_unit, record_act
from gieo.foundation.units.vocab import ActKind, UnitKind
from tests.factories.accounts import actor
from tests.factories.duties import make_duty
from tests.factories.places import make_area
from tests.factories.units import make_district, make_unit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2023, 11, 7), "UBND huyện Mường Chà"),
        (date(2025, 6, 30), "UBND huyện Mường Chà"),
        (date(2025, 7, 1), "UBND huyện Mường Chà (từ 01/07/2025: UBND xã Na Sang)"),
    ],
)
def test_an_abolished_unit_names_its_successor(day: date, label: str) -> None:
    district, _commune = make_district()
    assert unit_label(district, day) == label


def test_rows_belong_to_who_stands_for_them_on_a_day(django_assert_num_queries) -> None:
    """A row named for an heir of its own, one that follows its unit, one of a unit still there, one of nobody."""
    district, commune = make_district()
    other, station = make_unit("UBND xã Mường Mươn"), make_unit("Trạm Khuyến nông")
    make_duty(station, debtor_role=Role.OFFICER)
    for unit in (district, station):
        make_duty(unit)
    make_duty(district, title="Báo cáo", due=date(2025, 11, 7))
    Duty.objects.filter(title="Báo cáo").update(heir=other, heir_since=date(2025, 7, 1))
    with django_assert_num_queries(1):
        before = bearers(Duty.objects.all(), "debtor_unit", date(2025, 6, 30))
    assert before == [(station, {station.pk}), (district, {district.pk})]
    with django_assert_num_queries(1):
        after = bearers(Duty.objects.all(), "debtor_unit", date(2025, 7, 1))
    assert after == [(station, {station.pk}), (other, {other.pk}), (commune, {district.pk})]


def test_the_successor_of_a_successor_stands_for_both(now: datetime) -> None:
    one, two, three = (make_unit(name) for name in ("Một", "Hai", "Ba"))
    two = abolish_unit(two, on=date(2024, 1, 1), successor=three, actor=SYSTEM, now=now)
    one = abolish_unit(one, on=date(2021, 1, 1), successor=two, actor=SYSTEM, now=now)
    assert [today_unit(one, on=day).name for day in (date(2020, 1, 1), date(2023, 1, 1), date(2024, 1, 1))] == [
        "Một",
        "Hai",
        "Ba",
    ]
    assert today_unit(one) == three
    assert unit_label(one, date(2023, 12, 31)) == "Một (từ 01/01/2021: Hai)"
    assert unit_label(one, date(2024, 1, 1)) == "Một (từ 01/01/2021: Ba)"
    assert with_predecessors([three.pk]) == {one.pk, two.pk, three.pk}
    assert list(predecessors(three)) == [two]


def test_a_company_without_successor_is_said_to_have_ended(now: datetime) -> None:
    company = make_unit("Công ty A", UnitKind.ENTERPRISE)
    company = abolish_unit(company, on=date(2024, 3, 1), successor=None, actor=SYSTEM, now=now)
    assert unit_label(company, date(2024, 3, 1)) == "Công ty A (giải thể từ 01/03/2024)"


def test_labels_of_a_list_ask_one_query(django_assert_num_queries) -> None:
    for number in range(3):
        make_district(f"UBND huyện {number}", f"UBND xã {number}")
    with django_assert_num_queries(1):
        units = Unit.objects.select_related(*label_related())
        assert sum("từ 01/07/2025" in unit_label(unit, date(2026, 1, 1)) for unit in units) == 3


def test_the_kind_is_that_of_the_day(now: datetime, django_assert_num_queries) -> None:
    unit = make_unit("Hợp tác xã A", UnitKind.COOPERATIVE)
    record_act(
        ActKind.CHANGE_KIND, on=date(2023, 6, 1), units=[unit], new_kind=UnitKind.ENTERPRISE, name="Công ty A",
        actor=SYSTEM, now=now,
    )  # fmt: skip
    unit.refresh_from_db()
    other = make_unit("Công ty B", UnitKind.ENTERPRISE)
    assert not is_enterprise(unit, date(2023, 5, 31))
    assert is_enterprise(unit, date(2023, 6, 1))
    assert face_of(unit, date(2023, 5, 31)).name == "Hợp tác xã A"
    with django_assert_num_queries(1):
        faces = faces_of([unit, other], date(2023, 5, 31))
    assert {pk: face.kind for pk, face in faces.items()} == {
        unit.pk: UnitKind.COOPERATIVE,
        other.pk: UnitKind.ENTERPRISE,
    }


def test_units_of_a_day_stand_in_the_order_of_the_alphabet() -> None:
    district, commune = make_district()
    make_unit("Ủy ban A", since=date(2024, 1, 1))
    make_unit("Đài Phát thanh")
    make_unit("Chi cục B")
    assert [unit.name for unit in active_units(date(2023, 11, 7))] == [
        "Chi cục B",
        "Đài Phát thanh",
        district.name,
        commune.name,
    ]
    assert district not in active_units(date(2025, 7, 1))


def test_a_unit_is_found_by_words_without_accents() -> None:
    unit = make_unit("UBND xã Mường Phăng", UnitKind.COMMUNE_COMMITTEE, place=make_area())
    make_unit("UBND xã Pú Nhung", UnitKind.COMMUNE_COMMITTEE)
    assert list(find_units("phang ubnd", date(2023, 11, 7))) == [unit]
    assert find_units("", date(2023, 11, 7)).count() == 2
    assert find_units("không có", date(2023, 11, 7)).count() == 0


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (Role.OFFICER, 2),
        (Role.DIRECTOR, 2),
        (Role.PROVINCE_LEADER, 2),
        (Role.REGISTRAR, 2),
        (Role.EDITOR, 2),
        (Role.ADMINISTRATOR, 2),
        (Role.UNIT_REP, 1),
        (Role.HOST, 1),
    ],
)
def test_the_office_sees_all_and_others_their_own(role: Role, seen: int) -> None:
    own, other = make_unit("Của tôi"), make_unit("Khác")
    me = actor(role, unit_id=own.pk)
    assert visible_units(me).count() == seen
    assert access_unit(own.code, me) == own
    if seen == 1:
        with pytest.raises(NotFound):
            access_unit(other.code, me)


def test_a_stranger_sees_none() -> None:
    unit = make_unit()
    assert visible_units(ANONYMOUS).count() == 0
    with pytest.raises(NotFound):
        access_unit(unit.code, ANONYMOUS)
