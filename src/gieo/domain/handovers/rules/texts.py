"""Standing texts of the minutes: the blocks that come with Gieo, and filling in the places left open."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gieo.core.text import nfc

_DATA = Path(__file__).parent.parent / "data" / "wording.toml"
_PLACE = re.compile(r"\{([^{}\n]*)\}")

GIVER, RECEIVER = "đơn vị giao", "đơn vị nhận"
PLAN_DAYS, REPORT_START, COPIES = "số ngày lập kế hoạch", "ngày bắt đầu báo cáo", "số bản"
PLACES = (GIVER, RECEIVER, PLAN_DAYS, REPORT_START, COPIES)


@dataclass(frozen=True)
class Block:
    """One standing text. Version 0 is the one that comes with Gieo; every line of `text` is a paragraph."""

    key: str
    title: str
    text: str
    version: int = 0


@cache
def standing_blocks() -> tuple[Block, ...]:
    """The blocks that come with Gieo, in the order of the minutes."""
    data = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return tuple(Block(row["key"], nfc(row["title"]), nfc(row["text"]).strip()) for row in data["block"])


def unknown_places(text: str) -> tuple[str, ...]:
    """Words in braces that nothing will be filled into, in the order met."""
    found = (nfc(name).strip() for name in _PLACE.findall(text))
    return tuple(dict.fromkeys(name for name in found if name not in PLACES))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with every known place filled in; an unknown one stays as it is written."""
    return _PLACE.sub(lambda place: values.get(nfc(place[1]).strip(), place[0]), text)


def paragraphs(text: str) -> tuple[str, ...]:
    """Lines with words in them."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
