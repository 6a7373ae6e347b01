"""The nightly round, as far as it is about reports on use."""

from datetime import date

from gieo.domain.handovers.services.owing import REPORT_DUTY
from gieo.domain.uptake.services import reports
from gieo.foundation.duties.services import climb_ladder
from tests.factories.reports import at


def night(day: date) -> int:
    """What the round of a day's small hours does about reports; returns how many were reminded of."""
    now = at(day, 2)
    reports.open_reports(now=now)
    climb_ladder(now=now, written_above=(REPORT_DUTY,))
    return reports.remind_reporters(now=now)
