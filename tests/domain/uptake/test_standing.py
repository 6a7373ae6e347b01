"""Where a use stands: one day at a time, and all days at once."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gieo.domain.uptake.rules.standing import Period, Verified, periods, standing
from gieo.domain.uptake.vocab import LADDER, Level

BEGIN = date(2023, 1, 1)
DAY = timedelta(days=1)


@st.composite
def claims(draw: st.DrawFn) -> list[Verified]:
    found = []
    for number in range(draw(st.integers(0, 7))):
        on, level = BEGIN + DAY * draw(st.integers(0, 40)), draw(st.sampled_from(list(Level)))
        until = None if level is Level.STOPPED else on + DAY * draw(st.integers(0, 30))
        found.append(Verified(number, level, on, until))
    return found


@given(claims())
def test_periods_say_of_every_day_what_the_rule_says(found: list[Verified]):
    told = periods(found)
    for number in range(-2, 80):
        day = BEGIN + DAY * number
        holds = standing(found, day)
        in_force = [each for each in told if each.start <= day and (each.end is None or day <= each.end)]
        assert [(each.claim, each.level) for each in in_force] == ([(holds.claim, holds.level)] if holds else [])


@given(claims(), st.integers(0, 80))
def test_nothing_expired_is_current_and_nothing_good_is_higher(found: list[Verified], number: int):
    day = BEGIN + DAY * number
    holds = standing(found, day)
    if holds is None or holds.level is Level.STOPPED:
        return
    stops = [claim.on for claim in found if claim.level is Level.STOPPED and claim.on <= day]
    good = [
        claim
        for claim in found
        if claim.until is not None and claim.on <= day <= claim.until and all(stop < claim.on for stop in stops)
    ]
    assert holds in good
    assert max(LADDER.index(claim.level) for claim in good) == LADDER.index(holds.level)


def test_a_stop_ends_what_was_so_and_what_is_seen_later_counts_again():
    tried = Verified(1, Level.TRIED, date(2023, 1, 1), date(2024, 1, 1))
    stopped = Verified(2, Level.STOPPED, date(2023, 6, 1))
    again = Verified(3, Level.ROUTINE, date(2023, 9, 1), date(2024, 9, 1))
    assert periods([tried, stopped, again]) == [
        Period(1, Level.TRIED, date(2023, 1, 1), date(2023, 5, 31)),
        Period(2, Level.STOPPED, date(2023, 6, 1), date(2023, 8, 31)),
        Period(3, Level.ROUTINE, date(2023, 9, 1), date(2024, 9, 1)),
    ]
    assert standing([tried, stopped, again], date(2024, 9, 2)) is None  # silent, not stopped


def test_a_higher_level_that_runs_out_gives_way_to_the_lower_one_still_good():
    extended = Verified(1, Level.EXTENDED, date(2023, 1, 1), date(2023, 6, 30))
    routine = Verified(2, Level.ROUTINE, date(2023, 3, 1), date(2024, 3, 1))
    assert [(each.level, each.start) for each in periods([extended, routine])] == [
        (Level.EXTENDED, date(2023, 1, 1)),
        (Level.ROUTINE, date(2023, 7, 1)),
    ]
