"""From what a confirmed report says was applied to the record of a use: links, and what the form holds already."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.errors import NotFound
from gieo.domain.results.models import Product, Result
from gieo.domain.uptake.access.reports import access_report
from gieo.domain.uptake.models import Report
from gieo.domain.uptake.permits import may_begin_use
from gieo.domain.uptake.queries.reported import Applied, applied, applied_of, uses_of
from gieo.domain.uptake.vocab import Channel, Grade
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import stands_for
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.formats import who_did

MOST = 2000


@dataclass(frozen=True)
class Recording:
    """One thing that was applied: its uses so far, each to go on with, and where to begin another. `done` are uses
    that already rest on this report."""

    title: str
    code: str
    uses: tuple[Link, ...]
    done: tuple[Link, ...]
    begin_url: str


def recordings(report: Report, actor: Actor, today: date) -> list[Recording]:
    """For whoever may record uses of the unit; empty before the report is confirmed."""
    rows, bearer = applied(report), stands_for(report.minutes, report.minutes.receiver, today)
    if not rows or not may_begin_use(actor, bearer):
        return []
    uses = uses_of(rows, bearer, actor)
    done = set(report.claims.values_list("use_id", flat=True))
    return [
        Recording(
            title=row.item.title,
            code=row.item.subject_code,
            uses=tuple(_claim(use, report) for use in uses[row.item.subject_code] if use.pk not in done),
            done=tuple(
                Link(f"{use.code}, {use.place.name}", reverse("uptake:record", args=[use.code]))
                for use in uses[row.item.subject_code]
                if use.pk in done
            ),
            begin_url=_with(
                reverse("uptake:begin"), {"of": row.item.subject_code, "unit": bearer.code, "report": report.code}
            ),
        )
        for row in rows
    ]


def _claim(use: Any, report: Report) -> Link:
    url = _with(reverse("uptake:claim", args=[use.code]), {"report": report.code})
    return Link(f"{use.code}, {use.place.name}", url)


def _with(url: str, query: Mapping[str, str]) -> str:
    return f"{url}?{urlencode(query)}"


def asked_report(request: HttpRequest, subject: Result | Product, receiver: Unit, today: date) -> Applied | None:
    """What `?report=BC-…` says of this thing in these hands. Raises NotFound for a report that does not say so."""
    code = request.GET.get("report", "")
    if not code:
        return None
    row = applied_of(access_report(code, request.actor), subject, receiver, today)
    if row is None:
        raise NotFound(_("Báo cáo này chưa xác nhận, hoặc không nói đơn vị đã ứng dụng mục này."))
    return row


def from_report(row: Applied | None) -> dict[str, Any]:
    """What the form holds already: the unit's own words, who said them, the report as a document."""
    if row is None:
        return {}
    report, sheet = row.sheet.report, row.sheet
    assert report.sent_at is not None  # only what is confirmed is recorded
    assert report.confirmed_at is not None
    told = (
        (_("Địa chỉ"), sheet.address),
        (_("Quy mô"), sheet.scale),
        (_("Hiệu quả"), sheet.effect),
        (_("Kinh tế"), sheet.economy),
        (_("Tác động"), sheet.impact),
    )
    return {
        "on": local_date(report.sent_at),
        "words": "\n".join(f"{label}: {words}" for label, words in told if words)[:MOST],
        "channel": Channel.PAPER.value,
        "told_by": report.reporter_name,
        "grade_0": Grade.DOCUMENT.value,
        "proof_on_0": local_date(report.confirmed_at),
        "number_0": report.code,
        "proof_0": _("Báo cáo ứng dụng %(code)s, %(who)s xác nhận")
        % {"code": report.code, "who": who_did(report.confirmed_by_name)},
    }
