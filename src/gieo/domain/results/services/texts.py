"""Letting results be found as they stand: their texts are written in the deed's own transaction."""

from collections.abc import Iterable

from django.db import transaction

from gieo.domain.results.models import Result
from gieo.domain.results.queries.texts import text_key, text_of, with_texts
from gieo.foundation.search.services import drop_texts, put_texts

CHUNK = 500


def renew_texts(results: Iterable[Result]) -> int:
    """Say of these results, whose rows the deed has locked, what they say now; restricted ones fall silent.

    Returns how many say something new.
    """
    rows = list(with_texts(Result.objects.filter(pk__in=[result.pk for result in results])))
    said = [(row, text_of(row)) for row in rows]
    new = put_texts(entry for _row, entry in said if entry is not None)
    return new + drop_texts(text_key(row) for row, entry in said if entry is None)


def renew_all_texts() -> int:
    """The same of every result: a unit, a field or a programme may have another name since, an older state no texts."""
    changed, last = 0, 0
    while True:
        with transaction.atomic():
            rows = list(Result.objects.select_for_update().filter(pk__gt=last).order_by("pk").only("pk")[:CHUNK])
            if not rows:
                return changed
            changed += renew_texts(rows)
            last = rows[-1].pk
