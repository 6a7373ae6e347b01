"""What the code on a sheet says: which paper, which of its sheets, and the beginning of the content's digest."""

import re
from dataclasses import dataclass

from gieo.core.digest import short

PATH = "/T/"
"""The short address behind the code. All in capitals: a QR code of capitals and digits alone has larger squares."""

_PAGE, _PAGES = "{PAGE}", "{PAGES}"
_SHEET = re.compile(r"/T/([A-Z0-9.-]{3,40})/(\d{1,3})/(\d{1,3})/([0-9A-F]{16})\Z", re.ASCII)


@dataclass(frozen=True)
class Sheet:
    """One sheet of a sealed paper. `digest` is the short form, 16 hexadecimal digits."""

    code: str
    number: int
    of: int
    digest: str


def sheet_link(base: str, code: str, digest: str) -> str:
    """The address of every sheet of a paper, with places for its number and how many there are. A base with a path
    keeps its letters, and its code is larger."""
    base = base.rstrip("/")
    shouted = base.upper() if base.count("/") <= 2 else base
    return f"{shouted}{PATH}{code.upper()}/{_PAGE}/{_PAGES}/{short_digest(digest).upper()}"


def sheet_address(link: str, number: int, of: int) -> str:
    """What the code of one sheet says."""
    return link.replace(_PAGE, str(number)).replace(_PAGES, str(of))


def short_digest(digest: str) -> str:
    """The digits of a digest that stand on paper, without blanks."""
    return "".join(short(digest).split())


def read_sheet(text: str) -> Sheet | None:
    """The sheet that a code speaks of, or None for any other code. The host is not asked: it may have moved since."""
    found = _SHEET.search(text.strip())
    if found is None:
        return None
    code, number, of, digest = found.groups()
    sheet = Sheet(code, int(number), int(of), digest.lower())
    return sheet if 1 <= sheet.number <= sheet.of else None
