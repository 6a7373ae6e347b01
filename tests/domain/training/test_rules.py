"""Seats, days and months of classes; the sheet that people sign."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from gieo.domain.training.rules.courses import days_wrong, is_open, limits, months_between, place_for, reminded_on
from gieo.domain.training.rules.sheet import EMPTY_ROWS, Class, Seat, compose_sheet, days_in_words
from gieo.domain.training.vocab import EnrolmentState
from gieo.foundation.papers.engine import pdf
from gieo.foundation.papers.rules import Table


def test_a_seat_while_there_is_one() -> None:
    assert [place_for(taken, 2) for taken in (0, 1, 2, 3)] == [
        EnrolmentState.ENROLLED, EnrolmentState.ENROLLED, EnrolmentState.WAITING, EnrolmentState.WAITING,
    ]  # fmt: skip


def test_one_enrols_until_the_first_day_and_is_reminded_the_day_before() -> None:
    day = date(2023, 11, 20)
    assert is_open(day, day)
    assert not is_open(day, date(2023, 11, 21))
    assert reminded_on(day) == date(2023, 11, 19)
    assert (limits().kept_months, limits().reminded_days) == (24, 1)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "wrong"),
    [
        (date(2023, 11, 20), date(2023, 11, 20), ""),
        (date(2023, 11, 20), date(2023, 11, 19), "ends_on"),
        (date(2023, 11, 20), date(2024, 2, 20), ""),
        (date(2023, 11, 20), date(2024, 2, 21), "ends_on"),
        (date(2025, 11, 7), date(2025, 11, 8), ""),
        (date(2025, 11, 8), date(2025, 11, 8), "starts_on"),
        (date(2001, 1, 1), date(2001, 1, 2), ""),
    ],
)
def test_days_that_cannot_be_so(starts_on: date, ends_on: date, wrong: str) -> None:
    assert days_wrong(starts_on, ends_on, date(2023, 11, 7)) == wrong


@pytest.mark.parametrize(
    ("day", "later", "months"),
    [
        (date(2023, 11, 21), date(2023, 12, 20), 0),
        (date(2023, 11, 21), date(2023, 12, 21), 1),
        (date(2023, 11, 21), date(2024, 5, 21), 6),
        (date(2023, 11, 30), date(2024, 2, 29), 2),
    ],
)
def test_months_are_whole(day: date, later: date, months: int) -> None:
    assert months_between(day, later) == months


def test_the_sheet_has_a_row_for_each_seat_and_free_ones_and_no_way_to_reach_people() -> None:
    assert days_in_words(date(2023, 11, 20), date(2023, 11, 20)) == "20/11/2023"
    days = days_in_words(date(2023, 11, 20), date(2023, 11, 21), "8 giờ")
    assert days == "20/11/2023 đến 21/11/2023, 8 giờ"
    held = Class("LH-2023-001", "Sao chè", days, "Bản Háng Á", "", True)
    seats = [Seat(1, "Giàng A Páo", "Bản Háng Á"), Seat(4, "Lò Thị Ánh", "")]
    paper = compose_sheet(held, seats, above="UBND TỈNH", own="SỞ", dated=datetime(2023, 11, 20, tzinfo=UTC))
    table = next(block for block in paper.blocks if isinstance(block, Table))
    assert [row[:2] for row in table.rows[:2]] == [("1", "Giàng A Páo"), ("2", "Lò Thị Ánh")]
    assert len(table.rows) == 2 + EMPTY_ROWS
    assert pdf(paper).startswith(b"%PDF-")
