"""Lists of requests."""

from datetime import date

from django.db.models import QuerySet

from gieo.domain.directives.models import Directive
from gieo.domain.directives.vocab import DirectiveState


def with_units(directives: QuerySet[Directive]) -> QuerySet[Directive]:
    """Requests with the units that a row shows."""
    return directives.select_related(
        "issuer_unit", "owner_unit", "owner_unit__successor", "owner_unit__successor__successor"
    )


def overdue_directives(directives: QuerySet[Directive], today: date) -> QuerySet[Directive]:
    """Open requests whose day has passed."""
    return directives.filter(state=DirectiveState.OPEN, due__lt=today)
