"""Merging, splitting, renaming, changing and ending units by an act; and taking a mistaken one back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from gieo.core.actor import Actor, Held, Role
from gieo.core.errors import Invalid, NotAllowed, Refused
from gieo.foundation.journal.models import Entry
from gieo.foundation.journal.queries import history
from gieo.foundation.places.vocab import MAP_CHANGE
from gieo.foundation.units.access import access_act, visible_acts
from gieo.foundation.units.models import FormerFace, Unit, UnitAct
from gieo.foundation.units.permits import answers_for
from gieo.foundation.units.queries import face_of, unit_label
from gieo.foundation.units.services import NewUnit, Paper, add_contact, record_act, undo_act
from gieo.foundation.units.vocab import ActKind, UnitKind
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db

OFFICER = Actor(1, "Lò Thị Mai", frozenset({Held(Role.OFFICER, 0)}))
DAY = date(2023, 7, 1)
PAPER = Paper(number="Nghị quyết 12/NQ-HĐND", signed_on=date(2023, 6, 16), issuer="HĐND tỉnh", article="Điều 1")


def act(kind: ActKind, units: list[Unit], **more: Any) -> UnitAct:
    more.setdefault("now", datetime.fromisoformat("2023-11-07T01:00:00+00:00"))
    return record_act(kind, **({"on": DAY, "units": units, "paper": PAPER, "actor": OFFICER} | more))


def parts(made: UnitAct) -> list[tuple[str, str, bool, bool]]:
    return [(part.side, part.name, part.is_principal, part.is_new) for part in made.parts.all()]


def rep(unit: Unit, on: date) -> Actor:
    return Actor(7, "Đại diện", frozenset({Held(Role.UNIT_REP, unit.pk)}), on=on)


def test_two_units_merge_into_a_new_one() -> None:
    one, two = make_unit("Trạm A"), make_unit("Trạm B")
    made = act(ActKind.MERGE, [one, two], heir=NewUnit("Trung tâm C", "TT C"))
    heir = Unit.objects.get(name="Trung tâm C")
    assert parts(made) == [
        ("before", "Trạm A", False, False),
        ("before", "Trạm B", False, False),
        ("after", "Trung tâm C", True, True),
    ]
    assert (heir.since, heir.kind, heir.short_name) == (DAY, one.kind, "TT C")
    for old in Unit.objects.filter(pk__in=[one.pk, two.pk]):
        assert (old.abolished_on, old.successor) == (DAY, heir)
        assert old.abolishing_act == "Nghị quyết 12/NQ-HĐND ngày 16/06/2023"
        assert history(old)[0].verb == "abolish"
    assert (made.code, made.issuer, made.article) == ("SX-2023-001", "HĐND tỉnh", "Điều 1")
    assert history(made).get().changes["heirs"] == [[], ["Trung tâm C"]]


def test_the_day_before_the_act_everything_is_as_it_was() -> None:
    one, two, heir = make_unit("Trạm A"), make_unit("Trạm B"), make_unit("Trung tâm C")
    act(ActKind.MERGE, [one, two], heir=heir)
    one.refresh_from_db()
    assert unit_label(one, date(2023, 6, 30)) == "Trạm A"
    assert unit_label(one, DAY) == "Trạm A (từ 01/07/2023: Trung tâm C)"
    assert answers_for(rep(heir, date(2023, 6, 30))) == {heir.pk}
    assert answers_for(rep(heir, DAY)) == {heir.pk, one.pk, two.pk}


def test_one_unit_joins_another_that_goes_on() -> None:
    joining, staying = make_unit("Trạm A"), make_unit("Trung tâm B")
    act(ActKind.MERGE, [joining, staying], heir=staying)
    joining.refresh_from_db()
    staying.refresh_from_db()
    assert (joining.successor, staying.abolished_on) == (staying, None)


def test_a_split_names_a_principal_heir_and_others() -> None:
    old, first = make_unit("UBND huyện A", UnitKind.DISTRICT_COMMITTEE), make_unit("UBND xã B")
    made = act(ActKind.SPLIT, [old], heir=first, others=[NewUnit("UBND xã C", kind=UnitKind.COMMUNE_COMMITTEE)])
    old.refresh_from_db()
    assert old.successor == first
    assert parts(made)[1:] == [("after", "UBND xã B", True, False), ("after", "UBND xã C", False, True)]
    assert Unit.objects.get(name="UBND xã C").kind == UnitKind.COMMUNE_COMMITTEE


def test_a_unit_may_go_on_after_a_part_of_it_became_another() -> None:
    old = make_unit("Trung tâm A")
    act(ActKind.SPLIT, [old], heir=old, others=[NewUnit("Trung tâm B")])
    old.refresh_from_db()
    assert (old.abolished_on, old.successor) == (None, None)


def test_a_renamed_unit_keeps_its_former_face_for_the_days_before() -> None:
    unit = make_unit("Sở Nông nghiệp", short_name="Sở NN")
    act(ActKind.RENAME, [unit], name="Sở Nông nghiệp và Môi trường", short_name="Sở NN&MT")
    unit.refresh_from_db()
    assert (unit.name, unit.short_name) == ("Sở Nông nghiệp và Môi trường", "Sở NN&MT")
    assert face_of(unit, date(2023, 6, 30)).name == "Sở Nông nghiệp"
    assert face_of(unit, DAY).name == "Sở Nông nghiệp và Môi trường"


def test_a_cooperative_becomes_an_enterprise() -> None:
    unit = make_unit("HTX Mường Ảng", UnitKind.COOPERATIVE)
    act(ActKind.CHANGE_KIND, [unit], new_kind=UnitKind.ENTERPRISE, name="Công ty Mường Ảng")
    past = FormerFace.objects.get()
    assert (past.name, past.kind, past.until) == ("HTX Mường Ảng", "cooperative", DAY)
    assert Unit.objects.get(pk=unit.pk).kind == UnitKind.ENTERPRISE


@pytest.mark.parametrize(
    ("kind", "more", "field"),
    [
        (ActKind.MERGE, {"heir": NewUnit("C")}, "units"),
        (ActKind.MERGE, {}, "heir"),
        (ActKind.SPLIT, {"heir": NewUnit("C")}, "others"),
        (ActKind.SPLIT, {"others": [NewUnit("C")]}, "heir"),
        (ActKind.SPLIT, {"heir": NewUnit("C"), "others": [NewUnit("C")]}, "others"),
        (ActKind.RENAME, {}, "name"),
        (ActKind.RENAME, {"name": "Trạm A"}, "name"),
        (ActKind.RENAME, {"name": "Trạm B", "on": date(2024, 1, 1)}, "on"),
        (ActKind.CHANGE_KIND, {}, "changed_kind"),
        (ActKind.ABOLISH, {}, ""),
        (ActKind.ABOLISH, {"heir": NewUnit("C"), "on": date(2010, 1, 1)}, "on"),
    ],
)
def test_an_act_that_lacks_something_writes_nothing(kind: ActKind, more: dict[str, Any], field: str) -> None:
    unit = make_unit("Trạm A", since=date(2010, 1, 1))
    entries = Entry.objects.count()
    with pytest.raises(Invalid) as refused:
        act(kind, [unit], **more)
    assert set(refused.value.errors) == {field}
    assert (Unit.objects.count(), UnitAct.objects.count(), Entry.objects.count()) == (1, 0, entries)


def test_only_who_edits_units_records_acts() -> None:
    unit = make_unit("Trạm A")
    for role in set(Role) - {Role.OFFICER, Role.ADMINISTRATOR}:
        with pytest.raises(NotAllowed):
            act(ActKind.RENAME, [unit], name="B", actor=Actor(1, "X", frozenset({Held(role, unit.pk)})))
    assert not UnitAct.objects.exists()


def test_an_act_is_seen_by_the_office_and_by_its_units() -> None:
    one, other = make_unit("Trạm A"), make_unit("Trạm B")
    made = act(ActKind.RENAME, [one], name="Trạm C")
    assert access_act(made.code, rep(one, DAY)) == made
    assert not visible_acts(rep(other, DAY)).exists()
    assert visible_acts(OFFICER).count() == 1


# ---- a mistaken act


def test_undoing_a_merger_brings_everything_back(now: datetime) -> None:
    one, two = make_unit("Trạm A"), make_unit("Trạm B")
    made = act(ActKind.MERGE, [one, two], heir=NewUnit("Trung tâm C"))
    undone = undo_act(made, reason="Ghi nhầm đơn vị", actor=OFFICER, now=now)
    assert list(Unit.objects.values_list("name", "abolished_on", "successor", "abolishing_act")) == [
        ("Trạm A", None, None, ""),
        ("Trạm B", None, None, ""),
    ]
    assert (undone.undo_reason, undone.undone_by_name) == ("Ghi nhầm đơn vị", "Lò Thị Mai")
    assert [part.name for part in undone.parts.all()] == ["Trạm A", "Trạm B", "Trung tâm C"]
    assert history(one)[0].verb == "restore"
    with pytest.raises(NotAllowed):
        undo_act(made, reason="Lần nữa", actor=OFFICER, now=now)


def test_undoing_a_new_name_gives_the_old_one_back(now: datetime) -> None:
    unit = make_unit("Sở A", short_name="SA")
    made = act(ActKind.RENAME, [unit], name="Sở B")
    undo_act(made, reason="Chưa có văn bản", actor=OFFICER, now=now)
    unit.refresh_from_db()
    assert (unit.name, unit.short_name, FormerFace.objects.count()) == ("Sở A", "SA", 0)


def test_an_act_is_not_undone_under_a_later_one(now: datetime) -> None:
    one, two, three = make_unit("A"), make_unit("B"), make_unit("C")
    first = act(ActKind.MERGE, [one], heir=two)
    second = act(ActKind.MERGE, [two], heir=three, on=date(2023, 9, 1))
    with pytest.raises(Refused, match=second.code):
        undo_act(first, reason="Nhầm", actor=OFFICER, now=now)
    undo_act(second, reason="Nhầm", actor=OFFICER, now=now)
    undo_act(first, reason="Nhầm", actor=OFFICER, now=now)
    assert not Unit.objects.filter(abolished_on__isnull=False).exists()


def test_an_act_is_not_undone_when_something_hangs_on_the_unit_it_made(now: datetime) -> None:
    old = make_unit("A")
    made = act(ActKind.SPLIT, [old], heir=old, others=[NewUnit("B")])
    fresh = Unit.objects.get(name="B")
    make_unit("Phòng", parent=fresh)
    with pytest.raises(Refused, match="Đã có hồ sơ gắn với B"):
        undo_act(made, reason="Nhầm", actor=OFFICER, now=now)
    Unit.objects.filter(name="Phòng").delete()
    add_contact(fresh, name="Ai đó", phone="1", actor=OFFICER, now=now)
    with pytest.raises(Refused, match="người liên hệ"):
        undo_act(made, reason="Nhầm", actor=OFFICER, now=now)
    assert Unit.objects.filter(name="B").exists()
    assert UnitAct.objects.get().undone_at is None
    assert all(part.unit_id for part in made.parts.all())


def test_an_undo_gives_its_reason(now: datetime) -> None:
    made = act(ActKind.RENAME, [make_unit("A")], name="B")
    with pytest.raises(Invalid):
        undo_act(made, reason=" ", actor=OFFICER, now=now)


def test_two_officers_record_the_same_end_at_once(side_by_side: Any) -> None:
    unit, heir = make_unit("A"), make_unit("B")

    def end() -> UnitAct:
        return act(ActKind.ABOLISH, [Unit.objects.get(pk=unit.pk)], heir=heir, on=MAP_CHANGE)

    answers = side_by_side(end, end)
    assert sorted(type(answer).__name__ for answer in answers) == ["Invalid", "UnitAct"]
    assert UnitAct.objects.count() == 1
