"""Adding, editing and removing lines of a draft. The big table works without JavaScript: tick, choose units, send."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.errors import GieoError, Invalid, NotAllowed, NotFound
from gieo.core.text import fold, squeeze
from gieo.domain.transfers import services
from gieo.domain.transfers.access import access_decision, visible_lines
from gieo.domain.transfers.models import DecisionLine, TransferDecision
from gieo.domain.transfers.permits import may_edit_decision
from gieo.domain.transfers.queries.decisions import giveable_products, giveable_results, possible_receivers
from gieo.domain.transfers.queries.figures import with_items
from gieo.domain.transfers.services import Added, LinePick
from gieo.foundation.units.wording import KIND_LABELS
from gieo.interfaces.web.transfers.decision_forms import FORM, words
from gieo.interfaces.web.transfers.decisions import trail
from gieo.interfaces.web.transfers.forms import LineForm, PasteForm
from gieo.interfaces.web.ui.errors import sentence
from gieo.interfaces.web.ui.fields import row_numbers
from gieo.interfaces.web.ui.formats import number
from gieo.interfaces.web.ui.pages import deed, filled, fills, page, writes

MOST_ITEMS = 300


@fills
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Tick results and products, tick units, send: every ticked thing goes to every ticked unit."""
    found = access_decision(code, request.actor)
    may_edit_decision(request.actor).require()
    if request.method != "POST":
        return _grid(request, found, request.GET)
    try:
        added = services.add_lines(found, _picks(request, found), actor=request.actor, now=clock.now())
    except (NotFound, NotAllowed):
        raise
    except Invalid as error:
        return _grid(request, found, request.POST, errors=[text for said in error.errors.values() for text in said])
    except GieoError as error:
        return _grid(request, found, request.POST, errors=[sentence(error)])
    return deed(request, lambda: added, said=said_of(added), to=("transfers:decision", code))


def _grid(
    request: HttpRequest, found: TransferDecision, given: QueryDict, errors: list[str] | None = None
) -> HttpResponse:
    query = squeeze(request.GET.get("q", ""))[:200]
    chosen_items, chosen_units = set(given.getlist("items")), set(given.getlist("units"))
    results, products = giveable_results(request.actor), giveable_products(request.actor)
    for word in fold(query).split():
        results, products = results.filter(folded__contains=word), products.filter(folded__contains=word)
    total = results.count() + products.count()
    shown_results = list(results[:MOST_ITEMS])
    shown_products = list(products[: max(MOST_ITEMS - len(shown_results), 0)])
    receivers = {line.unit_id for line in visible_lines(request.actor).filter(decision=found)}
    return page(
        request,
        "transfers/add_lines.html",
        status=422 if errors else 200,
        decision=found,
        errors=errors or [],
        query=query,
        results=[
            (row, f"R{row.pk}", f"R{row.pk}" in chosen_items or row.code in chosen_items) for row in shown_results
        ],
        products=[
            (row, f"P{row.pk}", f"P{row.pk}" in chosen_items or row.code in chosen_items) for row in shown_products
        ],
        total=total,
        hidden=total - len(shown_results) - len(shown_products),
        groups=_unit_groups(found, receivers, chosen_units),
        basis=given.get("basis", ""),
        back=reverse("transfers:decision", args=[found.code]),
        trail=trail(found, _("Thêm dòng")),
    )


def _unit_groups(found: TransferDecision, receivers: set[int], chosen: set[str]) -> list[tuple[Any, list[Any], bool]]:
    """Units to choose from: first those that already receive by this decision, then by kind."""
    units = list(possible_receivers(found, clock.today()))
    first = [(unit, str(unit.pk) in chosen) for unit in units if unit.pk in receivers]
    groups: list[tuple[Any, list[Any], bool]] = [(_("Đã có trong quyết định"), first, True)] if first else []
    for kind, label in KIND_LABELS.items():
        rows = [(unit, str(unit.pk) in chosen) for unit in units if unit.kind == kind and unit.pk not in receivers]
        if rows:
            groups.append((label, rows, any(is_chosen for _unit, is_chosen in rows)))
    return groups


def _picks(request: HttpRequest, found: TransferDecision) -> list[LinePick]:
    sent = request.POST
    results = giveable_results(request.actor).in_bulk(_keys(sent.getlist("items"), "R"))
    products = giveable_products(request.actor).in_bulk(_keys(sent.getlist("items"), "P"))
    units = possible_receivers(found, clock.today()).in_bulk(_keys(sent.getlist("units"), ""))
    if not (results or products) or not units:
        raise Invalid({"": [_("Chọn ít nhất một kết quả hoặc sản phẩm và một đơn vị nhận.")]})
    basis = sent.get("basis", "")[:400]
    return [
        *(LinePick(unit, result=result, basis=basis) for result in results.values() for unit in units.values()),
        *(LinePick(unit, product=product, basis=basis) for product in products.values() for unit in units.values()),
    ]


def _keys(values: list[str], head: str) -> list[int]:
    return row_numbers(value.removeprefix(head) for value in values if value.startswith(head))


def said_of(added: Added) -> str:
    """What a bulk deed did, in a sentence."""
    made = len(added.lines)
    words_ = ngettext("Đã thêm %(count)s dòng.", "Đã thêm %(count)s dòng.", made) % {"count": number(made)}
    if added.skipped:
        words_ += " " + ngettext(
            "%(count)s dòng đã có sẵn nên bỏ qua.", "%(count)s dòng đã có sẵn nên bỏ qua.", added.skipped
        ) % {"count": number(added.skipped)}
    return words_


@fills
def paste(request: HttpRequest, code: str) -> HttpResponse:
    """Lines from a pasted list; every faulty row is named, nothing is added until all are right."""
    found = access_decision(code, request.actor)
    may_edit_decision(request.actor).require()
    return filled(
        request,
        PasteForm(request.POST or None),
        "transfers/paste_lines.html",
        lambda values: services.add_lines_from_text(found, values["rows"], actor=request.actor, now=clock.now()),
        said=said_of,
        to=("transfers:decision", code),
        decision=found,
        back=reverse("transfers:decision", args=[code]),
        trail=trail(found, _("Dán danh sách")),
    )


@fills
def edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = access_decision(code, request.actor)
    may_edit_decision(request.actor).require()
    line = _line(request, found, pk)
    initial = {
        "version": found.version,
        "quantity": line.quantity,
        "quantity_unit": line.quantity_unit,
        "basis": line.basis,
    }
    return filled(
        request,
        LineForm(request.POST or None, initial=initial),
        FORM,
        lambda values: services.edit_line(line, actor=request.actor, now=clock.now(), **values),
        said=_("Đã lưu dòng."),
        to=("transfers:decision", code),
        **words(_("Sửa dòng"), _("Lưu"), found, lead=f"{line.item.code} {line.item.title} → {line.unit.name}"),
    )


@writes
def remove(request: HttpRequest, code: str) -> HttpResponse:
    found = access_decision(code, request.actor)
    may_edit_decision(request.actor).require()
    sent = request.POST.get("version", "")
    return deed(
        request,
        lambda: services.remove_lines(
            found,
            _keys(request.POST.getlist("lines"), ""),
            version=int(sent) if sent.isdecimal() else 0,
            actor=request.actor,
            now=clock.now(),
        ),
        said=lambda count: ngettext("Đã bỏ %(count)s dòng.", "Đã bỏ %(count)s dòng.", count) % {"count": number(count)},
        to=("transfers:decision", code),
    )


def _line(request: HttpRequest, found: TransferDecision, pk: int) -> DecisionLine:
    line = with_items(visible_lines(request.actor).filter(decision=found, pk=pk)).first()
    if line is None:
        raise NotFound(_("Không có dòng này trong danh mục."))
    return line
