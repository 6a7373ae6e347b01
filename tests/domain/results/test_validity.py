"""Until when a result holds: its owner is asked before the day, answers or is silent, and silence shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gieo.core.actor import SYSTEM, Actor, Role
from gieo.core.clock import TZ, local_date
from gieo.core.errors import Invalid, NotAllowed, WrongState
from gieo.domain.results import services
from gieo.domain.results.access import public_results, visible_results
from gieo.domain.results.models import Result
from gieo.domain.results.queries.validity import DUTY, MOST_ASKED, holds_until, term, unconfirmed, unconfirmed_since
from gieo.domain.results.services import answer_validity, ask_owners
from gieo.domain.results.vocab import Access, Holding, ResultState
from gieo.foundation.accounts.queries import actor_of_person
from gieo.foundation.duties.models import Duty, Escalation
from gieo.foundation.duties.services import climb_ladder, load_holidays
from gieo.foundation.journal.models import Entry
from gieo.foundation.outbox.models import Letter
from gieo.foundation.units.services import abolish_unit
from gieo.foundation.units.vocab import UnitKind
from tests.factories.accounts import person_with
from tests.factories.results import NOW, make_host, make_result
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db
UNTIL = date(2025, 2, 18)  # 36 months after the certificate of 18 February 2022


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 1, 30, tzinfo=TZ)


def live() -> list[Duty]:
    return list(Duty.objects.filter(kind=DUTY, state="open").order_by("pk"))


def say(result: Result, actor: Actor, answer: Holding = Holding.HOLDS, **values: Any) -> Result:
    return answer_validity(result, answer=answer, actor=actor, now=values.pop("now", NOW), **values)


def test_a_registered_result_holds_for_a_term_that_is_our_own() -> None:
    assert holds_until(make_result("accepted")) is None
    result = make_result("registered", title="Chè shan")
    assert (holds_until(result), term(NOW.date()).mark) == (UNTIL, "proposal")
    assert unconfirmed_since(result, UNTIL) is None, "the last day counts"
    assert unconfirmed_since(result, UNTIL + timedelta(days=1)) == UNTIL
    for day, silent in ((UNTIL, []), (UNTIL + timedelta(days=1), [result])):
        assert list(unconfirmed(public_results(), day)) == silent, "the list says what the page says"
    Result.objects.filter(pk=result.pk).update(certificate_on=date(2024, 2, 29))
    result.refresh_from_db()
    assert holds_until(result) == date(2027, 2, 28)
    assert not unconfirmed(public_results(), date(2027, 2, 28))
    assert unconfirmed(public_results(), date(2027, 3, 1))


def test_the_owner_is_asked_before_on_and_after_the_day_and_holidays_do_not_count() -> None:
    load_holidays()
    result = make_result("transferable")
    person_with(Role.HOST, result.host, name="Đỗ Hữu Bình", email="chunhiem@example.vn")
    assert ask_owners(now=at(UNTIL - timedelta(days=61))) == 0
    assert ask_owners(now=at(UNTIL - timedelta(days=60))) == 1
    assert ask_owners(now=at(UNTIL - timedelta(days=59))) == 0, "asked once"
    (duty,) = live()
    assert (duty.due, duty.debtor_unit, duty.basis_mark) == (UNTIL, result.host, "proposal")
    climbed = []
    for days in range(-60, 60):
        day = UNTIL + timedelta(days=days)
        climb_ladder(now=at(day))
        climbed += [(day, rung.told) for rung in Escalation.objects.filter(duty=duty, on=day)]
    assert climbed == [
        (date(2025, 1, 14), "debtor"),  # twenty working days before, Tết between
        (date(2025, 2, 18), "debtor"),
        (date(2025, 2, 25), "head"),
        (date(2025, 3, 18), "leader"),
    ]
    letters = Letter.objects.filter(to_email="chunhiem@example.vn").order_by("pk")
    assert [local_date(letter.posted_at) for letter in letters] == [date(2025, 1, 14), date(2025, 2, 18)]


def test_the_owner_answers_and_is_asked_again_a_term_later(host: Actor, officer: Actor) -> None:
    result = make_result("transferable")
    ask_owners(now=at(UNTIL - timedelta(days=60)))
    answered = at(UNTIL + timedelta(days=10))
    row = say(result, host, Holding.CHANGED, words="Thêm bước phơi sương", now=answered)
    assert (row.state, row.confirmed_on) == (ResultState.TRANSFERABLE, UNTIL + timedelta(days=10))
    assert (row.confirmed_note, row.confirmed_by) == ("Thêm bước phơi sương", host.name)
    assert not live()
    assert unconfirmed_since(row, answered.date()) is None
    assert holds_until(row) == date(2028, 2, 28)
    assert ask_owners(now=answered) == 0
    assert ask_owners(now=at(date(2028, 1, 5))) == 1
    entry = Entry.objects.get(verb="confirm_validity")
    assert entry.changes["confirmed_on"] == [None, "2025-02-28"]


def test_the_registry_writes_down_what_the_owner_told(officer: Actor, stranger: Actor) -> None:
    result = make_result("registered")
    with pytest.raises(NotAllowed):
        say(result, stranger)
    with pytest.raises(Invalid) as lacking:
        say(result, officer, Holding.CHANGED, on=NOW.date() + timedelta(days=1))
    assert set(lacking.value.errors) == {"words", "told_by", "on"}
    with pytest.raises(Invalid):
        say(result, officer, told_by="Ông Sơn, gọi điện", on=date(2022, 2, 17))
    row = say(result, officer, told_by="Ông Sơn, gọi điện", on=NOW.date() - timedelta(days=2))
    assert row.confirmed_by == f"Ông Sơn, gọi điện; {officer.name}"
    assert row.confirmed_on == NOW.date() - timedelta(days=2)


def test_what_no_longer_holds_leaves_the_portal_with_its_reason(host: Actor, officer: Actor) -> None:
    result = make_result("transferable")
    ask_owners(now=at(UNTIL))
    with pytest.raises(Invalid):
        say(result, host, Holding.ENDED)
    row = say(result, host, Holding.ENDED, words="Giống đã thoái hoá")
    assert (row.state, row.state_reason) == (ResultState.EXPIRED, "Giống đã thoái hoá")
    assert not public_results().exists()
    assert not live()
    assert holds_until(row) is None
    assert ask_owners(now=at(UNTIL)) == 0
    with pytest.raises(WrongState):
        say(result, host)
    back = services.revalidate_result(result, reason="Đã phục tráng lại", actor=officer, now=at(UNTIL))
    assert (back.state, back.confirmed_on) == (ResultState.REGISTERED, UNTIL)


def test_a_held_back_result_keeps_its_reason_when_it_is_confirmed(host: Actor, officer: Actor) -> None:
    result = services.hold_back_result(make_result("transferable"), reason="Hết giống", actor=officer, now=NOW)
    assert say(result, host).state_reason == "Hết giống"


def test_an_abolished_owner_is_asked_in_its_successor_who_answers() -> None:
    result = make_result("transferable")
    heir = make_unit("Trung tâm mới", UnitKind.PUBLIC_SERVICE)
    ended = date(2024, 7, 1)
    abolish_unit(make_host(), on=ended, successor=heir, act_number="1/QĐ-UBND", actor=SYSTEM, now=at(ended))
    assert ask_owners(now=at(UNTIL)) == 1
    assert live()[0].debtor_unit == heir
    speaker = actor_of_person(person_with(Role.HOST, heir, name="Người mới"), UNTIL)
    assert say(result, speaker, now=at(UNTIL)).confirmed_by == "Người mới"
    assert not live()


def test_an_owner_has_a_few_questions_at_a_time_and_late_ones_get_their_weeks() -> None:
    results = [make_result("registered", title=f"Kết quả {number}") for number in range(MOST_ASKED + 2)]
    late = at(UNTIL + timedelta(days=400))
    assert ask_owners(now=late) == MOST_ASKED
    assert {duty.due for duty in live()} == {late.date() + timedelta(days=60)}
    assert ask_owners(now=late) == 0
    say(results[0], SYSTEM, told_by="Ông Sơn", now=late)
    assert ask_owners(now=late) == 1


def test_nothing_is_asked_about_a_restricted_result(officer: Actor) -> None:
    result = make_result("transferable", restricted=True, actor=officer)
    assert ask_owners(now=at(UNTIL)) == 0
    services.set_access(result, access=Access.OPEN, note="", actor=officer, now=at(UNTIL))
    assert ask_owners(now=at(UNTIL)) == 1
    services.set_access(result, access=Access.RESTRICTED, note="", actor=officer, now=at(UNTIL))
    assert not live(), "its question would tell of it"
    assert visible_results(officer).count() == 1


@pytest.mark.parametrize(
    "values", [{"confirmed_on": date(2023, 1, 1)}, {"confirmed_by": "Ai đó"}, {"confirmed_note": "Đổi"}]
)
def test_a_row_says_when_and_by_whom(values: dict[str, Any]) -> None:
    result = make_result("registered")
    with pytest.raises(IntegrityError), transaction.atomic():
        Result.objects.filter(pk=result.pk).update(**values)


def test_refused_answers_write_nothing(nothing_written: Callable[..., Any], host: Actor) -> None:
    result = make_result("accepted")
    with nothing_written(), pytest.raises(WrongState):
        say(result, host)
