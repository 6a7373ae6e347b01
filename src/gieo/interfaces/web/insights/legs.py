"""The results behind a step of the clock: when each began and ended it, and how long it took."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.errors import NotFound
from gieo.domain.insights import queries, wording
from gieo.domain.insights.permits import may_see_figures
from gieo.interfaces.web.insights.lists import trail
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.lists import Column
from gieo.interfaces.web.ui.pages import page, reads
from gieo.interfaces.web.ui.rolls import Roll

SHOWN = 500
"""Rows on the page; a file has all."""


@reads
def ran(request: HttpRequest, leg: str) -> HttpResponse:
    listed = _ran(request, leg)
    rows = listed.found[:SHOWN]
    return page(
        request, "insights/leg.html", list=listed, rows=rows, more=len(listed.found) - len(rows),
        trail=trail(listed.title),
    )  # fmt: skip


def _ran(request: HttpRequest, leg: str) -> Roll:
    may_see_figures(request.actor).require()
    if leg not in wording.LEGS:
        raise NotFound(_("Không có bảng số liệu này."))
    return Roll(
        request,
        lambda: queries.ran(request.actor, leg, clock.today()),
        [
            Column("code", _("Mã"), lambda row: row.result.code, on_screen=False, on_paper=True, width=11),
            Column("title", _("Kết quả"), lambda row: row.result.title, width=40),
            Column("since", _("Từ ngày"), lambda row: row.leg.since, kind="date"),
            Column("until", _("Tới ngày"), lambda row: row.leg.until, kind="date"),
            Column("days", _("Số ngày"), lambda row: row.leg.days, kind="number"),
        ],
        title=str(wording.LEGS[leg]),
        key=lambda row: row.result.pk,
        noun=lambda n: ngettext("%(count)s kết quả", "%(count)s kết quả", n),
        at=reverse("figures:leg", args=[leg]),
    )


export = exported(_ran)
