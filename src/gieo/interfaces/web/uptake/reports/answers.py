"""Answering a yearly report by its link: no account, without a script too, over a line that comes and goes.

Everything below the link's address asks the link first. The script (gieo/js/report.js) saves what is typed, sends
photographs one by one and sends the report again until an answer comes; each may arrive twice.
"""

from collections.abc import Callable
from secrets import token_hex
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.actor import ANONYMOUS
from gieo.core.errors import GieoError, NotFound, TooOften
from gieo.core.text import squeeze
from gieo.domain.uptake.access.reports import Opened, access_photo, open_report
from gieo.domain.uptake.models import Report
from gieo.domain.uptake.queries.reports import items_of_task, sheets_of
from gieo.domain.uptake.rules.reports import limits
from gieo.domain.uptake.services import reports as services
from gieo.domain.uptake.vocab.reports import LinkFault
from gieo.domain.uptake.wording.reports import link_fault
from gieo.foundation.files.services import drop_file, store_file
from gieo.foundation.files.vocab import FileKind
from gieo.foundation.units.queries import bearer_label, operator
from gieo.interfaces.web.ui.errors import sentence
from gieo.interfaces.web.ui.formats import moment
from gieo.interfaces.web.ui.limits import knock, limited
from gieo.interfaces.web.ui.pages import deed, filled, fills, page, private, public, reads, writes
from gieo.interfaces.web.ui.serving import picture_response
from gieo.interfaces.web.uptake.reports.forms import PICTURES, ReportForm


@public
@private
@fills
@limited("links")
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The report to be answered; or that it was, and when; or why the link does not work, and the way on."""
    now = clock.now()
    opened = open_report(token, on=clock.local_date(now))
    sends = request.method == "POST" and "submission" in request.POST
    if opened.fault is not None and not (sends and opened.fault is LinkFault.USED):
        return _closed(request, token, opened)
    assert opened.link is not None
    report = opened.link.report
    form = _form(request, report)
    submission = squeeze(request.POST.get("submission", "")) or token_hex(16)

    def send(values: dict[str, Any]) -> Report:
        if opened.fault is None:
            _take_photos(token, request.FILES.getlist("photos"))
        return services.send_by_link(token, form.typed(), submission=submission, now=clock.now())

    try:
        return filled(
            request,
            form,
            "uptake/reports/answer.html",
            send,
            to=reverse("reports_public:answer", args=[token]),
            **_shown(report, token),
        )
    except NotFound:  # it was closed while this page lay open
        return _closed(request, token, open_report(token, on=clock.today()))


def _form(request: HttpRequest, report: Report) -> ReportForm:
    return ReportForm(
        request.POST if request.method == "POST" else None,
        report=report,
        shown=sheets_of(report),
        items=items_of_task(report),
        submission=token_hex(16),
    )


def _shown(report: Report, token: str) -> dict[str, Any]:
    today = clock.today()
    return {
        "report": report,
        "unit": bearer_label(report.minutes, report.minutes.receiver, today),
        "due": report.duty.due,
        "is_late": report.duty.due < today,
        "photos": list(report.photos.all()),
        "most_photographs": limits().most_photographs,
        "token": token,
        "pictures": PICTURES,
        "department": operator(),
    }


def _closed(request: HttpRequest, token: str, opened: Opened) -> HttpResponse:
    """What was sent is told with its time, not with its words: a used link shows nothing of the report."""
    link, fault = opened.link, opened.fault
    assert fault is not None
    return page(
        request,
        "uptake/reports/closed.html",
        status=_status(fault, sends=request.method == "POST"),
        sent=link.report if link and fault is LinkFault.USED and link.report.is_sent else None,
        why=link_fault(fault),
        may_ask=link is not None and fault is not LinkFault.CLOSED,
        asked=link is not None and link.asked_at is not None,
        token=token,
        department=operator(),
    )


def _status(fault: LinkFault, *, sends: bool) -> int:
    """Nobody knows a forged link; whoever looks at a used one is thanked."""
    if fault is LinkFault.FORGED:
        return 404
    return 200 if fault is LinkFault.USED and not sends else 410


def _take_photos(token: str, files: list[UploadedFile]) -> None:
    """Each by its own bytes: the same picture sent again is the same."""
    for file in files:
        _take_photo(token, file)


def _take_photo(token: str, file: UploadedFile, name: str = "") -> None:
    """Through the one gate, then to the report; what a refused deed leaves is let go."""
    stored = store_file(file.file, name=file.name or "", actor=ANONYMOUS, now=clock.now(), allowed=(FileKind.IMAGE,))
    try:
        services.add_photo_by_link(token, stored, client_id=name or stored.digest[:32], now=clock.now())
    except GieoError:
        drop_file(stored)
        raise


# ---- for the script


def _told(do: Callable[[], dict[str, Any]]) -> JsonResponse:
    """What the script is told, or why not in words: 404 means stop, 429 later, 422 that this cannot be taken."""
    try:
        return JsonResponse(do())
    except NotFound as error:
        return JsonResponse({"said": sentence(error)}, status=404)
    except TooOften as error:
        answer = JsonResponse({"said": sentence(error)}, status=429)
        answer["Retry-After"] = str(error.seconds)
        return answer
    except GieoError as error:
        return JsonResponse({"said": sentence(error)}, status=422)


@public
@private
@writes
def save(request: HttpRequest, token: str) -> HttpResponse:
    """Keep what was typed so far. With `client` it comes from the script; else from the button, and goes back."""
    if "client" in request.POST:
        return _told(lambda: _save(request, token))
    return deed(
        request,
        lambda: _keep(request, token),
        said=_("Đã lưu. Báo cáo chưa gửi: mở lại liên kết này để làm tiếp."),
        to=reverse("reports_public:answer", args=[token]),
    )


def _keep(request: HttpRequest, token: str) -> None:
    """What was typed and the photographs that were chosen: without a script they come with any button."""
    _save(request, token)
    _take_photos(token, request.FILES.getlist("photos"))


def _save(request: HttpRequest, token: str) -> dict[str, Any]:
    knock(request, "report_saves")
    opened = open_report(token, on=clock.today())
    if opened.link is None:
        raise NotFound(link_fault(LinkFault.FORGED))
    number = request.POST.get("number", "")
    services.fill_by_link(
        token,
        _form(request, opened.link.report).typed(),
        client=squeeze(request.POST.get("client", "")),
        number=int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 0,
        now=clock.now(),
    )
    return {"saved": moment(clock.now())}


@public
@private
@writes
def add_photo(request: HttpRequest, token: str) -> HttpResponse:
    """One photograph, made small on the phone and named there."""

    def take() -> dict[str, Any]:
        knock(request, "report_saves")
        opened = open_report(token, on=clock.today())
        if opened.fault is not None:
            raise NotFound(link_fault(opened.fault))
        file, name = request.FILES.get("photo"), squeeze(request.POST.get("name", ""))[:40]
        if file is None or not name:
            raise NotFound(_("Không có ảnh nào được gửi."))
        _take_photo(token, file, name)
        return {"kept": name}

    return _told(take)


@public
@private
@writes
def drop_photo(request: HttpRequest, token: str) -> HttpResponse:
    """Take a photograph out, and keep what was typed: the button stands in the form."""

    def drop() -> None:
        _save(request, token)
        services.drop_photo_by_link(token, client_id=squeeze(request.POST.get("photo", "")), now=clock.now())
        _take_photos(token, request.FILES.getlist("photos"))  # into the room that was made

    return deed(request, drop, said=_("Đã bỏ ảnh."), to=reverse("reports_public:answer", args=[token]))


@public
@private
@reads
@limited("report_saves")
def photo(request: HttpRequest, token: str, name: str) -> HttpResponse:
    """A photograph of a report that this link still opens."""
    opened = open_report(token, on=clock.today())
    if opened.link is None or opened.fault is not None:
        raise NotFound(link_fault(opened.fault or LinkFault.FORGED))
    return picture_response(request, access_photo(opened.link.report, name).photograph.file)


@public
@private
@writes
@limited("links")
def ask(request: HttpRequest, token: str) -> HttpResponse:
    """Ask the department for a new link."""
    return deed(
        request,
        lambda: services.ask_report_link(token, now=clock.now()),
        said=_("Đã báo cho Sở. Cán bộ sẽ gửi liên kết mới theo địa chỉ của đơn vị."),
        to=reverse("reports_public:answer", args=[token]),
    )
