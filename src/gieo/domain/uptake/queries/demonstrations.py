"""Reading demonstration models: as a list needs them, of one result before everybody, what is to be seen next."""

from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery

from gieo.domain.results.models import Result
from gieo.domain.uptake.access.demonstrations import RELATED, public_models
from gieo.domain.uptake.models import Demonstration, FieldDay
from gieo.domain.uptake.vocab.demonstrations import FieldDayState, ModelState


def listed_models(models: QuerySet[Demonstration], today: date) -> QuerySet[Demonstration]:
    """With all that a list shows: `visited` times, `open_day` (the next field day announced)."""
    ahead = FieldDay.objects.filter(
        demonstration=OuterRef("pk"), state=FieldDayState.ANNOUNCED, on__gte=today
    ).order_by("on", "number")
    counted = models.annotate(visited=Count("visits", distinct=True), open_day=Subquery(ahead.values("on")[:1]))
    return counted.select_related(*RELATED)


def public_models_of(result: Result, today: date) -> QuerySet[Demonstration]:
    """Models of a public result that anybody may come to see, the newest first. One query."""
    standing = public_models().filter(use__result=result).exclude(state=ModelState.ABANDONED)
    return listed_models(standing, today).order_by("-code")


def coming_field_day(model: Demonstration, today: date) -> FieldDay | None:
    """The next field day of a model, if one is announced."""
    return model.field_days.filter(state=FieldDayState.ANNOUNCED, on__gte=today).order_by("on", "number").first()
