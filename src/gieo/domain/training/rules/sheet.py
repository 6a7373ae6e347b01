"""The attendance list as a paper: who has a seat, and room to sign. No statutory form exists; ours [P]."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gieo.foundation.papers.rules import Column, Fields, Foot, Head, Paper, SignatureRow, Table
from gieo.foundation.papers.rules import Party as Signer
from gieo.foundation.papers.vocab import Align

KIND = "Danh sách"
SUBJECT = "Người dự lớp tập huấn"
ILLUSTRATIVE_MARK = "DỮ LIỆU MINH HOẠ"
EMPTY_ROWS = 3
"""Rows left free, for those who come without having enrolled."""


@dataclass(frozen=True)
class Seat:
    """One who has a seat. No way to reach them: the sheet goes from hand to hand."""

    number: int
    name: str
    body: str


@dataclass(frozen=True)
class Class:
    """What the sheet says of the class."""

    code: str
    title: str
    days: str
    place: str
    teachers: str
    illustrative: bool


def days_in_words(starts_on: date, ends_on: date, hours: str = "") -> str:
    """ "20/11/2023 đến 21/11/2023, 8 giờ đến 16 giờ"."""
    days = f"{starts_on:%d/%m/%Y}" + (f" đến {ends_on:%d/%m/%Y}" if ends_on != starts_on else "")
    return ", ".join(filter(None, (days, hours)))


def compose_sheet(held: Class, seats: Sequence[Seat], *, above: str, own: str, dated: datetime) -> Paper:
    rows = tuple((str(place), seat.name, seat.body, "") for place, seat in enumerate(seats, start=1))
    free = tuple((str(place), "", "", "") for place in range(len(rows) + 1, len(rows) + EMPTY_ROWS + 1))
    return Paper(
        head=Head(
            above=above, own=own, number="", place="", day=None, mark=ILLUSTRATIVE_MARK if held.illustrative else ""
        ),
        kind=KIND,
        subject=f"{SUBJECT}: {held.title}",
        blocks=(
            Fields((("Thời gian", held.days), ("Địa điểm", held.place), ("Giảng viên", held.teachers))),
            Table(
                columns=(
                    Column("STT", 12, Align.CENTRE),
                    Column("Họ và tên", 50),
                    Column("Đơn vị, nơi ở"),
                    Column("Ký tên", 36),
                ),
                rows=rows + free,
            ),
            SignatureRow((Signer("Người lập danh sách", ""),)),
        ),
        foot=Foot(held.code),
        dated=dated,
    )
