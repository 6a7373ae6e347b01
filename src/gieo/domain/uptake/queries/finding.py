"""What uses and demonstration models are found by.

A use by its number, who uses it and where; what is used only while it is open to everybody in the office, since uses of
restricted results are seen by few. A model by what its public page says once it has begun.
"""

from django.db.models import QuerySet

from gieo.domain.results.access import PUBLIC
from gieo.domain.results.lifecycle import PUBLIC_STATES
from gieo.domain.results.vocab import Access
from gieo.domain.uptake.models import Demonstration, Use
from gieo.domain.uptake.vocab.demonstrations import COPIED_STATES
from gieo.foundation.search.rules import Entry, entry
from gieo.foundation.search.vocab import Weight

KIND, MODEL = "use", "model"
MODEL_WORDS = "mô hình trình diễn"  # what people call it, whatever its title says


def with_texts(uses: QuerySet[Use]) -> QuerySet[Use]:
    """With all that `text_of` reads."""
    return uses.select_related("receiver", "heir", "place", "result", "product__result")


def text_of(use: Use) -> Entry:
    names = _holders(use)
    subject = [use.subject.code, use.subject.title] if is_open(use) else []
    return entry(
        KIND,
        use.pk,
        {Weight.NUMBER: [use.code], Weight.TITLE: names, Weight.NAMES: [use.place.name], Weight.BODY: subject},
    )


def models_with_texts(models: QuerySet[Demonstration]) -> QuerySet[Demonstration]:
    """With all that `text_of_model` reads."""
    return models.select_related(*(f"use__{path}" for path in ("receiver", "heir", "place", "result")))


def text_of_model(model: Demonstration) -> Entry | None:
    """What its public page tells anybody. The household is left out even where it agreed to be named there, and so is
    who does the work. Marked where anybody may come to see it. None for a model of a restricted result: it is in no
    index."""
    use = model.use
    result = use.result
    if result is None or not is_open(use):
        return None
    numbers, names = [model.code, result.code], [use.place.name, model.where, *_holders(use)]
    told = [MODEL_WORDS, result.shown_title, model.season, model.plan, model.success, model.outcome_words]
    texts = {Weight.NUMBER: numbers, Weight.TITLE: [model.title], Weight.NAMES: names, Weight.BODY: told}
    is_open_to_all = model.state in COPIED_STATES and result.state in PUBLIC_STATES
    return entry(MODEL, model.pk, texts, frozenset({PUBLIC} if is_open_to_all else ()))


def _holders(use: Use) -> list[str]:
    units = [unit for unit in (use.receiver, use.heir) if unit is not None]
    return [name for unit in units for name in (unit.name, unit.short_name)]


def is_open(use: Use) -> bool:
    """Whether what is used may be named to everybody who sees uses at all."""
    result = use.result or (use.product.result if use.product else None)
    return result is None or result.access == Access.OPEN
