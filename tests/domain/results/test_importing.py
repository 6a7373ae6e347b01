"""Taking over an older register: all or none, by the same rules as the deeds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from gieo.core.actor import Role
from gieo.core.errors import Invalid, NotAllowed
from gieo.domain.results.models import Product, Result, ResultMember
from gieo.domain.results.services import OldResult, import_results, make_transferable
from gieo.domain.results.vocab import Grade, MemberRole, ResultState
from gieo.foundation.duties.models import Duty
from gieo.foundation.journal.models import Entry
from tests.factories.accounts import actor as make_actor
from tests.factories.procedures import field, objective
from tests.factories.results import make_host

pytestmark = pytest.mark.django_db
LEADER = {"name": "Lò Văn Thóc", "degree": "TS.", "role": MemberRole.LEADER}
PRODUCT = {"title": "Quy trình", "nature": "process", "quantity": 1, "quantity_unit": "bản", "delivery": "paper"}


def old(number: int = 1, **values: Any) -> OldResult:
    return OldResult(
        ResultState.REGISTERED,
        {
            "title": f"Nghiên cứu số {number}", "task_code": f"ĐT-{number}", "field": field(), "objective": objective(),
            "host": make_host(), "start_year": 2014, "end_year": 2015, "budget_state": 500_000_000,
            "abstract": "Tóm tắt.",
            "accepted_on": date(2015, 6, 1), "grade": Grade.PASS, "certificate_no": f"{number:02d}/KQNC-2015",
            "certificate_on": date(2015, 7, 1), "certificate_place": "Trung tâm", "rights_holder": "UBND tỉnh",
        }
        | values,
        [LEADER],
        [PRODUCT],
    )  # fmt: skip


def test_results_stand_where_the_register_has_them(now: datetime) -> None:
    registrar = make_actor(Role.REGISTRAR)
    made = import_results([old(1), old(2)], source="Sổ năm 2015", actor=registrar, now=now)
    assert [row.code for row in made] == ["KQ-2015-001", "KQ-2015-002"]
    assert {row.state for row in Result.objects.all()} == {ResultState.REGISTERED}
    assert (ResultMember.objects.count(), Product.objects.count()) == (2, 2)
    assert "lo van thoc" in Result.objects.get(code="KQ-2015-001").folded
    entries = Entry.objects.filter(verb="import").order_by("id")
    assert [(entry.verb, entry.to_state) for entry in entries] == [("import", "registered")] * 2
    assert entries[0].changes["source"] == ["", "Sổ năm 2015"]


def test_an_accepted_one_still_owes_its_registration(now: datetime) -> None:
    row = replace(old(1, certificate_no="", certificate_on=None, certificate_place=""), state=ResultState.ACCEPTED)
    made = import_results([row], source="Sổ năm 2015", actor=make_actor(Role.REGISTRAR), now=now)
    assert Duty.objects.filter(record_code=made[0].code, state="open").count() == 1


def test_an_imported_result_lives_on(now: datetime) -> None:
    kit = {"readiness": 6, "plain_sheet": "Dễ hiểu.", "contact_name": "Lò Văn Thóc", "contact_phone": "0215 000 0001"}
    made = import_results([old(1, **kit)], source="Sổ năm 2015", actor=make_actor(Role.REGISTRAR), now=now)
    assert make_transferable(made[0], actor=make_actor(Role.OFFICER), now=now).state == ResultState.TRANSFERABLE


@pytest.mark.parametrize(
    ("faulty", "said"),
    [
        (old, "Dòng 2: còn thiếu tóm tắt"),
        (lambda number, **_: replace(old(number), members=[]), "Dòng 2: còn thiếu chủ nhiệm"),
        (lambda number, **_: replace(old(number), state=ResultState.EXPIRED), "Dòng 2: còn thiếu lý do của tình trạng"),
        (lambda _number, **_: old(1), "Dòng 2: số giấy chứng nhận trùng với dòng 1"),
        (lambda number, **_: old(number, accepted_on=date(2016, 1, 1)), "Ngày cấp giấy chứng nhận không được trước"),
    ],
)
def test_one_faulty_row_keeps_all_out(faulty: Any, said: str, now: datetime) -> None:
    with pytest.raises(Invalid) as wrong:
        import_results([old(1), faulty(2, abstract="")], source="Sổ", actor=make_actor(Role.REGISTRAR), now=now)
    assert said in " ".join(wrong.value.errors["rows"])
    assert not Result.objects.exists()
    assert not Entry.objects.filter(verb="import").exists()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.DIRECTOR, Role.HOST, Role.EDITOR])
def test_only_the_registrar_takes_a_register_over(role: Role, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        import_results([old(1)], source="Sổ", actor=make_actor(role), now=now)
    assert not Result.objects.exists()


def test_a_source_is_asked_for(now: datetime) -> None:
    with pytest.raises(Invalid):
        import_results([old(1)], source=" ", actor=make_actor(Role.REGISTRAR), now=now)
