"""What a use is found by: its number, who uses it and where; what is used only while it is open to everybody in the
office, since uses of restricted results are seen by few."""

from django.db.models import QuerySet

from gieo.domain.results.vocab import Access
from gieo.domain.uptake.models import Use
from gieo.foundation.search.rules import Entry, entry
from gieo.foundation.search.vocab import Weight

KIND = "use"


def with_texts(uses: QuerySet[Use]) -> QuerySet[Use]:
    """With all that `text_of` reads."""
    return uses.select_related("receiver", "heir", "place", "result", "product__result")


def text_of(use: Use) -> Entry:
    units = [unit for unit in (use.receiver, use.heir) if unit is not None]
    names = [name for unit in units for name in (unit.name, unit.short_name)]
    subject = [use.subject.code, use.subject.title] if is_open(use) else []
    return entry(
        KIND,
        use.pk,
        {Weight.NUMBER: [use.code], Weight.TITLE: names, Weight.NAMES: [use.place.name], Weight.BODY: subject},
    )


def is_open(use: Use) -> bool:
    """Whether what is used may be named to everybody who sees uses at all."""
    result = use.result or (use.product.result if use.product else None)
    return result is None or result.access == Access.OPEN
