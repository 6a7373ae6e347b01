"""The leaders' page taken out as a file: every table of the view, as it stands, on a sheet of its own in Excel, one
below the other in Word and PDF."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, BinaryIO

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gieo.core import clock
from gieo.domain.insights import wording
from gieo.domain.insights.permits import may_see_figures
from gieo.domain.transfers.queries.department import giving_unit, locality_of
from gieo.foundation.exports.services import Made
from gieo.foundation.exports.vocab import Form
from gieo.foundation.papers import rules as papers
from gieo.foundation.papers.engine import docx, pdf
from gieo.foundation.papers.vocab import Align
from gieo.interfaces.web.insights.figures import Figures, figures_of
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.extracts import Extract, Progress, fingerprint, paper_words
from gieo.interfaces.web.ui.formats import legal_date, moment, who_did
from gieo.interfaces.web.ui.lists import Column
from gieo.interfaces.web.ui.sheets import Sheet, write_sheets

NUMBER_WIDTH, NUMBERS_WIDTH = 22.0, 110.0
"""Millimetres on paper of a column of numbers, and of all of a table together, at the most."""


@dataclass(frozen=True)
class Table:
    """One table of the page. `sums` is its last row."""

    title: str
    heads: tuple[tuple[str, str], ...]
    """Label and kind of each column."""
    rows: tuple[tuple[Any, ...], ...]
    note: str = ""
    sums: tuple[Any, ...] = ()


class Summary:
    """The page as its tables; taken out like a list."""

    def __init__(self, request: HttpRequest) -> None:
        may_see_figures(request.actor).require()
        self.request, self.title = request, _("Số liệu chuyển giao kết quả")

    @cached_property
    def figures(self) -> Figures:
        """True as of now: a file says when it was made, and nobody reloads it."""
        return figures_of(self.request, anew=True)

    def file_address(self, form: str) -> str:
        """As of a list, so that the same button offers it."""
        return f"{reverse('figures:export', args=[form])}" + (f"?{self.query}" if self.query else "")

    @property
    def query(self) -> str:
        return self.request.GET.urlencode()

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Those of the page, in its order; a part of the page that holds nothing has none."""
        found = self.figures
        steps = [(step, "number") for step in found.steps]
        every = [
            Table(
                _("Phễu: kết quả đi tới đâu"),
                ((_("Bước"), "text"), (_("Số kết quả"), "number")),
                tuple((bar.label, bar.value) for bar in found.funnel),
                found.losses,
            ),
            Table(
                _("Phễu theo: %(cut)s") % {"cut": found.cut_label},
                ((found.cut_label, "text"), *steps),
                tuple((label, *(count for count, _url in cells)) for label, cells in found.parts),
            ),
            Table(
                _("Theo địa bàn"),
                (
                    (_("Địa bàn"), "text"), (_("Được quyết định"), "number"), (_("Đã ký"), "number"),
                    (_("Đã nhận"), "number"), (_("Nơi đang dùng"), "number"), (_("Đã nhân rộng"), "number"),
                ),
                tuple((name, *(count for count, _url in cells)) for name, cells in found.places),
                found.map_label,
                (_("Cả tỉnh"), *(count for count, _url in found.all_places)),
            ),
            Table(
                _("Đồng hồ: mỗi bước mất bao lâu"),
                ((_("Bước"), "text"), (_("Trung vị (ngày)"), "number"), (_("Ghi chú"), "text")),
                tuple((bar.label, bar.value, bar.note) for bar in found.legs),
            ),
            Table(
                _("Đang đợi ở bước nào"),
                (
                    (_("Bước"), "text"), (_("Đợi ai"), "text"), (_("Đang đợi"), "number"),
                    (_("Lâu nhất (ngày)"), "number"),
                ),
                tuple(row[:4] for row in found.waits),
            ),
            Table(
                _("Đang chú ý"),
                ((_("Số đo"), "text"), (_("Số lượng"), "number")),
                (
                    (_("Kết quả nổi bật"), found.outstanding),
                    (_("Kết quả trong ngăn kéo"), found.drawer_count),
                    (_("Mục đã nhận mà im lặng"), found.silent),
                ),
                found.outstanding_note,
            ),
            Table(
                _("Nhu cầu theo năm"),
                (
                    (_("Năm nêu"), "text"), (_("Đã nêu"), "number"), (pgettext("nhu cầu", "Đã trả lời"), "number"),
                    (_("Đáp ứng bằng kết quả đã có"), "number"), (_("Tỷ lệ (%)"), "number"),
                ),
                tuple((year, *(count for count, _url in cells), share) for year, cells, share in found.needs),
                str(wording.NEEDS_NOTE),
                (_("Mọi năm"), *(count for count, _url in found.all_needs[0]), found.all_needs[1]),
            ),
            Table(
                _("Yêu cầu của lãnh đạo"),
                ((_("Yêu cầu"), "text"), (_("Số đo"), "text"), (_("Đạt"), "text")),
                tuple((row.directive.text, row.label or row.explained, row.reached) for row in found.requests),
            ),
        ]  # fmt: skip
        return tuple(table for table in every if table.rows)

    @property
    def count(self) -> int:
        return sum(len(table.rows) for table in self.tables)

    @property
    def columns(self) -> tuple[Column, ...]:
        """By the names of its tables: what a kept file would have to hold still."""
        return tuple(Column(table.title, table.title, lambda _row: None) for table in self.tables)

    def holds(self, _keys: Collection[Any]) -> bool:
        """It names no row of anybody."""
        return True


class SummaryExtract(Extract):
    """Writes the tables."""

    listed: Summary  # type: ignore[assignment] - taken out like a list

    def filters(self) -> tuple[str, ...]:
        found = self.listed.figures
        return tuple(filter(None, (found.cut_label, found.map_label)))

    def write(self, form: Form, out: BinaryIO, *, progress: Progress | None = None) -> Made:
        tables = self.listed.tables
        self.keys += [f"{table.title}: {row[0]}" for table in tables for row in table.rows]
        if form is Form.EXCEL:
            write_sheets(out, (self._sheet(table) for table in tables))
        else:
            out.write((pdf if form is Form.PDF else docx)(self._paper(tables)))
        return Made([column.key for column in self.listed.columns], self.keys, fingerprint(out))

    def _facts(self) -> list[str]:
        who = who_did(self.actor.name_on_record)
        return [
            _("Tính đến ngày %(day)s") % {"day": legal_date(clock.today())},
            _("Xuất bởi %(who)s lúc %(when)s") % {"who": who, "when": moment(self.now)},
        ]

    def _sheet(self, table: Table) -> Sheet:
        above = [table.title, *filter(None, [table.note, *self._facts(), self._mark()])]
        return Sheet(table.title, table.heads, table.rows, above, table.sums)

    def _paper(self, tables: Sequence[Table]) -> papers.Paper:
        own = giving_unit(self.actor, clock.today())
        blocks: list[papers.Block] = [papers.Paragraph(". ".join(self._facts()) + ".", indent=False)]
        for table in tables:
            blocks += _on_paper(table)
        return papers.Paper(
            head=papers.Head(
                own.parent.name if own.parent else "", own.name, "", locality_of(own), clock.today(), self._mark()
            ),
            kind=_("Biểu số liệu"),
            subject=self.title,
            blocks=tuple(blocks),
            foot=papers.Foot("", note=_("Lập từ Gieo lúc %(when)s") % {"when": moment(self.now)}),
            dated=self.now,
            author=who_did(self.actor.name_on_record),
        )


def _on_paper(table: Table) -> Iterable[papers.Block]:
    yield papers.Heading(table.title)
    numbers = [kind == "number" for _label, kind in table.heads]
    width = min(NUMBER_WIDTH, NUMBERS_WIDTH / sum(numbers)) if any(numbers) else None
    yield papers.Table(
        columns=tuple(
            papers.Column(label, width if is_number else None, Align.RIGHT if is_number else Align.LEFT)
            for (label, _kind), is_number in zip(table.heads, numbers, strict=True)
        ),
        rows=tuple(tuple(paper_words(value) for value in row) for row in table.rows),
        total=papers.Total(table.sums[0], tuple(paper_words(value) for value in table.sums[1:]))
        if table.sums
        else None,
    )
    if table.note:
        yield papers.Paragraph(table.note, indent=False)


export = exported(Summary, SummaryExtract)
