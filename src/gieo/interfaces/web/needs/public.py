"""What units agreed to show: the list, the page of a need. Nobody's name or telephone stands there."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.domain.needs import wording
from gieo.domain.needs.access import access_public_need
from gieo.domain.results.access import public_results
from gieo.foundation.units.queries import operator
from gieo.interfaces.web.needs import shown
from gieo.interfaces.web.needs.lists import public_list
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.exporting import exported_to_all
from gieo.interfaces.web.ui.pages import page, public, public_address, reads, shared
from gieo.interfaces.web.ui.sharing import ShareCard


@public
@reads
@shared
def directory(request: HttpRequest) -> HttpResponse:
    listed = public_list(request)
    rows = [(row, shown.pill_of(row, row.due), shown.unit_of(row), shown.places_of(row)) for row in listed.rows]
    lead = _("Đơn vị, bản làng trong tỉnh đang cần gì, và Sở đã trả lời ra sao.")
    card = _card(listed.title, lead, public_address(listed.address()), "CollectionPage")
    return page(request, "needs/public_list.html", list=listed, rows=rows, lead=lead, card=card, operator=operator())


export = exported_to_all(public_list)


@public
@reads
@shared
def record(request: HttpRequest, code: str) -> HttpResponse:
    need = access_public_need(code)
    address = public_address(reverse("needs_public:record", args=[code]))
    return page(
        request,
        "needs/public_record.html",
        need=need,
        pill=shown.pill_of(need, need.due),
        unit=shown.unit_of(need),
        places=shown.places_of(need),
        concerned=shown.concerned_of(need),
        conditions=shown.conditions_of(need),
        answer=wording.ANSWERS.get(need.answer, ""),
        met_by=public_results().filter(code=need.met_by).first() if need.met_by else None,
        card=_card(need.title, need.problem[:300], address, "WebPage"),
        operator=operator(),
        trail=[
            Link(_("Trang chủ"), "/"), Link(_("Nhu cầu"), reverse("needs_public:list")), Link(need.code)
        ],
    )  # fmt: skip


def _card(title: str, description: str, address: str, kind: str) -> ShareCard:
    image = public_address(reverse("portal_public:card", args=["danh-muc", "nhu-cau"]))
    data = {"@type": kind, "name": title, "description": description, "inLanguage": "vi", "url": address}
    return ShareCard(title=title, description=description, address=address, image=image, data=data)
