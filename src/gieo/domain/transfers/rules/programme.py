"""The programme of a day and the list of seats, as papers in the layout of Decree 30/2020/NĐ-CP, annex I [F:ND30]."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from gieo.foundation.papers.rules import Column, Foot, Head, Paper, Paragraph, SignatureRow, Table, Total
from gieo.foundation.papers.rules import Party as Signer
from gieo.foundation.papers.vocab import Align

Content = Mapping[str, Any]


def agenda_table(items: Sequence[Content]) -> Table:
    """When, what, who; an item without an end of its own ends when the next begins."""
    return Table(
        columns=(
            Column("TT", 10, Align.CENTRE),
            Column("Thời gian", 32, Align.CENTRE),
            Column("Nội dung"),
            Column("Người thực hiện", 48),
        ),
        rows=tuple(
            (str(number), span(item["at"], item["minutes"]), item["title"], item["speaker"])
            for number, item in enumerate(items, start=1)
        ),
    )


def span(at: str, minutes: int | None) -> str:
    """ "08:00 – 08:15" of a beginning and its length; the beginning alone, or "15 phút", when that is all one knows."""
    if not at:
        return f"{minutes} phút" if minutes else ""
    begins = time.fromisoformat(at)
    if not minutes:
        return f"{begins:%H:%M}"
    return f"{begins:%H:%M} – {ends(begins, minutes):%H:%M}"


def ends(begins: time, minutes: int) -> time:
    """When an item is over."""
    return (datetime.combine(date.min, begins) + timedelta(minutes=minutes)).time()


def compose_programme(content: Content, *, dated: datetime) -> Paper:
    """The programme of the day, for the hall and for who asks."""
    return Paper(
        head=_head(content),
        kind="Chương trình",
        subject=content["title"],
        blocks=(
            Paragraph(f"Thời gian: {content['when']}."),
            Paragraph(f"Địa điểm: {content['place']}."),
            *([Paragraph(f"Chủ trì: {content['chair']}.")] if content["chair"] else []),
            agenda_table(content["agenda"]),
            SignatureRow((Signer(content["own"], "", hint=""),)),
        ),
        foot=Foot(content["code"]),
        dated=dated.astimezone(UTC),
    )


def compose_seat_list(content: Content, rows: Sequence[tuple[str, str, str]], *, free: int, dated: datetime) -> Paper:
    """Who sits where: chair, whose chair, who is expected on it."""
    return Paper(
        head=_head(content),
        kind="Danh sách chỗ ngồi",
        subject=content["title"],
        blocks=(
            Paragraph(f"Thời gian: {content['when']}. Địa điểm: {content['place']}."),
            Table(
                columns=(Column("Ghế", 30, Align.CENTRE), Column("Đơn vị, khách mời"), Column("Người dự", 62)),
                rows=tuple(rows),
                total=Total("Ghế đã xếp, ghế còn trống", (f"{len(rows):02d}, {free:02d}",)),
            ),
        ),
        foot=Foot(content["code"]),
        dated=dated.astimezone(UTC),
    )


def _head(content: Content) -> Head:
    return Head(
        above=content["above"],
        own=content["own"],
        number="",
        place=content["locality"],
        day=None,
        mark="Dữ liệu minh hoạ" if content["illustrative"] else "",
    )
