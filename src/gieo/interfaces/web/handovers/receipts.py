"""The receiver says what it has in hand, on a page made for a phone; the paper of all receipts; taking one back."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.errors import NotFound
from gieo.domain.handovers.access import access_minutes
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.permits import is_receiver, may_receive_items
from gieo.domain.handovers.queries.content import shown_content, shown_items
from gieo.domain.handovers.queries.lists import deeds_on
from gieo.domain.handovers.queries.receipts import receipt_paper
from gieo.domain.handovers.services import receive_items, record_receipt, retract_receipt
from gieo.domain.handovers.vocab import Receipt
from gieo.foundation.papers import engine
from gieo.foundation.papers.rules import Paper
from gieo.interfaces.web.handovers.parts import address, archive_address, crumbs, state_pill
from gieo.interfaces.web.handovers.receipt_forms import ReceiptForm
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.fields import row_numbers
from gieo.interfaces.web.ui.pages import deed, filled, fills, reads, writes
from gieo.interfaces.web.ui.serving import PDF, WORD, paper_response


@fills
def receive(request: HttpRequest, code: str) -> HttpResponse:
    minutes = access_minutes(code, request.actor)
    if request.method == "POST":
        may_receive_items(request.actor, minutes).require()
    if request.POST.get("all"):
        return deed(
            request,
            lambda: receive_items(
                minutes,
                seen=_seen(request),
                note=request.POST.get("note", ""),
                actor=request.actor,
                now=clock.now(),
            ),
            said=_("Đã ghi nhận các mục đã nhận."),
            to=("handovers:record", code),
            back=("handovers:receive", code),
        )
    content = shown_content(minutes)
    items = shown_items(content, minutes.items.order_by("order"))
    form = ReceiptForm(
        request.POST or None, minutes=minutes, items=items, actor=request.actor, number=minutes.receipts.count()
    )
    return filled(
        request,
        form,
        "handovers/receive.html",
        lambda values: _recorded(request, minutes, form),
        said=_("Đã ghi nhận các mục đã nhận."),
        to=("handovers:record", code),
        minutes=minutes,
        archive=archive_address(minutes, content, request.actor),
        state=state_pill(minutes, request.actor),
        permit=deeds_on(minutes, request.actor, has_signature=True)["receive"].permit,
        on_behalf=not is_receiver(request.actor, minutes),
        waiting=sum(item.receipt not in (Receipt.RECEIVED, Receipt.REFUSED) for _shown, item in form.items),
        trail=crumbs(Link(minutes.code, address("record", code)), Link(_("Xác nhận đã nhận"))),
    )


def _seen(request: HttpRequest) -> int | None:
    """The number of the last receipt that the page showed."""
    return next(iter(row_numbers([request.POST.get("seen", "")])), None)


def _recorded(request: HttpRequest, minutes: Minutes, form: ReceiptForm) -> Minutes:
    values = {name: form.cleaned_data[name] for name in ("seen", "on", "by_name", "by_title", "note")}
    return record_receipt(minutes, rows=form.inputs(), **values, actor=request.actor, now=clock.now())


@writes
def retract(request: HttpRequest, code: str, number: int) -> HttpResponse:
    minutes = access_minutes(code, request.actor)
    return deed(
        request,
        lambda: retract_receipt(
            minutes, number, reason=request.POST.get("reason", ""), actor=request.actor, now=clock.now()
        ),
        said=_("Đã thu hồi lần nhận; số còn phải nhận đã tính lại."),
        to=("handovers:record", code),
    )


@reads
def receipts_pdf(request: HttpRequest, code: str) -> HttpResponse:
    paper = _paper(access_minutes(code, request.actor))
    return paper_response(engine.pdf(paper), f"{code}-phieu-nhan.pdf", PDF)


@reads
def receipts_docx(request: HttpRequest, code: str) -> HttpResponse:
    paper = _paper(access_minutes(code, request.actor))
    return paper_response(engine.docx(paper), f"{code}-phieu-nhan.docx", WORD)


def _paper(minutes: Minutes) -> Paper:
    paper = receipt_paper(minutes)
    if paper is None:
        raise NotFound(_("Biên bản chưa có lần nhận nào."))
    return paper
