"""Letting uses be found as they stand: their texts are written in the deed's own transaction."""

from collections.abc import Iterable

from gieo.domain.uptake.models import Use
from gieo.domain.uptake.queries.finding import KIND, text_of, with_texts
from gieo.foundation.search.services import put_texts, renew_texts


def say_uses(uses: Iterable[Use]) -> None:
    put_texts(text_of(one) for one in uses)


def renew_all_texts() -> int:
    """Let all uses be found as they stand now."""
    return renew_texts(KIND, with_texts(Use.objects.all()), text_of)
