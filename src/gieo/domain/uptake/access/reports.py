"""The doors to yearly reports: an account's, and a link's."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import NotFound
from gieo.domain.handovers.access import visible_minutes
from gieo.domain.uptake.engine.links import open_link
from gieo.domain.uptake.models import Report, ReportLink, ReportPhoto
from gieo.domain.uptake.vocab.reports import LinkFault, ReportState
from gieo.foundation.duties.vocab import DutyState
from gieo.foundation.units.queries import bearer_related

RELATED = (
    "duty", "minutes__giver", *bearer_related("minutes__receiver")[:2], "minutes__receiver__place",
    "minutes__heir__successor__successor",
)  # fmt: skip


def visible_reports(actor: Actor) -> QuerySet[Report]:
    """Reports under the minutes that the actor sees, but for those that nobody owes any more and nobody sent."""
    rows = Report.objects.filter(minutes__in=visible_minutes(actor).order_by().values("pk"))
    return rows.exclude(duty__state=DutyState.CANCELLED, state=ReportState.DRAFT)


def access_report(code: str, actor: Actor) -> Report:
    """The report with this code on somebody's behalf. Raises NotFound for strangers, as for unknown codes."""
    report = visible_reports(actor).select_related(*RELATED).filter(code=code).first()
    if report is None:
        raise NotFound(_("Không có báo cáo “%(code)s”.") % {"code": code})
    return report


def access_photo(report: Report, client_id: str) -> ReportPhoto:
    """A photograph of a report that was seen. Raises NotFound."""
    photo = report.photos.select_related("photograph__file").filter(client_id=client_id).first()
    if photo is None:
        raise NotFound(_("Không có ảnh này trong báo cáo."))
    return photo


@dataclass(frozen=True)
class Opened:
    """What a link leads to, or why it opens nothing; a link that was made here is known all the same."""

    link: ReportLink | None = None
    fault: LinkFault | None = None


def open_report(token: str, *, on: date) -> Opened:
    """What a link opens on a day: its own report, once, while it is owed."""
    number = open_link(token)
    related = [f"report__{path}" for path in RELATED]
    link = ReportLink.objects.select_related(*related).filter(pk=number).first() if number is not None else None
    if link is None:
        return Opened(fault=LinkFault.FORGED)
    return Opened(link, _fault(link, on))


def _fault(link: ReportLink, on: date) -> LinkFault | None:
    report = link.report
    if link.used_at is not None:
        return LinkFault.USED
    if report.duty.state == DutyState.CANCELLED:
        return LinkFault.CLOSED
    if link.withdrawn_at is not None:
        newer = ReportLink.objects.filter(report=report, pk__gt=link.pk).exists()
        return LinkFault.RENEWED if newer else LinkFault.WITHDRAWN
    if report.state != ReportState.DRAFT:
        return LinkFault.USED
    return LinkFault.EXPIRED if on > link.expires_on else None
