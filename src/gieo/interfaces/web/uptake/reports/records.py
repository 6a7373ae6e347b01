"""One report: what was said, how it came, what comes next; filled in by an account, by phone, from Word."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.core.digest import short
from gieo.core.errors import GieoError, Invalid, NotFound, Refused
from gieo.core.text import squeeze
from gieo.domain.handovers.permits import is_receiver
from gieo.domain.uptake.access.reports import access_photo, access_report
from gieo.domain.uptake.models import Report
from gieo.domain.uptake.permits.reports import may_forward_report, may_make_report_link, may_send_back_report
from gieo.domain.uptake.queries.report_exchange import report_exchange
from gieo.domain.uptake.queries.report_papers import report_paper
from gieo.domain.uptake.queries.reports import (
    current_link,
    deeds_on_report,
    items_of_task,
    link_address,
    reminders_of_report,
    sheets_of,
)
from gieo.domain.uptake.rules.report_form import METHODS
from gieo.domain.uptake.rules.reports import REPORT_BASIS, limits
from gieo.domain.uptake.services import reports as services
from gieo.domain.uptake.vocab.reports import ReportChannel, ReportState
from gieo.domain.uptake.wording import STOP_LABELS
from gieo.domain.uptake.wording.reports import ANSWER_LABELS, CHANNEL_LABELS, CONFIRMATION_LABELS, METHOD_LABELS
from gieo.foundation.duties.wording import TOLD_LABELS
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.services import drop_file, store_file
from gieo.foundation.files.vocab import FileKind
from gieo.foundation.journal.queries import history
from gieo.foundation.papers import engine
from gieo.foundation.units.queries import bearer_label
from gieo.interfaces.web.ui.components import Deed, Link, NextStep
from gieo.interfaces.web.ui.errors import sentence
from gieo.interfaces.web.ui.formats import who_did
from gieo.interfaces.web.ui.happenings import happenings
from gieo.interfaces.web.ui.meanwhile import take_up
from gieo.interfaces.web.ui.pages import deed, filled, fills, page, reads, writes
from gieo.interfaces.web.ui.serving import PDF, WORD, paper_response, picture_response, stored_response
from gieo.interfaces.web.ui.uploads import taken
from gieo.interfaces.web.uptake.reports.forms import FillForm, ForwardForm, SendBackForm, WordForm
from gieo.interfaces.web.uptake.reports.lists import state_pill
from gieo.interfaces.web.uptake.reports.recording import recordings


def _trail(*links: Link) -> tuple[Link, ...]:
    return (Link(_("Báo cáo ứng dụng"), reverse("reports:list")), *links)


@reads
def record(request: HttpRequest, code: str) -> HttpResponse:
    report, today = access_report(code, request.actor), clock.today()
    may = deeds_on_report(report, request.actor)
    may_link = bool(may_make_report_link(request.actor)) and report.state == ReportState.DRAFT
    link = current_link(report) if may_link else None
    return page(
        request,
        "uptake/reports/record.html",
        report=report,
        unit=bearer_label(report.minutes, report.minutes.receiver, today),
        state=state_pill(report),
        next_step=_next_step(report, request.actor, may),
        sheets=[_sheet(shown) for shown in _with_items(report)],
        recordings=recordings(report, request.actor, today),
        photos=list(report.photos.all()),
        channel=CHANNEL_LABELS[report.channel] if report.channel else "",
        confirmation=CONFIRMATION_LABELS[report.confirmation] if report.confirmation else "",
        paper_digest=short(report.paper_digest) if report.paper_digest else "",
        reminders=[(on, TOLD_LABELS[told], to) for on, told, to in reminders_of_report(report)],
        may=may,
        may_link=may_link,
        link=link,
        link_url=link_address(link) if link and link.expires_on >= today else "",
        asked=report.links.filter(asked_at__isnull=False).exists() if may_link else False,
        word_form=WordForm(initial={"version": report.version}, auto_id="word-%s") if may["read"] else None,
        forward_form=_forward_form(report) if may["forward"] else None,
        happenings=happenings(history(report)),
        trail=_trail(Link(report.code)),
    )


def _with_items(report: Report) -> list[tuple[Any, list[str]]]:
    items = items_of_task(report)
    return [(one, items.get((one.row.result_id, one.row.programme_id), [])) for one in sheets_of(report)]


def _sheet(shown: tuple[Any, list[str]]) -> dict[str, Any]:
    sheet, items = shown
    answers = sheet.answers
    return {
        "number": sheet.row.order,
        "facts": sheet.facts,
        "items": items,
        "answers": answers,
        "answer": ANSWER_LABELS.get(answers.answer, ""),
        "reason": STOP_LABELS.get(answers.reason, ""),
        "methods": ", ".join(str(METHOD_LABELS[method]) for method in METHODS if method in answers.methods),
        "result": sheet.row.result,
    }


def _forward_form(report: Report) -> ForwardForm:
    initial = {"version": report.version, "on": report.forwarded_on or clock.today(), "note": report.forwarded_note}
    return ForwardForm(initial=initial, auto_id="forward-%s")


def _next_step(report: Report, actor: Actor, may: dict[str, Any]) -> NextStep:
    unit = bearer_label(report.minutes, report.minutes.receiver, clock.today())
    fill = Deed(
        label=_("Ghi báo cáo") if is_receiver(actor, report.minutes) else _("Ghi qua điện thoại"),
        url=reverse("reports:fill", args=[report.code]),
        icon="pen-line",
        kind="main",
        blocked="" if may["fill"] else str(may["fill"].why),
    )
    confirm = Deed(
        label=_("Xác nhận báo cáo"),
        url=reverse("reports:confirm", args=[report.code]),
        icon="check",
        kind="main",
        post=True,
        values=(("version", report.version),),
        consequences=(_("Người đứng đầu đơn vị chịu trách nhiệm về những gì đã báo cáo."),),
        blocked="" if may["confirm"] else str(may["confirm"].why),
    )
    match report.state:
        case ReportState.DRAFT:
            return NextStep(
                title=_("Gửi báo cáo"), who=unit, due=report.duty.due, basis=str(REPORT_BASIS),
                state=state_pill(report), deeds=(fill,), after=_("Sau khi gửi, người đứng đầu đơn vị xác nhận."),
            )  # fmt: skip
        case ReportState.SENT:
            return NextStep(
                title=_("Người đứng đầu đơn vị xác nhận"), who=unit, basis=str(REPORT_BASIS), state=state_pill(report),
                deeds=(confirm,), after=_("Sở ghi vào tổng hợp năm và gửi lên hệ thống quốc gia."),
            )  # fmt: skip
        case _:
            who = who_did(report.confirmed_by_name)
            return NextStep(title=_("Đã xác nhận"), who=who, state=state_pill(report), done=True)


@fills
def fill(request: HttpRequest, code: str) -> HttpResponse:
    """The same form as behind the link, for the unit's own people and for an officer on the phone. A photograph that is
    added or taken out (`stay`, `drop`) keeps what was typed, and comes back here. What is taken out goes before those
    that were chosen come, to make room for them."""
    report, actor = access_report(code, request.actor), request.actor
    deeds_on_report(report, actor)["fill"].require()
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FillForm(*typed, report=report, shown=sheets_of(report), items=items_of_task(report))
    drops = "drop" in request.POST
    stays = "stay" in request.POST or drops
    keeps = stays or "keep" in request.POST

    def save(values: dict[str, Any]) -> Report:
        if not drops:
            _take_photos(request, report, values["photos"])
        send = services.fill_report if keeps else services.send_report
        done = send(
            report,
            form.typed(),
            channel=_channel(report, actor),
            version=values["version"],
            actor=actor,
            now=clock.now(),
        )
        if drops:
            take_up(form, done)  # kept already, if a photograph is refused now
            name = squeeze(request.POST["drop"])
            services.drop_report_photo(report, client_id=name, actor=actor, now=clock.now())
            _take_photos(request, report, values["photos"])
        return done

    return filled(
        request,
        form,
        "uptake/reports/fill.html",
        save,
        said=_("Đã lưu, chưa gửi.") if keeps else _("Đã gửi báo cáo."),
        to=("reports:fill" if stays else "reports:record", code),
        report=report,
        unit=bearer_label(report.minutes, report.minutes.receiver, clock.today()),
        on_behalf=not is_receiver(actor, report.minutes),
        photos=report.photos.all(),  # read when the page is made: some may have come with what is refused
        most_photographs=limits().most_photographs,
        trail=_trail(Link(report.code, reverse("reports:record", args=[code])), Link(_("Ghi báo cáo"))),
    )


def _take_photos(request: HttpRequest, report: Report, files: Sequence[UploadedFile]) -> None:
    """Each by its own bytes, as behind the link; what cannot be taken is said beside the field."""
    for file in files:
        stored = taken(request, file, "photos", (FileKind.IMAGE,))
        try:
            services.add_report_photo(
                report, stored, client_id=stored.digest[:32], actor=request.actor, now=clock.now()
            )  # fmt: skip
        except GieoError as error:
            drop_file(stored)
            if isinstance(error, Refused):
                raise Invalid({"photos": [sentence(error)]}) from None
            raise


def _channel(report: Report, actor: Actor) -> ReportChannel:
    if is_receiver(actor, report.minutes):
        return ReportChannel.DESK
    return ReportChannel.WORD if report.word_form_id else ReportChannel.PHONE


@writes
def read(request: HttpRequest, code: str) -> HttpResponse:
    """Take the filled Word form in, and go on to the form with what was read."""
    report = access_report(code, request.actor)
    deeds_on_report(report, request.actor)["read"].require()

    def take() -> Report:
        stored, version = _stored(request, FileKind.WORD), _version(request)
        try:
            return services.read_report(report, stored, version=version, actor=request.actor, now=clock.now())
        except GieoError:
            drop_file(stored)
            raise

    return deed(
        request, take, said=_("Đã đọc phiếu. Xem lại rồi bấm gửi."), to=("reports:fill", code),
        back=("reports:record", code),
    )  # fmt: skip


def _stored(request: HttpRequest, *kinds: FileKind) -> StoredFile:
    file = request.FILES.get("file")
    if file is None:
        raise Invalid({"file": [_("Chưa chọn tệp.")]})
    return store_file(file.file, name=file.name or "", actor=request.actor, now=clock.now(), allowed=kinds)


def _version(request: HttpRequest) -> int | None:
    said = request.POST.get("version", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None


@writes
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    report = access_report(code, request.actor)
    return deed(
        request,
        lambda: services.confirm_report(report, version=_version(request), actor=request.actor, now=clock.now()),
        said=_("Đã xác nhận báo cáo."),
        to=("reports:record", code),
    )


@writes
def send_back(request: HttpRequest, code: str) -> HttpResponse:
    report = access_report(code, request.actor)
    may_send_back_report(request.actor).require()
    return _asked_again(
        request, report, SendBackForm(request.POST),
        lambda values: services.send_back_report(report, actor=request.actor, now=clock.now(), **values),
        said=_("Đã trả lại báo cáo. Lập liên kết mới nếu đơn vị trả lời bằng liên kết."),
        heading=_("Trả lại báo cáo này?"), submit=_("Trả lại"),
    )  # fmt: skip


@writes
def forward(request: HttpRequest, code: str) -> HttpResponse:
    report = access_report(code, request.actor)
    may_forward_report(request.actor).require()
    return _asked_again(
        request, report, ForwardForm(request.POST),
        lambda values: services.forward_report(report, actor=request.actor, now=clock.now(), **values),
        said=_("Đã ghi ngày gửi lên hệ thống quốc gia."), heading=_("Gửi lên hệ thống quốc gia"),
        submit=_("Ghi ngày gửi"),
    )  # fmt: skip


def _asked_again(
    request: HttpRequest, report: Report, form: Form, do: Callable[[dict[str, Any]], Any], *, said: str, **words: str
) -> HttpResponse:
    """What a dialog of the record asks; where something is wrong it comes back as a page, with what was typed."""
    back = reverse("reports:record", args=[report.code])
    trail = _trail(Link(report.code, back), Link(words["heading"]))
    return filled(
        request, form, "uptake/form.html", do, said=said, to=back, lead="", consequences=(), back=back,
        trail=trail, **words,
    )  # fmt: skip


@writes
def make_link(request: HttpRequest, code: str) -> HttpResponse:
    report = access_report(code, request.actor)
    return deed(
        request,
        lambda: services.make_report_link(report, actor=request.actor, now=clock.now()),
        said=_("Đã lập liên kết. Chép gửi cho đơn vị, hoặc in mã QR; liên kết trước không dùng được nữa."),
        to=("reports:record", code),
    )


@writes
def withdraw_link(request: HttpRequest, code: str) -> HttpResponse:
    report = access_report(code, request.actor)
    return deed(
        request,
        lambda: services.withdraw_report_link(report, actor=request.actor, now=clock.now()),
        said=_("Đã thu hồi liên kết."),
        to=("reports:record", code),
    )


# ---- files


@reads
def pdf(request: HttpRequest, code: str) -> HttpResponse:
    return paper_response(engine.pdf(report_paper(access_report(code, request.actor))), f"{code}.pdf", PDF)


@reads
def docx(request: HttpRequest, code: str) -> HttpResponse:
    return paper_response(engine.docx(report_paper(access_report(code, request.actor))), f"{code}.docx", WORD)


@reads
def exchange(request: HttpRequest, code: str) -> HttpResponse:
    """What goes to the national level, for its machines."""
    content = report_exchange(access_report(code, request.actor))
    return paper_response(content, f"{code}.json", "application/json")


@reads
def photo(request: HttpRequest, code: str, name: str) -> HttpResponse:
    return picture_response(request, access_photo(access_report(code, request.actor), name).photograph.file)


@reads
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """The scan of the paper that the head of the unit has signed."""
    report = access_report(code, request.actor)
    if report.paper is None:
        raise NotFound(_("Báo cáo này không có bản giấy."))
    return stored_response(request, report.paper)


@reads
def word_form(request: HttpRequest, code: str) -> HttpResponse:
    """The Word form as it came."""
    report = access_report(code, request.actor)
    if report.word_form is None:
        raise NotFound(_("Báo cáo này không có phiếu Word."))
    return stored_response(request, report.word_form)
