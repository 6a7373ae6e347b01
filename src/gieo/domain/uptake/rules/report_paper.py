"""Form 12 of Circular 14/2014 as a paper: blank with what is known, or as it was sent.

The twelve fields were read in the circular; its own layout was not, so the layout is that of Decree 30/2020, and the
last row, for what was not applied, is ours [P]. Times New Roman and .docx are what Article 21 asks for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from gieo.domain.uptake.rules.report_form import rows_of
from gieo.domain.uptake.vocab.reports import Answers, Facts
from gieo.foundation.papers.rules import (
    Block,
    Column,
    Foot,
    Head,
    Heading,
    Paper,
    Paragraph,
    Run,
    SignatureRow,
    Table,
)
from gieo.foundation.papers.rules import Party as Signer
from gieo.foundation.papers.vocab import Align

KIND = "Phiếu thông tin"
SUBJECT = "Về ứng dụng kết quả thực hiện nhiệm vụ khoa học và công nghệ"
FORM = "Mẫu 12 theo Thông tư số 14/2014/TT-BKHCN"
YEARS = ("thứ nhất", "thứ hai", "thứ ba", "thứ tư", "thứ năm")
ILLUSTRATIVE_MARK = "(Dữ liệu minh hoạ)"


@dataclass(frozen=True)
class WrittenReport:
    """A report as it is printed. `sent_on` is None for a form that is still to be filled."""

    code: str
    year: int
    above: str
    unit: str
    locality: str
    minutes: str
    minutes_on: date | None
    due: date
    sent_on: date | None = None
    reporter: str = ""
    reporter_title: str = ""
    confirmed_by: str = ""
    illustrative: bool = False


def compose_report(
    report: WrittenReport,
    sheets: Sequence[tuple[Facts, Answers, Sequence[str]]],
    *,
    dated: datetime,
    link: str = "",
    digest: str = "",
    sheet_link: str = "",
) -> Paper:
    """The form, one table for each task; `sheets` are (facts, answers, what was received). Equal reports give equal
    bytes. `link` is printed as a code by which the form can be filled on a phone instead; of what
    was sent, `sheet_link` gives every sheet a code of its own, by which the signed paper finds back."""
    blocks: list[Block] = [
        Paragraph((Run(FORM, italic=True),), align=Align.CENTRE, indent=False),
        Paragraph(
            f"Báo cáo năm {YEARS[report.year - 1]} theo biên bản bàn giao {report.minutes}"
            + (f" ngày {report.minutes_on:%d/%m/%Y}" if report.minutes_on else "")
            + f"; hạn gửi {report.due:%d/%m/%Y}."
        ),
    ]
    for number, (facts, answers, items) in enumerate(sheets, start=1):
        blocks.append(Heading(f"Phiếu {report.code}/{number}"))
        if items:
            blocks.append(Paragraph(f"Đã nhận: {'; '.join(items)}."))
        blocks.append(
            Table(
                (Column("TT", 12, Align.CENTRE), Column("Nội dung", 55), Column("Thông tin")),
                tuple((number, label, text) for number, label, text in rows_of(facts, answers)),
            )
        )
    blocks.append(
        SignatureRow(
            (
                Signer("Người trả lời", report.reporter, powers=report.reporter_title),
                Signer("Người đứng đầu đơn vị", report.confirmed_by),
            )
        )
    )
    return Paper(
        head=Head(
            above=report.above,
            own=report.unit,
            number="",
            place=report.locality,
            day=report.sent_on,
            mark=ILLUSTRATIVE_MARK if report.illustrative else "",
        ),
        kind=KIND,
        subject=SUBJECT,
        blocks=tuple(blocks),
        foot=Foot(
            report.code,
            digest=digest,
            note="Gửi Sở Khoa học và Công nghệ",
            link=link,
            link_alt="Mã của báo cáo này" if sheet_link else "Mã mở phiếu này trên điện thoại",
            sheet_link=sheet_link,
        ),
        dated=dated.astimezone(UTC),
    )
