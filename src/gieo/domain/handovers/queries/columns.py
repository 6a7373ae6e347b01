"""What the ledger reads of the tables it joins: their texts are long, and a ledger joins nine tables for forty rows.
Units and decisions are few and named by every row: they are fetched once, and given to the rows here."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import ForeignKey, Model, QuerySet

from gieo.domain.handovers.models import Minutes, MinutesItem
from gieo.domain.transfers.models import DecisionLine


def _own(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.name for field in model._meta.concrete_fields)


def _of(path: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{path}__{name}" for name in names)


_RESULT = ("code", "title", "state", "accepted_on", "certificate_on")
_PRODUCT = ("code", "title", "result")
_DECISION = ("code", "number", "state", "issued_on", "revoked_on", "amends")
_SUBJECT = (*_of("result", *_RESULT), *_of("product", *_PRODUCT), *_of("product__result", *_RESULT))

LINE_COLUMNS = (*_own(DecisionLine), *_SUBJECT)
ELSEWHERE_COLUMNS = ("decision", *_of("decision", *_DECISION))
ITEM_COLUMNS = (*_own(MinutesItem), *_of("minutes", "code", "receiver"))
MINUTES_COLUMNS = (*_own(Minutes), *_of("sealed", "content", "digest"), *_of("replaces", "code", "number", "held_on"))


def give(rows: Iterable[Model], name: str, known: Mapping[int, Any]) -> None:
    """Set the record that the foreign key `name` of each row names, from those at hand by their keys."""
    for row in rows:
        field = row._meta.get_field(name)
        assert isinstance(field, ForeignKey)
        key = getattr(row, field.attname)
        if key is not None:
            field.set_cached_value(row, known[key])


def with_missing(rows: QuerySet[Any], known: Mapping[int, Any], keys: Iterable[int | None]) -> Mapping[int, Any]:
    """The records at hand by their keys, and those of `keys` that are not. No query when all are."""
    missing = {key for key in keys if key is not None} - known.keys()
    return {**known, **rows.in_bulk(missing)} if missing else known
