"""A limit that stands still is not late, and runs on by as many days."""

from datetime import date, datetime, timedelta

import pytest

from gieo.core.actor import SYSTEM, Actor, Held, Role
from gieo.core.calendar import Limit, SpanUnit
from gieo.core.errors import GieoError, Invalid, NotAllowed, Refused, WrongState
from gieo.foundation.duties.models import Duty, Suspension
from gieo.foundation.duties.queries import counts, has_open_duty, late_on, open_duties
from gieo.foundation.duties.services import cancel, fulfil, post_duty, resume_duty, suspend_duty
from gieo.foundation.duties.vocab import DutyState, Scope
from gieo.foundation.journal.models import Entry
from gieo.foundation.journal.queries import history
from tests.factories.accounts import actor, person_with
from tests.factories.duties import make_duty
from tests.factories.units import make_department, make_unit
from tests.fixtures.database import SideBySide

pytestmark = pytest.mark.django_db
DIRECTOR = actor(Role.DIRECTOR)
OFFICER = actor(Role.OFFICER, unit_id=999)


def ten_days(unit, now: datetime) -> Duty:
    return post_duty(
        kind="t", title="Nộp báo cáo", record=unit, debtor_unit=unit, start=date(2023, 11, 1),
        limit=Limit(10, SpanUnit.WORKING), actor=SYSTEM, now=now,
    )  # fmt: skip


def test_a_suspended_duty_is_not_late_and_moves_when_it_runs_on(now: datetime) -> None:
    unit = make_unit()
    duty = ten_days(unit, now)
    assert duty.due == date(2023, 11, 15)
    held = suspend_duty(duty, since=date(2023, 11, 6), reason="Chờ  hồ sơ", document="CV 12", actor=OFFICER, now=now)
    duty.refresh_from_db()
    assert (duty.state, held.reason, held.due_before) == (DutyState.SUSPENDED, "Chờ hồ sơ", date(2023, 11, 15))
    later = now + timedelta(days=30)
    assert not Duty.objects.filter(late_on(date(2023, 12, 7))).exists()
    assert has_open_duty("t", unit)
    resume_duty(duty, on=date(2023, 12, 4), actor=OFFICER, now=later)
    duty.refresh_from_db()
    assert (duty.state, duty.due) == (DutyState.OPEN, date(2023, 12, 13))  # twenty working days later
    assert [entry.verb for entry in history(duty)] == ["resume", "suspend", "post"]
    assert history(duty)[0].changes["due"] == ["2023-11-15", "2023-12-13"]


def test_a_desk_counts_a_suspended_duty_neither_late_nor_due(now: datetime) -> None:
    unit = make_unit()
    duty = make_duty(unit, due=date(2023, 11, 7))
    who = Actor(700, "A", frozenset({Held(Role.UNIT_REP, unit.pk, unit.name)}))
    suspend_duty(duty, since=date(2023, 11, 7), reason="A", actor=DIRECTOR, now=now)
    found = counts(who, Scope.ME, date(2023, 12, 1))
    assert (found.late, found.this_week, found.oldest_due) == (0, 0, None)
    assert list(open_duties(who, Scope.ME, date(2023, 12, 1))) == [duty]


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"reason": " "}, Invalid),
        ({"since": date(2023, 11, 8)}, Invalid),  # tomorrow
        ({"since": date(2023, 10, 31)}, Invalid),  # before the limit began
        ({"actor": actor(Role.EDITOR)}, NotAllowed),
        ({"actor": actor(Role.UNIT_REP)}, NotAllowed),
    ],
)
def test_a_refused_suspension_writes_nothing(values: dict, error: type[GieoError], now: datetime) -> None:
    duty = ten_days(make_unit(), now)
    entries = Entry.objects.count()
    with pytest.raises(error):
        suspend_duty(duty, **{"since": date(2023, 11, 6), "reason": "A", "actor": OFFICER, "now": now} | values)
    duty.refresh_from_db()
    assert (duty.state, Suspension.objects.count(), Entry.objects.count()) == (DutyState.OPEN, 0, entries)


def test_what_is_late_cannot_be_made_undone(now: datetime) -> None:
    duty = make_duty(make_unit(), due=date(2023, 11, 3))
    with pytest.raises(Refused, match="đã trễ"):
        suspend_duty(duty, since=date(2023, 11, 6), reason="A", actor=DIRECTOR, now=now)


def test_nobody_stops_a_clock_that_runs_against_oneself(now: datetime) -> None:
    office = make_department()
    own = Actor(5, "A", frozenset({Held(Role.OFFICER, office.pk, office.name)}))
    for debtor in ({"debtor_role": Role.OFFICER}, {"debtor_unit": office}):
        duty = make_duty(make_unit(), due=date(2023, 11, 9), **debtor)
        with pytest.raises(NotAllowed, match="của chính bạn"):
            suspend_duty(duty, since=date(2023, 11, 7), reason="A", actor=own, now=now)
        suspend_duty(duty, since=date(2023, 11, 7), reason="A", actor=DIRECTOR, now=now)


def test_it_can_be_done_or_dropped_while_it_stands_still_but_not_posted_twice(now: datetime) -> None:
    first, second = make_unit(code="DV-1"), make_unit(code="DV-2")
    for unit in (first, second):
        suspend_duty(ten_days(unit, now), since=date(2023, 11, 6), reason="A", actor=DIRECTOR, now=now)
        ten_days(unit, now)
    assert Duty.objects.count() == 2
    assert fulfil("t", first, actor=OFFICER, now=now) == 1
    assert cancel("t", second, reason="B", actor=OFFICER, now=now) == 1


def test_a_resumption_stays_within_its_suspension(now: datetime) -> None:
    duty = ten_days(make_unit(), now)
    with pytest.raises(WrongState):
        resume_duty(duty, on=date(2023, 11, 7), actor=OFFICER, now=now)
    suspend_duty(duty, since=date(2023, 11, 6), reason="A", actor=OFFICER, now=now)
    for day in (date(2023, 11, 5), date(2023, 11, 8)):
        with pytest.raises(Invalid):
            resume_duty(duty, on=day, actor=OFFICER, now=now)
    duty.refresh_from_db()
    assert duty.state == DutyState.SUSPENDED


def test_two_officers_suspend_once(side_by_side: SideBySide, now: datetime) -> None:
    duty = ten_days(make_unit(), now)
    person_with(Role.OFFICER, make_department())

    def stop() -> Suspension:
        found = Duty.objects.get(pk=duty.pk)
        return suspend_duty(found, since=date(2023, 11, 6), reason="A", actor=OFFICER, now=now)

    outcomes = side_by_side(stop, stop)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Suspension", "WrongState"]
    assert Suspension.objects.count() == 1
