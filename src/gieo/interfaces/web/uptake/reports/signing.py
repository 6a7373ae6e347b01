"""The paper of a report that its head has signed: printed, scanned sheet by sheet, matched by its codes."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.digest import short
from gieo.domain.uptake.access.reports import access_report
from gieo.domain.uptake.models import Report
from gieo.domain.uptake.permits.reports import may_scan_report
from gieo.domain.uptake.queries.report_papers import report_digest
from gieo.domain.uptake.queries.signed_papers import signed_paper, signed_sheet
from gieo.domain.uptake.services import reports as services
from gieo.domain.uptake.vocab.reports import ReportState
from gieo.foundation.papers.rules import ScanReport
from gieo.foundation.papers.wording import HOW_TO_PHOTOGRAPH
from gieo.foundation.units.queries import bearer_label
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.pages import deed, fills, go, page, reads, writes
from gieo.interfaces.web.ui.serving import picture_response
from gieo.interfaces.web.uptake.reports.forms import PaperForm, SignedSheetsForm


def _report(request: HttpRequest, code: str) -> Report:
    report = access_report(code, request.actor)
    may_scan_report(request.actor, report).require()
    return report


@fills
def signed(request: HttpRequest, code: str) -> HttpResponse:
    """What was sent, sheet by sheet. A report that is not to be confirmed now leads back to its page."""
    report = _report(request, code)
    if report.state != ReportState.SENT:
        return go(request, ("reports:record", code))
    if request.method != "POST":
        return _page(request, report)
    form = SignedSheetsForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, report, scan=form, status=422)
    files = [(one.name, one.read()) for one in form.cleaned_data["files"]]
    seen = services.scan_report(report, files, actor=request.actor, now=clock.now())
    if seen.is_clean:
        return go(request, ("reports:signed", code))
    return _page(request, report, seen=seen, status=422)


def _page(
    request: HttpRequest,
    report: Report,
    *,
    scan: SignedSheetsForm | None = None,
    seen: ScanReport | None = None,
    status: int = 200,
) -> HttpResponse:
    there = signed_paper(report)
    trail = (
        Link(_("Báo cáo ứng dụng"), reverse("reports:list")),
        Link(report.code, reverse("reports:record", args=[report.code])),
        Link(_("Bản ký giấy")),
    )
    return page(
        request,
        "uptake/reports/signed.html",
        status=status,
        report=report,
        unit=bearer_label(report.minutes, report.minutes.receiver, clock.today()),
        shown_digest=short(report_digest(report)),
        there=there,
        share=f"{len(there.sheets)}/{there.of}" if there.sheets else "",
        missing=", ".join(map(str, there.missing)),
        scan=scan or SignedSheetsForm(),
        seen=seen,
        taken=_taken(seen),
        form=PaperForm(initial={"version": report.version}),
        how=HOW_TO_PHOTOGRAPH,
        trail=trail,
    )


def _taken(seen: ScanReport | None) -> str:
    if seen is None or not seen.taken:
        return ""
    numbers = ", ".join(map(str, seen.taken))
    said = ngettext("Đã nhận trang %(numbers)s.", "Đã nhận các trang %(numbers)s.", len(seen.taken))
    return said % {"numbers": numbers}


@reads
def sheet(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A scanned sheet, to look at before the report is confirmed by it."""
    return picture_response(request, signed_sheet(_report(request, code), number).file)


@writes
def drop(request: HttpRequest, code: str, number: int) -> HttpResponse:
    report = _report(request, code)
    return deed(
        request,
        lambda: services.drop_signed_sheet(report, number, actor=request.actor, now=clock.now()),
        to=("reports:signed", code),
    )


@writes
def confirm_paper(request: HttpRequest, code: str) -> HttpResponse:
    report = _report(request, code)
    said = request.POST.get("version", "")
    version = int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None
    return deed(
        request,
        lambda: services.confirm_on_paper(
            report, head=request.POST.get("head", ""), version=version, actor=request.actor, now=clock.now()
        ),
        said=_("Đã xác nhận bằng bản ký giấy."),
        to=("reports:record", code),
        back=("reports:signed", code),
    )
