"""Where a result is used, as the office and its units see it, and as anybody does."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from gieo.core.actor import Actor
from gieo.domain.results.models import Product, Result
from gieo.domain.uptake.models import Use
from gieo.domain.uptake.queries.copies import Grown, grown_at
from gieo.domain.uptake.queries.standing import holder_label, listed_uses
from gieo.domain.uptake.wording import LEVEL_LABELS, STANDING_LABELS, STANDING_TONES
from gieo.foundation.places.queries import counted_at
from gieo.interfaces.web.ui.components import Pill

MOST = 50


@dataclass(frozen=True)
class UsedThere:
    """One use of a result: where, by whom, on which level today."""

    place: str
    unit: str
    what: str
    pill: Pill
    until: date | None
    url: str
    model: str  # the page of the demonstration model that it is, or ""


def uses_of(owner: Result | Product, actor: Actor, today: date) -> list[UsedThere]:
    """Uses of a result with its products (or of one product) that the actor sees, the newest first. One query."""
    of = Q(result=owner) | Q(product__result=owner) if isinstance(owner, Result) else Q(product=owner)
    rows: Any = listed_uses(actor, today).filter(of).order_by("-pk")[:MOST]
    return [
        UsedThere(
            place=counted_at(row.place, today).name,
            unit=holder_label(row, today),
            what=row.product.title if row.product is not None else "",
            pill=Pill(word=str(STANDING_LABELS[row.stands]), tone=STANDING_TONES[row.stands]),
            until=row.stands_until,
            url=reverse("uptake:record", args=[row.code]),
            model=_model_url(row),
        )
        for row in rows
    ]


def _model_url(use: Use) -> str:
    model = getattr(use, "demonstration", None)
    return reverse("models:record", args=[model.code]) if model is not None else ""


@dataclass(frozen=True)
class PlaceNode:
    """A place for anybody to read, and the places that took the result over from there."""

    place: str
    level: str
    below: tuple["PlaceNode", ...]

    @property
    def all(self) -> int:
        """How many places, with this one."""
        return 1 + sum(node.all for node in self.below)


def public_uses(result: Result, today: date) -> list[PlaceNode]:
    """What was verified and is good today, from place to place."""
    return [_node(grown) for grown in grown_at(result, today)]


def _node(grown: Grown) -> PlaceNode:
    return PlaceNode(grown.at.place.name, str(LEVEL_LABELS[grown.at.level]), tuple(map(_node, grown.below)))
