"""After a report was sent: its head answers for it, the office sends it back or on."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.errors import Invalid, Refused
from gieo.core.text import squeeze
from gieo.domain.handovers.services.owing import REPORT_DUTY
from gieo.domain.uptake.access.reports import RELATED, visible_reports
from gieo.domain.uptake.models import Report, SignedSheet
from gieo.domain.uptake.permits.reports import may_confirm_report, may_forward_report, may_send_back_report
from gieo.domain.uptake.queries.report_exchange import exchange_fingerprint, told_in
from gieo.domain.uptake.services.reports.filling import CONFIRM_DUTY
from gieo.domain.uptake.services.reports.locking import lock_report, step
from gieo.domain.uptake.vocab.reports import Confirmation, ReportState
from gieo.foundation.duties.services import cancel, fulfil, reopen
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.services import drop_file
from gieo.foundation.journal.services import record as write_journal

MOST_NAMED = 5
"""Reports told of by their code in one sentence."""


def confirm_report(report: Report, *, version: int | None = None, actor: Actor, now: datetime) -> Report:
    """The unit answers for what was sent in its name, in its own account. Ends the duty to confirm."""
    with transaction.atomic():
        locked = lock_report(report, version)
        may_confirm_report(actor, locked).require()
        return confirm(locked, Confirmation.ACCOUNT, actor.name_on_record, actor=actor, now=now)


def confirm(
    report: Report,
    how: Confirmation,
    name: str,
    paper: StoredFile | None = None,
    digest: str = "",
    *,
    actor: Actor,
    now: datetime,
) -> Report:
    """The last steps of both ways, on a locked report: saved, journalled, the duty fulfilled; sheets that had come of
    its paper go, being in `paper` or needed no more."""
    before, report.state = report.state, step("confirm", report)
    report.confirmation, report.confirmed_at, report.confirmed_by_name, report.paper = how, now, name, paper
    report.paper_digest = digest
    report.version += 1
    report.save()
    let_go(report)
    changes = {"confirmation": ("", how.value), "confirmed_by_name": ("", name)}
    if paper is not None:
        changes |= {"paper": ("", paper.digest), "paper_digest": ("", digest)}
    write_journal("confirm", report, actor=actor, now=now, from_state=before, to_state=report.state, changes=changes)
    fulfil(CONFIRM_DUTY, report, actor=actor, now=now)
    return report


def let_go(report: Report) -> None:
    """Sheets of its signed paper that wait are needed no more."""
    for sheet in SignedSheet.objects.filter(report=report).select_related("file"):
        sheet.delete()
        drop_file(sheet.file)


def send_back_report(report: Report, *, reason: str, version: int | None = None, actor: Actor, now: datetime) -> Report:
    """Open a report again because something must be mended. The duty is owed again, with its old day; what was said
    stays, to be mended. Raises Invalid without a reason."""
    with transaction.atomic():
        locked = lock_report(report, version)
        may_send_back_report(actor).require()
        before, said = locked.state, squeeze(reason)[:400]
        target = step("send_back", locked)
        if not said:
            raise Invalid({"reason": [_("Ghi vì sao trả lại, để đơn vị biết sửa chỗ nào.")]})
        locked.state, locked.sent_back_reason, locked.submission = target, said, ""
        locked.sent_at, locked.sent_by_name = None, ""
        locked.confirmation, locked.confirmed_at, locked.confirmed_by_name, locked.paper = "", None, "", None
        locked.paper_digest, locked.forwarded_on, locked.forwarded_note = "", None, ""
        locked.version += 1
        locked.save()
        let_go(locked)
        write_journal(
            "send_back", locked, actor=actor, now=now, from_state=before, to_state=locked.state,
            changes={"reason": ("", said)},
        )  # fmt: skip
        cancel(CONFIRM_DUTY, locked, reason=said, actor=actor, now=now)
        reopen(REPORT_DUTY, locked.minutes, due=locked.duty.due, actor=actor, now=now)
    return locked


def forward_report(
    report: Report, *, on: date, note: str = "", version: int | None = None, actor: Actor, now: datetime
) -> Report:
    """Note that the national level has a confirmed report, and since when. Gieo sends nothing there by itself: the
    officer takes the exchange file along, and the journal keeps its fingerprint."""
    with transaction.atomic():
        locked = lock_report(report, version)
        may_forward_report(actor).require()
        step("forward", locked)
        if on > local_date(now):
            raise Invalid({"on": [_("Ngày gửi không được sau hôm nay.")]})
        if locked.confirmed_at is not None and on < local_date(locked.confirmed_at):
            day = local_date(locked.confirmed_at).strftime("%d/%m/%Y")
            said = _("Ngày gửi không được trước ngày xác nhận báo cáo %(code)s (%(day)s).")
            raise Invalid({"on": [said % {"code": locked.code, "day": day}]})
        before = locked.forwarded_on
        locked.forwarded_on, locked.forwarded_note = on, squeeze(note)[:300]
        locked.version += 1
        locked.save(update_fields=["forwarded_on", "forwarded_note", "version"])
        changes = {"forwarded_on": (before, on), "exchange": ("", exchange_fingerprint(locked))}
        write_journal("forward", locked, actor=actor, now=now, changes=changes)
    return locked


def forward_reports(content: bytes, *, on: date, note: str = "", actor: Actor, now: datetime) -> list[Report]:
    """The same for every report in a file of a year: the national level has what was in the file, so the file says
    which. All of them or none; those noted before stay as they were.

    Raises Invalid for what is no such file, or whose reports say something else today; Refused when all were noted.
    """
    with transaction.atomic():
        may_forward_report(actor).require()
        told = told_in(content)
        rows = list(visible_reports(actor).filter(code__in=told).select_related(*RELATED).order_by("code"))
        same = {
            row.code
            for row in rows
            if row.state == ReportState.CONFIRMED and exchange_fingerprint(row) == told[row.code]
        }
        if changed := sorted(told.keys() - same):
            said = _("Đã đổi từ lúc lập tệp, nên ghi riêng ở trang của từng báo cáo: %(codes)s")
            raise Invalid({"file": [said % {"codes": ", ".join(changed[:MOST_NAMED])}]})
        kept = [row for row in rows if row.forwarded_on is None]
        if not kept:
            raise Refused(_("Mọi báo cáo trong tệp này đã được ghi là đã gửi."))
        return [forward_report(row, on=on, note=note, version=row.version, actor=actor, now=now) for row in kept]
