"""Codes of records: prefix, year, running number. KQ-2023-014 is the fourteenth result of 2023."""

import re
from typing import NamedTuple

_SHAPE = re.compile(r"([A-Z]{2,4})-(\d{4})-(\d{2,6})")


class Code(NamedTuple):
    prefix: str
    year: int
    number: int


def make_code(prefix: str, year: int, number: int, *, width: int = 3) -> str:
    """The code as text; `width` digits at least for the number."""
    return f"{prefix}-{year}-{number:0{width}d}"


def parse_code(text: str) -> Code | None:
    """The parts of a code, or None when the text is not one."""
    found = _SHAPE.fullmatch(text.strip().upper())
    return Code(found[1], int(found[2]), int(found[3])) if found else None
