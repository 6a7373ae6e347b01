"""Limits in working days, days and months: boundaries by hand, and properties against a plain count."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gieo.core.calendar import LastDay, Limit, SpanUnit, WorkCalendar, ends_at

# The turn of April and May 2024 as it was announced: Monday 29/04 off in exchange for Saturday 04/05.
CALENDAR = WorkCalendar(
    holidays=frozenset({date(2024, 4, 18), date(2024, 4, 29), date(2024, 4, 30), date(2024, 5, 1)}),
    makeup=frozenset({date(2024, 5, 4)}),
)
PLAIN = WorkCalendar()

days = st.dates(min_value=date(2014, 1, 1), max_value=date(2027, 12, 31))
calendars = st.builds(
    lambda holidays, makeup: WorkCalendar(frozenset(holidays), frozenset(makeup) - frozenset(holidays)),
    st.sets(days, max_size=40),
    st.sets(days, max_size=10),
)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2024, 4, 26), True),  # a Friday
        (date(2024, 4, 27), False),  # a Saturday
        (date(2024, 4, 28), False),  # a Sunday
        (date(2024, 4, 29), False),  # a Monday given in exchange
        (date(2024, 4, 30), False),
        (date(2024, 5, 1), False),
        (date(2024, 5, 2), True),
        (date(2024, 5, 4), True),  # the Saturday worked in exchange
        (date(2024, 5, 5), False),
    ],
)
def test_a_day_is_worked_or_not(day: date, worked: bool) -> None:
    assert CALENDAR.is_working(day) is worked


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, date(2024, 4, 26)),
        (1, date(2024, 5, 2)),  # a weekend and three days off between
        (2, date(2024, 5, 3)),
        (3, date(2024, 5, 4)),  # the worked Saturday counts
        (4, date(2024, 5, 6)),
        (-1, date(2024, 4, 25)),
        (-6, date(2024, 4, 17)),  # 18/04 is a holiday
    ],
)
def test_working_days_are_added(count: int, expected: date) -> None:
    assert CALENDAR.add_working(date(2024, 4, 26), count) == expected


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2023, 11, 7), 12, date(2024, 11, 7)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2023, 8, 31), 3, date(2023, 11, 30)),
        (date(2023, 11, 30), 2, date(2024, 1, 30)),  # the clamp does not grow back
        (date(2024, 1, 31), -2, date(2023, 11, 30)),
        (date(2023, 12, 15), 0, date(2023, 12, 15)),
    ],
)
def test_months_are_added_and_clamped_to_their_end(day: date, count: int, expected: date) -> None:
    assert PLAIN.add_months(day, count) == expected


@pytest.mark.parametrize(
    ("limit", "last_day", "expected"),
    [
        (Limit(5, SpanUnit.WORKING), LastDay.STAYS, date(2024, 5, 7)),
        (Limit(5, SpanUnit.WORKING), LastDay.MOVES, date(2024, 5, 7)),
        (Limit(4, SpanUnit.CALENDAR), LastDay.STAYS, date(2024, 4, 30)),
        (Limit(4, SpanUnit.CALENDAR), LastDay.MOVES, date(2024, 5, 2)),
        (Limit(8, SpanUnit.CALENDAR), LastDay.MOVES, date(2024, 5, 4)),  # a worked Saturday is no day off
        (Limit(12, SpanUnit.MONTH), LastDay.STAYS, date(2025, 4, 26)),  # a Saturday
        (Limit(12, SpanUnit.MONTH), LastDay.MOVES, date(2025, 4, 28)),
    ],
)
def test_a_limit_ends(limit: Limit, last_day: LastDay, expected: date) -> None:
    assert CALENDAR.due(date(2024, 4, 26), limit, last_day=last_day) == expected


def test_a_limit_on_a_day_off_stays_unless_asked_otherwise() -> None:
    assert CALENDAR.due(date(2024, 4, 26), Limit(3, SpanUnit.CALENDAR)) == date(2024, 4, 29)


def test_the_last_day_is_in_time_until_midnight_local() -> None:
    end = ends_at(date(2023, 11, 7))
    assert end == datetime(2023, 11, 7, 17, tzinfo=UTC)


def test_days_between_count_the_end_and_not_the_start() -> None:
    friday, monday = date(2023, 11, 3), date(2023, 11, 6)
    assert PLAIN.working_between(friday, monday) == 1
    assert PLAIN.working_between(monday, monday) == 0
    assert PLAIN.working_between(friday, date(2023, 11, 5)) == 0
    assert PLAIN.working_between(monday, friday) == -1


@pytest.mark.parametrize("count", [0, -1])
def test_a_limit_lasts_at_least_one(count: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        Limit(count, SpanUnit.WORKING)


def test_a_day_cannot_be_off_and_worked_in_exchange() -> None:
    saturday = date(2024, 5, 4)
    with pytest.raises(ValueError, match="2024-05-04"):
        WorkCalendar(frozenset({saturday}), frozenset({saturday}))


@given(calendars, days, days)
def test_counting_equals_a_plain_walk(calendar: WorkCalendar, start: date, end: date) -> None:
    first, last = sorted((start, end))
    walk = sum(calendar.is_working(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))
    assert calendar.working_between(start, end) == (walk if start <= end else -walk)


@given(calendars, days, st.integers(min_value=1, max_value=120))
def test_a_limit_in_working_days_is_as_long_as_it_says(calendar: WorkCalendar, start: date, count: int) -> None:
    end = calendar.due(start, Limit(count, SpanUnit.WORKING))
    assert calendar.is_working(end)
    assert calendar.working_between(start, end) == count
    assert calendar.working_between(start, end - timedelta(days=1)) == count - 1


@given(calendars, days, st.integers(min_value=0, max_value=60), st.integers(min_value=0, max_value=60))
def test_two_steps_equal_one(calendar: WorkCalendar, start: date, one: int, two: int) -> None:
    assert calendar.add_working(calendar.add_working(start, one), two) == calendar.add_working(start, one + two)


@given(calendars, days, st.integers(min_value=1, max_value=60))
def test_backwards_lands_on_a_working_day_strictly_before(calendar: WorkCalendar, start: date, count: int) -> None:
    before = calendar.add_working(start, -count)
    assert calendar.is_working(before)
    assert calendar.add_working(before, count - 1) < start
    assert calendar.add_working(before, count) >= start


@given(days, st.integers(min_value=-120, max_value=120))
def test_months_keep_the_day_or_end_the_month(start: date, count: int) -> None:
    end = PLAIN.add_months(start, count)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == count
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


@given(calendars, days, st.sampled_from([SpanUnit.CALENDAR, SpanUnit.MONTH]), st.integers(min_value=1, max_value=60))
def test_a_moved_end_is_the_first_working_day_from_there(
    calendar: WorkCalendar, start: date, unit: SpanUnit, count: int
) -> None:
    stays = calendar.due(start, Limit(count, unit))
    moved = calendar.due(start, Limit(count, unit), last_day=LastDay.MOVES)
    assert moved == calendar.next_working(stays)
    assert moved >= stays
    assert calendar.is_working(moved)


@given(days, days, st.integers(min_value=1, max_value=60), st.sampled_from(list(SpanUnit)))
def test_a_later_event_is_never_due_earlier(one: date, two: date, count: int, unit: SpanUnit) -> None:
    first, last = sorted((one, two))
    assert PLAIN.due(first, Limit(count, unit)) <= PLAIN.due(last, Limit(count, unit))
