"""Letters of invitation: their content, the paper made of it, and what a newer one changes. A paper is Vietnamese.

Form: giấy mời of Decree 30/2020/NĐ-CP, annex III, form 1.7 [M: the form's lines from memory]; heads, number, date and
signature by annex I [F:ND30]. The standing words are our proposal [P].
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from gieo.core.text import nfc
from gieo.domain.transfers.rules.programme import agenda_table
from gieo.foundation.papers.rules import (
    Annex,
    Block,
    Foot,
    Head,
    Numbered,
    Paper,
    Paragraph,
    Recipients,
    Run,
    SignatureRow,
    day_in_words,
)
from gieo.foundation.papers.rules import Party as Signer
from gieo.foundation.papers.vocab import Numbering

Content = Mapping[str, Any]

KIND = "Giấy mời"
ILLUSTRATIVE_MARK = "Dữ liệu minh hoạ"
ANSWER_NOTE = "Trả lời giấy mời: quét mã QR bên cạnh, không cần tài khoản."
ANSWER_QR = "Mã QR để trả lời giấy mời"
ANSWER_BY, PHONE = "hạn trả lời", "điện thoại"
PLACES = (ANSWER_BY, PHONE)

_DATA = Path(__file__).parent.parent / "data" / "invitation.toml"
_PLACE = re.compile(r"\{([^{}\n]*)\}")


@dataclass(frozen=True)
class StandingText:
    key: str
    title: str
    text: str


@cache
def standing_texts() -> tuple[StandingText, ...]:
    """The words that come with Gieo, in the order of the letter."""
    data = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return tuple(StandingText(row["key"], nfc(row["title"]), nfc(row["text"]).strip()) for row in data["text"])


def unknown_places(text: str) -> tuple[str, ...]:
    """Words in braces that nothing will be filled into."""
    return tuple(dict.fromkeys(name for name in _PLACE.findall(nfc(text)) if name.strip() not in PLACES))


def compose_letter(content: Content, *, dated: datetime, link: str) -> Paper:
    """The letter as a paper with the programme enclosed. `link` is where this letter is answered."""
    conference = content["conference"]
    return Paper(
        head=Head(
            above=content["above"],
            own=content["own"],
            number=content["number"],
            place=content["locality"],
            day=_day(content["dated"]),
            mark=ILLUSTRATIVE_MARK if content["illustrative"] else "",
        ),
        kind=KIND,
        subject=f"Dự {_lower(conference['title'])}",
        blocks=(
            *_changed(content),
            Paragraph((f"{content['own']} trân trọng kính mời: ", Run(content["to"], bold=True), ".")),
            *_asked(content),
            Paragraph(f"Tới dự: {conference['title']}."),
            *([Paragraph(f"Chủ trì: {conference['chair']}.")] if conference["chair"] else []),
            Paragraph(f"Thời gian: {when(conference)}."),
            Paragraph(f"Địa điểm: {conference['place']}."),
            *_words(content),
            SignatureRow((Signer(content["signer"]["title"], content["signer"]["name"], hint=""),)),
            Recipients(("Như trên", "Lưu: VT")),
            *_programme(content),
        ),
        foot=Foot(conference["code"], note=ANSWER_NOTE, link=link, link_alt=ANSWER_QR),
        dated=dated.astimezone(UTC),
    )


def _changed(content: Content) -> list[Block]:
    """What a second letter says first: which letter it follows, and what is different."""
    if not content["changed"]:
        return []
    before = content["replaces"]
    number = f" số {before['number']}" if before["number"] else ""
    said = f"Giấy mời này thay giấy mời{number} {day_in_words(_day(before['dated']))}"
    lines = tuple(line for line in content["changed"].splitlines() if line.strip())
    return [
        Paragraph((Run(f"{said}. Thay đổi:", bold=True),)),
        Numbered(lines, numbering=Numbering.DASH),
    ]


def _asked(content: Content) -> list[Block]:
    """Whom the unit is thought to send, and how many."""
    parts = [f"Đại diện: {content['representative']}" if content["representative"] else ""]
    parts += [f"số người mời: {content['expected']:02d}" if content["expected"] > 1 else ""]
    said = "; ".join(part for part in parts if part)
    return [Paragraph(f"{said[0].upper()}{said[1:]}.")] if said else []


def _words(content: Content) -> list[Block]:
    values = {ANSWER_BY: f"{_day(content['answer_by']):%d/%m/%Y}", PHONE: content["phone"] or "Văn phòng Sở"}
    return [
        Paragraph(line.strip())
        for text in content["texts"]
        for line in _PLACE.sub(lambda place: values.get(nfc(place[1]).strip(), place[0]), text["text"]).splitlines()
        if line.strip()
    ]


def _programme(content: Content) -> list[Block]:
    if not content["agenda"]:
        return []
    note = f"Kèm theo Giấy mời số {content['number'] or '…'} {day_in_words(_day(content['dated']))}"
    return [Annex("Chương trình hội nghị", (agenda_table(content["agenda"]),), note=note)]


def when(conference: Content) -> str:
    """ "từ 08 giờ 00 phút đến 11 giờ 30 phút, ngày 07 tháng 11 năm 2023" """
    hours = [_hour(conference["starts_at"]), _hour(conference["ends_at"])]
    said = f"từ {hours[0]}" if hours[0] else ""
    said += f" đến {hours[1]}" if hours[0] and hours[1] else ""
    return f"{said}, {day_in_words(_day(conference['held_on']))}".removeprefix(", ")


def what_changed(before: Content, after: Content) -> tuple[str, ...]:
    """What a newer letter tells differently from an older one, a line each: day and hours, place, chair, programme."""
    old, new = before["conference"], after["conference"]
    lines = []
    if when(old) != when(new):
        lines.append(f"Thời gian: {when(new)} (trước là {when(old)}).")
    if old["place"] != new["place"]:
        lines.append(f"Địa điểm: {new['place']} (trước là {old['place']}).")
    if old["chair"] != new["chair"] and new["chair"]:
        lines.append(f"Chủ trì: {new['chair']}.")
    if before["agenda"] != after["agenda"]:
        lines.append("Chương trình: xem bản kèm theo giấy mời này.")
    return tuple(lines)


def must_ask_again(before: Content, after: Content) -> bool:
    """Whether an answer to the older letter no longer holds: another day, other hours or another place."""
    names = ("held_on", "starts_at", "ends_at", "place")
    return any(before["conference"][name] != after["conference"][name] for name in names)


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def _day(value: str) -> date:
    return date.fromisoformat(value)


def _hour(value: str) -> str:
    moment = time.fromisoformat(value) if value else None
    return f"{moment.hour:02d} giờ {moment.minute:02d} phút" if moment else ""
