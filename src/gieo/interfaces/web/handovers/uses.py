"""What became of items that were received: where each is used, and the way to say so."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.domain.handovers.models import Minutes, MinutesItem
from gieo.domain.handovers.vocab import Receipt
from gieo.domain.uptake.access import visible_uses
from gieo.domain.uptake.permits import may_begin_use
from gieo.foundation.units.permits import with_predecessors
from gieo.foundation.units.queries import stands_for
from gieo.interfaces.web.ui.components import Link


@dataclass(frozen=True)
class ItemUses:
    """Records of use of one item by its receiver, and where to begin another ("" for who may not)."""

    uses: tuple[Link, ...]
    begin_url: str


def item_uses(minutes: Minutes, rows: Sequence[MinutesItem], actor: Actor) -> dict[int, ItemUses]:
    """By the item's id, of those received. No query while nothing was received."""
    received = [row for row in rows if row.receipt == Receipt.RECEIVED]
    if not received:
        return {}
    today = clock.today()
    bearer = stands_for(minutes, minutes.receiver, today)
    subjects = Q(result__in=[row.result_id for row in received if row.result_id]) | Q(
        product__in=[row.product_id for row in received if row.product_id]
    )
    own = visible_uses(actor).filter(subjects, receiver__in=with_predecessors([bearer.pk], today), household="")
    links: dict[tuple[int | None, int | None], list[Link]] = {}
    for use in own.select_related("place").order_by("pk"):
        link = Link(use.place.name, reverse("uptake:record", args=[use.code]))
        links.setdefault((use.result_id, use.product_id), []).append(link)
    may_begin = may_begin_use(actor, bearer)
    return {
        row.pk: ItemUses(
            tuple(links.get((row.result_id, row.product_id), ())), _begin(row, bearer.code) if may_begin else ""
        )
        for row in received
    }


def _begin(row: MinutesItem, unit: str) -> str:
    return f"{reverse('uptake:begin')}?{urlencode({'of': row.subject_code, 'unit': unit})}"
