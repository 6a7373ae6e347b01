"""Which items carry out which lines.

What counts is the thing and its receiver, not the row of the decision: an amendment repeats the list in rows of its
own, and minutes signed under the old rows still carry out what it repeats.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from gieo.domain.handovers.models import Minutes, MinutesItem, counted
from gieo.domain.transfers.models import DecisionLine

_SAME_THING = Q(result=OuterRef("result")) | Q(product=OuterRef("product"))


def items_of_line() -> QuerySet[MinutesItem]:
    """Inside a query over lines: items of live minutes that give the line's thing to its unit."""
    return MinutesItem.objects.filter(_SAME_THING, counted("minutes__"), minutes__receiver=OuterRef("unit"))


def carrying_out(lines: QuerySet[DecisionLine]) -> QuerySet[MinutesItem]:
    """Items of live minutes that carry out one of these lines."""
    same = lines.order_by().filter(_SAME_THING, unit=OuterRef("minutes__receiver"))
    return MinutesItem.objects.filter(Exists(same), counted("minutes__"))


def items_by_line(
    lines: Iterable[DecisionLine], items: Iterable[MinutesItem] | None = None
) -> Mapping[int, list[MinutesItem]]:
    """The items that carry out each line, by its id, oldest first: of live minutes (one query), or of `items`."""
    rows = list(lines)
    if items is None:
        things = Q(result__in={row.result_id for row in rows}) | Q(product__in={row.product_id for row in rows})
        found = MinutesItem.objects.filter(
            things, counted("minutes__"), minutes__receiver__in={row.unit_id for row in rows}
        )
        items = found.select_related("minutes").order_by("pk")
    by_key: dict[tuple[int | None, int | None, int], list[MinutesItem]] = {}
    for item in items:
        by_key.setdefault((item.result_id, item.product_id, item.minutes.receiver_id), []).append(item)
    return {row.pk: by_key.get((row.result_id, row.product_id, row.unit_id), []) for row in rows}


def received_on(carried: Mapping[int, Iterable[MinutesItem]]) -> dict[int, date]:
    """The day on which the receiver first had all of what each line gives, by the line's id; no other lines."""
    days = {pk: [item.received_on for item in items if item.received_on] for pk, items in carried.items()}
    return {pk: min(known) for pk, known in days.items() if known}


def not_carried(lines: Collection[DecisionLine], *, besides: Minutes | None = None) -> list[DecisionLine]:
    """Those of the lines that no live minutes carry yet: what may be written down. `besides`, and what they are to
    replace, are left out of account."""
    carried, own = items_by_line(lines), {besides.pk, besides.replaces_id} if besides else set()
    return [line for line in lines if all(item.minutes_id in own for item in carried[line.pk])]
