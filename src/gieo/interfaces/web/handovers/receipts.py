"""The receiver confirms what it has in hand."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.actor import Role
from gieo.core.errors import Invalid
from gieo.domain.handovers.access import access_minutes
from gieo.domain.handovers.queries.content import shown_content, shown_items
from gieo.domain.handovers.queries.lists import deeds_on
from gieo.domain.handovers.services import receive_items
from gieo.domain.handovers.vocab import Receipt
from gieo.interfaces.web.handovers.parts import address, crumbs, state_pill
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.pages import deed, fills, page


@fills
def receive(request: HttpRequest, code: str) -> HttpResponse:
    minutes = access_minutes(code, request.actor)
    if request.method == "POST":
        return deed(
            request,
            lambda: receive_items(
                minutes,
                items=_chosen(request),
                note=request.POST.get("note", ""),
                actor=request.actor,
                now=clock.now(),
            ),
            said=_("Đã ghi nhận các mục đã nhận."),
            to=("handovers:record", code),
            back=("handovers:receive", code),
        )
    items = shown_items(shown_content(minutes), minutes.items.order_by("order"))
    permit = deeds_on(minutes, request.actor, has_signature=True)["receive"].permit
    return page(
        request,
        "handovers/receive.html",
        minutes=minutes,
        state=state_pill(minutes, request.actor),
        items=[(item, item.row.receipt == Receipt.RECEIVED) for item in items if item.row is not None],
        permit=permit,
        on_behalf=not request.actor.has(Role.UNIT_REP),
        trail=crumbs(Link(minutes.code, address("record", code)), Link(_("Xác nhận đã nhận"))),
    )


def _chosen(request: HttpRequest) -> list[int] | None:
    """Ids of the ticked items; None for "all"."""
    if request.POST.get("all"):
        return None
    ids = request.POST.getlist("item")
    if not all(one.isdecimal() for one in ids):
        raise Invalid({"items": [_("Chọn các mục trong danh sách.")]})
    return [int(one) for one in ids]
