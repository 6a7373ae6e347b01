"""Which results are new to the needs that are open, and which ones a unit was told of."""

from django.db.models import QuerySet

from gieo.core.errors import Refused
from gieo.domain.needs.models import Need
from gieo.domain.results.access import public_results
from gieo.domain.results.models import Result
from gieo.domain.results.queries.texts import KIND
from gieo.domain.transfers.models import Offering, Suggestion, Weighing
from gieo.domain.transfers.queries.weighing import needs_for, results_for
from gieo.domain.transfers.vocab import FIRST_TOLD
from gieo.foundation.search.queries import unread

MOST_NEEDS = 200
"""So many needs are looked at for one result; beyond, nobody could be helped by one."""


def new_results() -> QuerySet[Result]:
    """Public results that were put before no need yet."""
    return public_results().exclude(pk__in=Offering.objects.values("result"))


def told_of(need: Need) -> list[Suggestion]:
    """What came up after a need was stated and its unit was told of, the newest first: what anybody may see."""
    seen = Suggestion.objects.filter(need=need, result__in=public_results()).select_related("result")
    return list(seen.order_by("-told_at", "-pk"))


def judged_for(result: Result) -> set[int]:
    """Needs for which a result was judged. One query."""
    return set(Weighing.objects.filter(result=result).values_list("need", flat=True))


def told_for(result: Result) -> dict[int, Suggestion]:
    """Whose units were told of a result, by need. One query."""
    return {row.need_id: row for row in Suggestion.objects.filter(result=result)}


class Nearest:
    """The needs for which a result is so near that their units hear of it; what was looked up for one result is known
    for the next."""

    def __init__(self) -> None:
        self._near: dict[int, set[int]] = {}
        self._unread = unread(KIND)

    def needs_for(self, result: Result) -> list[Need] | None:
        """None while the index cannot be asked, or does not hold what the result says."""
        if result.pk in self._unread:
            return None
        try:
            return [one.need for one in needs_for(result, MOST_NEEDS) if result.pk in self._nearest(one.need)]
        except Refused:
            return None

    def _nearest(self, need: Need) -> set[int]:
        if need.pk not in self._near:
            self._near[need.pk] = {one.result.pk for one in results_for(need)[:FIRST_TOLD] if one.close}
        return self._near[need.pk]
