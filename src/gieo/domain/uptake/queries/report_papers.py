"""A report as its paper: form 12, blank with what is known or as it was sent."""

from collections.abc import Sequence
from dataclasses import asdict

from django.conf import settings
from django.utils.translation import override

from gieo.core.clock import local_date
from gieo.core.digest import digest as digest_of
from gieo.domain.uptake.models import Report
from gieo.domain.uptake.queries.reports import ShownSheet, current_link, items_of_task, link_address, sheets_of
from gieo.domain.uptake.rules.report_paper import WrittenReport, compose_report
from gieo.foundation.papers.rules import Paper, sheet_link
from gieo.foundation.units.queries import bearer_label, stands_for


def report_paper(report: Report) -> Paper:
    """The form of a report. While it is still to be sent, it carries the code of its link, where there is one; once
    sent, every sheet carries a code of its own, with the digest of what was said."""
    minutes, items = report.minutes, items_of_task(report)
    on = local_date(report.sent_at) if report.sent_at else report.duty.due
    unit = stands_for(minutes, minutes.receiver, on)
    link = None if report.is_sent else current_link(report)
    with override("vi"):
        written = WrittenReport(
            code=report.code,
            year=report.year,
            above=unit.parent.name if unit.parent else "",
            unit=bearer_label(minutes, minutes.receiver, on),
            locality=unit.place.name if unit.place else minutes.locality,
            minutes=minutes.number or minutes.code,
            minutes_on=minutes.held_on,
            due=report.duty.due,
            sent_on=local_date(report.sent_at) if report.sent_at else None,
            reporter=report.reporter_name,
            reporter_title=report.reporter_title,
            confirmed_by=report.confirmed_by_name,
            illustrative=report.illustrative,
        )
    sheets = [
        (sheet.facts, sheet.answers, items.get((sheet.row.result_id, sheet.row.programme_id), ()))
        for sheet in sheets_of(report)
    ]
    dated = report.sent_at or report.duty.posted_at
    if not report.is_sent:
        return compose_report(written, sheets, dated=dated, link=link_address(link) if link else "")
    digest, base = report_digest(report), settings.PUBLIC_ADDRESS
    return compose_report(
        written, sheets, dated=dated, link=report_address(report), digest=digest,
        sheet_link=sheet_link(base, report.code, digest),
    )  # fmt: skip


def report_address(report: Report) -> str:
    """Where the report stands, for those who sign in."""
    return f"{settings.PUBLIC_ADDRESS.rstrip('/')}/desk/reports/{report.code}"


def report_digest(report: Report, sheets: Sequence[ShownSheet] | None = None) -> str:
    """The digest of what the head of the unit signs: every answer, who gave it and when it was sent. What was received,
    which stands beside it on the paper, is not the report's own word. `sheets` are those of the report, read before."""
    return digest_of(
        {
            "code": report.code,
            "sent_on": local_date(report.sent_at) if report.sent_at else None,
            "reporter": [report.reporter_name, report.reporter_title],
            "sheets": [[asdict(sheet.facts), asdict(sheet.answers)] for sheet in sheets or sheets_of(report)],
        }
    )
