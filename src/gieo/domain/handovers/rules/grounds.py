"""Căn cứ of minutes, and the office's sign behind the number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gieo.core.text import nfc, squeeze
from gieo.foundation.papers.rules import day_in_words

MOST_CERTIFICATES = 12
_SKIPPED = frozenset({"và", "của", "các", "cho"})


@dataclass(frozen=True)
class DecisionGround:
    number: str
    issued_on: date | None
    issuer: str
    title: str


@dataclass(frozen=True)
class Certificate:
    """A certificate of registration of a result (TT 14/2014/TT-BKHCN Đ15)."""

    number: str
    issued_on: date | None
    place: str
    result: str


def grounds(decisions: Iterable[DecisionGround], certificates: Iterable[Certificate]) -> tuple[str, ...]:
    """One line each: decisions first, then certificates; more than twelve certificates are told as a number."""
    lines = [
        f"Căn cứ Quyết định số {row.number} {day_in_words(row.issued_on)} của {row.issuer}: {row.title}".strip()
        for row in decisions
    ]
    known = list(certificates)
    if len(known) > MOST_CERTIFICATES:
        return (*lines, f"Căn cứ {len(known)} giấy chứng nhận đăng ký kết quả của các nhiệm vụ nêu tại biên bản này")
    lines += [
        f"Căn cứ Giấy chứng nhận đăng ký kết quả số {row.number} {day_in_words(row.issued_on)}"
        + (f" do {row.place} cấp" if row.place else "")
        + f" ({row.result})"
        for row in known
    ]
    return tuple(lines)


def office_symbol(name: str) -> str:
    """Letters behind a paper's number: "Sở Khoa học và Công nghệ tỉnh Điện Biên" → "SKHCN"; a proposal, editable."""
    core = squeeze(nfc(name)).split(" tỉnh ")[0].split(" thành phố ")[0]
    return "".join(word[0].upper() for word in core.split(" ") if word.lower() not in _SKIPPED)
