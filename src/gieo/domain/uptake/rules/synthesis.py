"""The yearly synthesis as rows and as a paper.

Form 15 of Circular 14/2014 asks for the number of tasks applied in the year [F]; its own layout was not read, so the
layout is that of Decree 30/2020, and the tables beneath the number are ours [P].
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from gieo.domain.uptake.rules.report_form import REASONS
from gieo.domain.uptake.rules.report_paper import ILLUSTRATIVE_MARK
from gieo.domain.uptake.vocab.reports import Answer, Answers, Facts, TaskAnswer
from gieo.foundation.papers.rules import Block, Column, Foot, Head, Heading, Paper, Paragraph, SignatureRow, Table
from gieo.foundation.papers.rules import Party as Signer
from gieo.foundation.papers.vocab import Align

KIND = "Báo cáo"
SUBJECT = "Tổng hợp ứng dụng kết quả thực hiện nhiệm vụ khoa học và công nghệ năm {year}"
FORM = "Số nhiệm vụ được ứng dụng trong năm: Mẫu 15 theo Thông tư số 14/2014/TT-BKHCN"
NONE = "Không có."


@dataclass(frozen=True)
class YearCount:
    """The count of a year: what was owed, what was answered, and how many tasks were applied. Every task that was
    told of is applied, not applied or waiting; one that is not applied by what is confirmed waits too while a report
    that says it was applied is not (`contested`)."""

    owed: int
    answered: int
    unconfirmed: int
    late: int
    tasks: int
    applied: int
    not_applied: int
    waiting: int
    contested: int


@dataclass(frozen=True)
class Said:
    """What one receiver says of a task, in which report."""

    unit: str
    report: str
    answers: Answers
    is_confirmed: bool

    @property
    def is_applied(self) -> bool:
        return self.answers.answer == Answer.APPLIED


@dataclass(frozen=True)
class YearTask:
    """A task of the year: what the records know of it, and what each of its receivers said."""

    code: str
    facts: Facts
    said: tuple[Said, ...]

    @property
    def heard(self) -> tuple[Said, ...]:
        """What counts of it: what is confirmed; while nothing is, what waits to be."""
        return tuple(one for one in self.said if one.is_confirmed) or self.said

    @property
    def applying(self) -> tuple[Said, ...]:
        return tuple(one for one in self.heard if one.is_applied)

    @property
    def answer(self) -> TaskAnswer:
        """Applied once any of its receivers says so in a confirmed report."""
        if not any(one.is_confirmed for one in self.said):
            return TaskAnswer.WAITING
        return TaskAnswer.APPLIED if self.applying else TaskAnswer.NOT_APPLIED

    @property
    def is_contested(self) -> bool:
        """Not applied by what is confirmed, applied by what is not confirmed yet."""
        said = any(one.is_applied and not one.is_confirmed for one in self.said)
        return said and self.answer == TaskAnswer.NOT_APPLIED

    @property
    def waits(self) -> bool:
        """Whether what waits for confirmation decides how it counts."""
        return self.answer == TaskAnswer.WAITING or self.is_contested

    def told(self, name: str) -> str:
        """A field of the form, 5 to 10: one line for each receiver that has applied it, named where there are more."""
        return self._lines(lambda one: getattr(one.answers, name), applied=True)

    def passing(self, methods: Mapping[str, object]) -> str:
        """Field 11: how it was passed on, how far it is sold."""
        return self._lines(lambda one: _passing(one.answers, methods), applied=True)

    def why_not(self, reasons: Mapping[str, object] = REASONS) -> str:
        """Why it was not applied, by each receiver that says so."""
        return self._lines(lambda one: _why_not(one.answers, reasons), applied=False)

    def _lines(self, read: Callable[[Said], str], *, applied: bool) -> str:
        lines = [(one.unit, read(one)) for one in self.heard if one.is_applied == applied]
        return "\n".join(f"{unit}: {text}" if len(self.heard) > 1 else text for unit, text in lines if text)


@dataclass(frozen=True)
class WrittenSynthesis:
    """Whose synthesis it is, of which year, of which day."""

    year: int
    above: str
    unit: str
    locality: str
    day: date
    illustrative: bool = False


def compose_synthesis(
    written: WrittenSynthesis, count: YearCount, tasks: Sequence[YearTask], owing: Sequence[tuple[str, str, date]]
) -> Paper:
    """The paper of a year; `owing` are (unit, report, due) of what is late. Equal numbers of a day, equal bytes."""
    applied = [task for task in tasks if task.answer == TaskAnswer.APPLIED]
    kept = [task for task in tasks if task.answer == TaskAnswer.NOT_APPLIED]
    waiting = [task for task in tasks if task.waits]
    numbers = (
        ("Báo cáo phải gửi trong năm", count.owed),
        ("Báo cáo đã gửi", count.answered),
        ("Báo cáo đã gửi, chờ người đứng đầu đơn vị xác nhận", count.unconfirmed),
        ("Báo cáo quá hạn chưa gửi", count.late),
        ("Nhiệm vụ có báo cáo", count.tasks),
        ("Nhiệm vụ đã ứng dụng", count.applied),
        ("Nhiệm vụ chưa ứng dụng", count.not_applied),
        ("Nhiệm vụ chờ xác nhận", count.waiting),
        ("Trong đó đang tính là chưa ứng dụng", count.contested),
    )
    blocks: list[Block] = [
        Paragraph(FORM + "."),
        Table(
            (Column("Nội dung"), Column("Số lượng", 30, Align.RIGHT)),
            tuple((label, str(number)) for label, number in numbers),
        ),
        *_table(
            "Nhiệm vụ đã ứng dụng",
            (Column("Nhiệm vụ", 60), Column("Nơi ứng dụng"), Column("Quy mô", 35), Column("Hiệu quả", 35)),
            [(_named(task), *(task.told(name) for name in ("address", "scale", "effect"))) for task in applied],
        ),
        *_table(
            "Nhiệm vụ chưa ứng dụng",
            (Column("Nhiệm vụ", 75), Column("Vì sao")),
            [(_named(task), task.why_not()) for task in kept],
        ),
        *_table(
            "Nhiệm vụ chờ xác nhận",
            (Column("Nhiệm vụ", 75), Column("Báo cáo chờ xác nhận")),
            [(_named(task), "\n".join(_unconfirmed(task))) for task in waiting],
        ),
        *_table(
            "Báo cáo quá hạn chưa gửi",
            (Column("Đơn vị"), Column("Báo cáo", 45), Column("Hạn", 28)),
            [(unit, code, f"{due:%d/%m/%Y}") for unit, code, due in owing],
        ),
        SignatureRow((Signer("Người tổng hợp", ""), Signer("Người đứng đầu đơn vị", ""))),
    ]
    return Paper(
        head=Head(
            above=written.above, own=written.unit, number="", place=written.locality, day=written.day,
            mark=ILLUSTRATIVE_MARK if written.illustrative else "",
        ),
        kind=KIND,
        subject=SUBJECT.format(year=written.year),
        blocks=tuple(blocks),
        foot=Foot(f"TH-{written.year}"),
        dated=datetime.combine(written.day, time(), UTC),
    )  # fmt: skip


def _table(title: str, columns: tuple[Column, ...], rows: Sequence[tuple[str, ...]]) -> list[Block]:
    if not rows:
        return [Heading(title), Paragraph(NONE)]
    numbered = tuple((str(number), *row) for number, row in enumerate(rows, start=1))
    return [Heading(title), Table((Column("TT", 12, Align.CENTRE), *columns), numbered)]


def _named(task: YearTask) -> str:
    return "\n".join(filter(None, (task.facts.title, task.facts.host, task.code)))


def _unconfirmed(task: YearTask) -> list[str]:
    counted = ["Đang tính là chưa ứng dụng."] if task.is_contested else []
    return [f"{one.unit}: {one.report}" for one in task.said if not one.is_confirmed] + counted


def _passing(answers: Answers, methods: Mapping[str, object]) -> str:
    return "; ".join(filter(None, (", ".join(str(methods[one]) for one in answers.methods), answers.commercial)))


def _why_not(answers: Answers, reasons: Mapping[str, object]) -> str:
    reason = str(reasons[answers.reason]) if answers.reason else ""
    return ": ".join(filter(None, (reason, answers.words)))
