"""How numbers, sums and days are written: 1.234.567 and 07/11/2023; English pages group by comma."""

import re
from datetime import date, datetime
from decimal import Decimal

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from gieo.core import clock
from gieo.core.actor import INSTEAD, SYSTEM


def _english() -> bool:
    return (get_language() or "vi").startswith("en")


def number(value: int | float | Decimal | str | None, places: int | None = None) -> str:
    """Grouped by dots (Vietnamese) or commas (English); decimals as given, without idle zeros."""
    if value is None or value == "":
        return ""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    text = f"{exact:,.{places}f}" if places is not None else f"{exact:,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if _english() else text.translate(str.maketrans(",.", ".,"))


def tenths(value: int) -> str:
    """A number counted in tenths: 4,3 for 43."""
    return number(Decimal(value) / 10, 1)


CODE = re.compile(r"(?<![/\w-])[0-9A-ZĐ]+(?:[/-][0-9A-ZĐ]+)+")  # not one inside an address
LONGEST_CODE = 26


def codes(value: object) -> SafeString:
    """Words in which every code (BB-2023-04, 797/QĐ-UBND) stays on one line."""

    def kept(found: re.Match[str]) -> str:
        code = found.group()
        is_code = "-" in code and len(code) <= LONGEST_CODE and any(char.isdigit() for char in code)
        return f'<span class="nowrap">{code}</span>' if is_code else code

    return mark_safe(CODE.sub(kept, conditional_escape(value)))  # noqa: S308 - escaped before, and codes hold no markup


def breakable(value: str) -> SafeString:
    """A long number that may go on to a second line between its groups, never inside one."""
    return mark_safe(re.sub(r"([.,])", r"\1<wbr>", conditional_escape(value)))  # noqa: S308 - escaped before


def said(value: str) -> str:
    """A text of the records in the reader's language, where the catalogue has it."""
    return gettext(value) if value else ""


LETTER_HOLDER = "Người giữ giấy mời của "
"""Who answered by the link of a letter, as `transfers.services.answers` records it."""


def who_did(recorded: str) -> str:
    """Whom a record names as having done it, in the reader's language: "Lò Thị Mai, on behalf of Giàng A Páo"."""
    name, _instead, behalf = recorded.partition(INSTEAD)
    if name == SYSTEM.name:
        name = gettext("Hệ thống")
    elif name.startswith(LETTER_HOLDER):
        name = gettext("Người giữ giấy mời của %(name)s") % {"name": name.removeprefix(LETTER_HOLDER)}
    return gettext("%(name)s, thay mặt %(behalf)s") % {"name": name, "behalf": behalf} if behalf else name


def in_vi() -> str:
    """The attribute of texts that stay Vietnamese on a page in another language."""
    return mark_safe(' lang="vi"') if _english() else ""


GROUND_WORDS = {
    "Điều": "Article", "khoản": "clause", "điểm": "point", "và": "and", "Thông tư": "Circular", "Nghị định": "Decree",
    "Luật": "Law", "Quyết định": "Decision", "Phụ lục": "Annex", "số": "No.", "Biên bản bàn giao": "Handover minutes",
    "Kế hoạch ứng dụng": "Plan of application", "Chỉ đạo ngày": "Request of",
    "Phiếu xác nhận nhận bàn giao": "Receipt", "Hẹn giao tiếp": "Later delivery agreed",
    "Quy ước về thời hạn của bằng chứng": "Convention on how long evidence lasts",
}  # fmt: skip


def ground(value: object) -> str:
    """A legal basis: "Điều 19, Thông tư 14/2014/TT-BKHCN", in English "Article 19, Circular 14/2014/TT-BKHCN"."""
    words = str(value)
    if not _english():
        return words
    for vietnamese, english in GROUND_WORDS.items():
        words = re.sub(rf"(?<!\w){vietnamese}(?!\w)", english, words)
    return words


def dong(value: int | None) -> str:
    """A sum with its unit; nothing for nothing."""
    return "" if value is None else gettext("%(sum)s đồng") % {"sum": number(value)}


def to_date(value: date | datetime | None) -> date | None:
    """The local legal day of a day or of an instant."""
    if isinstance(value, datetime):
        return clock.local_date(value)
    return value


def legal_date(value: date | datetime | None) -> str:
    """07/11/2023, in both languages: it is a Vietnamese legal date."""
    day = to_date(value)
    return f"{day:%d/%m/%Y}" if day else ""


def moment(value: datetime | None) -> str:
    """07/11/2023 09:41 by the clock of Điện Biên."""
    return f"{clock.local(value):%d/%m/%Y %H:%M}" if value else ""


def date_words(value: date | datetime | None) -> str:
    """The form of papers: days below 10 and months below 3 carry a nought (Decree 30/2020)."""
    day = to_date(value)
    if day is None:
        return ""
    if _english():
        return f"{day.day} {day:%B} {day.year}"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def days(value: int | None) -> str:
    """A number of days with its word."""
    if value is None:
        return ""
    return ngettext("%(count)s ngày", "%(count)s ngày", value) % {"count": number(value)}
