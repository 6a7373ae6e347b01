from datetime import date, datetime

import pytest

from gieo.core.actor import SYSTEM, Role
from gieo.core.errors import Invalid, Missing, NotAllowed, WrongState
from gieo.domain.results import services
from gieo.domain.results.models import Result
from gieo.domain.results.services import (
    accept_result,
    draft_result,
    make_transferable,
    register_result,
    reinstate_result,
    withdraw_result,
)
from gieo.domain.results.vocab import ResultState
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.services import load_holidays
from gieo.foundation.journal.models import Entry
from tests.factories.results import make_result

pytestmark = pytest.mark.django_db

CERTIFICATE = {
    "certificate_no": "20/KQNC-SKHCN",
    "certificate_on": date(2022, 2, 18),
    "certificate_place": "Sở Khoa học và Công nghệ",
}


def duty_of(result):
    return Duty.objects.get(record_kind="results.result", record_code=result.code)


def last_entry():
    return Entry.objects.filter(record_kind="results.result").order_by("id").last()


# ---- acceptance


def test_accepting_starts_the_clock_of_registration(officer, now):
    load_holidays()
    result = accept_result(make_result(), actor=officer, now=now)
    assert result.state == ResultState.ACCEPTED
    entry = last_entry()
    assert (entry.verb, entry.from_state, entry.to_state, entry.actor_name) == (
        "accept", "draft", "accepted", officer.name,
    )  # fmt: skip
    duty = duty_of(result)
    # 22/12/2021 + 30 working days; 03/01/2022 and 31/01–04/02/2022 were days off.
    assert (duty.due, duty.debtor_unit, duty.state) == (date(2022, 2, 10), result.host, "open")
    assert (duty.basis_document, duty.basis_article, duty.basis_mark) == (
        "Thông tư 14/2014/TT-BKHCN", "Điều 10", "found",
    )  # fmt: skip


def test_day_and_grade_may_come_with_the_acceptance(officer, now):
    result = make_result(accepted_on=None, grade="")
    accepted = accept_result(result, actor=officer, now=now, accepted_on=date(2023, 11, 7), grade="excellent")
    assert (accepted.accepted_on, accepted.grade) == (date(2023, 11, 7), "excellent")


def test_before_the_text_nobody_owed_a_registration(officer, now):
    result = accept_result(make_result(accepted_on=date(2013, 5, 1)), actor=officer, now=now)
    assert not Duty.objects.filter(record_code=result.code).exists()


def test_an_empty_draft_is_not_accepted_and_the_refusal_names_every_hole(officer, now, nothing_written):
    result = draft_result(actor=officer, now=now, is_state_secret=False, title="Bản đồ đất")
    with nothing_written(), pytest.raises(Missing) as refused:
        accept_result(result, actor=officer, now=now)
    assert [name for name, _label in refused.value.fields] == [
        "field", "objective", "host", "leader", "start_year", "end_year", "budget_state", "abstract", "accepted_on",
        "grade",
    ]  # fmt: skip
    assert "Chủ nhiệm" in refused.value.message


def test_nothing_is_accepted_in_advance(officer, now, nothing_written):
    result = make_result()
    with nothing_written(), pytest.raises(Invalid):
        accept_result(result, actor=officer, now=now, accepted_on=date(2023, 11, 8))


# ---- registration


def test_registering_gives_the_certificate_and_ends_the_duty(registrar, now):
    result = register_result(make_result("accepted"), actor=registrar, now=now, **CERTIFICATE)
    assert (result.state, result.certificate_no) == (ResultState.REGISTERED, "20/KQNC-SKHCN")
    assert duty_of(result).state == "fulfilled"
    assert last_entry().changes["certificate_no"] == ["", "20/KQNC-SKHCN"]


def test_registering_may_bring_what_it_still_needs(registrar, now):
    result = make_result("accepted", rights_holder="", task_code="")
    done = register_result(result, actor=registrar, now=now, rights_holder="UBND tỉnh", task_code="ĐT-9", **CERTIFICATE)
    assert (done.rights_holder, done.task_code) == ("UBND tỉnh", "ĐT-9")


def test_registering_takes_nothing_else(registrar, now):
    with pytest.raises(TypeError, match="title"):
        register_result(make_result("accepted"), actor=registrar, now=now, title="Khác", **CERTIFICATE)


def test_only_the_registrar_registers(officer, director, now, nothing_written):
    result = make_result("accepted")
    for who in (officer, director):
        with nothing_written(), pytest.raises(NotAllowed, match="đầu mối thông tin"):
            register_result(result, actor=who, now=now, **CERTIFICATE)


def test_a_number_is_given_once(registrar, now, nothing_written):
    register_result(make_result("accepted"), actor=registrar, now=now, **CERTIFICATE)
    other = make_result("accepted")
    with nothing_written(), pytest.raises(Invalid, match="đã cấp cho kết quả khác"):
        register_result(other, actor=registrar, now=now, **CERTIFICATE)


def test_a_result_without_products_is_not_registered(registrar, now, nothing_written):
    result = make_result("accepted", products=0)
    with nothing_written(), pytest.raises(Missing) as refused:
        register_result(result, actor=registrar, now=now, **CERTIFICATE)
    assert [name for name, _label in refused.value.fields] == ["products"]


@pytest.mark.parametrize(
    "day", [pytest.param(date(2023, 11, 8), id="in advance"), pytest.param(date(2021, 12, 21), id="before acceptance")]
)
def test_a_certificate_lies_between_acceptance_and_today(registrar, now, nothing_written, day):
    result = make_result("accepted")
    with nothing_written(), pytest.raises(Invalid):
        register_result(result, actor=registrar, now=now, **(CERTIFICATE | {"certificate_on": day}))


def test_two_registrars_at_once_give_one_certificate(side_by_side):
    result = make_result("accepted")
    now = datetime.fromisoformat("2023-11-07T01:00:00+00:00")

    def register(number):
        fresh = Result.objects.get(pk=result.pk)
        return register_result(fresh, actor=SYSTEM, now=now, **(CERTIFICATE | {"certificate_no": number}))

    outcomes = side_by_side(lambda: register("1/KQNC"), lambda: register("2/KQNC"))
    kinds = sorted(type(outcome).__name__ for outcome in outcomes)
    assert kinds == ["Result", "WrongState"]
    winner = next(outcome for outcome in outcomes if isinstance(outcome, Result))
    assert Result.objects.get(pk=result.pk).certificate_no == winner.certificate_no
    assert Entry.objects.filter(verb="register").count() == 1


# ---- offering


def test_a_registered_result_is_offered_even_with_holes_in_its_kit(officer, now):
    offered = make_transferable(make_result("registered", kit=False), actor=officer, now=now)
    assert offered.state == ResultState.TRANSFERABLE


def test_what_nobody_could_understand_is_not_offered(officer, now, nothing_written):
    result = make_result("registered", plain_sheet="", readiness=None)
    with nothing_written(), pytest.raises(Missing) as refused:
        make_transferable(result, actor=officer, now=now)
    assert [name for name, _label in refused.value.fields] == ["readiness", "plain_sheet"]


# ---- steps back and aside

ASIDE = [
    ("reopen", "accepted", ResultState.DRAFT),
    ("hold_back", "transferable", ResultState.REGISTERED),
    ("withdraw", "draft", ResultState.WITHDRAWN),
    ("withdraw", "accepted", ResultState.WITHDRAWN),
    ("withdraw", "registered", ResultState.WITHDRAWN),
    ("withdraw", "transferable", ResultState.WITHDRAWN),
    ("expire", "registered", ResultState.EXPIRED),
    ("expire", "transferable", ResultState.EXPIRED),
    ("reinstate", "withdrawn", ResultState.DRAFT),
    ("revalidate", "expired", ResultState.REGISTERED),
]


def step(verb):
    return getattr(services, f"{verb}_result")


@pytest.mark.parametrize(("verb", "stage", "target"), ASIDE)
def test_a_step_aside_keeps_its_reason(officer, now, verb, stage, target):
    result = make_result(stage)
    moved = step(verb)(result, reason=" Giống đã   thoái hoá ", actor=officer, now=now)
    assert (moved.state, moved.state_reason) == (target, "Giống đã thoái hoá")
    entry = last_entry()
    assert (entry.verb, entry.from_state, entry.to_state) == (verb, result.state, target)


@pytest.mark.parametrize(("verb", "stage", "target"), ASIDE)
def test_a_step_aside_needs_a_reason(officer, now, nothing_written, verb, stage, target):
    result = make_result(stage)
    with nothing_written(), pytest.raises(Invalid) as refused:
        step(verb)(result, reason="  ", actor=officer, now=now)
    assert list(refused.value.errors) == ["reason"]


@pytest.mark.parametrize(("verb", "stage", "target"), ASIDE)
@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.PROVINCE_LEADER, Role.UNIT_REP, Role.EDITOR])
def test_others_take_no_step_aside(people, now, nothing_written, verb, stage, target, role):
    who, result = people(role), make_result(stage)
    with nothing_written(), pytest.raises(NotAllowed):
        step(verb)(result, reason="Thử", actor=who, now=now)


@pytest.mark.parametrize("verb", sorted({verb for verb, _stage, _target in ASIDE}))
@pytest.mark.parametrize("stage", ["draft", "accepted", "registered", "transferable", "withdrawn", "expired"])
def test_no_step_that_the_table_lacks(officer, now, nothing_written, verb, stage):
    if (verb, stage) in {(row[0], row[1]) for row in ASIDE}:
        return
    result = make_result(stage)
    with nothing_written(), pytest.raises(WrongState):
        step(verb)(result, reason="Thử", actor=officer, now=now)


@pytest.mark.parametrize("stage", ["accepted", "registered", "transferable", "withdrawn", "expired"])
def test_nothing_is_accepted_twice(officer, now, nothing_written, stage):
    result = make_result(stage)
    with nothing_written(), pytest.raises(WrongState):
        accept_result(result, actor=officer, now=now)


@pytest.mark.parametrize("stage", ["draft", "registered", "transferable", "withdrawn", "expired"])
def test_only_accepted_results_are_registered(registrar, now, nothing_written, stage):
    result = make_result(stage)
    with nothing_written(), pytest.raises(WrongState):
        register_result(result, actor=registrar, now=now, **CERTIFICATE)


@pytest.mark.parametrize("stage", ["draft", "accepted", "transferable", "withdrawn", "expired"])
def test_only_registered_results_are_offered(officer, now, nothing_written, stage):
    result = make_result(stage)
    with nothing_written(), pytest.raises(WrongState):
        make_transferable(result, actor=officer, now=now)


@pytest.mark.parametrize("role", [Role.HOST, Role.DIRECTOR, Role.PROVINCE_LEADER, Role.UNIT_REP, Role.EDITOR])
def test_others_take_no_step_forward(people, now, nothing_written, role):
    who = people(role)
    draft, registered = make_result(), make_result("registered")
    with nothing_written(), pytest.raises(NotAllowed):
        accept_result(draft, actor=who, now=now)
    with nothing_written(), pytest.raises(NotAllowed):
        make_transferable(registered, actor=who, now=now)


def test_a_host_withdraws_its_own_draft_and_nothing_more(host, now, nothing_written):
    assert withdraw_result(make_result(), reason="Nhập nhầm", actor=host, now=now).state == ResultState.WITHDRAWN
    accepted = make_result("accepted")
    with nothing_written(), pytest.raises(NotAllowed):
        withdraw_result(accepted, reason="Nhập nhầm", actor=host, now=now)


@pytest.mark.parametrize("verb", ["reopen", "withdraw"])
def test_taking_back_an_acceptance_cancels_the_duty(officer, now, verb):
    result = make_result("accepted")
    step(verb)(result, reason="Nhập nhầm", actor=officer, now=now)
    duty = duty_of(result)
    assert (duty.state, duty.note) == ("cancelled", "Nhập nhầm")


def test_accepting_again_owes_the_registration_again(officer, now):
    result = step("reopen")(make_result("accepted"), reason="Sai ngày", actor=officer, now=now)
    accept_result(result, actor=officer, now=now, accepted_on=date(2022, 1, 5))
    assert Duty.objects.filter(record_code=result.code, state="open").count() == 1


def test_going_forward_forgets_the_reason_of_the_state_before(officer, now):
    result = reinstate_result(make_result("withdrawn"), reason="Rút nhầm", actor=officer, now=now)
    assert accept_result(result, actor=officer, now=now).state_reason == ""
