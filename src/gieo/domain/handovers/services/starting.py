"""From which day the yearly reports are counted, and why from that one."""

from datetime import date

from django.utils.translation import gettext as _

from gieo.core.errors import Invalid
from gieo.core.text import squeeze
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.wording import REPORT_START_REASON, is_usual_reason

START_FIELDS = frozenset({"held_on", "report_start", "report_start_reason"})


def settle_start(minutes: Minutes) -> None:
    """Give unsaved minutes the reason of the start of their reports.

    Counted from the day of the handover, the usual reason stands where nobody typed another; counted from any other
    day, nothing typed or the usual reason is refused: it would be frozen and signed, and be wrong. Raises Invalid
    ("report_start_reason"). Nothing is asked while one of the two days is not known yet.
    """
    start, held_on, typed = minutes.report_start, minutes.held_on, squeeze(minutes.report_start_reason)
    usual = not typed or is_usual_reason(typed)
    if start is None or held_on is None or not usual:
        return
    if start not in days_of_handover(minutes):
        facts = {"start": f"{start:%d/%m/%Y}", "day": f"{held_on:%d/%m/%Y}"}
        words = _(
            "Ngày bắt đầu tính báo cáo là %(start)s, khác ngày bàn giao %(day)s: ghi vì sao tính từ ngày này, hoặc đặt "
            "lại ngày bàn giao."
        )
        raise Invalid({"report_start_reason": [words % facts]})
    minutes.report_start_reason = REPORT_START_REASON


def days_of_handover(minutes: Minutes) -> list[date]:
    """The day of the minutes, and those of the versions they take the place of: things changed hands on these."""
    days, version = [], minutes
    while True:
        if version.held_on is not None:
            days.append(version.held_on)
        if version.replaces is None:
            return days
        version = version.replaces
