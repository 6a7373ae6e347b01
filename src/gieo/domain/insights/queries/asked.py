"""Needs by the year in which they were stated: how many were answered, how many by something that exists."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.db.models.functions import ExtractYear

from gieo.core.actor import Actor
from gieo.domain.insights.rules.funnels import percent
from gieo.domain.needs.access import visible_needs
from gieo.domain.needs.vocab import Answer, NeedState

ANSWERED = (NeedState.ANSWERED, NeedState.CLOSED)
"""States of a need that has its answer."""


@dataclass(frozen=True)
class NeedYear:
    """Needs stated in a year (0: in all): `answered` of `stated`, `met` of `answered`."""

    year: int
    stated: int
    answered: int
    met: int

    @property
    def share(self) -> int | None:
        """Percent of the answered that ended by a result that exists; nothing while none is answered."""
        return percent(self.met, self.answered)


def needs_by_year(actor: Actor) -> tuple[NeedYear, ...]:
    """Each year in which needs were stated, the newest first. One query."""
    rows = visible_needs(actor).order_by().values_list(ExtractYear("stated_on"))
    counted = rows.annotate(
        stated=Count("pk"),
        answered=Count("pk", filter=Q(state__in=ANSWERED)),
        met=Count("pk", filter=Q(answer=Answer.MET)),
    )
    return tuple(NeedYear(*row) for row in sorted(counted, reverse=True))


def needs_in_all(years: tuple[NeedYear, ...]) -> NeedYear:
    return NeedYear(
        0, sum(row.stated for row in years), sum(row.answered for row in years), sum(row.met for row in years)
    )
