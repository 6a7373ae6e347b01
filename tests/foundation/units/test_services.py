"""Entering, changing and ending units; what is refused leaves nothing behind."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from gieo.core.actor import SYSTEM, Role
from gieo.core.errors import Conflict, Invalid, NotAllowed, Refused
from gieo.foundation.journal.models import Entry
from gieo.foundation.journal.queries import history
from gieo.foundation.units.models import FormerFace, Unit
from gieo.foundation.units.services import abolish_unit, create_unit, edit_unit
from gieo.foundation.units.vocab import UnitKind
from tests.factories.accounts import actor
from tests.factories.places import make_area
from tests.factories.units import MERGER, make_unit

pytestmark = pytest.mark.django_db
OFFICER = actor(Role.OFFICER)


def test_a_unit_is_entered(now: datetime) -> None:
    place = make_area()
    unit = create_unit(
        name="  UBND  xã Mường Phăng ", kind=UnitKind.COMMUNE_COMMITTEE, place=place, actor=OFFICER, now=now
    )
    assert (unit.code, unit.name, unit.version) == ("DV-0001", "UBND xã Mường Phăng", 1)
    assert unit.folded == "dv-0001 ubnd xa muong phang xa muong phang"
    entry = history(unit).get()
    assert (entry.verb, entry.actor_name, entry.record_code) == ("create", "Lò Thị Mai", "DV-0001")
    assert entry.changes == {
        "name": [None, "UBND xã Mường Phăng"],
        "kind": [None, "commune_committee"],
        "place": [None, "Xã Mường Phăng"],
    }


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OFFICER, Role.ADMINISTRATOR}))
def test_others_enter_change_and_end_nothing(role: Role, now: datetime) -> None:
    unit = make_unit()
    stranger = actor(role, unit_id=unit.pk)
    entries = Entry.objects.count()
    with pytest.raises(NotAllowed, match="Chỉ chuyên viên"):
        create_unit(name="Sở mới", kind=UnitKind.DEPARTMENT, actor=stranger, now=now)
    with pytest.raises(NotAllowed, match="Chỉ chuyên viên"):
        edit_unit(unit, version=1, name="Khác", actor=stranger, now=now)
    with pytest.raises(NotAllowed, match="Chỉ chuyên viên"):
        abolish_unit(unit, on=MERGER, successor=None, actor=stranger, now=now)
    assert (Unit.objects.get().name, Unit.objects.get().abolished_on, Entry.objects.count()) == (
        unit.name,
        None,
        entries,
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"kind": "bank"}, "kind"),
        ({"email": "khong-phai-thu"}, "email"),
        ({"code": "SKHCN"}, "code"),
    ],
)
def test_a_wrong_field_is_named(wrong: dict[str, str], field: str, now: datetime) -> None:
    make_unit(code="SKHCN")
    entries = Entry.objects.count()
    with pytest.raises(Invalid) as refusal:
        create_unit(**{"name": "Sở A", "kind": UnitKind.DEPARTMENT, "actor": OFFICER, "now": now, **wrong})
    assert set(refusal.value.errors) == {field}
    assert (Unit.objects.count(), Entry.objects.count()) == (1, entries)


def test_a_correction_keeps_no_former_name(now: datetime) -> None:
    unit = make_unit("Trung tâm Khuyến nôn")
    edited = edit_unit(unit, version=1, name="Trung tâm Khuyến nông", actor=OFFICER, now=now)
    assert (edited.name, edited.version, FormerFace.objects.count()) == ("Trung tâm Khuyến nông", 2, 0)
    assert history(unit)[0].changes == {"name": ["Trung tâm Khuyến nôn", "Trung tâm Khuyến nông"]}


def test_nothing_changed_nothing_written(now: datetime) -> None:
    unit = make_unit("Sở A", UnitKind.DEPARTMENT)
    entries = Entry.objects.count()
    assert edit_unit(unit, version=1, name=" Sở A", kind=UnitKind.DEPARTMENT, actor=OFFICER, now=now).version == 1
    assert Entry.objects.count() == entries


def test_an_older_page_does_not_overwrite_a_newer_edit(now: datetime) -> None:
    unit = make_unit()
    edit_unit(unit, version=1, phone="0215 3 825 001", actor=OFFICER, now=now)
    with pytest.raises(Conflict):
        edit_unit(unit, version=1, phone="0215 3 999 999", actor=OFFICER, now=now)
    assert Unit.objects.get().phone == "0215 3 825 001"


def test_a_unit_does_not_stand_under_itself(now: datetime) -> None:
    head = make_unit("Sở A", UnitKind.DEPARTMENT)
    below = make_unit("Phòng B", parent=head)
    with pytest.raises(Invalid) as refusal:
        edit_unit(head, version=1, parent=below, actor=OFFICER, now=now)
    assert set(refusal.value.errors) == {"parent"}
    assert Unit.objects.get(pk=head.pk).parent is None


def test_a_unit_ends_and_names_its_successor(now: datetime) -> None:
    district, commune = make_unit("UBND huyện Mường Chà", UnitKind.DISTRICT_COMMITTEE), make_unit("UBND xã Na Sang")
    abolish_unit(district, on=MERGER, successor=commune, act_number=" 1661/NQ-UBTVQH15", actor=OFFICER, now=now)
    district.refresh_from_db()
    assert (district.abolished_on, district.successor, district.abolishing_act) == (MERGER, commune, "1661/NQ-UBTVQH15")
    entry = history(district)[0]
    assert (entry.verb, entry.changes) == (
        "abolish",
        {
            "abolished_on": [None, "2025-07-01"],
            "successor": [None, "UBND xã Na Sang"],
            "abolishing_act": ["", "1661/NQ-UBTVQH15"],
        },
    )


def test_a_public_body_names_a_successor_and_a_company_need_not(now: datetime) -> None:
    district = make_unit("UBND huyện A", UnitKind.DISTRICT_COMMITTEE)
    with pytest.raises(Invalid, match="phải có đơn vị kế thừa"):
        abolish_unit(district, on=MERGER, successor=None, actor=OFFICER, now=now)
    assert Unit.objects.get(pk=district.pk).abolished_on is None
    company = make_unit("Công ty A", UnitKind.ENTERPRISE)
    abolish_unit(company, on=MERGER, successor=None, actor=OFFICER, now=now)
    assert Unit.objects.get(pk=company.pk).abolished_on == MERGER


def test_a_chain_of_successors_does_not_close(now: datetime) -> None:
    one, two, three = (make_unit(name) for name in ("Một", "Hai", "Ba"))
    abolish_unit(one, on=date(2020, 1, 1), successor=two, actor=OFFICER, now=now)
    abolish_unit(two, on=date(2021, 1, 1), successor=three, actor=OFFICER, now=now)
    for heir in (one, two):
        with pytest.raises(Refused, match="được kế thừa bởi chính đơn vị này"):
            abolish_unit(three, on=date(2022, 1, 1), successor=heir, actor=OFFICER, now=now)
    with pytest.raises(Invalid, match="không thể kế thừa chính mình"):
        abolish_unit(three, on=date(2022, 1, 1), successor=three, actor=OFFICER, now=now)
    assert Unit.objects.get(pk=three.pk).abolished_on is None


def test_a_successor_still_exists_on_that_day(now: datetime) -> None:
    gone = make_unit("Công ty A", UnitKind.ENTERPRISE)
    abolish_unit(gone, on=date(2022, 1, 1), successor=None, actor=OFFICER, now=now)
    unit = make_unit("Công ty B", UnitKind.ENTERPRISE)
    with pytest.raises(Invalid) as refusal:
        abolish_unit(unit, on=date(2022, 1, 1), successor=gone, actor=OFFICER, now=now)
    assert set(refusal.value.errors) == {"heir"}
    abolish_unit(unit, on=date(2021, 12, 31), successor=gone, actor=OFFICER, now=now)


def test_a_unit_ends_once_and_after_it_began(now: datetime) -> None:
    unit = make_unit("Công ty A", UnitKind.ENTERPRISE, since=date(2020, 1, 1))
    with pytest.raises(Invalid, match="sau ngày thành lập"):
        abolish_unit(unit, on=date(2020, 1, 1), successor=None, actor=OFFICER, now=now)
    abolish_unit(unit, on=date(2020, 1, 2), successor=None, actor=OFFICER, now=now)
    with pytest.raises(Invalid, match="đã được ghi"):
        abolish_unit(unit, on=date(2021, 1, 1), successor=None, actor=OFFICER, now=now)
    assert Unit.objects.get().abolished_on == date(2020, 1, 2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"abolishing_act": "1/NQ"},
        {"abolished_on": MERGER},
        {"abolished_on": MERGER, "kind": "enterprise", "since": date(2025, 7, 1)},
        {"name": ""},
    ],
)
def test_the_database_itself_refuses_what_cannot_be(wrong: dict[str, object]) -> None:
    unit = make_unit("UBND huyện A", UnitKind.DISTRICT_COMMITTEE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.filter(pk=unit.pk).update(**wrong)
    assert Unit.objects.get().name == "UBND huyện A"


def test_a_unit_is_neither_its_own_heir_nor_its_own_head() -> None:
    unit = make_unit("Công ty A", UnitKind.ENTERPRISE)
    for wrong in ({"successor": unit, "abolished_on": MERGER}, {"parent": unit}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Unit.objects.filter(pk=unit.pk).update(**wrong)


def test_two_officers_edit_at_once(side_by_side, now: datetime) -> None:
    unit = create_unit(name="Sở A", kind=UnitKind.DEPARTMENT, actor=SYSTEM, now=now)
    outcomes = side_by_side(
        lambda: edit_unit(Unit.objects.get(), version=1, phone="1", actor=OFFICER, now=now),
        lambda: edit_unit(Unit.objects.get(), version=1, phone="2", actor=OFFICER, now=now),
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Stale", "Unit"]
    assert (Unit.objects.get(pk=unit.pk).version, history(unit).count()) == (2, 2)


def test_two_units_do_not_inherit_each_other_at_once(side_by_side, now: datetime) -> None:
    one, two = (create_unit(name=name, kind=UnitKind.OTHER, actor=SYSTEM, now=now) for name in ("Một", "Hai"))
    outcomes = side_by_side(
        lambda: abolish_unit(one, on=MERGER, successor=two, actor=OFFICER, now=now),
        lambda: abolish_unit(two, on=MERGER, successor=one, actor=OFFICER, now=now),
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Refused", "Unit"]
    assert Unit.objects.filter(abolished_on__isnull=False).count() == 1
