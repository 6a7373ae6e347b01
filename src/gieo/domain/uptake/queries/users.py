"""Who uses results today, as far as a reader may know it."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce

from gieo.core.actor import Actor
from gieo.core.text import sort_key
from gieo.domain.results.access import public_results
from gieo.domain.uptake.access import visible_uses
from gieo.domain.uptake.models import Period, Use
from gieo.domain.uptake.queries.standing import holder_label, on_day
from gieo.domain.uptake.vocab import IN_USE
from gieo.foundation.places.queries import counted_at
from gieo.foundation.units.queries import bearer_related


def users_of(results: Collection[int], actor: Actor, today: date) -> dict[int, list[str]]:
    """Who uses each of these public results or its products today, in the order of the alphabet: verified by somebody
    else and not run out. Whoever may see a use reads who it is; others its place, as on the public page. One query."""
    in_use = Period.objects.filter(on_day(today), level__in=IN_USE).order_by().values("use")
    seen = Exists(visible_uses(actor).order_by().filter(pk=OuterRef("pk")))
    uses = (
        Use.objects.filter(pk__in=in_use)
        .annotate(of=Coalesce("result", "product__result"), seen=seen)
        .filter(of__in=public_results().order_by().filter(pk__in=results).values("pk"))
        .select_related("place__heir", *bearer_related("receiver"))
    )
    names: dict[int, set[str]] = {}
    for use in uses:
        name = holder_label(use, today, short=True) if use.seen else counted_at(use.place, today).name
        names.setdefault(use.of, set()).add(name)
    return {result: sorted(found, key=sort_key) for result, found in names.items()}
