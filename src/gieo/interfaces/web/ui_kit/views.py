"""The kit's views: only examples, no record of anybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gieo.foundation.audience.queries.visits import Figures
from gieo.interfaces.web.ui.errors import FAULTS, told
from gieo.interfaces.web.ui.pages import fills, page, public, reads
from gieo.interfaces.web.ui_kit import examples
from gieo.interfaces.web.ui_kit.forms import KitForm


def counted(request: HttpRequest) -> None:
    """The foot of a public page tells how many read it; here, how many an example has."""
    request.readers = Figures(visits=445_462, online=15, page=12)  # type: ignore[attr-defined]


@public
@fills
def kit(request: HttpRequest) -> HttpResponse:
    counted(request)
    form = KitForm(request.POST or {"title": "", "budget": "12 triệu", "held_on": "31/02/2023", "agree": ""})
    return page(request, "ui_kit/kit.html", form=form, fresh=KitForm(auto_id="fresh_%s"), **examples.components())


@public
@reads
def record(request: HttpRequest) -> HttpResponse:
    return page(request, "ui_kit/record.html", **examples.record())


@public
@reads
def rows(request: HttpRequest) -> HttpResponse:
    return page(request, "ui_kit/list.html", list=examples.KitList(request))


@public
@reads
def ledger(request: HttpRequest) -> HttpResponse:
    return page(request, "ui_kit/ledger.html", **examples.ledger())


@public
@reads
def portal(request: HttpRequest) -> HttpResponse:
    counted(request)
    return page(request, "ui_kit/portal.html", **examples.components())


@public
@reads
def tablet(request: HttpRequest) -> HttpResponse:
    errors = [_("Chưa có chữ ký. Ký vào ô rồi gửi lại.")]
    return page(request, "ui_kit/tablet.html", titles=examples.TITLES, long_title=examples.LONG, pad_errors=errors)


@public
@reads
def sheet(request: HttpRequest) -> HttpResponse:
    return page(request, "ui_kit/sheet.html", strokes=examples.STROKES, titles=examples.TITLES)


@public
@reads
def error(request: HttpRequest, name: str) -> HttpResponse:
    fault = FAULTS.get(name)
    if fault is None:
        raise Http404
    return page(request, fault.template, **told(fault, number="9F2C41D7"))
