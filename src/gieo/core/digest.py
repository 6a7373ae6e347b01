"""Canonical form and fingerprint: equal content gives equal bytes, on every machine and in every year."""

import hashlib
import json
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any

from gieo.core.text import nfc


def canonical(value: Any) -> bytes:
    """UTF-8 JSON with sorted keys, no blanks, NFC text; dates and decimals as text. Raises TypeError for floats.

    Floats are refused because their text differs between machines: give Decimal or int.
    """
    return _bytes(plain(value))


def _bytes(held: Any) -> bytes:
    return json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def plain(value: Any) -> Any:
    """The value as JSON holds it: NFC text, dates and decimals as text. Raises TypeError for floats."""
    match value:  # first what most of a content is
        case str():
            return nfc(value)
        case dict():
            return {nfc(str(key)): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
        case None | bool() | int():
            return value
        case Enum():
            return plain(value.value)
        case datetime() | date() | time():
            return value.isoformat()
        case Decimal():
            return format(value.normalize(), "f")
    raise TypeError(f"{type(value).__name__} has no canonical form")


def digest(value: Any) -> str:
    """SHA-256 of the canonical form, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def digest_of_plain(held: Any) -> str:
    """`digest` of what `plain` gave: for those who also compare its parts."""
    return hashlib.sha256(_bytes(held)).hexdigest()


def short(fingerprint: str) -> str:
    """First 16 digits in groups of four, for reading aloud: "9f2c 41d7 88ab 03e5"."""
    return " ".join(fingerprint[start : start + 4] for start in range(0, 16, 4))
