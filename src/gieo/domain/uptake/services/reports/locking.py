"""The first steps of every deed on a report: lock it, compare versions, ask the life cycle; by an account or a link."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.errors import Conflict, NotFound, WrongState
from gieo.domain.uptake.access.reports import RELATED, open_report
from gieo.domain.uptake.lifecycle.reports import REPORT
from gieo.domain.uptake.models import Report, ReportLink
from gieo.domain.uptake.queries.reports import owed_by
from gieo.domain.uptake.vocab.reports import LinkFault
from gieo.domain.uptake.wording.reports import blocked, link_fault


def lock_report(report: Report, version: int | None = None) -> Report:
    """The report as it stands now, locked to the end of the transaction. Raises Conflict when it was changed since."""
    found = Report.objects.select_for_update(of=("self",)).select_related(*RELATED).filter(pk=report.pk).first()
    if found is None:
        raise NotFound(_("Không có báo cáo này."))
    if version is not None and found.version != version:
        raise Conflict(_("Người khác vừa đổi báo cáo này. Mở lại trang để xem, rồi làm lại nếu vẫn đúng."))
    return found


def step(verb: str, report: Report) -> str:
    """Where `verb` leads from the present state. Raises WrongState with a sentence for the user."""
    try:
        return REPORT.target(verb, report.state)
    except WrongState as wrong:
        wrong.message = blocked(verb, report.state)
        raise


@dataclass(frozen=True)
class Held:
    """What the holder of a link may do with it: its report, locked, and in whose name the journal writes."""

    link: ReportLink
    report: Report
    holder: Actor
    fault: LinkFault | None


def lock_by_link(token: str, *, now: datetime) -> Held:
    """The report a link opens, locked. Raises NotFound for a link that was not made here; what else is wrong with it is
    in `fault`, for some deeds go through all the same."""
    opened = open_report(token, on=local_date(now))
    if opened.link is None:
        raise NotFound(link_fault(LinkFault.FORGED))
    report = lock_report(opened.link.report)
    link = ReportLink.objects.get(pk=opened.link.pk)
    again = open_report(token, on=local_date(now))  # as it is now that the report is locked
    with override("vi"):  # records are Vietnamese, whoever answers in which language
        name = _("Người giữ liên kết báo cáo của %(unit)s") % {"unit": owed_by(report, local_date(now)).name}
    return Held(link, report, Actor(None, name[:200]), again.fault)


def require_open(held: Held) -> None:
    """Raises NotFound with the way on unless the link opens its report."""
    if held.fault is not None:
        raise NotFound(link_fault(held.fault))
