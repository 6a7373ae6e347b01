"""When the receiver owes its reports on use, and its plan."""

from datetime import date

from gieo.core.basis import Basis, Mark
from gieo.core.calendar import WorkCalendar

REPORT_MONTHS = (12, 24, 36, 48, 60)
REPORT_BASIS = Basis("Thông tư 14/2014/TT-BKHCN", "Điều 19 và Điều 20", Mark.FOUND)
PLAN_DAYS = 30
PLAN_BASIS = Basis("Biên bản bàn giao", "Kế hoạch ứng dụng", Mark.PROPOSAL)
DELIVERY_BASIS = Basis("Phiếu xác nhận nhận bàn giao", "Hẹn giao tiếp", Mark.PROPOSAL)
MOST_PLAN_DAYS = 365


def report_dates(start: date) -> tuple[date, ...]:
    """The five days a report is due: 12, 24, 36, 48 and 60 months after `start`, for five years in a row.

    TT 14/2014/TT-BKHCN Đ19–20, read. The text counts from "nghiệm thu chính thức" without saying what that is, and
    its debtor is the host or whoever was given the rights: `start` is therefore chosen, with a reason, in each minutes.
    """
    return tuple(WorkCalendar().add_months(start, months) for months in REPORT_MONTHS)


def plan_due(signed_on: date, days: int) -> date:
    """The last day for the plan of application: `days` calendar days after the day of signing [P]."""
    return WorkCalendar().add_calendar(signed_on, days)
