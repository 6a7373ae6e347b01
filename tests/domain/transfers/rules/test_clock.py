from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gieo.domain.transfers.rules.clock import MARKS, TO_RECEIPT, days_between, transfer_clock
from gieo.domain.transfers.vocab import LegState, Mark

DECIDED, HELD = date(2023, 5, 12), date(2023, 11, 7)


def test_from_the_decision_of_2023_to_its_conference_are_179_days():
    assert days_between(DECIDED, HELD) == 179


def test_a_finished_way_has_every_leg_and_its_total():
    clock = transfer_clock(
        {
            Mark.ACCEPTANCE: date(2021, 12, 22),
            Mark.REGISTRATION: date(2022, 2, 18),
            Mark.DECISION: DECIDED,
            Mark.CONFERENCE: HELD,
            Mark.RECEIPT: date(2023, 11, 10),
        },
        today=date(2024, 1, 1),
    )
    assert [leg.days for leg in clock.legs] == [58, 448, 179, 3]
    assert {leg.state for leg in clock.legs} == {LegState.DONE}
    assert clock.total_days == 58 + 448 + 179 + 3
    assert clock.waiting is None


def test_the_leg_after_the_last_known_date_waits_until_today():
    clock = transfer_clock({Mark.ACCEPTANCE: date(2021, 12, 22), Mark.DECISION: DECIDED}, today=date(2023, 6, 1))
    states = [leg.state for leg in clock.legs]
    assert states == [LegState.UNKNOWN, LegState.UNKNOWN, LegState.WAITING, LegState.AHEAD]
    assert clock.waiting is not None
    assert (clock.waiting.key, clock.waiting.days) == ("decision_conference", 20)
    assert clock.total_days == days_between(date(2021, 12, 22), date(2023, 6, 1))


def test_a_date_still_to_come_is_not_yet_known():
    clock = transfer_clock({Mark.DECISION: DECIDED, Mark.CONFERENCE: HELD}, today=HELD - timedelta(days=1))
    assert clock.leg(Mark.DECISION).state is LegState.WAITING
    assert clock.leg(Mark.DECISION).days == 178
    assert transfer_clock({Mark.DECISION: DECIDED, Mark.CONFERENCE: HELD}, today=HELD).leg(Mark.DECISION).days == 179


def test_dates_that_contradict_one_another_are_said_so():
    clock = transfer_clock({Mark.ACCEPTANCE: HELD, Mark.REGISTRATION: DECIDED}, today=HELD)
    assert clock.leg(Mark.ACCEPTANCE).state is LegState.CONTRADICTORY
    assert clock.leg(Mark.ACCEPTANCE).days == -179


def test_nothing_known_nothing_counted():
    clock = transfer_clock({}, today=HELD)
    assert {leg.state for leg in clock.legs} == {LegState.AHEAD}
    assert (clock.total_days, clock.waiting) == (None, None)


@pytest.mark.parametrize("marks", [TO_RECEIPT, MARKS])
@given(st.dictionaries(st.sampled_from(list(Mark)), st.dates(date(2015, 1, 1), date(2030, 1, 1))), st.dates())
def test_at_most_one_leg_waits_and_it_is_the_one_after_the_last_date(marks, dates, today):
    clock = transfer_clock(dates, today, marks)
    waiting = [leg for leg in clock.legs if leg.state is LegState.WAITING]
    known = [mark for mark, day in dates.items() if day <= today and mark in marks]
    last = max(known, key=marks.index) if known else None
    assert len(waiting) == (0 if last in (None, marks[-1]) else 1)
    assert all(leg.start == last and leg.days >= 0 for leg in waiting)
