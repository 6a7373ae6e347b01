"""The receipt as a paper (phiếu xác nhận nhận bàn giao): every time something was received, and what is still owed.

No statutory form exists; layout after Decree 30/2020/NĐ-CP, content our proposal [P]. It stands beside the minutes and
changes nothing of them: it names them by number, day and fingerprint.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from gieo.core.clock import local
from gieo.domain.handovers.rules.paper import CHECK_NOTE, ILLUSTRATIVE_MARK, paper_number
from gieo.domain.handovers.vocab import Outcome, Party, Receipt
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
    day_in_words,
)
from gieo.foundation.papers.rules import Party as Signer
from gieo.foundation.papers.vocab import Align

KIND = "Phiếu xác nhận"
SUBJECT = "Nhận bàn giao kết quả, sản phẩm khoa học và công nghệ"
# The words of this paper, which is Vietnamese whoever prints it.
OUTCOMES = {Outcome.RECEIVED: "Đã nhận", Outcome.AWAITED: "Nhận sau", Outcome.REFUSED: "Không nhận"}
REASONS = {
    "quality": "không đạt chất lượng",
    "quantity": "không đủ số lượng",
    "wrong": "không đúng mục đã ghi",
    "not_needed": "không có nhu cầu nữa",
    "other": "lý do khác",
}


@dataclass(frozen=True)
class RowOfReceipt:
    """What one receipt says of an item; `order` and `title` as in the minutes."""

    order: int
    title: str
    measure: str
    outcome: Outcome
    quantity: Decimal | None = None
    expected_on: date | None = None
    reason: str = ""
    words: str = ""


@dataclass(frozen=True)
class WrittenReceipt:
    """One receipt. One that was taken back says when and why."""

    number: int
    on: date
    by_name: str
    by_title: str
    recorded_at: datetime
    recorded_by: str
    rows: tuple[RowOfReceipt, ...]
    note: str = ""
    retracted_at: datetime | None = None
    retract_reason: str = ""

    @property
    def takes(self) -> bool:
        """Whether something was received, and not only promised or refused."""
        return any(row.outcome is Outcome.RECEIVED for row in self.rows)


@dataclass(frozen=True)
class ItemOfReceipt:
    """How an item stands after all receipts."""

    order: int
    title: str
    measure: str
    given: Decimal
    received: Decimal
    receipt: Receipt
    complete_on: date | None = None
    expected_on: date | None = None
    reason: str = ""
    words: str = ""


def compose_receipts(
    content: Mapping[str, Any],
    receipts: Sequence[WrittenReceipt],
    items: Sequence[ItemOfReceipt],
    *,
    receiver: str,
    digest: str,
    link: str,
) -> Paper:
    """The paper of all receipts of sealed minutes (`content`, `digest`), the last of them dating it; who last received
    something signs. `receiver` is the unit that received, as it is named today. Equal receipts give equal bytes."""
    took = [row for row in receipts if row.retracted_at is None and row.takes] or receipts
    dated = max([row.recorded_at for row in receipts] + [row.retracted_at for row in receipts if row.retracted_at])
    day = local(dated).date()
    return Paper(
        head=Head(
            above=content["receiver"]["above"],
            own=receiver,
            number="",
            place=content["locality"],
            day=day,
            mark=ILLUSTRATIVE_MARK if content.get("illustrative") else "",
        ),
        kind=KIND,
        subject=SUBJECT,
        blocks=(
            *_opening(content, receiver),
            Heading("I. CÁC LẦN NHẬN"),
            *(block for row in receipts for block in _receipt(row)),
            Heading("II. TÌNH HÌNH NHẬN TỪNG MỤC"),
            _standing(items),
            SignatureRow(
                (
                    Signer("Người nhận", took[-1].by_name, powers=took[-1].by_title),
                    Signer(
                        "Đại diện bên giao",
                        content["people"][Party.GIVER.value]["name"],
                        powers=content["people"][Party.GIVER.value]["title"],
                    ),
                )
            ),
        ),
        foot=Foot(content["code"], digest, CHECK_NOTE, link),
        dated=dated.astimezone(UTC),
    )


def _opening(content: Mapping[str, Any], receiver: str) -> list[Block]:
    held_on = date.fromisoformat(content["held_on"])
    return [
        Paragraph(
            (
                "Theo ",
                Run(f"Biên bản số {content['number']} {day_in_words(held_on)}", bold=True),
                f" (mã {content['code']}) về bàn giao kết quả thực hiện nhiệm vụ khoa học và công nghệ.",
            )
        ),
        Paragraph(f"Bên giao: {content['giver']['unit']}."),
        Paragraph(f"Bên nhận: {receiver}."),
    ]


def _receipt(row: WrittenReceipt) -> list[Block]:
    who = row.by_name + (f", {row.by_title}" if row.by_title else "")
    written = f"{local(row.recorded_at):%H:%M} ngày {local(row.recorded_at):%d/%m/%Y}"
    recorded = "" if row.recorded_by == row.by_name else f"; người ghi: {row.recorded_by}"
    said = f"Lần {row.number}, {day_in_words(row.on)}"
    if row.retracted_at is not None:
        taken = f"{local(row.retracted_at):%d/%m/%Y}"
        return [
            Paragraph((Run(said, bold=True), f": đã thu hồi ngày {taken}, lý do: {row.retract_reason.rstrip('.')}."))
        ]
    note = f" Ghi chú: {row.note.rstrip('.')}." if row.note else ""
    return [
        Paragraph((Run(said, bold=True), f": {who} xác nhận; ghi lúc {written}{recorded}.{note}")),
        Table(
            columns=(
                Column("Mục", 12, Align.CENTRE),
                Column("Tên kết quả, sản phẩm"),
                Column("Kết quả", 24),
                Column("Số lượng", 24, Align.RIGHT),
                Column("Nói rõ", 48),
            ),
            rows=tuple(
                (str(one.order), one.title, OUTCOMES[one.outcome], _amount(one.quantity, one.measure), _words(one))
                for one in row.rows
            ),
        ),
    ]


def _words(row: RowOfReceipt) -> str:
    said = [REASONS[row.reason].capitalize() if row.reason else "", row.words]
    rest = "phần còn lại hẹn giao ngày" if row.outcome is Outcome.RECEIVED else "hẹn giao ngày"
    said.append(f"{rest} {row.expected_on:%d/%m/%Y}" if row.expected_on else "")
    return "; ".join(part.rstrip(".") for part in said if part)


def _standing(items: Sequence[ItemOfReceipt]) -> Table:
    return Table(
        columns=(
            Column("Mục", 12, Align.CENTRE),
            Column("Tên kết quả, sản phẩm"),
            Column("Giao", 22, Align.RIGHT),
            Column("Đã nhận", 22, Align.RIGHT),
            Column("Còn lại", 22, Align.RIGHT),
            Column("Tình trạng", 40),
        ),
        rows=tuple(
            (
                str(item.order),
                item.title,
                _amount(item.given, item.measure),
                _amount(item.received, item.measure),
                _amount(item.given - item.received, item.measure),
                _stands(item),
            )
            for item in items
        ),
    )


def _stands(item: ItemOfReceipt) -> str:
    if item.receipt is Receipt.RECEIVED:
        return f"Đã nhận đủ ngày {item.complete_on:%d/%m/%Y}" if item.complete_on else "Đã nhận đủ"
    if item.receipt is Receipt.REFUSED:
        why = REASONS[item.reason] + (f" ({item.words.rstrip('.')})" if item.words else "")
        return f"Không nhận: {why}"
    promised = f", hẹn giao ngày {item.expected_on:%d/%m/%Y}" if item.expected_on else ""
    return ("Đã nhận một phần" if item.receipt is Receipt.PARTLY else "Chưa nhận") + promised


def _amount(amount: Decimal | None, measure: str) -> str:
    if amount is None:
        return ""
    return f"{paper_number(amount) if amount else '0'} {measure}".strip()
