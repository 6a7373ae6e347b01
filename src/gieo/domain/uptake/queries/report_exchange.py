"""A confirmed report, or those of a year, as a file for the national level, for machines to read.

What the national level takes in was not found published, so the shape is ours [P]: the fields of form 12 of Circular
14/2014 by name, whose report it is, who answers for it, and a fingerprint by which a change is seen.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.digest import canonical, digest
from gieo.core.errors import NotFound
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
    """Confirmed reports due in a year: how many the national level has, and those it has not. `stamp` changes with
    what these say, so that what is noted as sent is what was in the file."""

    forwarded: int
    kept: int
    stamp: str


def kept_reports(year: int, actor: Actor) -> QuerySet[Report]:
    """Reports due in a year that are confirmed and that the national level has not got."""
    return _confirmed(year, actor).filter(forwarded_on=None).select_related(*RELATED).order_by("code")


def year_forwarding(year: int, actor: Actor) -> YearForwarding:
    """Two queries."""
    counted = _confirmed(year, actor).aggregate(forwarded=Count("pk", filter=Q(forwarded_on__isnull=False)))
    kept = list(kept_reports(year, actor))
    return YearForwarding(counted["forwarded"], len(kept), stamp(kept))


def stamp(reports: Sequence[Report]) -> str:
    """The same for the same reports as long as nobody changes one."""
    return digest([[row.code, row.version] for row in reports])


def year_exchange(year: int, actor: Actor) -> bytes:
    """The reports of a year that the national level has not got, in one file of the same make. Raises NotFound when
    there is none."""
    reports = [_said(row) for row in kept_reports(year, actor)]
    if not reports:
        raise NotFound
    said = {"format": YEAR_FORMAT, "form": reports[0]["form"], "due_in": year, "reports": reports}
    return canonical(said | {"fingerprint": digest(said)})


def _confirmed(year: int, actor: Actor) -> QuerySet[Report]:
    return visible_reports(actor).filter(state=ReportState.CONFIRMED, duty__due__year=year)


def _said(report: Report) -> dict[str, Any]:
    if report.state != ReportState.CONFIRMED or report.sent_at is None or report.confirmed_at is None:
        raise NotFound
    minutes = report.minutes
    sent_on, confirmed_on = local_date(report.sent_at), local_date(report.confirmed_at)
    unit = stands_for(minutes, minutes.receiver, sent_on)
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
        "report_digest": report_digest(report),
        "illustrative": report.illustrative,
        "sheets": [
            {"number": number, "task": {"code": _task_code(sheet.row)} | asdict(sheet.facts)} | asdict(sheet.answers)
            for number, sheet in enumerate(sheets_of(report), start=1)
        ],
    }


def _task_code(row: Any) -> str:
    task = row.result or row.programme
    return task.code if task else ""
