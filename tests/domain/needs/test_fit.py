"""Stated conditions of use against those at hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.fits import both_sides, chance, likely_by_chance, replayed, share
from gieo.domain.needs.rules.fit import Asked, AtHand, fit
from gieo.domain.needs.vocab import Capital, Condition, Fit, Labour, Season, Water

MILLION = 1_000_000
HEIGHT = st.none() | st.integers(0, 3000)
SEASONS = st.frozensets(st.sampled_from(list(Season)))


@pytest.mark.parametrize(
    ("asked", "at_hand", "expected"),
    [
        (Asked(lowest=800, highest=1500), AtHand(lowest=900, highest=1200), Fit.FITS),
        (Asked(lowest=800, highest=1500), AtHand(lowest=200, highest=400), Fit.DOES_NOT),
        (Asked(lowest=800, highest=1500), AtHand(lowest=600, highest=1000), Fit.UNKNOWN),
        (Asked(lowest=800), AtHand(highest=1900), Fit.FITS),
        (Asked(highest=800), AtHand(lowest=900), Fit.DOES_NOT),
        (Asked(lowest=800), AtHand(), Fit.UNKNOWN),
        (Asked(seasons=frozenset({Season.WINTER})), AtHand(seasons=frozenset(Season)), Fit.FITS),
        (Asked(seasons=frozenset({Season.WINTER})), AtHand(seasons=frozenset({Season.SPRING})), Fit.DOES_NOT),
        (Asked(water=Water.ALWAYS), AtHand(water=Water.RAIN), Fit.DOES_NOT),
        (Asked(water=Water.RAIN), AtHand(water=Water.ALWAYS), Fit.FITS),
        (Asked(labour=Labour.SKILLED), AtHand(labour=Labour.HIRED), Fit.DOES_NOT),
        (Asked(cost=50 * MILLION), AtHand(capital=Capital.TO_50), Fit.FITS),
        (Asked(cost=50 * MILLION + 1), AtHand(capital=Capital.TO_50), Fit.DOES_NOT),
        (Asked(cost=10**12), AtHand(capital=Capital.ABOVE_200), Fit.FITS),
        (Asked(), AtHand(lowest=900, water=Water.ALWAYS), Fit.UNKNOWN),
    ],
)
def test_conditions_are_compared(asked: Asked, at_hand: AtHand, expected: Fit) -> None:
    assert fit(asked, at_hand).fit is expected


def test_what_does_not_fit_and_what_is_not_said_are_named() -> None:
    verdict = fit(
        Asked(lowest=800, water=Water.ALWAYS, labour=Labour.HIRED, cost=90 * MILLION),
        AtHand(lowest=1000, water=Water.RAIN, capital=Capital.TO_10),
    )
    assert verdict.fit is Fit.DOES_NOT
    assert verdict.against == (Condition.WATER, Condition.CAPITAL)
    assert verdict.unknown == (Condition.LABOUR,)
    assert verdict.conditions[Condition.ALTITUDE] is Fit.FITS


@given(
    st.builds(
        AtHand,
        lowest=HEIGHT,
        highest=HEIGHT,
        seasons=SEASONS,
        water=st.none() | st.sampled_from(list(Water)),
        labour=st.none() | st.sampled_from(list(Labour)),
        capital=st.none() | st.sampled_from(list(Capital)),
    )
)
def test_what_a_result_does_not_state_is_held_against_nobody(at_hand: AtHand) -> None:
    verdict = fit(Asked(), at_hand)
    assert (verdict.fit, verdict.conditions) == (Fit.UNKNOWN, {})
    full = Asked(0, 3000, frozenset(Season), Water.RAIN, Labour.FAMILY, 0)
    assert fit(full, at_hand).fit is not Fit.DOES_NOT


def test_what_failed_is_marked_more_often_than_what_worked() -> None:
    cases = replayed()
    failed, worked = [one for one in cases if one.failed], [one for one in cases if not one.failed]
    assert (len(failed), len(worked)) == (30, 30)
    assert share(failed) >= share(worked) + 0.25
    assert share([one for one in failed if one.within]) >= 0.7
    assert likely_by_chance(cases) <= 0.05


def test_each_mark_names_a_condition_with_what_is_asked_and_what_is_there() -> None:
    for one in replayed():
        assert (one.verdict.fit is Fit.DOES_NOT) == bool(one.verdict.against), one.id
        assert all(None not in both_sides(one, condition) for condition in one.verdict.against), one.id


def test_nothing_is_marked_where_one_side_says_nothing() -> None:
    for one in replayed():
        assert fit(one.asked, AtHand()).fit is Fit.UNKNOWN, one.id
        assert fit(Asked(), one.at_hand).fit is Fit.UNKNOWN, one.id


def test_chance_is_that_of_the_tea_tasting() -> None:
    """Fisher's own example: eight cups, four of them found, three or more of them right."""
    assert chance(3, 4, 4, 8) == pytest.approx(17 / 70)
