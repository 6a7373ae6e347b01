"""The synthesis of a year: what was owed, which tasks were applied, and the paper that says so."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from gieo.core.actor import Actor
from gieo.domain.results.models import Result
from gieo.domain.results.vocab import Access
from gieo.domain.uptake.models import Report
from gieo.domain.uptake.queries.synthesis import count_of, last_year, narrowed, synthesis_paper, tasks_of
from gieo.domain.uptake.rules.report_form import METHODS
from gieo.domain.uptake.services import reports as services
from gieo.domain.uptake.vocab.reports import Answers, ReportChannel, TaskAnswer, TaskRows
from gieo.foundation.papers import engine
from tests.factories.handovers import officer, received_minutes
from tests.factories.reports import APPLIED, NOT_APPLIED, WRITTEN, confirmed, input_for, owed_reports, sent_report
from tests.foundation.papers.conftest import office_profile, pdf_reading, word_text

pytestmark = pytest.mark.django_db
__all__ = ["office_profile", "pdf_reading", "word_text"]
AUTUMN = date(2024, 12, 1)


def two_on_one_task(*answers: Answers) -> tuple[list[Report], Actor]:
    """Two receivers that report on the same task and confirm it, and the officer who wrote down what they said."""
    same, writer = two_sent(*answers)
    for report in same:
        confirmed(report)
    return same, writer


def two_sent(*answers: Answers) -> tuple[list[Report], Actor]:
    """The same, confirmed by nobody."""
    same = [owed_reports(minutes)[0] for minutes in [received_minutes() for _ in range(2)]]
    same[1].sheets.update(result=same[0].sheets.get().result)
    writer = officer()
    for report, said in zip(same, answers, strict=True):
        services.send_report(report, input_for(report, said), channel=ReportChannel.PHONE, actor=writer, now=WRITTEN)
    return same, writer


def test_the_count_of_the_year_counts_a_task_once() -> None:
    _same, writer = two_on_one_task(APPLIED, NOT_APPLIED)
    count = count_of(2024, writer, AUTUMN)
    assert (count.owed, count.answered, count.late, count.tasks, count.applied, count.not_applied) == (2, 2, 0, 1, 1, 0)
    assert count_of(2025, writer, date(2025, 12, 1)).late == 2


def test_only_what_is_confirmed_counts_as_applied_or_not_and_the_rest_waits() -> None:
    same, writer = two_sent(APPLIED, NOT_APPLIED)
    count = count_of(2024, writer, AUTUMN)
    assert (count.answered, count.unconfirmed, count.applied, count.not_applied, count.waiting) == (2, 2, 0, 0, 1)
    (task,) = tasks_of(2024, writer, AUTUMN)
    assert narrowed([task], TaskAnswer.WAITING) == [task]
    assert narrowed([task], TaskAnswer.APPLIED) == narrowed([task], TaskAnswer.NOT_APPLIED) == []
    assert task.told("address").endswith(": Xã Nà Tấu"), "what waits is told all the same"

    confirmed(same[1])
    count = count_of(2024, writer, AUTUMN)
    assert (count.unconfirmed, count.tasks, count.applied, count.not_applied) == (1, 1, 0, 1)
    assert (count.waiting, count.contested) == (1, 1), "it may still become applied"
    (task,) = tasks_of(2024, writer, AUTUMN)
    for rows in (TaskRows.NOT_APPLIED, TaskRows.WAITING, TaskRows.CONTESTED):
        assert narrowed([task], rows) == [task]
    assert narrowed([task], TaskRows.APPLIED) == []
    assert (task.answer, task.told("address"), len(task.said)) == (TaskAnswer.NOT_APPLIED, "", 2)

    confirmed(same[0])
    count = count_of(2024, writer, AUTUMN)
    assert (count.unconfirmed, count.applied, count.not_applied) == (0, 1, 0)
    assert (count.waiting, count.contested) == (0, 0)


def test_what_is_not_confirmed_and_says_the_same_waits_for_nothing() -> None:
    same, writer = two_sent(NOT_APPLIED, NOT_APPLIED)
    confirmed(same[1])
    count = count_of(2024, writer, AUTUMN)
    assert (count.not_applied, count.waiting, count.contested) == (1, 0, 0)


def test_the_paper_names_what_may_still_become_applied(pdf_reading: Callable[[bytes], str]) -> None:
    same, writer = two_sent(APPLIED, NOT_APPLIED)
    confirmed(same[1])
    text = "".join(pdf_reading(engine.pdf(synthesis_paper(2024, writer, AUTUMN))).split())
    assert "Đangtínhlàchưaứngdụng." in text
    assert text.count(same[0].code) == 1


def test_the_paper_names_what_waits_apart(pdf_reading: Callable[[bytes], str]) -> None:
    same, writer = two_sent(APPLIED, APPLIED)
    text = pdf_reading(engine.pdf(synthesis_paper(2024, writer, AUTUMN)))
    assert "Xã Nà Tấu" not in text
    assert "Nhiệm vụ chờ xác nhận" in text
    assert all(report.code in "".join(text.split()) for report in same)
    assert text.count("Không có.") == 3


def test_the_rows_are_as_many_as_the_numbers_say() -> None:
    same, writer = two_on_one_task(NOT_APPLIED, NOT_APPLIED)
    other = owed_reports(received_minutes())[0]
    services.send_report(other, input_for(other, APPLIED), channel=ReportChannel.PHONE, actor=writer, now=WRITTEN)
    confirmed(other)
    sent_report()
    with CaptureQueriesContext(connection) as asked:
        tasks, count = tasks_of(2024, writer, AUTUMN), count_of(2024, writer, AUTUMN)
    assert len(asked) == 3
    assert len(tasks) == count.tasks == 3
    assert len(narrowed(tasks, TaskAnswer.WAITING)) == count.waiting == 1
    assert len(narrowed(tasks, TaskAnswer.APPLIED)) == count.applied == 1
    (kept,) = narrowed(tasks, TaskAnswer.NOT_APPLIED)
    assert [one.report for one in kept.said] == [report.code for report in same]
    assert kept.why_not().count("Thiếu tiền: Chưa bố trí được vốn đối ứng") == 2
    assert tasks_of(2025, writer, AUTUMN) == []


def test_a_task_holds_the_twelve_fields_of_each_that_applied_it() -> None:
    _same, writer = two_on_one_task(APPLIED, NOT_APPLIED)
    (task,) = tasks_of(2024, writer, AUTUMN)
    assert task.facts.title
    assert task.told("address").endswith(": Xã Nà Tấu")
    assert task.passing(METHODS).endswith(": Tài liệu, Đào tạo, tập huấn; Chưa")
    assert task.why_not().endswith(": Thiếu tiền: Chưa bố trí được vốn đối ứng")
    assert task.told("scale").count("12 hộ") == 1


def test_the_paper_says_the_numbers_the_tasks_and_who_is_late(
    pdf_reading: Callable[[bytes], str], word_text: Callable[[bytes], str]
) -> None:
    same, writer = two_on_one_task(APPLIED, NOT_APPLIED)
    later = owed_reports(received_minutes())[0]
    paper = synthesis_paper(2024, writer, AUTUMN)
    for read, printed in ((pdf_reading, engine.pdf(paper)), (word_text, engine.docx(paper))):
        text = read(printed)
        for words in (
            "Mẫu 15", "năm 2024", "Nhiệm vụ đã ứng dụng", "Xã Nà Tấu", "12 hộ, 40 con", later.code, "07/11/2024",
            same[0].sheets.get().task.title[:20],
        ):  # fmt: skip
            assert words in text, words
        assert text.count("Không có.") == 2  # none that nobody applied, none that waits
    with override("en"):
        assert engine.pdf(paper) == engine.pdf(synthesis_paper(2024, officer(), AUTUMN))


def test_nothing_of_a_restricted_result_is_on_the_paper(pdf_reading: Callable[[bytes], str]) -> None:
    _same, writer = two_on_one_task(APPLIED, APPLIED)
    Result.objects.update(access=Access.RESTRICTED)
    text = pdf_reading(engine.pdf(synthesis_paper(2024, writer, AUTUMN)))
    assert "Xã Nà Tấu" not in text
    assert text.count("Không có.") == 4


@pytest.mark.parametrize(
    ("known", "year"),
    [([2028, 2027, 2025, 2024], 2025), ([2026, 2025], 2026), ([2028], 2026), ([], 2026)],
)
def test_without_a_year_chosen_it_is_the_last_that_has_begun(known: list[int], year: int) -> None:
    assert last_year(known, date(2026, 5, 1)) == year
