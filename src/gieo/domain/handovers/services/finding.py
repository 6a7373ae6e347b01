"""Letting minutes be found as they stand: their texts are written in the deed's own transaction."""

from collections.abc import Iterable

from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.queries.finding import KIND, text_of, with_texts
from gieo.foundation.search.services import put_texts, renew_texts


def say_minutes(minutes: Iterable[Minutes]) -> None:
    put_texts(text_of(one) for one in minutes)


def renew_all_texts() -> int:
    """Let all minutes be found as they stand now."""
    return renew_texts(KIND, with_texts(Minutes.objects.all()), text_of)
