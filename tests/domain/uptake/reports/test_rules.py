"""What a report must say, what it begins with, how long its link opens; no table is touched."""

from datetime import date, timedelta

import pytest

from gieo.domain.uptake.lifecycle.reports import REPORT
from gieo.domain.uptake.rules.reports import (
    code_of,
    faults,
    first_answers,
    is_late_arrival,
    kept,
    limits,
    link_ends,
    squeezed,
    year_of,
)
from gieo.domain.uptake.vocab.reports import Answer, AnswerFault, Answers, ReportState
from gieo.foundation.duties.rules import ladder
from gieo.foundation.duties.vocab import Tell

APPLIED = Answers(answer="applied", address="Nà Tấu", scale="12 hộ", effect="Đàn khoẻ hơn")
NOT_APPLIED = Answers(answer="not_applied", reason="money")


def test_years_and_codes() -> None:
    assert [year_of(months) for months in (12, 24, 36, 48, 60, 7, None)] == [1, 2, 3, 4, 5, 0, 0]
    assert code_of("BB-2023-07", 2) == "BC-2023-07-N2"


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (Answers(), {"answer": AnswerFault.NO_ANSWER}),
        (Answers(answer="applied"), {"address": "no_address", "scale": "no_scale", "effect": "no_effect"}),
        (APPLIED, {}),
        (Answers(answer="not_applied"), {"reason": AnswerFault.NO_REASON}),
        (NOT_APPLIED, {}),
        (Answers(answer="not_applied", reason="other"), {"words": AnswerFault.NO_WORDS}),
        (Answers(answer="not_applied", reason="other", words="Đang sửa chuồng"), {}),
    ],
)
def test_what_must_still_be_said(answers: Answers, expected: dict[str, str]) -> None:
    assert faults(answers) == expected


def test_not_applied_is_as_whole_an_answer_as_applied() -> None:
    assert faults(NOT_APPLIED) == faults(APPLIED) == {}


def test_what_is_kept_is_one_answer() -> None:
    both = Answers(answer="not_applied", reason="fit", words="Lạnh quá", area="Trồng trọt", effect="gõ nhầm")
    assert kept(both) == Answers(answer="not_applied", reason="fit", words="Lạnh quá", area="Trồng trọt")
    assert kept(Answers(answer="applied", reason="fit", words="x", effect="y")) == Answers(answer="applied", effect="y")


def test_answers_are_put_in_order() -> None:
    messy = Answers(answer="maybe", reason="laziness", effect="  hai \n lần ", methods=("training", "x", "documents"))
    assert squeezed(messy) == Answers(effect="hai lần", methods=("documents", "training"))
    assert len(squeezed(Answers(effect="a" * 5000)).effect) == limits().most_letters


def test_a_report_begins_with_last_years_words_and_never_with_an_answer() -> None:
    before = Answers(answer="applied", address="Nà Tấu", scale="12 hộ", effect="Khoẻ")
    begun = first_answers(field="Chăn nuôi", planned_place="Mường Ảng", planned_scale="", unit_place="", before=before)
    assert begun == Answers(address="Nà Tấu", scale="12 hộ", effect="Khoẻ")
    planned = first_answers(
        field="Chăn nuôi", planned_place="", planned_scale="5 ha", unit_place="Tủa Chùa", before=None
    )
    assert planned == Answers(area="Chăn nuôi", address="Tủa Chùa", scale="5 ha")
    refused = first_answers(planned_place="Xã A", before=NOT_APPLIED)
    assert (refused.answer, refused.reason, refused.address) == ("", "", "Xã A")


def test_a_save_that_comes_late_is_known() -> None:
    last = {"last_client": "may-1", "last_number": 7}
    assert is_late_arrival("may-1", 6, **last)
    assert is_late_arrival("may-1", 7, **last)
    assert not is_late_arrival("may-1", 8, **last)
    assert not is_late_arrival("may-2", 1, **last)
    assert not is_late_arrival("", 0, last_client="", last_number=0)


def test_a_link_lives_until_after_the_day() -> None:
    due = date(2024, 11, 7)
    assert link_ends(due, date(2024, 10, 1)) == due + timedelta(days=30)
    assert link_ends(due, date(2025, 3, 1)) == date(2025, 3, 31)


def test_reports_have_a_ladder_of_their_own_with_before_on_and_after_the_day() -> None:
    rungs = ladder("application_report")
    assert [(rung.offset, rung.tell) for rung in rungs] == [
        (-20, Tell.DEBTOR), (-5, Tell.DEBTOR), (0, Tell.DEBTOR), (5, Tell.DEBTOR), (10, Tell.HEAD), (20, Tell.LEADER),
    ]  # fmt: skip
    assert ladder("delivery") == ladder()


def test_the_life_of_a_report() -> None:
    assert REPORT.target("send", ReportState.DRAFT) == ReportState.SENT
    assert REPORT.target("confirm", ReportState.SENT) == ReportState.CONFIRMED
    assert {REPORT.target("send_back", state) for state in (ReportState.SENT, ReportState.CONFIRMED)} == {
        ReportState.DRAFT
    }
    assert not REPORT.allows("fill", ReportState.SENT)
    assert REPORT.verbs(ReportState.CONFIRMED) == ("send_back", "forward")
    assert set(Answer) == {"applied", "not_applied"}
