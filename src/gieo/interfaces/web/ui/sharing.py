"""What others see of a page when its address is shared, and what search engines read of it."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.safestring import SafeString, mark_safe

_ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}
SITE = "Gieo"
CARD_SIZE = (1200, 630)


@dataclass(frozen=True, kw_only=True)
class ShareCard:
    """A page on a card: title, one or two sentences, a picture of 1200 × 630. Addresses are whole ones.

    `data` is the page as schema.org knows it, for search engines.
    """

    title: str
    description: str
    address: str
    image: str
    image_alt: str = ""
    kind: str = "website"
    published: datetime | None = None
    changed: datetime | None = None
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def json_ld(self) -> SafeString:
        """The data as JSON that cannot end the script it stands in."""
        whole = {"@context": "https://schema.org", **self.data}
        return mark_safe(json.dumps(_plain(whole), ensure_ascii=False).translate(_ESCAPED))  # noqa: S308 - escaped here


def _plain(value: Any) -> Any:
    """Dates as ISO text; what is empty is left out."""
    match value:
        case datetime() | date():
            return value.isoformat()
        case dict():
            return {key: _plain(item) for key, item in value.items() if item not in (None, "", [], {})}
        case list() | tuple():
            return [_plain(item) for item in value]
    return value
