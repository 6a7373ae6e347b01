"""A report as its paper: form 12, blank with what is known or as it was sent."""

from django.utils.translation import override

from gieo.core.clock import local_date
from gieo.domain.uptake.models import Report
from gieo.domain.uptake.queries.reports import current_link, items_of_task, link_address, sheets_of
from gieo.domain.uptake.rules.report_paper import WrittenReport, compose_report
from gieo.foundation.papers.rules import Paper
from gieo.foundation.units.queries import bearer_label, stands_for


def report_paper(report: Report) -> Paper:
    """The form of a report. While it is still to be sent, it carries the code of its link, where there is one."""
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
    return compose_report(written, sheets, dated=dated, link=link_address(link) if link else "")
