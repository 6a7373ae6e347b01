"""Sums in đồng: whole numbers, shown with dots, read from what people type."""

import re

from gieo.core.errors import Invalid

MOST_DIGITS = 18
"""A sum of more is no sum, and would not fit into a row."""
_UNITS = ("", "nghìn", "triệu")
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def format_number(value: int) -> str:
    """1234567 as 1.234.567."""
    return f"{value:,}".replace(",", ".")


def parse_dong(text: str) -> int:
    """Đồng from "1.284.500.000", "1,284,500,000", "1284500000 đồng". Raises Invalid for anything else,
    and for more than MOST_DIGITS digits.

    Dots and commas group by three; a fraction of a đồng does not exist.
    """
    bare = re.sub(r"(đồng|vnđ|vnd|đ)\.?$", "", text.strip().lower()).replace("\u00a0", " ").strip()
    if re.fullmatch(r"\d+", bare) or re.fullmatch(r"\d{1,3}([., ]\d{3})+", bare):
        digits = re.sub(r"[., ]", "", bare)
        if len(digits) <= MOST_DIGITS:
            return int(digits)
    raise Invalid({"": [f"Số tiền “{text.strip()}” không đọc được. Ghi số nguyên đồng, ví dụ 1.284.500.000."]})


def in_words(value: int) -> str:
    """The sum in Vietnamese words with "đồng", as papers ask: 1284500000 → "một tỷ hai trăm tám mươi tư triệu…"."""
    if value == 0:
        return "không đồng"
    if value < 0:
        return "âm " + in_words(-value)
    return _read(value) + " đồng"


def _read(value: int) -> str:
    if value >= 10**9:
        head, tail = divmod(value, 10**9)
        return f"{_read(head)} tỷ" + (f" {_read_groups(tail, full=True)}" if tail else "")
    return _read_groups(value, full=False)


def _read_groups(value: int, *, full: bool) -> str:
    """A number below one billion, group by group; `full` says that something stands before it."""
    words: list[str] = []
    for place in (2, 1, 0):
        group = value // 1000**place % 1000
        if group:
            words.append(f"{_read_three(group, full=full or bool(words))} {_UNITS[place]}".strip())
    return " ".join(words)


def _read_three(group: int, *, full: bool) -> str:
    hundreds, tens, ones = group // 100, group // 10 % 10, group % 10
    words: list[str] = []
    if hundreds or full:
        words.append(f"{_DIGITS[hundreds]} trăm")
    if tens > 1:
        words.append(f"{_DIGITS[tens]} mươi")
    elif tens == 1:
        words.append("mười")
    elif ones and words:
        words.append("linh")
    if ones:
        words.append(_last_digit(tens, ones))
    return " ".join(words)


def _last_digit(tens: int, ones: int) -> str:
    if ones == 1 and tens > 1:
        return "mốt"
    if ones == 4 and tens > 1:
        return "tư"
    if ones == 5 and tens > 0:
        return "lăm"
    return _DIGITS[ones]
