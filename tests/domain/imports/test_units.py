"""Units from a workbook: looked through, let in, repeated, undone."""

from __future__ import annotations

from typing import Any

import pytest

from gieo.core.actor import SYSTEM, Actor, Held, Role
from gieo.core.errors import Invalid, NotAllowed, Refused, WrongState
from gieo.domain.imports.jobs import AT_A_TIME, bring_in
from gieo.domain.imports.models import Import, ImportedRow
from gieo.domain.imports.services import (
    accept_import,
    ask_undo,
    check_import,
    discard_import,
    run_import,
    send_workbook,
    undo_import,
)
from gieo.domain.imports.vocab import ImportState, Kind, Outcome
from gieo.foundation.accounts.models import Person
from gieo.foundation.journal.models import Entry
from gieo.foundation.units.models import Unit
from gieo.foundation.units.services import add_contact, edit_unit
from gieo.foundation.units.vocab import UnitKind
from tests.factories.accounts import NOW, actor, person_with
from tests.factories.units import make_district, make_unit
from tests.factories.workbooks import UNIT_HEADS, brought_in, checked, flaws, outcomes, workbook

pytestmark = pytest.mark.django_db

TWO = (
    ("Trung tâm Khuyến nông", "Đơn vị sự nghiệp công lập", None, None, "0215 000 0101", "kn@example.vn", "01/03/1994"),
    ("Hợp tác xã Mường Lay", "Hợp tác xã", "HTX-ML", "Trung tâm Khuyến nông", None, None, None),
)


def undone(one: Import) -> Import:
    return undo_import(ask_undo(one, actor=SYSTEM, now=NOW), now=NOW)


def units() -> list[dict[str, Any]]:
    """The table as it stands, but for what counts its writes."""
    return [
        {key: value for key, value in row.items() if key != "version"} for row in Unit.objects.order_by("code").values()
    ]


def test_rows_are_looked_through_before_anything_is_written() -> None:
    one = checked(UNIT_HEADS, *TWO)
    assert (one.state, one.sheet, one.head_row, one.row_count) == (ImportState.CHECKED, "Sheet1", 1, 2)
    assert outcomes(one) == {2: Outcome.NEW, 3: Outcome.NEW}
    assert not Unit.objects.exists()


def test_rows_are_written_by_the_deeds_of_their_room_and_say_where_they_came_from() -> None:
    one = brought_in(checked(UNIT_HEADS, *TWO))
    assert one.state == ImportState.DONE
    assert outcomes(one) == {2: Outcome.MADE, 3: Outcome.MADE}
    centre, cooperative = Unit.objects.get(name="Trung tâm Khuyến nông"), Unit.objects.get(code="HTX-ML")
    assert (centre.code, centre.kind, str(centre.since)) == ("DV-0001", UnitKind.PUBLIC_SERVICE, "1994-03-01")
    assert cooperative.parent == centre
    told = Entry.objects.filter(record_kind="units.unit", record_id=cooperative.pk).order_by("id")
    assert [entry.verb for entry in told] == ["create", "bring_in"]
    assert told[1].changes["source"] == ["", f"{one.code}, tệp so-cu.xlsx, dòng 3"]
    row = one.rows.get(number=3)
    assert (row.record_kind, row.record_id, row.record_code) == ("units.unit", cooperative.pk, "HTX-ML")


def test_the_same_workbook_again_changes_nothing() -> None:
    brought_in(checked(UNIT_HEADS, *TWO))
    before, written = units(), Entry.objects.filter(record_kind="units.unit").count()
    again = checked(UNIT_HEADS, *TWO)
    assert outcomes(again) == {2: Outcome.SAME, 3: Outcome.SAME}
    with pytest.raises(Refused):
        accept_import(again, changes_existing=True, actor=SYSTEM, now=NOW)
    assert units() == before
    assert Entry.objects.filter(record_kind="units.unit").count() == written


def test_what_is_there_changes_only_when_asked() -> None:
    unit = make_unit("Trung tâm Khuyến nông", phone="0215 000 9999", address="Phường Mường Thanh")
    other = ("Viện Lúa", "Viện nghiên cứu")
    one = checked(UNIT_HEADS, TWO[0], other)
    row = one.rows.get(number=2)
    assert row.outcome == Outcome.DIFFERENT
    assert row.changes["phone"] == ["0215 000 9999", "0215 000 0101"]
    kept = brought_in(one)
    assert outcomes(kept) == {2: Outcome.KEPT, 3: Outcome.MADE}
    unit.refresh_from_db()
    assert unit.phone == "0215 000 9999"
    changed = brought_in(checked(UNIT_HEADS, TWO[0]), changes_existing=True)
    assert outcomes(changed) == {2: Outcome.CHANGED}
    unit.refresh_from_db()
    assert (unit.phone, unit.address) == ("0215 000 0101", "Phường Mường Thanh"), "an empty cell says nothing"


def test_an_import_is_undone_as_a_whole() -> None:
    make_unit("Trung tâm Khuyến nông", phone="0215 000 9999")
    before = units()
    one = brought_in(checked(UNIT_HEADS, *TWO), changes_existing=True)
    assert units() != before
    taken_back = undone(one)
    assert (taken_back.state, taken_back.undone_by_name) == (ImportState.UNDONE, "Hệ thống")
    assert set(outcomes(taken_back).values()) == {Outcome.UNDONE}
    assert units() == before
    assert Entry.objects.filter(verb="remove", record_code="HTX-ML").exists()


def test_what_was_changed_or_is_referred_to_since_stops_the_whole_undoing() -> None:
    one = brought_in(checked(UNIT_HEADS, *TWO))
    centre, cooperative = Unit.objects.get(name="Trung tâm Khuyến nông"), Unit.objects.get(code="HTX-ML")
    edit_unit(centre, version=centre.version, phone="0215 000 7777", actor=SYSTEM, now=NOW)
    add_contact(cooperative, name="Lò Thị Mai", phone="0912 000 101", actor=SYSTEM, now=NOW)
    before = units()
    stays = undone(one)
    assert stays.state == ImportState.DONE
    assert stays.in_the_way == [
        {"row": 2, "code": centre.code, "why": "đã có người sửa sau khi nhập"},
        {"row": 3, "code": "HTX-ML", "why": "đã có người liên hệ gắn với hồ sơ này"},
    ]
    assert Entry.objects.filter(verb="keep", record_code=stays.code).count() == 1
    assert units() == before
    assert set(outcomes(stays).values()) == {Outcome.MADE}


def test_a_machine_that_is_lost_goes_on_where_it_was() -> None:
    rows = [(f"Hợp tác xã số {number}", "Hợp tác xã") for number in range(1, 61)]
    one = accept_import(checked(UNIT_HEADS, *rows), changes_existing=False, actor=SYSTEM, now=NOW)
    run_import(one, now=NOW, most=30)
    assert (Unit.objects.count(), Import.objects.get().state) == (30, ImportState.RUNNING)
    assert run_import(Import.objects.get(), now=NOW).state == ImportState.DONE
    assert Unit.objects.count() == 60
    assert run_import(Import.objects.get(), now=NOW).state == ImportState.DONE
    assert Unit.objects.count() == 60


def test_the_background_writes_some_rows_at_a_time_until_none_waits() -> None:
    rows = [(f"Hợp tác xã số {number}", "Hợp tác xã") for number in range(AT_A_TIME + 5)]
    one = accept_import(checked(UNIT_HEADS, *rows), changes_existing=False, actor=SYSTEM, now=NOW)
    assert bring_in.func(one.pk) == ImportState.RUNNING
    assert Unit.objects.count() == AT_A_TIME
    assert bring_in.func(one.pk) == ImportState.DONE
    assert Unit.objects.count() == AT_A_TIME + 5


def test_what_is_wrong_is_named_at_its_cell() -> None:
    _district, commune = make_district()
    one = checked(
        UNIT_HEADS,
        (None, "Hợp tác xã"),
        ("Hợp tác xã A", "Hợp tác sã"),
        ("Hợp tác xã B", "Hợp tác xã", None, "Trung tâm Không Có"),
        ("Hợp tác xã C", "Hợp tác xã", None, "UBND huyện Mường Chà"),
        ("Hợp tác xã D", "Hợp tác xã", None, None, "115", "d(at)example.vn", "31/02/2020"),
        ("Hợp tác xã E", "Hợp tác xã", None, "Hợp tác xã F"),
        ("Hợp tác xã F", "Hợp tác xã"),
        ("HỢP TÁC XÃ F", "hop tac xa"),
        ("Hợp tác xã G", "Hợp tác xã", None, "Hợp tác xã A"),
    )
    assert flaws(one) == [
        (2, "A", "empty"), (3, "B", "unknown_choice"), (4, "D", "unknown_record"), (5, "D", "ended_unit"),
        (6, "E", "not_a_phone"), (6, "F", "not_an_address"), (6, "G", "no_such_day"), (7, "D", "below"),
        (9, "A", "double"), (10, "D", "faulty_above"),
    ]  # fmt: skip
    assert one.rows.get(number=5).flaws[0]["words"]["heir"] == f"{commune.name} ({commune.code})"
    assert brought_in(one).rows.filter(outcome=Outcome.MADE).count() == 1
    assert not Unit.objects.filter(name__startswith="Hợp tác xã A").exists()


def test_only_if_nothing_is_wrong() -> None:
    one = checked(UNIT_HEADS, TWO[0], (None, "Hợp tác xã"))
    with pytest.raises(Refused):
        accept_import(one, changes_existing=False, only_if_sound=True, actor=SYSTEM, now=NOW)
    assert Import.objects.get().state == ImportState.CHECKED


def test_the_world_goes_on_between_preview_and_writing() -> None:
    one = accept_import(checked(UNIT_HEADS, *TWO), changes_existing=False, actor=SYSTEM, now=NOW)
    make_unit("Trung tâm Khuyến nông", UnitKind.PUBLIC_SERVICE)
    done = run_import(one, now=NOW)
    assert outcomes(done) == {2: Outcome.KEPT, 3: Outcome.MADE}
    assert Unit.objects.filter(name="Trung tâm Khuyến nông").count() == 1


def test_a_file_that_is_no_workbook_is_refused_in_words() -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    wrong = (("so.xls", old), ("so.csv", b"a,b"), ("so.xlsx", old), ("so.xlsx", b"not a zip"), ("so.pdf", b"%PDF-1.7"))
    for name, content in wrong:
        with pytest.raises(Invalid) as found:
            send_workbook(Kind.UNITS, workbook_of(content), name=name, actor=SYSTEM, now=NOW)
        assert ".xlsx" in found.value.errors["file"][0]
    assert not Import.objects.exists()


def workbook_of(content: bytes) -> Any:
    kept = workbook(("x",))
    kept.seek(0)
    kept.truncate()
    kept.write(content)
    return kept


def test_strangers_send_nothing() -> None:
    for stranger in (actor(Role.UNIT_REP), actor(Role.EDITOR), actor(Role.HOST)):
        with pytest.raises(NotAllowed):
            send_workbook(Kind.UNITS, workbook(UNIT_HEADS, *TWO), name="a.xlsx", actor=stranger, now=NOW)
    assert not Import.objects.exists()


def test_the_background_works_in_the_name_of_who_said_go_with_todays_roles() -> None:
    office = make_unit("Sở Khoa học và Công nghệ", UnitKind.DEPARTMENT, code="SKHCN")
    mai = person_with(Role.OFFICER, office)
    officer = Actor(mai.pk, mai.name, frozenset({Held(Role.OFFICER, office.pk)}))
    one = accept_import(checked(UNIT_HEADS, TWO[0], actor=officer), changes_existing=False, actor=officer, now=NOW)
    run_import(one, now=NOW)
    assert Entry.objects.get(verb="bring_in").actor_name == mai.name
    second = accept_import(checked(UNIT_HEADS, TWO[1]), changes_existing=False, actor=officer, now=NOW)
    Person.objects.get(pk=mai.pk).roles.all().delete()
    stopped = run_import(second, now=NOW)
    assert (stopped.state, flaws(stopped)) == (ImportState.DONE, [(2, "", "not_yours")])
    assert not Unit.objects.filter(code="HTX-ML").exists()


def test_giving_up_leaves_no_rows_and_steps_are_not_taken_twice() -> None:
    one = checked(UNIT_HEADS, *TWO)
    assert check_import(one, actor=SYSTEM, now=NOW).state == ImportState.CHECKED
    given_up = discard_import(one, actor=SYSTEM, now=NOW)
    assert (given_up.state, ImportedRow.objects.count()) == (ImportState.DISCARDED, 0)
    for deed in (
        lambda: accept_import(given_up, changes_existing=False, actor=SYSTEM, now=NOW),
        lambda: ask_undo(given_up, actor=SYSTEM, now=NOW),
        lambda: discard_import(given_up, actor=SYSTEM, now=NOW),
    ):
        with pytest.raises(WrongState):
            deed()
