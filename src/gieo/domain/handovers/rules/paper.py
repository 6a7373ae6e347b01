"""The minutes as a paper: one definition from the content alone, for PDF and Word, before and after sealing.

Layout and order follow Decree 30/2020/NĐ-CP, annex I, form 1.9; the content follows our proposal [P], since no
statutory form exists for handing research results to a using unit. A paper is Vietnamese whoever reads it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from gieo.core.digest import short
from gieo.core.money import format_number
from gieo.domain.handovers.rules import texts as standing
from gieo.domain.handovers.rules.annex import annex
from gieo.domain.handovers.vocab import Party
from gieo.foundation.papers.rules import (
    Block,
    Column,
    Drawing,
    Fields,
    Foot,
    Grounds,
    Head,
    Heading,
    Numbered,
    Paper,
    Paragraph,
    Recipients,
    Run,
    SignatureRow,
    Table,
    Total,
    day_in_words,
)
from gieo.foundation.papers.rules import Party as Signer
from gieo.foundation.papers.vocab import SIGN_AND_SEAL_HINT, Align

Content = Mapping[str, Any]

KIND = "Biên bản"
SUBJECT = "Bàn giao kết quả thực hiện nhiệm vụ khoa học và công nghệ"
DRAFT_MARK = "DỰ THẢO"
ILLUSTRATIVE_MARK = "Dữ liệu minh hoạ"
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
CHECK_NOTE = "Kiểm tra: mở trang “Xác minh” trên cổng của Sở, nhập mã hoặc tải tệp lên."


@dataclass(frozen=True)
class Ink:
    """A signature as it stands on the paper: drawn strokes and the day and hour, in local time.

    `name` and `title` are filled when somebody signed by written authority in the place of the person named. Of one
    who signed on paper the day stands in words, and the fingerprint of the `scan` that shows it.
    """

    drawing: Drawing | None
    signed_at: datetime | None = None
    name: str = ""
    title: str = ""
    on_paper: date | None = None
    scan: str = ""


def compose(
    content: Content,
    *,
    dated: datetime,
    digest: str = "",
    link: str = "",
    sheet_link: str = "",
    ink: Mapping[Party, Ink] | None = None,
    seal: bool = False,
) -> Paper:
    """The paper of these minutes. Without `digest` it is a draft and says so. `seal` keeps room for the seal's stamp.

    `dated` (aware) is the date inside the file; equal content gives equal bytes.
    """
    marks = [DRAFT_MARK] if not digest else []
    if content.get("illustrative"):
        marks.append(ILLUSTRATIVE_MARK)
    foot = Foot(content["code"], digest, CHECK_NOTE, link, sheet_link=sheet_link)
    head = Head(
        above=content["giver"]["above"],
        own=content["giver"]["unit"],
        number=content["number"],
        place=content["locality"],
        day=_day(content["held_on"]),
        mark=" · ".join(marks),
    )
    return Paper(
        head=head,
        kind=KIND,
        subject=SUBJECT,
        blocks=(
            Grounds(tuple(content["grounds"])),
            *_opening(content),
            *_numbered_sections(content),
            _signatures(content, ink or {}, seal),
            Recipients(standing.paragraphs(_text(content, "recipients"))),
            *annex(content["items"], number=content["number"], on=_day(content["held_on"])),
        ),
        foot=foot if digest else Foot(content["code"]),
        dated=dated.astimezone(UTC),
    )


def _opening(content: Content) -> list[Block]:
    start = f"{_hour(content['starts_at'])}{day_in_words(_day(content['held_on']))}"
    blocks: list[Block] = [Paragraph(f"Thời gian bắt đầu: {start}."), Paragraph(f"Địa điểm: {content['place']}.")]
    old = content.get("replaces")
    if content.get("conference"):
        where = "Bàn giao tại" if old else "Lập tại"
        blocks.append(Paragraph(f"{where}: {content['conference']['title']}."))
    if old:
        named = f"Biên bản số {old['number']} {day_in_words(_day(old['held_on']))} (mã {old['code']})"
        blocks.append(
            Paragraph((Run(f"Biên bản này thay thế {named}.", bold=True), f" Lý do: {old['reason'].rstrip('.')}."))
        )
    return blocks


def _numbered_sections(content: Content) -> list[Block]:
    sections: list[tuple[str, list[Block]]] = [
        ("THÀNH PHẦN", _people(content)),
        ("NỘI DUNG BÀN GIAO", _items(content)),
        ("QUYỀN VÀ GIỚI HẠN SỬ DỤNG", _rights(content)),
        ("KẾ HOẠCH ỨNG DỤNG CỦA BÊN NHẬN", _plan(content)),
        ("TRÁCH NHIỆM HỖ TRỢ CỦA BÊN GIAO", _lines(_text(content, "support"))),
        ("TRÁCH NHIỆM BÁO CÁO CỦA BÊN NHẬN", _reports(content)),
        ("ĐIỀU KHOẢN CHUNG", _closing(content)),
    ]
    blocks: list[Block] = []
    for number, (title, body) in zip(ROMAN, sections, strict=False):
        blocks += [Heading(f"{number}. {title}"), *body]
    return blocks


def _people(content: Content) -> list[Block]:
    giver, receiver, people = content["giver"], content["receiver"], content["people"]
    witness = people["witness"]
    return [
        Paragraph(("1. ", Run("Bên giao (Bên A): ", bold=True), f"{giver['unit']}.")),
        *_party(giver, people["giver"]),
        Paragraph(("2. ", Run("Bên nhận (Bên B): ", bold=True), f"{receiver['unit']}.")),
        *_party(receiver, people["receiver"]),
        Paragraph(("3. ", Run("Người chứng kiến: ", bold=True), _joined(witness, "name", "title", "unit") + ".")),
    ]


def _party(unit: Content, person: Content) -> list[Block]:
    blocks: list[Block] = [
        Paragraph(f"Đại diện: {person['name'] or '…'}, chức vụ: {person['title'] or '…'}.", indent=True)
    ]
    contact = [f"Địa chỉ: {unit['address']}" if unit.get("address") else ""]
    contact += [f"điện thoại: {unit['phone']}" if unit.get("phone") else ""]
    said = "; ".join(part for part in contact if part)
    return [*blocks, Paragraph(f"{said[0].upper()}{said[1:]}.")] if said else blocks


def _items(content: Content) -> list[Block]:
    items = content["items"]
    rows = tuple(
        (
            str(item["order"]),
            (item["title"], f"\nMã: {item['code']}"),
            item["nature"],
            _quantity(item["quantity"], item["measure"]),
            item["delivery"] + (f" ({len(item['files'])} tệp)" if item["files"] else ""),
            item["condition"],
        )
        for item in items
    )
    table = Table(
        columns=(
            Column("TT", 10, Align.CENTRE),
            Column("Tên kết quả, sản phẩm"),
            Column("Dạng", 25),
            Column("Số lượng", 19),
            Column("Hình thức giao", 24),
            Column("Tình trạng khi giao", 28),
        ),
        rows=rows,
        total=Total("Cộng", (f"{len(items):02d} mục", "", "")),
    )
    blocks: list[Block] = [*_lines(_text(content, "purpose")), table]
    if any(item["files"] for item in items):
        blocks.append(
            Paragraph("Tên, cỡ và vân tay SHA-256 của từng tệp ghi tại Phụ lục, là phần không tách rời của biên bản.")
        )
    return [*blocks, *(Paragraph(said) for said in _waivers(items))]


def _waivers(items: Sequence[Content]) -> list[str]:
    """Each waiver once, with the items it holds for: what lacks, who let it lack, when and why."""
    orders: dict[str, list[str]] = {}
    for item in items:
        if item["waiver"]:
            orders.setdefault(waiver_words(item["waiver"]), []).append(str(item["order"]))
    return [f"Mục {', '.join(held)} được giao khi bộ chuyển giao còn thiếu: {words}" for words, held in orders.items()]


def waiver_words(waiver: Content) -> str:
    """ "chi phí áp dụng; người liên hệ. Lò Văn A cho miễn ngày 02/11/2023, lý do: bổ sung sau." """
    given = f"{waiver['by']} cho miễn ngày {_short_day(waiver['on'])}"
    return f"{'; '.join(waiver['missing'])}. {given}, lý do: {waiver['reason'].rstrip('.')}."


def _rights(content: Content) -> list[Block]:
    """The common text, then each different term once, with the items it holds for."""
    own: dict[str, list[str]] = {}
    for item in content["items"]:
        for term in (item["rights"], item["restriction"]):
            if term:
                own.setdefault(term, []).append(str(item["order"]))
    return [
        *_lines(_text(content, "rights")),
        *(Paragraph(f"Riêng mục {', '.join(orders)}: {term.rstrip('.')}.") for term, orders in own.items()),
    ]


def _plan(content: Content) -> list[Block]:
    rows = tuple(
        (
            str(row["order"]),
            row["work"],
            row["person"],
            _short_day(row["due"]),
            " ".join(part for part in (row["place"], f"({row['scale']})" if row["scale"] else "") if part),
            _money(row["money"]),
        )
        for row in content["plan"]
    )
    if not rows:
        return _lines(_text(content, "plan"))
    table = Table(
        columns=(
            Column("TT", 10, Align.CENTRE),
            Column("Việc"),
            Column("Người phụ trách", 32),
            Column("Thời hạn", 23),
            Column("Địa điểm, quy mô", 34),
            Column("Kinh phí (đồng)", 28, Align.RIGHT),
        ),
        rows=rows,
    )
    return [table, *_lines(_text(content, "plan"))]


def _reports(content: Content) -> list[Block]:
    reports = content["reports"]
    if not reports["dates"]:
        return _lines(_text(content, "reporting"))
    days = "; ".join(f"lần {number}: {_short_day(day)}" for number, day in enumerate(reports["dates"], start=1))
    return [
        *_lines(_text(content, "reporting")),
        Fields((("Hạn gửi báo cáo", days), ("Lý do chọn ngày bắt đầu", reports["reason"]))),
    ]


def _closing(content: Content) -> list[Block]:
    end = f"Biên bản kết thúc vào {_hour(content['ends_at'])}cùng ngày" if content["ends_at"] else "Biên bản"
    each = content["copies"]["each"]
    return [
        *_lines(_text(content, "terms")),
        Paragraph(
            f"{end}, được lập thành {content['copies']['total']:02d} bản có giá trị như nhau, "
            f"mỗi bên giữ {each:02d} bản./."
        ),
    ]


def _signatures(content: Content, ink: Mapping[Party, Ink], seal: bool) -> SignatureRow:
    people = content["people"]

    def signer(party: Party, title: str, *, titled: bool = True, **more: Any) -> Signer:
        drawn, person = ink.get(party), people[party.value]
        notes = signature_notes(drawn, person["name"]) if drawn else []
        return Signer(
            title,
            drawn.name if drawn and drawn.name else person["name"],
            powers=(drawn.title if drawn and drawn.name else person["title"]) if titled else "",
            drawing=drawn.drawing if drawn else None,
            note="\n".join(notes),
            **more,
        )

    return SignatureRow(
        (
            signer(Party.RECEIVER, "Đại diện bên nhận"),
            signer(Party.GIVER, "Đại diện bên giao", hint=SIGN_AND_SEAL_HINT, seal=seal),
            signer(Party.WITNESS, "Người chứng kiến", titled=False),
        )
    )


def signature_notes(ink: Ink, named: str) -> list[str]:
    """What stands small below a signature: how and when, and by whose authority where somebody signed for `named`."""
    notes = []
    if ink.on_paper:
        notes += [f"Đã ký trên giấy ngày {ink.on_paper:%d/%m/%Y}", f"Bản quét có vân tay {short(ink.scan)}"]
    elif ink.signed_at:
        notes.append(f"Ký lúc {ink.signed_at:%H:%M} ngày {ink.signed_at:%d/%m/%Y}")
    if ink.name:
        notes.append(f"theo giấy uỷ quyền của {named}")
    return notes


def place_values(content: Content) -> dict[str, str]:
    """What the open places of the standing texts are filled with."""
    start = content["reports"]["start"]
    return {
        standing.GIVER: content["giver"]["unit"],
        standing.RECEIVER: content["receiver"]["unit"],
        standing.PLAN_DAYS: str(content["reports"]["plan_days"]),
        standing.REPORT_START: _short_day(start) or "…",
        standing.COPIES: f"{content['copies']['total']:02d}",
    }


def _text(content: Content, key: str) -> str:
    found = next((block["text"] for block in content["texts"] if block["key"] == key), "")
    return standing.filled(found, place_values(content))


def _lines(text: str) -> list[Block]:
    lines = standing.paragraphs(text)
    return [Numbered(lines)] if len(lines) > 1 else [Paragraph(line) for line in lines]


def _day(value: str | date | None) -> date | None:
    if isinstance(value, str):
        return date.fromisoformat(value) if value else None
    return value


def _short_day(value: str | date | None) -> str:
    day = _day(value)
    return f"{day:%d/%m/%Y}" if day else ""


def _hour(value: str | time | None) -> str:
    """ "09 giờ 30 phút " with the blank that follows, or nothing."""
    moment = time.fromisoformat(value) if isinstance(value, str) and value else value
    return f"{moment.hour:02d} giờ {moment.minute:02d} phút " if isinstance(moment, time) else ""


def _quantity(amount: str | Decimal | None, measure: str) -> str:
    return f"{paper_number(amount)} {measure}".strip()


def paper_number(amount: str | Decimal | None) -> str:
    """A quantity as papers write it: 1 as "01", 12 as "12", 2.5 as "2,5", 1200 as "1.200"."""
    if amount in (None, ""):
        return ""
    value = Decimal(str(amount))
    if value == value.to_integral_value():
        return f"{int(value):02d}" if value < 1000 else format_number(int(value))
    return format(value.normalize(), "f").replace(".", ",")


def _money(amount: int | None) -> str:
    return format_number(amount) if amount is not None else ""


def _joined(values: Content, *names: str) -> str:
    parts: Sequence[str] = [values[name] for name in names if values.get(name)]
    return ", ".join(parts) or "…"
