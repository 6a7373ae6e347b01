"""Reading demonstration models: as a list needs them, of one result before everybody, what is to be seen next."""

from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery

from gieo.domain.results.access import PUBLIC
from gieo.domain.results.models import Result
from gieo.domain.uptake.access.demonstrations import RELATED, public_models
from gieo.domain.uptake.models import Demonstration, FieldDay
from gieo.domain.uptake.queries.finding import MODEL
from gieo.domain.uptake.vocab.demonstrations import FieldDayState, ModelState
from gieo.foundation.search.queries import numbers
from gieo.foundation.search.rules import Bounds

ANYBODY = Bounds((MODEL,), (frozenset({PUBLIC}),))


def listed_models(models: QuerySet[Demonstration], today: date) -> QuerySet[Demonstration]:
    """With all that a list shows: `visited` times, `open_day` (the next field day announced)."""
    ahead = FieldDay.objects.filter(
        demonstration=OuterRef("pk"), state=FieldDayState.ANNOUNCED, on__gte=today
    ).order_by("on", "number")
    counted = models.annotate(visited=Count("visits", distinct=True), open_day=Subquery(ahead.values("on")[:1]))
    return counted.select_related(*RELATED)


def public_models_of(result: Result, today: date) -> QuerySet[Demonstration]:
    """Models of a public result that anybody may come to see, the newest first. One query."""
    return listed_models(_standing().filter(use__result=result), today).order_by("-code")


def public_models_found(words: str, today: date, *, limit: int) -> list[Demonstration]:
    """Models that anybody may come to see and that answer these words, the best first. None where there is no index:
    the list of models looks for words in the database. Two queries, one where nothing answers."""
    found = numbers(words, ANYBODY, limit=limit) or ()
    rows = listed_models(_standing(), today).in_bulk(found) if found else {}
    return [rows[pk] for pk in found if pk in rows]


def _standing() -> QuerySet[Demonstration]:
    """What anybody may see and was not given up."""
    return public_models().exclude(state=ModelState.ABANDONED)


def coming_field_day(model: Demonstration, today: date) -> FieldDay | None:
    """The next field day of a model, if one is announced."""
    return model.field_days.filter(state=FieldDayState.ANNOUNCED, on__gte=today).order_by("on", "number").first()
