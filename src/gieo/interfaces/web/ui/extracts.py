"""What a list says, as a file: exactly the filtered list, all its pages, in its order, in the reader's language.

One description, that of the list page, for all three forms. Excel has every column; Word and PDF those of the screen.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.text import slug
from gieo.foundation.exports.services import Made
from gieo.foundation.exports.vocab import Form
from gieo.foundation.papers.engine import listing_docx, listing_pdf
from gieo.foundation.papers.rules.listing import Head, Listing
from gieo.interfaces.web.ui.formats import legal_date, moment, number, who_did
from gieo.interfaces.web.ui.lists import Column, ListPage
from gieo.interfaces.web.ui.sheets import write_workbook

AT_A_TIME = 500
"""Rows fetched at once, and after which progress is told."""
CHUNK = 1 << 20
WIDTHS = {"money": 15.0, "number": 8.0, "date": 10.0, "pill": 13.0, "text": 26.0}
"""Of a column on paper, in letters, where the list names none."""

Progress = Callable[[int], None]


@dataclass
class Extract:
    """A list on its way into a file."""

    listed: ListPage
    actor: Actor
    now: datetime
    keys: list[Any] = field(default_factory=list)

    @property
    def title(self) -> str:
        return str(self.listed.title or _("Danh sách"))

    def write(self, form: Form, out: BinaryIO, *, progress: Progress | None = None) -> Made:
        """Write the file; returns which rows and columns it holds, and its fingerprint."""
        columns = [column for column in self.listed.columns if form is Form.EXCEL or column.is_on_paper]
        rows = self._rows(columns, progress)
        if form is Form.EXCEL:
            self._excel(columns, rows, out)
        else:
            print_it = listing_pdf if form is Form.PDF else listing_docx
            print_it(self._listing(columns), ([paper_words(value) for value in row] for row in rows), out)
        return Made([column.key for column in columns], self.keys, fingerprint(out))

    def file_name(self, form: Form) -> str:
        return f"{slug(self.title)}-{legal_date(self.now).replace('/', '-')}.{form.value}"

    def filters(self) -> tuple[str, ...]:
        """What the list is of and narrowed by, in words."""
        return (*map(str, self.listed.scope), *self._chosen())

    def _chosen(self) -> tuple[str, ...]:
        return tuple(chip.label for chip in self.listed.chips)

    def _rows(self, columns: Sequence[Column], progress: Progress | None) -> Iterator[list[Any]]:
        for place, row in enumerate(self.listed.found.iterator(chunk_size=AT_A_TIME), start=1):
            self.keys.append(self.listed.key_of(row))
            yield [cell_value(column.value(row)) for column in columns]
            if progress is not None and place % AT_A_TIME == 0:
                progress(place)

    def _facts(self) -> list[str]:
        count = self.listed.said_count
        facts = [_("%(count)s (toàn bộ danh sách đang lọc, không chỉ trang đang xem)") % {"count": count}]
        facts += map(str, self.listed.scope)
        filters = self._chosen()
        facts.append(_("Lọc theo: %(filters)s") % {"filters": "; ".join(filters)} if filters else _("Không lọc"))
        if order := self._order():
            facts[-1] += f" · {order}"
        who = who_did(self.actor.name_on_record) or _("người đọc cổng công khai")
        facts.append(_("Xuất bởi %(who)s lúc %(when)s") % {"who": who, "when": moment(self.now)})
        return facts

    def _order(self) -> str:
        key, down = self.listed.sorted_by
        label = next((str(column.label) for column in self.listed.columns if column.key == key), "")
        if not label:
            return ""
        words = _("Xếp theo: %(column)s, giảm dần") if down else _("Xếp theo: %(column)s, tăng dần")
        return words % {"column": label}

    def _mark(self) -> str:
        return _("Dữ liệu minh hoạ") if settings.GIEO_MODE == "demo" else ""

    def _sums(self, columns: Sequence[Column]) -> list[Any]:
        """The line of sums as the screen has it: nothing where nothing is summed."""
        totals = self.listed.totals
        if not totals:
            return []
        line = [totals.get(column.key) for column in columns]
        if line[0] is None:
            line[0] = _("Cộng")
        return line

    def _excel(self, columns: Sequence[Column], rows: Iterator[list[Any]], out: BinaryIO) -> None:
        heads = [(str(column.label), column.kind) for column in columns]
        above = [self.title, *self._facts(), *filter(None, [self._mark()])]
        write_workbook(out, self.title, heads, rows, above=above, sums=self._sums(columns))

    def _listing(self, columns: Sequence[Column]) -> Listing:
        return Listing(
            title=self.title,
            author=who_did(self.actor.name_on_record) or _("Cổng công khai"),
            dated=self.now,
            language=get_language() or "vi",
            heads=tuple(
                Head(
                    f"{column.label} ({_('đồng')})" if column.kind == "money" else str(column.label),
                    column.width or WIDTHS.get(column.kind, WIDTHS["text"]),
                    column.kind in ("money", "number"),
                )
                for column in columns
            ),
            facts=tuple(self._facts()),
            mark=self._mark(),
            sums=tuple(paper_words(value) for value in self._sums(columns)),
            page_word=_("Trang"),
            empty_word=_("Không có dòng nào."),
        )


def cell_value(value: Any) -> Any:
    """A value as a spreadsheet keeps it; anything else as its text."""
    if value is None or isinstance(value, int | Decimal | date | datetime):
        return value
    return str(value)


def paper_words(value: Any) -> str:
    """The same on paper, written as on the screen."""
    match value:
        case None:
            return ""
        case datetime():
            return moment(value)
        case date():
            return legal_date(value)
        case int() | Decimal():
            return number(value)
    return str(value)


def fingerprint(out: BinaryIO) -> str:
    """SHA-256 of what was written; leaves the file at its start."""
    hasher = hashlib.sha256()
    out.seek(0)
    while chunk := out.read(CHUNK):
        hasher.update(chunk)
    out.seek(0)
    return hasher.hexdigest()
