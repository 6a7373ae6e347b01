"""What an act on units passes on: duties, minutes, lines, rights; sealing, signing and receiving by the heir."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from gieo.core.actor import SYSTEM, Actor, Held, Role
from gieo.core.clock import TZ
from gieo.core.errors import Invalid, NotAllowed, Refused
from gieo.domain.handovers.access import visible_minutes
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.queries.content import content_of
from gieo.domain.handovers.queries.ledger import ledger_of_conference
from gieo.domain.handovers.queries.passing import done_under, estate_of
from gieo.domain.handovers.rules.succession import passed_minutes
from gieo.domain.handovers.services import (
    Assigned,
    assign_heirs,
    pass_on_minutes,
    prepare_minutes,
    receive_items,
    reorganise,
    seal_minutes,
    undo_reorganisation,
)
from gieo.domain.handovers.vocab import FaultKind, IdentityPaper, MinutesState, Party
from gieo.domain.handovers.wording import passed_words
from gieo.domain.transfers.access import visible_lines
from gieo.domain.transfers.models import DecisionLine
from gieo.foundation.accounts.models import RoleHeld
from gieo.foundation.accounts.queries import actor_of_person
from gieo.foundation.accounts.services import give_role, pass_roles
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.queries import debtor_label, open_duties
from gieo.foundation.journal.models import Entry
from gieo.foundation.journal.queries import history
from gieo.foundation.units.models import Contact, Unit, UnitAct
from gieo.foundation.units.services import NewUnit
from gieo.foundation.units.vocab import ActKind, UnitKind
from tests.factories.accounts import person_with
from tests.factories.handovers import (
    conference_of,
    decision_of,
    department,
    draft_minutes,
    officer,
    prepare,
    receive,
    sealed_minutes,
    sign,
    signed_minutes,
)
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db

DAY = date(2023, 12, 1)
EVE, AFTER = datetime(2023, 11, 30, 9, tzinfo=TZ), datetime(2023, 12, 5, 9, tzinfo=TZ)


def heir_unit(name: str = "UBND xã C") -> Unit:
    unit = make_unit(name, UnitKind.COMMUNE_COMMITTEE)
    Contact.objects.create(unit=unit, name=f"Người của {name}", title="Chủ tịch", email="c@example.vn")
    return unit


def rep(unit: Unit, on: date) -> Actor:
    return Actor(900 + unit.pk, f"Đại diện {unit.name}", frozenset({Held(Role.UNIT_REP, unit.pk)}), on=on)


def act(kind: ActKind, units: list[Unit], *, heir: Any, **more: Any) -> UnitAct:
    return reorganise(kind, **({"on": DAY, "units": units, "heir": heir, "actor": officer(), "now": EVE} | more))


# ---- a merger


def test_minutes_not_received_by_the_old_unit_are_received_by_its_heir() -> None:
    minutes, heir = signed_minutes(), heir_unit()
    act(ActKind.MERGE, [minutes.receiver], heir=heir)
    before, since = rep(heir, date(2023, 11, 30)), rep(heir, DAY)
    assert not visible_minutes(before).exists()
    with pytest.raises(NotAllowed):
        receive(minutes, actor=before, now=EVE)
    assert list(visible_minutes(since)) == [minutes]
    done = receive_items(minutes, actor=since, now=AFTER)
    assert done.state == MinutesState.RECEIVED
    assert history(done)[0].behalf_name == ""  # the heir receives in its own right
    reports = Duty.objects.filter(kind="application_report")
    assert {duty.debtor_unit for duty in reports} == {heir}


def test_what_the_old_unit_owed_is_owed_by_the_heir_from_that_day() -> None:
    minutes, heir = signed_minutes(), heir_unit()
    old = minutes.receiver
    act(ActKind.MERGE, [old], heir=heir)
    plan = Duty.objects.get(kind="application_plan")
    assert list(open_duties(rep(heir, DAY), "me", DAY)) == [plan]
    assert not open_duties(rep(heir, DAY), "me", date(2023, 11, 30)).exists()
    assert debtor_label(plan, DAY) == f"UBND xã C (trước là {old.name})"


def test_the_ledger_says_in_words_who_took_over() -> None:
    minutes, heir = signed_minutes(products=1), heir_unit()
    conference = minutes.conference
    assert conference is not None
    act(ActKind.MERGE, [minutes.receiver], heir=heir)
    first = minutes.items.order_by("pk")[0]
    receive_items(minutes, items=[first.pk], actor=rep(heir, DAY), now=AFTER)
    ledger = ledger_of_conference(conference, officer(), today=date(2023, 12, 6))
    (row,) = passed_minutes(ledger.world)
    assert passed_words(row, minutes.receiver.name) == (
        f"UBND xã C (trước là {minutes.receiver.name}) nhận tiếp từ ngày 01/12/2023. Đơn vị kế thừa đã xác nhận nhận "
        "1 mục, lần cuối ngày 05/12/2023. Còn 1 mục chờ đơn vị kế thừa."
    )
    assert not any(fault.kind == FaultKind.UNIT_ABOLISHED for fault in ledger.ledger.faults)
    earlier = ledger_of_conference(conference, officer(), today=date(2023, 11, 30))
    assert not list(passed_minutes(earlier.world))


def test_sealing_refuses_in_the_name_of_an_abolished_unit_and_says_the_way_on() -> None:
    minutes, heir = draft_minutes(), heir_unit()
    old = minutes.receiver.name
    act(ActKind.ABOLISH, [minutes.receiver], heir=heir, on=date(2023, 11, 1))
    with pytest.raises(Refused, match="Bấm “Lập cho đơn vị kế thừa” để biên bản ghi UBND xã C"):
        seal_minutes(Minutes.objects.get(), actor=officer(), now=AFTER)
    passed = pass_on_minutes(Minutes.objects.get(), actor=officer(), now=AFTER)
    assert (passed.receiver_name, passed.receiver_title) == ("Người của UBND xã C", "Chủ tịch")
    sealed = seal_minutes(Minutes.objects.get(), actor=officer(), now=AFTER)
    assert sealed.sealed is not None
    assert sealed.sealed.content["receiver"]["unit"] == f"UBND xã C (trước là {old})"
    assert sealed.sealed.content["receiver"]["heir"] == heir.code
    conference = sealed.conference
    assert conference is not None
    kinds = {fault.kind for fault in ledger_of_conference(conference, officer(), today=DAY).ledger.faults}
    assert not kinds & {FaultKind.UNIT_ABOLISHED, FaultKind.UNIT_RENAMED, FaultKind.CONTENT_CHANGED}
    sign(sealed, now=AFTER)
    assert sealed.state == MinutesState.SIGNED


def test_a_draft_goes_to_nobody_while_its_receiver_is_in_being() -> None:
    minutes = draft_minutes()
    entries = Entry.objects.count()
    with pytest.raises(Refused, match="Chưa đơn vị nào nhận tiếp"):
        pass_on_minutes(minutes, actor=officer(), now=AFTER)
    assert (Entry.objects.count(), Minutes.objects.get().heir) == (entries, None)


def test_a_company_that_ended_without_heir_receives_nothing() -> None:
    minutes = draft_minutes(enterprises=1)
    act(ActKind.ABOLISH, [minutes.receiver], heir=None, on=date(2023, 11, 1))
    with pytest.raises(Refused, match="chưa ghi đơn vị kế thừa"):
        seal_minutes(Minutes.objects.get(), actor=officer(), now=AFTER)
    with pytest.raises(Refused):
        pass_on_minutes(Minutes.objects.get(), actor=officer(), now=AFTER)


def test_the_heirs_person_signs_what_was_sealed_in_the_old_name() -> None:
    minutes, heir = sealed_minutes(), heir_unit()
    old = minutes.receiver.name
    act(ActKind.MERGE, [minutes.receiver], heir=heir)
    sign(minutes, [Party.GIVER, Party.WITNESS], now=AFTER)
    with pytest.raises(Invalid, match="Ghi họ tên, chức vụ người ký của UBND xã C"):
        sign(minutes, [Party.RECEIVER], now=AFTER)
    (made,) = sign(
        minutes,
        [Party.RECEIVER],
        now=AFTER,
        identity=IdentityPaper.SUCCESSION,
        person_name="Lò Văn C",
        title="Chủ tịch",
    )
    assert (made.person_name, made.unit_name) == ("Lò Văn C", f"UBND xã C (trước là {old})")
    assert minutes.state == MinutesState.SIGNED
    assert Duty.objects.get(kind="application_plan").debtor_unit == heir


def test_before_that_day_the_old_units_person_signs() -> None:
    minutes = sealed_minutes()
    act(ActKind.MERGE, [minutes.receiver], heir=heir_unit())
    sign(minutes, now=EVE)
    assert minutes.state == MinutesState.SIGNED


def test_minutes_written_after_the_act_name_the_heir() -> None:
    decision = decision_of(units=1)
    old, heir = DecisionLine.objects.get().unit, heir_unit()
    act(ActKind.ABOLISH, [old], heir=heir)
    (minutes,) = prepare_minutes(decision, old, actor=officer(), now=AFTER)
    assert (minutes.receiver, minutes.heir, minutes.heir_since) == (old, heir, DAY)
    assert minutes.receiver_name == "Người của UBND xã C"
    assert content_of(minutes)["receiver"]["unit"] == f"UBND xã C (trước là {old.name})"


# ---- a split


def split(minutes: Minutes, *, assigned: Assigned | None = None) -> tuple[UnitAct, Unit, Unit]:
    first, second = heir_unit("UBND xã C"), heir_unit("UBND xã D")
    made = act(
        ActKind.SPLIT, [minutes.receiver], heir=first, others=[second],
        assigned=assigned or Assigned(minutes={minutes.pk: 1}),
    )  # fmt: skip
    return made, first, second


def test_only_the_assigned_heir_gets_what_was_assigned() -> None:
    minutes = signed_minutes()
    plan = Duty.objects.get(kind="application_plan")
    _made, first, second = split(minutes, assigned=Assigned(minutes={minutes.pk: 1}, duties={plan.pk: 1}))
    principal, other = rep(first, DAY), rep(second, DAY)
    assert not visible_minutes(principal).exists()
    assert list(visible_minutes(other)) == [minutes]
    assert not open_duties(principal, "me", DAY).exists()
    assert list(open_duties(other, "me", DAY)) == [plan]
    assert not visible_minutes(rep(second, date(2023, 11, 30))).exists()
    with pytest.raises(NotAllowed):
        receive_items(Minutes.objects.get(), actor=principal, now=AFTER)
    assert receive_items(Minutes.objects.get(), actor=other, now=AFTER).state == MinutesState.RECEIVED
    assert {duty.debtor_unit for duty in Duty.objects.filter(kind="application_report")} == {second}


def test_what_is_not_assigned_goes_to_the_principal_heir() -> None:
    minutes = signed_minutes()
    _made, first, second = split(minutes, assigned=Assigned())
    assert list(visible_minutes(rep(first, DAY))) == [minutes]
    assert not visible_minutes(rep(second, DAY)).exists()


def test_lines_without_minutes_are_assigned_too() -> None:
    decision = decision_of(results=2, units=1)
    one, two = DecisionLine.objects.order_by("pk")
    first, second = heir_unit("UBND xã C"), heir_unit("UBND xã D")
    estate = estate_of([one.unit], officer(), DAY)
    assert [line.pk for line in estate.lines] == [one.pk, two.pk]
    act(ActKind.SPLIT, [one.unit], heir=first, others=[second], assigned=Assigned(lines={two.pk: 1}))
    assert list(visible_lines(rep(second, DAY))) == [two]
    assert list(visible_lines(rep(first, DAY))) == [one]
    papers = prepare_minutes(decision, one.unit, actor=officer(), now=AFTER)
    assert {(paper.heir, paper.items.get().line_id) for paper in papers} == {(first, one.pk), (second, two.pk)}


def test_what_was_assigned_can_be_said_anew_while_it_is_open() -> None:
    minutes = signed_minutes()
    made, first, _second = split(minutes)
    assign_heirs(made, Assigned(minutes={minutes.pk: 0}), actor=officer(), now=AFTER)
    assert list(visible_minutes(rep(first, DAY))) == [minutes]
    assert Minutes.objects.get().heir is None
    receive_items(Minutes.objects.get(), actor=rep(first, DAY), now=AFTER)
    with pytest.raises(Invalid, match="vừa xong hoặc vừa đổi"):
        assign_heirs(made, Assigned(minutes={minutes.pk: 1}), actor=officer(), now=AFTER)


def test_a_wrong_place_writes_nothing() -> None:
    minutes = signed_minutes()
    with pytest.raises(Invalid):
        split(minutes, assigned=Assigned(minutes={minutes.pk: 7}))
    assert not UnitAct.objects.exists()
    assert Unit.objects.get(pk=minutes.receiver_id).abolished_on is None


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OFFICER, Role.ADMINISTRATOR}))
def test_others_pass_nothing(role: Role) -> None:
    minutes = signed_minutes()
    stranger = Actor(1, "X", frozenset({Held(role, department().pk)}))
    with pytest.raises(NotAllowed):
        act(ActKind.ABOLISH, [minutes.receiver], heir=heir_unit(), actor=stranger)
    assert not UnitAct.objects.exists()


# ---- taking it back, and people


def test_a_mistaken_split_gives_everything_back() -> None:
    minutes = signed_minutes()
    made, first, second = split(minutes)
    undo_reorganisation(made, reason="Ghi nhầm", actor=officer(), now=AFTER)
    paper = Minutes.objects.get()
    assert (paper.heir, paper.heir_since) == (None, None)
    for heir in (first, second):
        assert not visible_minutes(rep(heir, DAY)).exists()
    assert list(visible_minutes(rep(minutes.receiver, DAY))) == [paper]


def test_an_act_under_which_something_was_done_is_not_taken_back() -> None:
    minutes, heir = signed_minutes(), heir_unit()
    made = act(ActKind.MERGE, [minutes.receiver], heir=heir)
    receive_items(minutes, actor=rep(heir, DAY), now=AFTER)
    with pytest.raises(Refused, match="đã lập, ký hoặc nhận 1 biên bản"):
        undo_reorganisation(made, reason="Nhầm", actor=officer(), now=AFTER)
    assert UnitAct.objects.get().undone_at is None


def test_what_the_old_unit_did_before_that_day_does_not_hold_the_act() -> None:
    minutes = signed_minutes()
    made = act(ActKind.MERGE, [minutes.receiver], heir=heir_unit(), now=datetime(2023, 11, 10, 9, tzinfo=TZ))
    receive_items(minutes, actor=rep(minutes.receiver, date(2023, 11, 20)), now=datetime(2023, 11, 20, 9, tzinfo=TZ))
    assert done_under(made) == []


def test_people_get_the_same_role_in_the_heir_only_by_a_deed() -> None:
    minutes, heir = signed_minutes(), heir_unit()
    person = person_with(Role.UNIT_REP, minutes.receiver, name="Giàng A Sương")
    made = act(ActKind.MERGE, [minutes.receiver], heir=heir)
    assert not RoleHeld.objects.filter(unit=heir).exists()
    (held,) = estate_of([minutes.receiver], officer(), DAY).roles
    (given,) = pass_roles([held], heir=heir, since=DAY, actor=officer(), now=AFTER)
    held.refresh_from_db()
    assert (given.person, given.role, given.since) == (person, Role.UNIT_REP, DAY)
    assert held.until == date(2023, 11, 30)
    assert pass_roles([held], heir=heir, since=DAY, actor=officer(), now=AFTER) == []
    with pytest.raises(Refused, match="đã giao vai trò cho 1 người"):
        undo_reorganisation(made, reason="Nhầm", actor=officer(), now=AFTER)


def test_an_act_leaves_an_administrator_who_can_give_roles() -> None:
    department, heir = make_unit("Sở A", UnitKind.DEPARTMENT), make_unit("Sở B", UnitKind.DEPARTMENT)
    administrator = person_with(Role.ADMINISTRATOR, department)
    with pytest.raises(Refused, match="giao vai trò quản trị hệ thống ở đó trước"):
        act(ActKind.ABOLISH, [department], heir=heir)
    department.refresh_from_db()
    assert department.abolished_on is None
    assert not UnitAct.objects.exists()
    give_role(administrator, unit=heir, role=Role.ADMINISTRATOR, since=DAY, actor=SYSTEM, now=EVE)
    act(ActKind.ABOLISH, [department], heir=heir)
    assert actor_of_person(administrator, DAY).has(Role.ADMINISTRATOR, unit_id=heir.pk)


def test_who_may_not_give_a_role_passes_none() -> None:
    old, heir = make_unit("A"), make_unit("B")
    person_with(Role.DIRECTOR, old)
    held = RoleHeld.objects.get(unit=old)
    with pytest.raises(NotAllowed):
        pass_roles([held], heir=heir, since=DAY, actor=officer(), now=AFTER)
    assert not RoleHeld.objects.filter(unit=heir).exists()


def test_the_estate_of_any_number_of_things_takes_eight_queries(django_assert_num_queries: Any) -> None:
    for rows in (1, 3):
        conference = conference_of(*[decision_of(results=rows, units=1)])
        prepare(conference)
        unit = conference.units.get().unit
        with django_assert_num_queries(9):
            assert estate_of([unit], SYSTEM, DAY).passes >= 1


def test_a_new_unit_is_made_with_the_act() -> None:
    minutes = signed_minutes()
    act(ActKind.MERGE, [minutes.receiver, make_unit("Khác")], heir=NewUnit("UBND xã Mới"))
    fresh = Unit.objects.get(name="UBND xã Mới")
    assert list(visible_minutes(rep(fresh, DAY))) == [minutes]
