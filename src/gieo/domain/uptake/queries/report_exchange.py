"""A confirmed report as a file for the national level, for machines to read.

What the national level takes in was not found published, so the shape is ours [P]: the fields of form 12 of Circular
14/2014 by name, whose report it is, who answers for it, and a fingerprint by which a change is seen.
"""

from dataclasses import asdict
from typing import Any

from gieo.core.clock import local_date
from gieo.core.digest import canonical, digest
from gieo.core.errors import NotFound
from gieo.domain.uptake.models import Report
from gieo.domain.uptake.queries.report_papers import report_digest
from gieo.domain.uptake.queries.reports import sheets_of
from gieo.domain.uptake.vocab.reports import ReportState
from gieo.foundation.units.queries import stands_for

FORMAT = "gieo-yearly-report-1"


def report_exchange(report: Report) -> bytes:
    """UTF-8 JSON, sorted, without blanks; equal reports give equal bytes. `fingerprint` is the SHA-256 of the same
    without it, `report_digest` what stands on the signed sheets. Raises NotFound until the report is confirmed."""
    said = _said(report)
    return canonical(said | {"fingerprint": digest(said)})


def exchange_fingerprint(report: Report) -> str:
    """The fingerprint that the file of a report names."""
    return digest(_said(report))


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
