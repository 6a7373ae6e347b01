"""Rows in the order of an answer that another part has given, as a list that pages and files can read."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL


def among(rows: QuerySet[Any], keys: Sequence[int]) -> QuerySet[Any]:
    """Those of the rows that are named: one parameter however many, since thousands take longer than the search."""
    if connection.vendor == "postgresql":
        return rows.filter(pk__in=RawSQL("SELECT unnest(%s::bigint[])", [list(keys)]))
    return rows.filter(pk__in=RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(keys))]))


class Ranked(Sequence[Any]):
    """Those of the rows that are named, in the order of the names. One query for all keys, one for each slice."""

    def __init__(self, rows: QuerySet[Any], ranking: Sequence[int]) -> None:
        self.rows = rows
        kept = set(rows.order_by().values_list("pk", flat=True))
        self.keys = [key for key in ranking if key in kept]

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, int):
            return self[place : place + 1 or None][0]
        keys = self.keys[place]
        rows = {row.pk: row for row in self.rows.order_by().filter(pk__in=keys)} if keys else {}
        return [rows[key] for key in keys if key in rows]

    def iterator(self, chunk_size: int) -> Iterator[Any]:
        for start in range(0, len(self.keys), chunk_size):
            yield from self[start : start + chunk_size]
