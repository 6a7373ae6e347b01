"""Letters about reports that are due: before the day, on it, after it, to who owes them, then to the head of the unit.

When, and to whom, the ladder of duties says (data/ladder.toml); the department's leader hears from the ladder itself.
What is ours is the letter: it holds the link by which the report is answered without an account.
"""

from collections.abc import Sequence
from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from gieo.core.actor import SYSTEM
from gieo.core.clock import TZ, local_date
from gieo.domain.handovers.services.owing import REPORT_DUTY
from gieo.domain.uptake.models import Report, ReportLink, ReportReminder
from gieo.domain.uptake.queries.reports import current_link, link_address, owed_by
from gieo.domain.uptake.services.reports.links import make_report_link
from gieo.domain.uptake.services.reports.locking import lock_report
from gieo.domain.uptake.vocab.reports import ReportState
from gieo.foundation.duties.models import Escalation
from gieo.foundation.duties.queries import AddressBook, work_calendar
from gieo.foundation.duties.rules import standing
from gieo.foundation.duties.vocab import DutyState, Tell
from gieo.foundation.duties.wording import standing_label
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.outbox.models import Letter
from gieo.foundation.outbox.rules import Address
from gieo.foundation.outbox.services import write_to

MORNING = time(7)
LETTER = "report"


def remind_reporters(*, now: datetime) -> int:
    """A letter for each rung that a report came to and nobody was written to about; returns how many reports were
    spoken of. Run after the ladder was climbed; run again, it writes nothing."""
    book, reminded = AddressBook(local_date(now)), 0
    rows = Escalation.objects.filter(
        duty__kind=REPORT_DUTY, duty__state=DutyState.OPEN, duty__report__state=ReportState.DRAFT
    ).exclude(told=Tell.LEADER)
    highest = {row.duty_id: row for row in rows.order_by("level")}
    for report in Report.objects.filter(duty__in=highest).order_by("duty__due", "pk"):
        reminded += _remind(report, highest[report.duty_id], book, now)
    return reminded


def _remind(report: Report, rung: Escalation, book: AddressBook, now: datetime) -> int:
    with transaction.atomic():
        locked = lock_report(report)
        if locked.state != ReportState.DRAFT or locked.reminders.filter(level__gte=rung.level).exists():
            return 0
        people = book.of(locked.duty, Tell(rung.told))
        link = _open_link(locked, now)
        letters = [letter for one in people for letter in _write(locked, link, one, Tell(rung.told), now)]
        to = ", ".join(letter.to for letter in letters)[:400]
        ReportReminder.objects.create(report=locked, level=rung.level, on=local_date(now), told=rung.told, to=to)
        changes = {"level": (0, rung.level), "told": ("", rung.told), "to": ("", to)}
        write_journal("remind", locked, actor=SYSTEM, now=now, changes=changes, personal=["to"])
    return 1


def _open_link(report: Report, now: datetime) -> ReportLink:
    """The link that the unit has already, as long as it opens; else a new one."""
    link = current_link(report)
    if link is not None and link.expires_on >= local_date(now):
        return link
    return make_report_link(report, actor=SYSTEM, now=now)


def _write(report: Report, link: ReportLink, to: Address, told: Tell, now: datetime) -> list[Letter]:
    """Titles of results are left out: a letter travels further than its reader."""
    today = local_date(now)
    with override("vi"):
        when = standing_label(standing(report.duty.due, today, work_calendar())).lower()
        facts = {
            "name": to.name,
            "unit": owed_by(report, today).name,
            "title": report.duty.title,
            "due": f"{report.duty.due:%d/%m/%Y}",
            "when": when,
            "link": link_address(link),
            "until": f"{link.expires_on:%d/%m/%Y}",
            "giver": " · ".join(filter(None, (report.minutes.giver.name, report.minutes.giver.phone))),
        }
        opening = _("Đơn vị chưa gửi báo cáo sau, xin người đứng đầu đơn vị cho làm ngay.") if told is Tell.HEAD else ""
        body = "\n".join(_paragraphs(opening, facts))
        subject = _("%(title)s: hạn %(due)s") % facts
        short = _("Báo cáo ứng dụng, hạn %(due)s: trả lời ở đây, không cần tài khoản") % facts
    return write_to(
        to,
        subject=subject,
        body=body,
        short=short,
        link=facts["link"],
        kind=LETTER,
        record=report,
        now=now,
        not_before=datetime.combine(today, MORNING, tzinfo=TZ),
    )


def _paragraphs(opening: str, facts: dict[str, str]) -> Sequence[str]:
    return (
        _("Kính gửi %(name)s,") % facts,
        "",
        *((opening, "") if opening else ()),
        _("%(title)s của %(unit)s: hạn %(due)s, %(when)s.") % facts,
        "",
        _("Mở liên kết sau trên điện thoại hoặc máy tính, không cần tài khoản, chừng ba phút là xong:"),
        facts["link"],
        "",
        _(
            "Liên kết chỉ dùng cho báo cáo này, đến hết ngày %(until)s; ai giữ liên kết đều trả lời được, xin đừng "
            "chuyển cho người ngoài đơn vị."
        )
        % facts,
        _("Chưa ứng dụng được cũng là một câu trả lời: chỉ cần chọn vì sao."),
        _("Không mở được liên kết thì gọi cho Sở, cán bộ ghi giúp qua điện thoại: %(giver)s.") % facts,
        "",
    )
