"""Minutes signed on paper: print, scan sheet by sheet, say who signed. Made for a telephone as for a desk."""

import secrets
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.digest import short
from gieo.core.errors import GieoError, NotAllowed, NotFound
from gieo.domain.handovers.access import access_minutes
from gieo.domain.handovers.jobs import print_minutes
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.permits import may_sign_in_ink
from gieo.domain.handovers.queries.printing import copy_for_ink
from gieo.domain.handovers.queries.scans import collected, scans_of, sheet_of
from gieo.domain.handovers.services import drop_sheet, scan_sheets, sign_in_ink
from gieo.domain.handovers.vocab import SIGNED_STATES, MinutesState
from gieo.domain.handovers.wording import PARTY_LABELS, blocked
from gieo.foundation.papers.rules import ScanReport
from gieo.foundation.papers.wording import HOW_TO_PHOTOGRAPH
from gieo.foundation.signing.queries import signatures_of
from gieo.interfaces.web.handovers.forms import InkForm, ScanForm
from gieo.interfaces.web.handovers.parts import address, unsigned_parties
from gieo.interfaces.web.ui.pages import add_errors, deed, fills, go, page, reads, writes
from gieo.interfaces.web.ui.serving import PDF, paper_response, picture_response, stored_response


def _minutes(request: HttpRequest, code: str) -> Minutes:
    minutes = access_minutes(code, request.actor)
    may_sign_in_ink(request.actor).require()
    return minutes


@fills
def ink(request: HttpRequest, code: str) -> HttpResponse:
    minutes = _minutes(request, code)
    if minutes.state != MinutesState.SEALED:
        return page(request, "handovers/sign_blocked.html", minutes=minutes, why=blocked("sign", minutes.state))
    form = _form(minutes, request)
    if request.method == "POST" and form.is_valid():
        try:
            return _signed(request, minutes, form)
        except (NotFound, NotAllowed):
            raise
        except GieoError as error:
            add_errors(form, error)
    return _page(request, minutes, form=form, status=422 if form.is_bound else 200)


def _form(minutes: Minutes, request: HttpRequest | None = None) -> InkForm:
    assert minutes.sealed is not None  # asked by the view
    people = minutes.sealed.content["people"]
    unsigned = unsigned_parties(row.party for row in signatures_of(minutes.sealed))
    parties = [(party.value, PARTY_LABELS[party], people[party.value]) for party in unsigned]
    asked = request.POST or None if request is not None else None
    first = {"digest": minutes.sealed.digest, "client_id": secrets.token_hex(16), "signed_on": minutes.held_on}
    return InkForm(asked, parties=parties, initial=first)


def _signed(request: HttpRequest, minutes: Minutes, form: InkForm) -> HttpResponse:
    day: date = form.cleaned_data["signed_on"]
    sign_in_ink(
        minutes,
        signers=form.signers(),
        signed_on=day,
        expected_digest=form.cleaned_data["digest"],
        client_id=form.cleaned_data["client_id"],
        actor=request.actor,
        now=clock.now(),
    )
    minutes.refresh_from_db()
    if minutes.state in SIGNED_STATES:
        print_minutes.enqueue(minutes.pk)
    return go(request, ("handovers:record", minutes.code))


@fills
def add_sheets(request: HttpRequest, code: str) -> HttpResponse:
    """What was sent, sheet by sheet. A reload of the answer comes back here: then there is nothing to add."""
    minutes = _minutes(request, code)
    if request.method != "POST" or minutes.state != MinutesState.SEALED:
        return go(request, ("handovers:ink", code))
    form = ScanForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, minutes, scan=form, status=422)
    files = [(one.name, one.read()) for one in form.cleaned_data["files"]]
    report = scan_sheets(minutes, files, actor=request.actor, now=clock.now())
    if report.is_clean:
        return go(request, ("handovers:ink", code))
    return _page(request, minutes, scan=form, report=report, status=422)


def _page(
    request: HttpRequest,
    minutes: Minutes,
    *,
    form: InkForm | None = None,
    scan: ScanForm | None = None,
    report: ScanReport | None = None,
    status: int,
) -> HttpResponse:
    assert minutes.sealed is not None  # asked by the view
    there = collected(minutes)
    return page(
        request,
        "handovers/ink.html",
        status=status,
        minutes=minutes,
        content=minutes.sealed.content,
        shown_digest=short(minutes.sealed.digest),
        there=there,
        missing=", ".join(map(str, there.missing)),
        form=form or _form(minutes),
        scan=scan or ScanForm(),
        report=report,
        taken=_taken(report),
        how=HOW_TO_PHOTOGRAPH,
        queue_url=address("queue", minutes.conference.code) if minutes.conference else "",
    )


def _taken(report: ScanReport | None) -> str:
    if report is None or not report.taken:
        return ""
    numbers = ", ".join(map(str, report.taken))
    said = ngettext("Đã nhận trang %(numbers)s.", "Đã nhận các trang %(numbers)s.", len(report.taken))
    return said % {"numbers": numbers}


@reads
def copy(request: HttpRequest, code: str) -> HttpResponse:
    """The paper to print: every sheet with its own code."""
    minutes = _minutes(request, code)
    if minutes.sealed is None:
        raise NotFound(_("Biên bản chưa niêm phong nên chưa có bản in để ký."))
    return paper_response(copy_for_ink(minutes), f"{code}-ky-tay.pdf", PDF)


@reads
def sheet(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A scanned sheet, to look at before the scan is entered."""
    minutes = _minutes(request, code)
    return picture_response(request, sheet_of(minutes, number).file)


@writes
def drop(request: HttpRequest, code: str, number: int) -> HttpResponse:
    minutes = _minutes(request, code)
    return deed(
        request,
        lambda: drop_sheet(minutes, number, actor=request.actor, now=clock.now()),
        to=("handovers:ink", code),
    )


@reads
def scan(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The scan of a paper signed by hand, for everybody who sees the minutes."""
    minutes = access_minutes(code, request.actor)
    scans = scans_of(minutes)
    if not 1 <= number <= len(scans):
        raise NotFound(_("Biên bản này không có bản quét ấy."))
    return stored_response(request, scans[number - 1].file)
