"""Recording where a use stands: for the first time from something received, again later, and that it has stopped."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.actor import Role
from gieo.core.errors import GieoError, Invalid, NotFound
from gieo.domain.handovers.models import MinutesItem
from gieo.domain.results.access import visible_products, visible_results
from gieo.domain.results.models import Product, Result
from gieo.domain.uptake.access import access_use
from gieo.domain.uptake.models import Use
from gieo.domain.uptake.permits import is_of_office, may_begin_use, may_claim_use
from gieo.domain.uptake.queries.received import has_received, received_by
from gieo.domain.uptake.rules.evidence import needs
from gieo.domain.uptake.services import ClaimInput, begin_use, claim_use
from gieo.domain.uptake.vocab import Level
from gieo.domain.uptake.wording import GRADE_LABELS, LEVEL_LABELS
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.services import drop_file
from gieo.foundation.files.vocab import FileKind
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import unit_label
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.pages import filled, fills, page
from gieo.interfaces.web.ui.uploads import taken
from gieo.interfaces.web.uptake.forms import BeginForm, ClaimForm, StopForm
from gieo.interfaces.web.uptake.present import crumbs, receiver_label, use_link
from gieo.interfaces.web.uptake.reports.recording import asked_report, from_report

PICTURES = frozenset({FileKind.IMAGE})
PAPERS = frozenset({FileKind.IMAGE, FileKind.PDF, FileKind.WORD, FileKind.SHEET})


@fills
def begin(request: HttpRequest) -> HttpResponse:
    """`?of=KQ-2021-014&unit=DV-07`; without them, what one's own units have received, to choose from."""
    subject, unit = _subject(request), _unit(request)
    if subject is None or unit is None:
        return _choose(request)
    may_begin_use(request.actor, unit).require()
    by_office, today = is_of_office(request.actor), clock.today()
    told = asked_report(request, subject, unit, today)
    form = BeginForm(
        request.POST or None,
        request.FILES or None,
        today=today,
        by_office=by_office,
        initial={"place": unit.place_id} | from_report(told),
        report=told.sheet.report if told else None,
    )
    return _form(
        request,
        form,
        lambda claim: begin_use(
            subject, unit, form.cleaned_data["place"], claim=claim, actor=request.actor, now=clock.now()
        ),
        to=lambda use: ("uptake:record", use.code),
        said=_("Đã lập hồ sơ ứng dụng; khai báo chờ người khác của Sở xác nhận."),
        title=_("Ghi việc ứng dụng"),
        submit=_("Ghi và gửi để xác nhận"),
        subject=subject,
        receiver=unit_label(unit, today),
        back=reverse("uptake:list"),
        trail=crumbs(Link(_("Ghi việc ứng dụng"))),
        not_received=by_office and not has_received(unit, subject, request.actor),
        report=form.report,
    )


def _subject(request: HttpRequest) -> Result | Product | None:
    code = request.GET.get("of", "")
    if not code:
        return None
    result = visible_results(request.actor).filter(code=code).first()
    product = visible_products(request.actor).filter(code=code).first() if result is None else None
    return result or product or _received_subject(request, code)


def _received_subject(request: HttpRequest, code: str) -> Result | Product | None:
    """A receiver's people know a result from their minutes, whatever its state in the catalogue."""
    for unit in Unit.objects.filter(pk__in=request.actor.units(Role.UNIT_REP)).order_by("pk"):
        item = received_by(unit, request.actor).filter(subject_code=code).first()
        if item is not None:
            return item.result or item.product
    raise NotFound(_("Không có kết quả hay sản phẩm “%(code)s”.") % {"code": code})


def _unit(request: HttpRequest) -> Unit | None:
    code = request.GET.get("unit", "")
    if not code:
        return None
    unit = Unit.objects.select_related("place", "successor").filter(code=code).first()
    if unit is None:
        raise NotFound(_("Không tìm thấy đơn vị này."))
    return unit


def _choose(request: HttpRequest) -> HttpResponse:
    """What was received and can be said to be used, unit by unit; an officer begins at the minutes."""
    units = Unit.objects.filter(pk__in=request.actor.units(Role.UNIT_REP)).order_by("name_order")
    groups: list[tuple[Unit, list[MinutesItem]]] = []
    for unit in units:
        items = {
            (item.result_id, item.product_id): item
            for item in received_by(unit, request.actor).select_related("minutes")
        }
        groups.append((unit, list(items.values())))
    return page(
        request,
        "uptake/choose.html",
        groups=groups,
        by_office=is_of_office(request.actor),
        trail=crumbs(Link(_("Ghi việc ứng dụng"))),
    )


@fills
def claim(request: HttpRequest, code: str) -> HttpResponse:
    use = access_use(code, request.actor)
    may_claim_use(request.actor, use).require()
    told = asked_report(request, use.subject, use.receiver, clock.today())
    form = ClaimForm(
        request.POST or None,
        request.FILES or None,
        today=clock.today(),
        by_office=is_of_office(request.actor),
        last=use.claims.order_by("-number").first(),
        initial=from_report(told),
        report=told.sheet.report if told else None,
    )
    return _of_use(request, use, form, title=_("Ghi mức ứng dụng"), submit=_("Ghi và gửi để xác nhận"))


@fills
def stop(request: HttpRequest, code: str) -> HttpResponse:
    use = access_use(code, request.actor)
    may_claim_use(request.actor, use).require()
    by_office = is_of_office(request.actor)
    form = StopForm(request.POST or None, request.FILES or None, today=clock.today(), by_office=by_office)
    return _of_use(request, use, form, title=_("Ghi đã dừng ứng dụng"), submit=_("Ghi đã dừng"))


def _of_use(request: HttpRequest, use: Use, form: ClaimForm, *, title: str, submit: str) -> HttpResponse:
    return _form(
        request,
        form,
        lambda said: claim_use(use, said, actor=request.actor, now=clock.now()),
        to=("uptake:record", use.code),
        said=_("Đã ghi; khai báo chờ người khác của Sở xác nhận."),
        title=title,
        submit=submit,
        subject=use.subject,
        receiver=receiver_label(use, clock.today()),
        back=reverse("uptake:record", args=[use.code]),
        trail=crumbs(use_link(use), Link(title)),
        not_received=False,
        report=form.report,
    )


def _form(
    request: HttpRequest, form: ClaimForm, do: Callable[[ClaimInput], Any], *, to: Any, said: str, **context: Any
) -> HttpResponse:
    return filled(
        request,
        form,
        "uptake/claim.html",
        lambda _values: _with_files(request, form, do),
        to=to,
        said=said,
        on_behalf=form.by_office,
        demands=[
            (LEVEL_LABELS[level], GRADE_LABELS[need.grade])
            for level, need in needs().items()
            if level is not Level.STOPPED or isinstance(form, StopForm)
        ],
        **context,
    )


def _with_files(request: HttpRequest, form: ClaimForm, do: Callable[[ClaimInput], Any]) -> Any:
    """Store what came with the form through the one gate, then do the deed; what a refused deed leaves is let go."""
    stored: dict[int, StoredFile] = {}
    try:
        for row, upload, is_picture in form.uploads:
            stored[row] = taken(request, upload, f"file_{row}", PICTURES if is_picture else PAPERS)
        return do(form.claim(stored))
    except GieoError as error:
        for file in stored.values():
            drop_file(file)
        if isinstance(error, Invalid):
            raise form.placed(error) from None
        raise
