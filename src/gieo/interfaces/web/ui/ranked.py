"""Rows in the order of an answer that another part has given, as a list that pages and files can read."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from gieo.foundation.search.queries import Findings


def among(rows: QuerySet[Any], keys: Sequence[int]) -> QuerySet[Any]:
    """Those of the rows that are named: one parameter however many, since thousands take longer than the search."""
    if connection.vendor == "postgresql":
        return rows.filter(pk__in=RawSQL("SELECT unnest(%s::bigint[])", [list(keys)]))
    return rows.filter(pk__in=RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(keys))]))


class Ranked(Sequence[Any]):
    """Those of the rows that were found, best first: the numbers of a slice are asked for, then its rows. One query
    for each slice."""

    def __init__(self, rows: QuerySet[Any], found: Findings) -> None:
        self.rows = rows
        self.found = found

    def __len__(self) -> int:
        return self.found.total

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, int):
            return self[place : place + 1][0]
        start, stop, _step = place.indices(len(self))
        numbers = self.found.numbers(start, stop) if start < stop else ()
        rows = {row.pk: row for row in self.rows.order_by().filter(pk__in=numbers)} if numbers else {}
        return [rows[number] for number in numbers if number in rows]

    def iterator(self, chunk_size: int) -> Iterator[Any]:
        for start in range(0, len(self), chunk_size):
            yield from self[start : start + chunk_size]
