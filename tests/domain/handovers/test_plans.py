"""The plan of application: owed only when the minutes hold none, sent afterwards without touching what was sealed."""

from datetime import date
from typing import Any

import pytest

from gieo.core.actor import Actor, Role
from gieo.core.errors import Conflict, Invalid, NotAllowed, WrongState
from gieo.domain.handovers import services
from gieo.domain.handovers.models import ApplicationPlan, Minutes
from gieo.domain.handovers.queries.ledger import ledger_of_conference
from gieo.domain.handovers.queries.lists import deeds_on
from gieo.domain.handovers.queries.plans import owes_plan, plan_in_force
from gieo.domain.handovers.services import PlanInput
from gieo.domain.handovers.vocab import FaultKind
from gieo.domain.results.models import Result
from gieo.domain.results.vocab import Access
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.vocab import DutyState
from gieo.foundation.journal.models import Entry
from gieo.foundation.journal.queries import history
from tests.factories.handovers import (
    TABLE,
    draft_minutes,
    officer,
    received_minutes,
    representative,
    sealed_minutes,
    sign,
    signed_minutes,
)
from tests.factories.units import make_district
from tests.fixtures.database import SideBySide

pytestmark = pytest.mark.django_db
ROW = PlanInput(" Tập huấn  cho 40 hộ ", "Lường Văn Pó", date(2024, 5, 1), "Xã Sính Phình", "40 hộ", 45_000_000)


def send(minutes: Minutes, *rows: PlanInput, seen: int = 0, actor: Actor | None = None) -> ApplicationPlan:
    who = actor or representative(minutes.receiver)
    return services.send_plan(minutes, seen=seen, plan=rows or [ROW], actor=who, now=TABLE)


def owed() -> list[str]:
    return list(Duty.objects.filter(kind="application_plan").values_list("state", flat=True))


def refused(minutes: Minutes, error: type[Exception], **values: Any) -> Any:
    before = (ApplicationPlan.objects.count(), Entry.objects.count(), owed())
    with pytest.raises(error) as caught:
        send(minutes, *values.pop("rows", ()), **values)
    assert (ApplicationPlan.objects.count(), Entry.objects.count(), owed()) == before
    return caught.value


def test_minutes_that_hold_a_plan_owe_none() -> None:
    minutes = draft_minutes()
    services.edit_minutes(minutes, version=1, plan=[ROW], actor=officer(), now=TABLE)
    sealed = services.seal_minutes(minutes, actor=officer(), now=TABLE)
    sign(sealed)
    assert owed() == []
    assert not owes_plan(sealed)


def test_the_receiver_sends_its_plan_and_owes_none_any_more() -> None:
    minutes = signed_minutes()
    assert owed() == [DutyState.OPEN]
    assert owes_plan(minutes)
    plan = send(minutes)
    assert (plan.number, plan.sent_at, plan.sent_by_name) == (1, TABLE, f"Đại diện {minutes.receiver.name}")
    row = plan.rows.get()
    assert (row.work, row.person, row.due, row.place, row.scale, row.money) == (
        "Tập huấn cho 40 hộ", "Lường Văn Pó", date(2024, 5, 1), "Xã Sính Phình", "40 hộ", 45_000_000,
    )  # fmt: skip
    assert owed() == [DutyState.FULFILLED]
    assert not owes_plan(minutes)
    entry = history(minutes)[0]
    assert (entry.verb, entry.changes["plan"][1][0]["work"]) == ("send_plan", "Tập huấn cho 40 hộ")


def test_what_was_sealed_stays_as_it_was() -> None:
    minutes = signed_minutes()
    assert minutes.sealed is not None
    before = minutes.sealed.content
    send(minutes)
    minutes.refresh_from_db()
    assert minutes.sealed.content == before
    assert minutes.plan.count() == 0
    page = ledger_of_conference(minutes.conference, officer(), today=date(2023, 12, 1))  # type: ignore[arg-type]
    assert FaultKind.CONTENT_CHANGED not in {fault.kind for fault in page.ledger.faults}


def test_a_plan_may_follow_the_receipt_and_an_officer_may_send_it_for_the_unit() -> None:
    minutes = received_minutes()
    send(minutes, actor=officer())
    entry = history(minutes)[0]
    assert entry.behalf_name == minutes.receiver.name
    assert owed() == [DutyState.FULFILLED]


def test_sent_again_it_is_a_new_record_and_the_last_one_counts() -> None:
    minutes = signed_minutes()
    first = send(minutes)
    second = send(minutes, PlanInput("Làm mô hình"), PlanInput("Hội nghị đầu bờ"), seen=1)
    assert [row.work for row in second.rows.order_by("order")] == ["Làm mô hình", "Hội nghị đầu bờ"]
    assert (second.number, plan_in_force(minutes)) == (2, second)
    assert first.rows.get().work == "Tập huấn cho 40 hộ"
    refused(minutes, Conflict, seen=1)


@pytest.mark.parametrize(
    "rows", [[PlanInput("  ")], [PlanInput("Việc", money=-1)], [PlanInput("Việc"), PlanInput("", person="Ai")]]
)
def test_a_plan_says_what_will_be_done(rows: list[PlanInput]) -> None:
    assert list(refused(signed_minutes(), Invalid, rows=rows).errors) == ["plan"]


def test_an_empty_plan_is_none() -> None:
    minutes = signed_minutes()
    with pytest.raises(Invalid):
        services.send_plan(minutes, seen=0, plan=[], actor=officer(), now=TABLE)
    assert owed() == [DutyState.OPEN]


def test_who_may_send_and_when() -> None:
    sealed = sealed_minutes()
    refused(sealed, WrongState)
    assert not deeds_on(sealed, representative(sealed.receiver), has_signature=True)["send_plan"].permit
    minutes = signed_minutes()
    for stranger in (representative(sealed.receiver), officer(Role.EDITOR), officer(Role.PROVINCE_LEADER)):
        refused(minutes, NotAllowed, actor=stranger)
    assert deeds_on(minutes, representative(minutes.receiver), has_signature=True)["send_plan"].permit


def test_a_successor_sends_the_plan_of_its_predecessor() -> None:
    district, commune = make_district()
    minutes = signed_minutes(units=[district])
    assert send(minutes, actor=representative(commune)).number == 1


def test_the_duty_about_restricted_minutes_is_kept_from_others() -> None:
    minutes = sealed_minutes()
    Result.objects.filter(pk=minutes.items.get().result_id).update(access=Access.RESTRICTED)
    sign(minutes)
    assert Duty.objects.get(kind="application_plan").confidential


@pytest.mark.slow
def test_unit_and_officer_send_a_plan_at_once(side_by_side: SideBySide) -> None:
    minutes = signed_minutes()
    table, unit = officer(), representative(minutes.receiver)

    def sending(actor: Actor) -> Any:
        return lambda: services.send_plan(
            Minutes.objects.get(pk=minutes.pk), seen=0, plan=[ROW], actor=actor, now=TABLE
        )

    outcomes = side_by_side(sending(table), sending(unit))
    assert {type(outcome) for outcome in outcomes} == {ApplicationPlan, Conflict}
    assert ApplicationPlan.objects.count() == 1
