"""People and their roles from a workbook."""

from __future__ import annotations

import pytest

from gieo.core.actor import SYSTEM, Actor, Held, Role
from gieo.core.errors import NotAllowed, Refused
from gieo.domain.imports.models import Import
from gieo.domain.imports.services import ask_undo, undo_import
from gieo.domain.imports.vocab import Flaw, ImportState, Kind, Outcome
from gieo.foundation.accounts.models import Person, RoleHeld
from gieo.foundation.accounts.services import create_user, take_back_role, take_out_people
from gieo.foundation.journal.models import Entry
from gieo.foundation.outbox.models import Letter
from tests.factories.accounts import NOW, actor, person_with
from tests.factories.units import make_department, make_unit
from tests.factories.workbooks import brought_in, checked, flaws, outcomes, whole_house

pytestmark = pytest.mark.django_db

HEADS = ("Họ và tên", "Email", "Số điện thoại", "Đơn vị", "Vai trò", "Chức vụ", "Từ ngày")
MAI = (
    "ThS. LÒ THỊ MAI",
    " Mai@Example.vn",
    None,
    "Trung tâm Khuyến nông",
    "Đại diện đơn vị",
    "Phó giám đốc",
    "01/03/2021",
)
PAO = ("Giàng A Páo", None, "0215 000 0102", None, None, None, None)


def undone(one: Import) -> Import:
    return undo_import(ask_undo(one, actor=SYSTEM, now=NOW), now=NOW)


def test_people_come_in_with_their_role_and_without_a_letter() -> None:
    centre = make_unit("Trung tâm Khuyến nông")
    one = brought_in(checked(HEADS, MAI, PAO, kind=Kind.PEOPLE))
    assert outcomes(one) == {2: Outcome.MADE, 3: Outcome.MADE}
    mai = Person.objects.get(name="Lò Thị Mai")
    assert (mai.title, mai.email) == ("ThS", "mai@example.vn")
    held = mai.roles.get()
    assert (held.unit, held.role, held.title, str(held.since)) == (centre, "unit_rep", "Phó giám đốc", "2021-03-01")
    assert not Person.objects.get(name="Giàng A Páo").roles.exists()
    assert not Letter.objects.exists()
    assert outcomes(checked(HEADS, MAI, PAO, kind=Kind.PEOPLE)) == {2: Outcome.SAME, 3: Outcome.SAME}


def test_who_is_there_gets_the_role_only_when_asked_and_all_is_undone() -> None:
    make_unit("Trung tâm Khuyến nông")
    brought_in(checked(HEADS, ("Lò Thị Mai", "mai@example.vn"), kind=Kind.PEOPLE))
    before = whole_house()
    one = checked(HEADS, MAI, PAO, kind=Kind.PEOPLE)
    assert one.rows.get(number=2).changes == {
        "title": ["—", "ThS"],
        "role": ["—", "Đại diện đơn vị · Trung tâm Khuyến nông"],
    }
    done = brought_in(one, changes_existing=True)
    assert RoleHeld.objects.count() == 1
    assert undone(done).state == ImportState.UNDONE
    assert whole_house() == before
    assert Entry.objects.filter(verb="take_back_role").count() == 1


def test_what_is_wrong_with_people() -> None:
    make_unit("Trung tâm Khuyến nông")
    office = make_department()
    officer = person_with(Role.OFFICER, office)
    said = Actor(officer.pk, officer.name, frozenset({Held(Role.OFFICER, office.pk)}))
    one = checked(
        HEADS,
        ("Lò Văn A", None, None, None, None),
        ("Lò Văn B", "b@example.vn", None, None, "Đại diện đơn vị"),
        ("Lò Văn C", "c@example.vn", None, "Trung tâm Khuyến nông", "Lãnh đạo Sở"),
        ("Lò Văn D", "d@example.vn", None, "Trung tâm Khuyến lâm", "Đại diện đơn vị"),
        ("Lò Văn Đ", "d@example.vn", None, None, None),
        kind=Kind.PEOPLE, actor=said,
    )  # fmt: skip
    assert flaws(one) == [
        (2, "B", Flaw.EMPTY), (3, "D", Flaw.EMPTY), (4, "E", Flaw.NOT_YOURS), (5, "D", Flaw.UNKNOWN_RECORD),
        (6, "B", Flaw.DOUBLE),
    ]  # fmt: skip


def test_who_has_a_sign_in_stays() -> None:
    make_unit("Trung tâm Khuyến nông")
    one = brought_in(checked(HEADS, MAI, PAO, kind=Kind.PEOPLE))
    create_user(Person.objects.get(name="Lò Thị Mai"), email="mai@example.vn", password=None, now=NOW)
    before = whole_house()
    stays = undone(one)
    assert [(line["row"], line["why"]) for line in stays.in_the_way] == [(2, "đã có tài khoản gắn với hồ sơ này")]
    assert whole_house() == before


def test_taking_out_and_taking_back_ask_who_and_what() -> None:
    centre = make_unit("Trung tâm Khuyến nông")
    mai = person_with(Role.DIRECTOR, centre)
    before = whole_house()
    with pytest.raises(NotAllowed):
        take_out_people([mai.pk], actor=actor(Role.UNIT_REP), now=NOW)
    with pytest.raises(NotAllowed):
        take_back_role(mai.roles.get(), actor=actor(Role.OFFICER), now=NOW)
    with pytest.raises(NotAllowed):
        take_out_people([mai.pk], actor=actor(Role.OFFICER), now=NOW)
    create_user(mai, email="mai@example.vn", password=None, now=NOW)
    with pytest.raises(Refused):
        take_out_people([mai.pk], actor=SYSTEM, now=NOW)
    assert whole_house()["accounts.Person"] == before["accounts.Person"]
    assert whole_house()["accounts.RoleHeld"] == before["accounts.RoleHeld"]
