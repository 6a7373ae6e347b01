"""How many have looked, and who is looking now."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet, Subquery, Sum

from gieo.foundation.audience.models import PageVisits, VisitTally

SILENT = timedelta(minutes=2)
"""After this the number of people online is not known: nobody has counted."""


@dataclass(frozen=True)
class Figures:
    """What a public page says of its readers. `online` is None when nobody has counted lately."""

    visits: int
    online: int | None
    page: int


def figures(page: str, now: datetime) -> Figures:
    """Visits in all, of one page, and people online: one query."""
    own = PageVisits.objects.filter(page=page).order_by().values("page").annotate(sum=Sum("visits")).values("sum")
    tally = VisitTally.objects.annotate(page=Subquery(own)).first()
    if tally is None:
        return Figures(0, None, 0)
    is_counted = tally.online_at is not None and now - tally.online_at < SILENT
    return Figures(tally.start + tally.visits, tally.online if is_counted else None, tally.page or 0)


def tally() -> VisitTally:
    """The counter; one that was never touched when there is none yet."""
    return VisitTally.objects.first() or VisitTally(id=1)


def pages_between(since: date, until: date) -> QuerySet[Any]:
    """Pages with their looks from `since` to `until`, the most read first."""
    sums = {"visits": Sum("visits"), "robots": Sum("robots"), "prefetches": Sum("prefetches")}
    rows: QuerySet[Any] = PageVisits.objects.filter(day__gte=since, day__lte=until).order_by().values("page")
    return rows.annotate(**{f"{name}_sum": value for name, value in sums.items()}).order_by("-visits_sum", "page")


def days_between(since: date, until: date) -> dict[date, int]:
    """Visits of people by day; days without any are left out."""
    rows = PageVisits.objects.filter(day__gte=since, day__lte=until).order_by("day").values_list("day")
    return dict(rows.annotate(sum=Sum("visits")).values_list("day", "sum"))
