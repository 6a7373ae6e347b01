"""Deeds of yearly reports: opened by the night, filled and sent in four ways, confirmed, sent back, forwarded."""

from gieo.domain.uptake.services.reports.confirming import (
    confirm_report,
    forward_report,
    forward_reports,
    send_back_report,
)
from gieo.domain.uptake.services.reports.filling import (
    CONFIRM_DUTY,
    ReportInput,
    fill_by_link,
    fill_report,
    send_by_link,
    send_report,
)
from gieo.domain.uptake.services.reports.links import (
    LINK_DUTY,
    ask_report_link,
    make_report_link,
    withdraw_report_link,
)
from gieo.domain.uptake.services.reports.opening import open_reports
from gieo.domain.uptake.services.reports.photographs import (
    add_photo_by_link,
    add_report_photo,
    drop_photo_by_link,
    drop_report_photo,
)
from gieo.domain.uptake.services.reports.reading import read_report
from gieo.domain.uptake.services.reports.reminding import remind_reporters
from gieo.domain.uptake.services.reports.signing import confirm_on_paper, drop_signed_sheet, scan_report

__all__ = [
    "CONFIRM_DUTY",
    "LINK_DUTY",
    "ReportInput",
    "add_photo_by_link",
    "add_report_photo",
    "ask_report_link",
    "confirm_on_paper",
    "confirm_report",
    "drop_photo_by_link",
    "drop_report_photo",
    "drop_signed_sheet",
    "fill_by_link",
    "fill_report",
    "forward_report",
    "forward_reports",
    "make_report_link",
    "open_reports",
    "read_report",
    "remind_reporters",
    "scan_report",
    "send_back_report",
    "send_by_link",
    "send_report",
    "withdraw_report_link",
]
