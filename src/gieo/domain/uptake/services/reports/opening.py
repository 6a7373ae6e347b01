"""A report for every duty to report. Handovers posts the duties and may not call up: the night comes and looks."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from gieo.core.actor import SYSTEM
from gieo.domain.handovers.access import restricted_minutes
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.services.owing import REPORT_DUTY
from gieo.domain.handovers.vocab import MinutesState
from gieo.domain.uptake.models import Report, ReportSheet
from gieo.domain.uptake.queries.reports import tasks_received
from gieo.domain.uptake.rules.reports import code_of, year_of
from gieo.domain.uptake.vocab.reports import ReportState
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.services import set_confidential
from gieo.foundation.duties.vocab import LIVE_STATES, DutyState
from gieo.foundation.journal.services import record as write_journal

GROWN_WITHIN = timedelta(days=7)
"""Minutes of which everything was received longer ago get no new sheets."""


def open_reports(*, now: datetime) -> int:
    """Give every duty to report its report, and every draft a sheet for each task received by now; returns how many
    reports are new. Run again, it changes nothing.

    A duty that was cancelled and posted anew (a receipt taken back and given again) finds the report of its year.
    """
    opened = 0
    owed = Duty.objects.filter(kind=REPORT_DUTY, state__in=LIVE_STATES, report=None, count__isnull=False)
    for duty_id in list(owed.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            opened += _open(Duty.objects.select_for_update(of=("self",)).get(pk=duty_id), now)
    growing = Q(minutes__state=MinutesState.PARTLY) | Q(minutes__received_at__gte=now - GROWN_WITHIN)
    drafts = Report.objects.filter(growing, state=ReportState.DRAFT).exclude(duty__state=DutyState.CANCELLED)
    for report in drafts.order_by("pk"):
        _grow(report)
    hidden = Report.objects.filter(minutes__in=restricted_minutes())
    set_confidential(Report._meta.label_lower, hidden.values_list("code", flat=True), actor=SYSTEM, now=now)
    return opened


def _open(duty: Duty, now: datetime) -> int:
    minutes, year = Minutes.objects.filter(code=duty.record_code).first(), year_of(duty.count)
    if minutes is None or not 1 <= year <= 5 or duty.state not in LIVE_STATES:
        return 0
    report, is_new = Report.objects.get_or_create(
        minutes=minutes,
        year=year,
        defaults={"code": code_of(minutes.code, year), "duty": duty, "illustrative": minutes.illustrative},
    )
    if not is_new and report.duty_id != duty.pk:
        report.duty = duty
        report.save(update_fields=["duty"])
    if is_new:
        write_journal("open", report, actor=SYSTEM, now=now, to_state=report.state, changes={"due": (None, duty.due)})
    _grow(report)
    return int(is_new)


def _grow(report: Report) -> None:
    """A sheet for each task of which something was received and which has none yet."""
    there = list(report.sheets.order_by("order"))
    known = {(sheet.result_id, sheet.programme_id) for sheet in there}
    order = there[-1].order if there else 0
    for result, programme in tasks_received(report.minutes):
        if (result and result.pk, programme and programme.pk) not in known:
            order += 1
            ReportSheet.objects.create(report=report, order=order, result=result, programme=programme)
