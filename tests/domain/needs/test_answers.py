"""What an answer must rest on."""

from datetime import date
from typing import Any

import pytest

from gieo.core.basis import Mark
from gieo.core.calendar import SpanUnit
from gieo.domain.needs.rules.answers import may_answer_so, statement_faults
from gieo.domain.needs.vocab import Answer, StatementFault
from gieo.domain.procedures.engine import legal_limits
from gieo.domain.procedures.vocab import LimitKey


def test_only_a_proposal_asks_that_a_need_was_weighed() -> None:
    assert [may_answer_so(answer, weighed=False) for answer in Answer] == [True, False, True]
    assert all(may_answer_so(answer, weighed=True) for answer in Answer)


def test_the_limit_is_data_and_says_that_it_is_our_own() -> None:
    found = next(row for row in legal_limits() if row.key == LimitKey.NEED_ANSWER)
    assert (found.count, found.unit, found.mark) == (15, SpanUnit.WORKING, Mark.PROPOSAL)


@pytest.mark.parametrize(
    ("values", "faults"),
    [
        ({"wanted_by": date(2033, 12, 31), "problem": "x" * 5000}, {}),
        ({"wanted_by": date(2034, 1, 1)}, {"wanted_by": StatementFault.TOO_FAR}),
        ({"problem": "x" * 5001}, {"problem": StatementFault.TOO_LONG}),
    ],
)
def test_what_is_far_or_long_is_a_slip(values: dict[str, Any], faults: dict[str, StatementFault]) -> None:
    assert statement_faults(values, date(2023, 11, 7)) == faults


def test_an_empty_statement_has_no_fault_of_its_own() -> None:
    assert statement_faults({}, date(2023, 11, 7)) == {}
