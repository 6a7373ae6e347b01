"""Public lists too long to be made at once, whole, as Excel: made anew each night, the same for everybody.

A file holds what anybody saw on the night it was made, and says which. Once one of its rows is public no more, the file
is given to nobody; the next night's does not have that row.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language

from gieo.core.actor import ANONYMOUS
from gieo.core.clock import local_date
from gieo.foundation.exports.vocab import Form
from gieo.interfaces.web.ui.extracts import Extract
from gieo.interfaces.web.ui.lists import ListPage

LISTS = ("results_public:export", "needs_public:export", "transfers_public:export_conferences")
"""The addresses that make files of public lists; not of news, whose words change as results become restricted."""


@dataclass(frozen=True)
class Whole:
    """What is kept of a file beside it, and read with every page of its list: the night it was made, its name."""

    made_on: str
    name: str

    @property
    def day(self) -> date:
        return date.fromisoformat(self.made_on)


def whole_of(address: str) -> Whole | None:
    """The file of a public list, by the name of its address and in the reader's language; None where there is none."""
    try:
        return Whole(**json.loads(_place(address, "json").read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def may_be_given(address: str, listed: ListPage) -> bool:
    """Whether every row of the file is still in the list that anybody sees. One query."""
    kept = json.loads(_place(address, "keys").read_text(encoding="utf-8"))
    public = listed.queryset.order_by().values_list("pk", flat=True)
    return set(kept) <= {str(key) for key in public}


def bytes_of(address: str) -> bytes:
    return _place(address, Form.EXCEL).read_bytes()


def keep(address: str, listed: ListPage, now: datetime) -> int:
    """Make the file of a list anew, or take it away where the list is short enough to be made at once; returns how
    many rows it holds. While one is exchanged for another, there is none for a moment."""
    place, keys, told, fresh = (_place(address, ending) for ending in (Form.EXCEL, "keys", "json", "new"))
    if listed.count <= settings.EXPORT_ROWS_AT_ONCE:
        for path in (told, keys, place):
            path.unlink(missing_ok=True)
        return 0
    place.parent.mkdir(parents=True, exist_ok=True)
    extract = Extract(listed, ANONYMOUS, now)
    with fresh.open("w+b") as out:
        made = extract.write(Form.EXCEL, out)
    told.unlink(missing_ok=True)
    fresh.replace(place)
    keys.write_text(json.dumps([str(key) for key in made.keys]), encoding="utf-8")
    fresh.write_text(json.dumps(asdict(Whole(local_date(now).isoformat(), extract.file_name(Form.EXCEL)))))
    fresh.replace(told)
    return len(made.keys)


def _place(address: str, ending: str) -> Path:
    return Path(settings.WHOLE_DIR) / f"{address.replace(':', '.')}.{get_language() or 'vi'}.{ending}"
