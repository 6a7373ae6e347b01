"""The papers that belong to results and products: a procedure in steps, or the summary of a report, as PDF/A."""

from collections.abc import Sequence
from datetime import datetime

from gieo.core.clock import local_date
from gieo.foundation.papers.engine import pdf
from gieo.foundation.papers.rules import Foot, Head, Heading, Numbered, Paper, Paragraph
from gieo.interfaces.ops.demo.tables import NOTE


def leaflet(
    kind: str,
    title: str,
    *,
    host: str,
    code: str,
    dated: datetime,
    steps: Sequence[str] = (),
    text: Sequence[str] = (),
    table: Sequence[str] = (),
) -> bytes:
    """A paper of one or two sheets: what it is, the steps or paragraphs, the note that its content is invented."""
    blocks: list[Heading | Numbered | Paragraph] = []
    if steps:
        blocks += [Heading("Các bước thực hiện"), Numbered(tuple(steps))]
    if text:
        blocks += [Heading("Nội dung chính"), *(Paragraph(part) for part in text)]
    if table:
        blocks += [Heading("Các chỉ tiêu trong bảng kèm theo"), Numbered(tuple(table))]
    blocks += [Heading("Ghi chú"), Paragraph(NOTE)]
    paper = Paper(
        head=Head(above="", own=host, number=code, place="Điện Biên", day=local_date(dated), mark="DỮ LIỆU MINH HOẠ"),
        kind=kind,
        subject=title,
        blocks=tuple(blocks),
        foot=Foot(code=code, note="Tài liệu minh hoạ của Gieo"),
        dated=dated,
        author=host,
    )
    return pdf(paper)
