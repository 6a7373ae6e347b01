"""Letting uses and models be found as they stand: their texts are written in the deed's own transaction."""

from collections.abc import Iterable

from gieo.domain.uptake.access.demonstrations import restricted_models
from gieo.domain.uptake.models import Demonstration, Use
from gieo.domain.uptake.queries.finding import (
    KIND,
    MODEL,
    models_with_texts,
    text_of,
    text_of_model,
    with_texts,
)
from gieo.foundation.search.rules import key_of
from gieo.foundation.search.services import drop_texts, put_texts, renew_texts


def say_uses(uses: Iterable[Use]) -> None:
    put_texts(text_of(one) for one in uses)


def say_models(models: Iterable[Demonstration]) -> None:
    """Those of restricted results are found no more."""
    said = {key_of(MODEL, model.pk): text_of_model(model) for model in models}
    put_texts(text for text in said.values() if text is not None)
    if hidden := [key for key, text in said.items() if text is None]:
        drop_texts(hidden)


def say_models_at(uses: Iterable[Use]) -> None:
    """The models that these uses are, whose unit has changed."""
    say_models(models_with_texts(Demonstration.objects.filter(use__in=[use.pk for use in uses])))


def hide_restricted_models() -> int:
    """Models whose result was restricted are found by words no more. Idempotent; returns how many were found."""
    return drop_texts(key_of(MODEL, pk) for pk in restricted_models().values_list("pk", flat=True))


def renew_all_texts() -> int:
    """Let all uses and models be found as they stand now."""
    uses = renew_texts(KIND, with_texts(Use.objects.all()), text_of)
    return uses + renew_texts(MODEL, models_with_texts(Demonstration.objects.all()), text_of_model)
