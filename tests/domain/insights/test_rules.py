"""Formulas of figures: the funnel narrows, medians really occurred, what is unmeasured says so."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gieo.domain.insights.rules.clocks import leg_figures, lower_median, slowest
from gieo.domain.insights.rules.funnels import Funnel, in_order, merged, percent
from gieo.domain.insights.rules.indicators import indicators
from gieo.domain.insights.rules.spans import months_before
from gieo.domain.insights.vocab import STEPS, IndicatorKey, Step
from gieo.domain.transfers.rules.clock import transfer_clock
from gieo.domain.transfers.vocab import Mark

TODAY = date(2023, 11, 13)


def test_a_funnel_names_where_most_are_lost() -> None:
    funnel = Funnel((290, 270, 24, 24, 22, 9, 2))
    assert funnel.narrowest is Step.DECIDED
    assert funnel.share(Step.RECEIVED) == 8
    assert funnel.steps[0] == (Step.ACCEPTED, 290)


def test_a_funnel_without_loss_or_rows_names_nothing() -> None:
    assert Funnel((3,) * len(STEPS)).narrowest is None
    empty = Funnel((0,) * len(STEPS))
    assert empty.narrowest is None
    assert empty.share(Step.RECEIVED) is None


def test_a_funnel_has_a_number_for_each_step() -> None:
    with pytest.raises(ValueError, match="7 numbers"):
        Funnel((1, 2))


@given(st.lists(st.tuples(*[st.integers(0, 9)] * len(STEPS)), max_size=6))
def test_parts_of_a_cut_add_up(parts: list[tuple[int, ...]]) -> None:
    whole = merged(Funnel(part) for part in parts)
    assert whole.counts == tuple(sum(part[at] for part in parts) for at in range(len(STEPS)))


def test_a_cut_keeps_the_order_of_its_labels_and_drops_empty_parts() -> None:
    row = (1,) * len(STEPS)
    found = in_order({"4": row, "2": row}, [("1", "Tự nhiên"), ("2", "Kỹ thuật"), ("4", "Nông nghiệp")])
    assert [(part.key, part.label) for part in found] == [("2", "Kỹ thuật"), ("4", "Nông nghiệp")]


@pytest.mark.parametrize(("part", "whole", "said"), [(0, 0, None), (0, 7, 0), (1, 8, 13), (1, 2, 50), (7, 7, 100)])
def test_percent_rounds_half_up(part: int, whole: int, said: int | None) -> None:
    assert percent(part, whole) == said


@given(st.lists(st.integers(0, 4000)))
def test_a_median_really_occurred(days: list[int]) -> None:
    middle = lower_median(days)
    assert (middle is None) == (not days)
    if middle is not None:
        assert middle in days
        assert sum(day <= middle for day in days) * 2 >= len(days)
        assert sum(day >= middle for day in days) * 2 >= len(days)


def test_legs_tell_what_was_run_and_what_waits() -> None:
    decided = {Mark.ACCEPTANCE: date(2022, 4, 15), Mark.REGISTRATION: date(2022, 5, 20)}
    handed = decided | {Mark.DECISION: date(2023, 5, 12), Mark.CONFERENCE: date(2023, 11, 7)}
    figures = {leg.key: leg for leg in leg_figures(transfer_clock(dates, TODAY) for dates in (decided, handed))}
    assert (figures["acceptance_registration"].count, figures["acceptance_registration"].median) == (2, 35)
    assert (figures["registration_decision"].count, figures["registration_decision"].waiting) == (1, 1)
    assert figures["registration_decision"].longest_wait == (TODAY - date(2022, 5, 20)).days
    assert figures["decision_conference"].median == 179
    assert (figures["conference_receipt"].count, figures["conference_receipt"].waiting) == (0, 1)
    assert figures["conference_receipt"].longest_wait == 6
    assert slowest(figures.values()).key == "registration_decision"


def test_contradictory_dates_count_nowhere() -> None:
    dates = {Mark.ACCEPTANCE: date(2022, 5, 1), Mark.REGISTRATION: date(2022, 4, 1)}
    first = leg_figures([transfer_clock(dates, TODAY)])[0]
    assert (first.count, first.waiting) == (0, 0)
    assert slowest([first]) is None


def test_what_no_data_can_say_is_unmeasured_and_not_zero() -> None:
    found = indicators({IndicatorKey.PRIORITY_SHARE: (0, 9), IndicatorKey.NATIONAL_TASKS: (0, 0)})
    assert list(found) == list(IndicatorKey)
    assert (found[IndicatorKey.PRIORITY_SHARE].is_measured, found[IndicatorKey.PRIORITY_SHARE].percent) == (True, 0)
    assert (found[IndicatorKey.NATIONAL_TASKS].is_measured, found[IndicatorKey.NATIONAL_TASKS].percent) == (True, None)
    assert not found[IndicatorKey.TRAINING_CLASSES].is_measured


@pytest.mark.parametrize(
    ("day", "months", "said"),
    [
        (date(2023, 11, 13), 12, date(2022, 11, 13)),
        (date(2023, 3, 31), 1, date(2023, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 15), 1, date(2022, 12, 15)),
        (date(2023, 1, 15), 0, date(2023, 1, 15)),
    ],
)
def test_months_back_end_with_the_month(day: date, months: int, said: date) -> None:
    assert months_before(day, months) == said
