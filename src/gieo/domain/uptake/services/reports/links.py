"""Links that open one report without an account: made and taken back by the office, asked for anew by who holds one."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gieo.core.actor import Actor, Role
from gieo.core.calendar import Limit, SpanUnit
from gieo.core.clock import local_date
from gieo.core.errors import NotFound, Refused
from gieo.domain.handovers.access import holds_restricted
from gieo.domain.uptake.models import Report, ReportLink
from gieo.domain.uptake.permits.reports import may_make_report_link, may_withdraw_report_link
from gieo.domain.uptake.queries.reports import current_link, owed_by
from gieo.domain.uptake.rules.reports import RENEW_BASIS, limits, link_ends
from gieo.domain.uptake.services.reports.filling import in_duties
from gieo.domain.uptake.services.reports.locking import lock_by_link, lock_report
from gieo.domain.uptake.vocab.reports import LinkFault, ReportState
from gieo.domain.uptake.wording.reports import link_fault
from gieo.foundation.duties.services import fulfil, post_duty
from gieo.foundation.journal.services import record as write_journal

LINK_DUTY = "report_link"
LINK_TITLE = gettext_lazy("Gửi liên kết báo cáo mới cho đơn vị xin")


def make_report_link(report: Report, *, actor: Actor, now: datetime) -> ReportLink:
    """A link that opens this report, in the place of the one there was.

    In order: lock → permit → nothing was sent yet → the open one taken back → saved → journal → who asked is served.
    """
    with transaction.atomic():
        locked = lock_report(report)
        may_make_report_link(actor).require()
        if locked.state != ReportState.DRAFT:
            raise Refused(_("Báo cáo đã gửi. Cần đơn vị sửa thì trả lại báo cáo trước, rồi lập liên kết."))
        _close_open(locked, now)
        today = local_date(now)
        link = ReportLink.objects.create(
            report=locked,
            made_at=now,
            made_by_name=actor.name_on_record,
            expires_on=link_ends(locked.duty.due, today),
        )
        write_journal("make_link", locked, actor=actor, now=now, changes={"link": ("", link.code)})
        ReportLink.objects.filter(report=locked, asked_at__isnull=False).update(asked_at=None)
        fulfil(LINK_DUTY, locked, actor=actor, now=now)
    return link


def withdraw_report_link(report: Report, *, actor: Actor, now: datetime) -> None:
    """Take back the link that opens this report: from now on it opens nothing. Raises Refused when there is none."""
    with transaction.atomic():
        locked = lock_report(report)
        may_withdraw_report_link(actor).require()
        link = current_link(locked)
        if link is None:
            raise Refused(_("Báo cáo này không có liên kết nào đang dùng được."))
        _close_open(locked, now)
        write_journal("withdraw_link", locked, actor=actor, now=now, changes={"link": (link.code, "")})


def ask_report_link(token: str, *, now: datetime) -> Report:
    """Whoever holds a link that no longer opens its report asks the department for a new one: an officer owes it within
    working days that are data. Asked again it stays one duty. Raises NotFound for links not made here or of no use."""
    with transaction.atomic():
        held = lock_by_link(token, now=now)
        if held.fault in (None, LinkFault.CLOSED):
            raise NotFound(link_fault(LinkFault.CLOSED) if held.fault else _("Liên kết này còn dùng được."))
        if held.link.asked_at is None:
            held.link.asked_at = now
            held.link.save(update_fields=["asked_at"])
            write_journal("ask_link", held.report, actor=held.holder, now=now, changes={"link": ("", held.link.code)})
            _owe_link(held.report, in_duties(held.holder), now)
    return held.report


def _owe_link(report: Report, actor: Actor, now: datetime) -> None:
    today = local_date(now)
    post_duty(
        kind=LINK_DUTY,
        title=LINK_TITLE,
        record=report,
        debtor_role=Role.OFFICER,
        start=today,
        limit=Limit(limits().renew_days, SpanUnit.WORKING),
        basis=RENEW_BASIS,
        owed_to=owed_by(report, today),
        confidential=holds_restricted(report.minutes),
        actor=actor,
        now=now,
    )


def _close_open(report: Report, now: datetime) -> None:
    ReportLink.objects.filter(report=report, withdrawn_at=None, used_at=None).update(withdrawn_at=now)
