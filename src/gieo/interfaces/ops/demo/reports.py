"""Yearly reports of the years before: most units answer, one says why not, some stay silent and are told of in turn."""

from datetime import date, datetime
from typing import Any

from gieo.core.clock import local_date
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.services.owing import REPORT_DUTY
from gieo.domain.uptake.models import Report
from gieo.domain.uptake.queries.report_papers import report_paper
from gieo.domain.uptake.services import reports as services
from gieo.domain.uptake.services.reports import ReportInput
from gieo.domain.uptake.vocab.reports import Answers, ReportChannel, ReportState
from gieo.foundation.accounts.queries import actor_of_person, representatives
from gieo.foundation.duties.services import climb_ladder
from gieo.foundation.papers.engine import pdf
from gieo.interfaces.ops.demo import chance
from gieo.interfaces.ops.demo.content import Words, read
from gieo.interfaces.ops.demo.records import Books
from gieo.interfaces.ops.demo.timeline import moment

NIGHTS = (date(2022, 9, 23), date(2022, 10, 21), date(2022, 11, 7), date(2022, 11, 21), date(2023, 10, 24))
"""Nights on which somebody is written to about the reports of 2022 and 2023; the other nights are not told."""
OPENED = date(2023, 11, 8)


def plan_reports(books: Books) -> None:
    def night(now: datetime) -> None:
        services.open_reports(now=now)
        climb_ladder(now=now, written_above=(REPORT_DUTY,))
        services.remind_reporters(now=now)

    def open_and_link(now: datetime) -> None:
        """The reports of the conference of 2023; an officer has a link at hand for one unit that stays silent."""
        services.open_reports(now=now)
        silent = Report.objects.filter(state=ReportState.DRAFT, duty__due__lt=OPENED, duty__state="open")
        report = silent.order_by("-duty__due", "code").first()
        if report is not None:
            services.make_report_link(report, actor=books.cast.actor("officer"), now=now)

    for day in NIGHTS:
        books.timeline.add(moment(day, 2), night)
    books.timeline.add(moment(OPENED, 8), open_and_link)


def send_reports(books: Books, minutes: list[Minutes], year: int, now: datetime) -> None:
    """The reports of one year (1 to 5) under these minutes, told on the phone; of most the signed paper follows."""
    services.open_reports(now=now)
    officer = books.cast.actor("officer")
    for at, report in enumerate(Report.objects.filter(minutes__in=minutes, year=year).order_by("code")):
        words = read("reports")["answer"]
        row = words[-1] if at == 1 else chance.luck(f"report {report.code}").choice(words[:-1])
        sent = services.send_report(report, _input(report, row), channel=ReportChannel.PHONE, actor=officer, now=now)
        if at == 0:
            services.scan_report(sent, [("ban-ky.pdf", pdf(report_paper(sent)))], actor=officer, now=now)
            services.confirm_on_paper(sent, head=sent.minutes.receiver_name, actor=officer, now=now)
        elif at % 3:
            _confirm(sent, now)


def _input(report: Report, row: Words) -> ReportInput:
    unit = report.minutes.receiver
    place = unit.place.name if unit.place else unit.name
    said: dict[str, Any] = {key: value.replace("{place}", place) if isinstance(value, str) else tuple(value)
                            for key, value in row.items()}  # fmt: skip
    return ReportInput(
        reporter_name=report.minutes.receiver_name,
        reporter_title=report.minutes.receiver_title,
        sheets=dict.fromkeys(report.sheets.values_list("pk", flat=True), Answers(**said)),
    )


def _confirm(report: Report, now: datetime) -> None:
    """Whoever speaks for the unit confirms in its account, where the story knows somebody."""
    speaker = representatives(report.minutes.receiver_id, local_date(now)).order_by("pk").first()
    if speaker is not None:
        actor = actor_of_person(speaker.person, local_date(now))
        services.confirm_report(report, actor=actor, now=now)
