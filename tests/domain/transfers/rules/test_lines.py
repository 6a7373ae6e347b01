from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gieo.domain.results.vocab import ResultState
from gieo.domain.transfers.rules.lines import (
    PastedFault,
    PastedRow,
    moved,
    parse_pasted,
    parse_quantity,
    result_fault,
    unit_fault,
)
from gieo.domain.transfers.vocab import LineFault

DECIDED = date(2023, 5, 12)


@pytest.mark.parametrize(
    ("state", "fault"),
    [
        (ResultState.DRAFT, LineFault.NOT_REGISTERED),
        (ResultState.ACCEPTED, LineFault.NOT_REGISTERED),
        (ResultState.REGISTERED, None),
        (ResultState.TRANSFERABLE, None),
        (ResultState.WITHDRAWN, LineFault.WITHDRAWN),
        (ResultState.EXPIRED, LineFault.EXPIRED),
    ],
)
def test_only_registered_results_that_still_hold_are_given(state, fault):
    assert result_fault(state) == fault


@pytest.mark.parametrize(
    ("abolished_on", "fault"),
    [
        (None, None),
        (date(2023, 5, 11), LineFault.UNIT_ABOLISHED),
        (DECIDED, LineFault.UNIT_ABOLISHED),  # its first day without being
        (date(2023, 5, 13), None),
        (date(2025, 7, 1), None),
    ],
)
def test_a_receiver_must_exist_on_the_day_of_the_decision(abolished_on, fault):
    assert unit_fault(since=None, abolished_on=abolished_on, on=DECIDED) == fault


def test_a_receiver_founded_later_cannot_have_been_named():
    assert unit_fault(since=date(2023, 5, 13), abolished_on=None, on=DECIDED) == LineFault.UNIT_NOT_YET
    assert unit_fault(since=DECIDED, abolished_on=None, on=DECIDED) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", "1"),
        ("2,5", "2.5"),
        ("2.5", "2.5"),
        ("1.200", "1200"),
        ("1.234.567,25", "1234567.25"),
        ("12 000", "12000"),
        ("0", None),
        ("-1", None),
        ("một", None),
        ("1,2345", None),
        ("NaN", None),
        ("Infinity", None),
        ("100000000000", None),
    ],
)
def test_quantities_are_read_as_people_write_them(text, value):
    assert parse_quantity(text) == (Decimal(value) if value else None)


def test_a_pasted_list_may_come_from_a_sheet_or_from_the_keyboard():
    text = [
        "Mã kết quả\tĐơn vị",
        " KQ-2023-014\tSNN\t2\tbộ\tTờ trình 12",
        "",
        "sp-2023-001; UBND huyện Mường Chà",
        "KQ-2023-015 | HTX1 | 1,5",
    ]
    rows, faults = parse_pasted("\n".join(text))
    assert faults == ()
    assert rows == (
        PastedRow(2, "KQ-2023-014", "SNN", Decimal(2), "bộ", "Tờ trình 12"),
        PastedRow(4, "SP-2023-001", "UBND huyện Mường Chà"),
        PastedRow(5, "KQ-2023-015", "HTX1", Decimal("1.5")),
    )


def test_faulty_rows_keep_their_numbers():
    rows, faults = parse_pasted("KQ-2023-014\n;SNN\nKQ-2023-015;SNN;nhiều")
    assert rows == ()
    assert faults == (
        PastedFault(1, LineFault.EMPTY_ROW, "KQ-2023-014"),
        PastedFault(2, LineFault.EMPTY_ROW, ";SNN"),
        PastedFault(3, LineFault.BAD_QUANTITY, "nhiều"),
    )


@given(st.text())
def test_no_pasted_text_is_lost_in_silence(text):
    rows, faults = parse_pasted(text)
    spoken = {row.number for row in rows} | {fault.number for fault in faults}
    blank_or_head = [n for n, line in enumerate(text.splitlines(), 1) if n not in spoken and line.strip()]
    assert len(blank_or_head) <= 1


def test_moving_stops_at_the_edges():
    assert moved([1, 2, 3], 2, -1) == [2, 1, 3]
    assert moved([1, 2, 3], 1, -1) == [1, 2, 3]
    assert moved([1, 2, 3], 3, 1) == [1, 2, 3]
    assert moved([1, 2, 3], 1, 1) == [2, 1, 3]
