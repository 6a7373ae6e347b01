"""A confirmed report, or those of a year, as a file for the national level, for machines to read.

What the national level takes in was not found published, so the shape is ours [P]: the fields of form 12 of Circular
14/2014 by name, whose report it is, who answers for it, and a fingerprint by which a change is seen.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.digest import canonical, digest
from gieo.core.errors import Invalid, NotFound
from gieo.domain.handovers.access import restricted_minutes
from gieo.domain.handovers.models import Minutes
from gieo.domain.uptake.access.reports import RELATED, visible_reports
from gieo.domain.uptake.models import Report
from gieo.domain.uptake.queries.report_papers import report_digest
from gieo.domain.uptake.queries.reports import sheets_of
from gieo.domain.uptake.vocab.reports import ReportState
from gieo.foundation.units.queries import stands_for

FORMAT = "gieo-yearly-report-1"
YEAR_FORMAT = "gieo-yearly-reports-1"


def report_exchange(report: Report) -> bytes:
    """UTF-8 JSON, sorted, without blanks; equal reports give equal bytes. `fingerprint` is the SHA-256 of the same
    without it, `report_digest` what stands on the signed sheets. Raises NotFound until the report is confirmed."""
    said = _said(report)
    return canonical(said | {"fingerprint": digest(said)})


def exchange_fingerprint(report: Report) -> str:
    """The fingerprint that the file of a report names."""
    return digest(_said(report))


@dataclass(frozen=True)
class YearForwarding:
    """Confirmed reports due in a year: how many the national level has, how many it has not, and how many of these name
    a restricted result, so that they go alone and not in the file of the year."""

    forwarded: int
    kept: int
    alone: int


def year_forwarding(year: int, actor: Actor) -> YearForwarding:
    """One query."""
    kept = Q(forwarded_on=None)
    rows = visible_reports(actor).filter(state=ReportState.CONFIRMED, duty__due__year=year)
    return YearForwarding(
        **rows.aggregate(
            forwarded=Count("pk", filter=~kept),
            kept=Count("pk", filter=kept),
            alone=Count("pk", filter=kept & Q(minutes__in=_restricted())),
        )
    )


def year_exchange(year: int, actor: Actor) -> bytes:
    """The reports of a year that the national level has not got, in one file, each as in its own; none of a restricted
    result. Raises NotFound when there is none."""
    rows = visible_reports(actor).filter(state=ReportState.CONFIRMED, duty__due__year=year, forwarded_on=None)
    open_rows = rows.exclude(minutes__in=_restricted()).select_related(*RELATED).order_by("code")
    reports = [_said(row) for row in open_rows]
    if not reports:
        raise NotFound
    said = {"format": YEAR_FORMAT, "form": reports[0]["form"], "due_in": year, "reports": reports}
    return canonical(said | {"fingerprint": digest(said)})


def told_in(content: bytes) -> dict[str, str]:
    """Codes of the reports in a file of a year, each with its fingerprint. Raises Invalid for what is no such file."""
    try:
        file = json.loads(content)
        if file["format"] != YEAR_FORMAT or digest(_without_fingerprint(file)) != file["fingerprint"]:
            raise ValueError
        return {str(one["code"]): digest(one) for one in file["reports"]}
    except (ValueError, TypeError, KeyError, RecursionError) as fault:
        raise Invalid({"file": [_("Tệp này không phải tệp trao đổi do Gieo lập, hoặc đã bị sửa.")]}) from fault


def _without_fingerprint(file: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in file.items() if name != "fingerprint"}


def _restricted() -> QuerySet[Minutes, Any]:
    """Minutes that name a restricted result, by number."""
    return restricted_minutes().order_by().values("pk")


def _said(report: Report) -> dict[str, Any]:
    if report.state != ReportState.CONFIRMED or report.sent_at is None or report.confirmed_at is None:
        raise NotFound
    minutes = report.minutes
    sent_on, confirmed_on = local_date(report.sent_at), local_date(report.confirmed_at)
    unit = stands_for(minutes, minutes.receiver, sent_on)
    sheets = sheets_of(report)
    return {
        "format": FORMAT,
        "form": "TT 14/2014/TT-BKHCN, 12",
        "code": report.code,
        "year": report.year,
        "unit": {"code": unit.code, "name": unit.name},
        "minutes": {"code": minutes.code, "number": minutes.number, "held_on": minutes.held_on},
        "due": report.duty.due,
        "sent_on": sent_on,
        "reporter": {"name": report.reporter_name, "title": report.reporter_title},
        "confirmed": {"by": report.confirmed_by_name, "on": confirmed_on, "how": report.confirmation},
        "report_digest": report_digest(report, sheets),
        "illustrative": report.illustrative,
        "sheets": [
            {"number": number, "task": {"code": _task_code(sheet.row)} | asdict(sheet.facts)} | asdict(sheet.answers)
            for number, sheet in enumerate(sheets, start=1)
        ],
    }


def _task_code(row: Any) -> str:
    task = row.result or row.programme
    return task.code if task else ""
