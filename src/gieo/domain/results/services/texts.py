"""Letting results be found as they stand: their texts are written in the deed's own transaction."""

from collections.abc import Iterable

from gieo.domain.results.models import Result
from gieo.domain.results.queries.texts import KIND, text_key, text_of, with_texts
from gieo.foundation.search import services as search


def renew_texts(results: Iterable[Result]) -> int:
    """Say of these results, whose rows the deed has locked, what they say now; restricted ones fall silent.

    Returns how many say something new.
    """
    rows = list(with_texts(Result.objects.filter(pk__in=[result.pk for result in results])))
    said = [(row, text_of(row)) for row in rows]
    new = search.put_texts(entry for _row, entry in said if entry is not None)
    return new + search.drop_texts(text_key(row) for row, entry in said if entry is None)


def renew_all_texts() -> int:
    """The same of every result: a unit, a field or a programme may have another name since, an older state no texts."""
    return search.renew_texts(KIND, with_texts(Result.objects.all()), text_of)
