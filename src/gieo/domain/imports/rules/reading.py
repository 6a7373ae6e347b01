"""What a cell holds, and what reading it has brought: a value, what was read kindly, or what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from gieo.core.text import nfc
from gieo.domain.imports.vocab import Flaw, Mend

Value = str | int | Decimal | date


@dataclass(frozen=True)
class Formula:
    """A cell that computes, but whose value the file does not hold."""

    text: str = ""


@dataclass(frozen=True)
class Broken:
    """A cell that shows an error: #REF!, #N/A."""

    text: str = ""


Raw = str | int | Decimal | date | bool | Formula | Broken
"""What stands in a cell. Empty cells are not there at all."""


class Wrong(Exception):
    """A flaw with what its sentence names."""

    def __init__(self, flaw: Flaw, words: Mapping[str, Any]) -> None:
        super().__init__(flaw)
        self.flaw, self.words = flaw, dict(words)


def wrong(flaw: Flaw, **words: Any) -> Wrong:
    return Wrong(flaw, words)


@dataclass(frozen=True)
class Read:
    """A value and how it was come by."""

    value: Value
    mends: tuple[Mend, ...] = ()
    measure: str = ""
    """The unit of measure that stood in the same cell as a quantity."""


def shown(raw: Raw) -> str:
    """A cell as the person who typed it sees it."""
    match raw:
        case bool():
            return "TRUE" if raw else "FALSE"
        case date():
            return f"{raw:%d/%m/%Y}"
        case int():
            return str(raw)
        case Decimal():
            return plain_number(raw)
        case Formula() | Broken():
            return raw.text
    return nfc(raw).strip()


def plain_number(value: Decimal) -> str:
    """A number without a tail of noughts, with a comma: 2,5."""
    return f"{value.normalize():f}".replace(".", ",")
