"""Yearly reports by life-cycle stage, made through the services.

report = owed_report()            of the first year, to be sent by 7 November 2024
token = secret_of(link_for(report))
"""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from PIL import Image

from gieo.core.actor import SYSTEM
from gieo.core.clock import TZ
from gieo.domain.handovers.models import Minutes
from gieo.domain.uptake.engine.links import seal_link
from gieo.domain.uptake.models import Report, ReportLink
from gieo.domain.uptake.services import reports as services
from gieo.domain.uptake.services.reports import ReportInput
from gieo.domain.uptake.vocab.reports import Answer, Answers, ReportChannel
from tests.factories.handovers import TABLE, officer, received_minutes, representative

DUE = date(2024, 11, 7)
APPLIED = Answers(
    answer=Answer.APPLIED.value, area="Chăn nuôi", address="Xã Nà Tấu", scale="12 hộ, 40 con", effect="Đàn khoẻ hơn",
    economy="Thêm 2 triệu đồng mỗi con", impact="Chín hộ học theo", methods=("documents", "training"),
    commercial="Chưa",
)  # fmt: skip
NOT_APPLIED = Answers(answer=Answer.NOT_APPLIED.value, reason="money", words="Chưa bố trí được vốn đối ứng")


def at(day: date, hour: int = 8) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=TZ)


WRITTEN = at(date(2024, 10, 20))
"""When a report of the first year is written: before its day."""


def owed_reports(minutes: Minutes | None = None, **values: Any) -> list[Report]:
    """The five reports owed under minutes whose items were received."""
    minutes = minutes or received_minutes(**values)
    services.open_reports(now=TABLE)
    return list(Report.objects.filter(minutes=minutes).select_related("duty", "minutes__receiver").order_by("year"))


def owed_report(**values: Any) -> Report:
    return owed_reports(**values)[0]


def input_for(report: Report, answers: Answers = APPLIED, **values: Any) -> ReportInput:
    """One answer to every sheet, by somebody."""
    facts = {"reporter_name": "Lò Thị Ánh", "reporter_title": "Trưởng phòng", "reporter_phone": "0912 345 678"} | values
    return ReportInput(**facts, sheets=dict.fromkeys(report.sheets.values_list("pk", flat=True), answers))


def link_for(report: Report, *, now: datetime = WRITTEN) -> ReportLink:
    return services.make_report_link(report, actor=officer(), now=now)


def secret_of(link: ReportLink) -> str:
    return seal_link(link.pk)


def sent_report(answers: Answers = APPLIED, *, now: datetime = WRITTEN, **values: Any) -> Report:
    report = owed_report(**values)
    return services.send_report(
        report, input_for(report, answers), channel=ReportChannel.PHONE, actor=officer(), now=now
    )


def confirmed(report: Report, *, now: datetime = WRITTEN) -> Report:
    """The unit answers for what was sent."""
    return services.confirm_report(report, actor=representative(report.minutes.receiver), now=now)


def picture(width: int = 320, height: int = 200) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), (60, 120, 60)).save(out, "JPEG")
    return out.getvalue()


__all__ = [
    "APPLIED", "DUE", "NOT_APPLIED", "SYSTEM", "WRITTEN", "at", "confirmed", "input_for", "link_for", "owed_report",
    "owed_reports", "picture", "secret_of", "sent_report",
]  # fmt: skip
