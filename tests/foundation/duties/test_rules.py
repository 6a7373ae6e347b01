"""How a due date stands to today."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gieo.core.calendar import SpanUnit, WorkCalendar
from gieo.core.errors import WrongState
from gieo.foundation.duties.lifecycle import DUTY
from gieo.foundation.duties.rules import (
    Rung,
    ladder,
    moved_due,
    rung_reached,
    standing,
    wants_digest,
    week_end,
    years_without_holidays,
)
from gieo.foundation.duties.vocab import DutyState, Rhythm, Standing, Tell, Urgency
from gieo.foundation.duties.wording import limit_label, offset_label, standing_label

MONDAY = date(2023, 11, 13)
PLAIN = WorkCalendar()
TET = WorkCalendar(frozenset(date(2023, 1, day) for day in range(20, 27)))


@pytest.mark.parametrize(
    ("due", "expected", "words"),
    [
        (date(2023, 11, 3), Standing(Urgency.LATE, 6, 10), "Trễ 6 ngày làm việc"),
        (date(2023, 11, 7), Standing(Urgency.LATE, 4, 6), "Trễ 4 ngày làm việc"),
        (date(2023, 11, 10), Standing(Urgency.LATE, 1, 3), "Trễ 1 ngày làm việc"),
        (date(2023, 11, 13), Standing(Urgency.TODAY, 0, 0), "Hạn hôm nay"),
        (date(2023, 11, 14), Standing(Urgency.SOON, 1, 1), "Còn 1 ngày làm việc"),
        (date(2023, 11, 19), Standing(Urgency.SOON, 4, 6), "Còn 4 ngày làm việc"),
        (date(2023, 11, 20), Standing(Urgency.LATER, 5, 7), "Còn 5 ngày làm việc"),
    ],
)
def test_a_due_date_stands_to_today(due: date, expected: Standing, words: str) -> None:
    assert standing(due, MONDAY, PLAIN) == expected
    assert standing_label(standing(due, MONDAY, PLAIN)) == words


@pytest.mark.parametrize(
    ("today", "known", "waiting"),
    [
        (date(2027, 10, 31), {2027}, []),
        (date(2027, 11, 1), {2027}, [2028]),
        (date(2027, 12, 31), {2027, 2028}, []),
        (date(2028, 1, 1), {2027}, [2028]),
        (date(2028, 11, 1), set(), [2028, 2029]),
    ],
)
def test_a_year_without_days_off_is_asked_for_from_november_on(
    today: date, known: set[int], waiting: list[int]
) -> None:
    calendar = WorkCalendar(frozenset(date(year, 1, 3) for year in known))
    assert years_without_holidays(calendar, today) == waiting


def test_days_off_are_named_when_only_they_lie_between() -> None:
    saturday = date(2023, 11, 11)
    assert standing_label(standing(date(2023, 11, 10), saturday, PLAIN)) == "Trễ 1 ngày nghỉ"
    assert standing_label(standing(date(2023, 11, 12), saturday, PLAIN)) == "Còn 1 ngày nghỉ"
    assert standing_label(standing(date(2023, 1, 19), date(2023, 1, 26), TET)) == "Trễ 7 ngày nghỉ"
    assert standing_label(standing(date(2023, 1, 19), date(2023, 1, 27), TET)) == "Trễ 1 ngày làm việc"


@pytest.mark.parametrize("weekday", range(7))
def test_a_week_ends_on_sunday(weekday: int) -> None:
    assert week_end(MONDAY + timedelta(days=weekday)) == date(2023, 11, 19)


@given(st.dates(date(2015, 1, 1), date(2027, 1, 1)), st.dates(date(2015, 1, 1), date(2027, 1, 1)))
def test_late_and_left_mirror_each_other(one: date, two: date) -> None:
    forward, backward = standing(one, two, TET), standing(two, one, TET)
    assert (forward.days, forward.working_days) == (backward.days, backward.working_days)
    assert (forward.urgency is Urgency.LATE) == (one < two)
    assert forward.working_days <= forward.days


@pytest.mark.parametrize(
    ("verb", "state", "target"),
    [
        ("fulfil", DutyState.OPEN, DutyState.FULFILLED),
        ("cancel", DutyState.OPEN, DutyState.CANCELLED),
        ("reopen", DutyState.FULFILLED, DutyState.OPEN),
        ("reopen", DutyState.CANCELLED, DutyState.OPEN),
    ],
)
def test_the_table_of_a_duty(verb: str, state: DutyState, target: DutyState) -> None:
    assert DUTY.target(verb, state) == target


def test_a_closed_duty_is_not_closed_again() -> None:
    for verb, state in [("fulfil", DutyState.FULFILLED), ("cancel", DutyState.FULFILLED), ("reopen", DutyState.OPEN)]:
        with pytest.raises(WrongState):
            DUTY.target(verb, state)


def test_a_limit_is_said_with_its_unit() -> None:
    assert limit_label(30, "working") == "30 ngày làm việc"
    assert limit_label(15, "calendar") == "15 ngày"
    assert limit_label(12, "month") == "12 tháng"


@pytest.mark.parametrize(
    ("due", "since", "until", "unit", "moved"),
    [
        # stood still Tuesday and Wednesday
        (date(2023, 11, 16), date(2023, 11, 14), date(2023, 11, 16), SpanUnit.WORKING, date(2023, 11, 20)),
        (date(2023, 11, 16), date(2023, 11, 14), date(2023, 11, 16), SpanUnit.CALENDAR, date(2023, 11, 18)),
        (date(2023, 11, 16), date(2023, 11, 14), date(2023, 11, 16), SpanUnit.MONTH, date(2023, 11, 18)),
        (date(2023, 11, 16), date(2023, 11, 14), date(2023, 11, 16), None, date(2023, 11, 18)),
        # over a weekend: no working day was lost
        (date(2023, 11, 16), date(2023, 11, 11), date(2023, 11, 13), SpanUnit.WORKING, date(2023, 11, 16)),
        # let go the day it was stopped
        (date(2023, 11, 16), date(2023, 11, 14), date(2023, 11, 14), SpanUnit.WORKING, date(2023, 11, 16)),
    ],
)
def test_a_due_date_moves_by_the_days_its_limit_stood_still(
    due: date, since: date, until: date, unit: SpanUnit | None, moved: date
) -> None:
    assert moved_due(due, since, until, unit, PLAIN) == moved


def test_a_holiday_in_a_suspension_is_not_given_back() -> None:
    assert moved_due(date(2023, 1, 31), date(2023, 1, 19), date(2023, 1, 30), SpanUnit.WORKING, TET) == date(2023, 2, 2)


@given(st.integers(0, 40), st.integers(0, 40), st.sampled_from([*SpanUnit, None]))
def test_two_suspensions_end_to_end_move_as_much_as_one(first: int, second: int, unit: SpanUnit | None) -> None:
    due, since = date(2023, 12, 29), MONDAY
    middle, end = since + timedelta(days=first), since + timedelta(days=first + second)
    once = moved_due(due, since, end, unit, PLAIN)
    assert moved_due(moved_due(due, since, middle, unit, PLAIN), middle, end, unit, PLAIN) == once


def test_the_ladder_climbs_and_tells_more_with_every_rung() -> None:
    offsets = [rung.offset for rung in ladder()]
    assert offsets == sorted(set(offsets))
    assert [rung.level for rung in ladder()] == list(range(1, len(offsets) + 1))
    assert ladder()[-1].tell is Tell.LEADER
    assert [offset_label(-3), offset_label(1)] == ["Trước hạn 3 ngày làm việc", "Trễ 1 ngày làm việc"]


@pytest.mark.parametrize(
    ("due", "level"),
    [
        (date(2023, 11, 17), None),  # Friday: four working days ahead
        (date(2023, 11, 16), 1),
        (date(2023, 11, 13), 1),  # the day itself
        (date(2023, 11, 10), 2),  # one working day late
        (date(2023, 11, 7), 2),
        (date(2023, 11, 6), 3),
        (date(2020, 1, 6), 3),
    ],
)
def test_a_duty_stands_on_its_highest_rung(due: date, level: int | None) -> None:
    rungs = (Rung(1, -3, Tell.DEBTOR), Rung(2, 1, Tell.DEBTOR), Rung(3, 5, Tell.LEADER))
    reached = rung_reached(due, MONDAY, PLAIN, rungs)
    assert (reached.level if reached else None) == level


def test_letters_come_on_working_days_only() -> None:
    week = [MONDAY + timedelta(days=step) for step in range(7)]
    assert [wants_digest(Rhythm.DAILY, day, PLAIN) for day in week] == [True] * 5 + [False] * 2
    assert [wants_digest(Rhythm.WEEKLY, day, PLAIN) for day in week] == [True] + [False] * 6
    assert not any(wants_digest(Rhythm.NEVER, day, PLAIN) for day in week)
    tuesday_first = WorkCalendar(frozenset({MONDAY}))
    assert [wants_digest(Rhythm.WEEKLY, day, tuesday_first) for day in week] == [False, True] + [False] * 5
