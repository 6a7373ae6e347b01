"""Rows of an import as pages, marked copies and records tell of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Model, QuerySet

from gieo.core.actor import Actor
from gieo.core.money import format_number
from gieo.domain.imports.access import kinds_of
from gieo.domain.imports.engine import Mark
from gieo.domain.imports.models import Import, ImportedRow
from gieo.domain.imports.rules.tables import TABLES, Column
from gieo.domain.imports.vocab import WRITTEN, Kind, Outcome, Reading
from gieo.domain.imports.wording import MENDS, TOLD_MENDS, flaw_sentence


@dataclass(frozen=True)
class Flawed:
    """What is wrong at a cell, in words."""

    letter: str
    head: str
    typed: str
    wrong: str
    hint: str


@dataclass(frozen=True)
class Cell:
    """A cell that says something: as typed, as read, and what was read kindly."""

    key: str
    head: str
    letter: str
    typed: str
    value: str
    mends: tuple[str, ...] = ()
    is_told: bool = False
    """The reading deserves a look."""


def counts(rows: QuerySet[ImportedRow]) -> dict[str, int]:
    """How many rows came to what. One query."""
    return {row["outcome"]: row["n"] for row in rows.order_by().values("outcome").annotate(n=Count("pk"))}


def flaws_of(row: ImportedRow) -> list[Flawed]:
    return [Flawed(flaw["letter"], flaw["head"], flaw["typed"], *flaw_sentence(flaw)) for flaw in row.flaws]


def cells_of(row: ImportedRow, one: Import, labels: Mapping[str, Mapping[str, str]]) -> list[Cell]:
    """Cells of a row in the order of the sheet. `labels` are those of closed lists by column."""
    table = TABLES[Kind(one.kind)]
    found = []
    for place in one.columns:
        key = place["key"]
        if key not in row.typed:
            continue
        mends = [mend["mend"] for mend in row.mends if mend["column"] == key]
        value = _shown(row.values.get(key), table.column(key), labels.get(key, {}))
        found.append(
            Cell(
                key, place["head"], place["letter"], row.typed[key], value,
                tuple(str(MENDS[mend]) for mend in mends), any(mend in TOLD_MENDS for mend in mends),
            )
        )  # fmt: skip
    return found


def _shown(value: Any, column: Column, labels: Mapping[str, str]) -> str:
    match value:
        case None:
            return ""
        case {"date": text}:
            return f"{date.fromisoformat(text):%d/%m/%Y}"
        case {"number": text}:
            return f"{Decimal(text).normalize():f}".replace(".", ",")
        case int():
            return format_number(value) if column.reading is Reading.SUM else str(value)
    return labels.get(str(value), str(value))


def heads_of(one: Import) -> dict[str, str]:
    return {place["key"]: place["head"] for place in one.columns}


def changes_of(row: ImportedRow, one: Import) -> list[tuple[str, str, str]]:
    """(head, what stands there, what the row says), where the record is there already."""
    heads = heads_of(one)
    return [(heads.get(key, key), before, after) for key, (before, after) in row.changes.items()]


def marks(one: Import, rows: QuerySet[ImportedRow]) -> Iterator[Mark]:
    """What is said at the cells of the sheet: flaws, and what was read in a way that deserves a look."""
    places = {place["key"]: place["place"] for place in one.columns}
    first = min(places.values(), default=1)
    for row in rows.order_by("number").iterator(chunk_size=500):
        for flaw in row.flaws:
            wrong, hint = flaw_sentence(flaw)
            yield Mark(row.number, places.get(flaw["column"], first), f"{wrong} {hint}", True)
        for mend in row.mends:
            if mend["mend"] in TOLD_MENDS:
                yield Mark(row.number, places.get(mend["column"], first), str(MENDS[mend["mend"]]), False)


def is_at_work(one: Import, rows: QuerySet[ImportedRow]) -> tuple[int, int]:
    """How many rows a running import has seen to, and of how many."""
    found = counts(rows)
    waiting = found.get(Outcome.NEW, 0) + found.get(Outcome.DIFFERENT, 0)
    return sum(found.values()) - waiting, sum(found.values())


@dataclass(frozen=True)
class Origin:
    """Where values of a record came from."""

    code: str
    kind: str
    file: str
    row: int
    at: datetime | None
    heads: tuple[str, ...]


def origins(record: Model, actor: Actor) -> list[Origin]:
    """Every import that wrote into a record and was not undone, the latest first, for who may see them. One query."""
    kinds = kinds_of(actor)
    if not kinds:
        return []
    rows = ImportedRow.objects.filter(
        of__kind__in=kinds, record_kind=record._meta.label_lower, record_id=record.pk, outcome__in=WRITTEN
    ).select_related("of__file")
    found = []
    for row in rows.order_by("-of_id", "-number"):
        heads = heads_of(row.of)
        written = row.changes or row.typed
        found.append(
            Origin(
                row.of.code, row.of.kind, row.of.file.name, row.number, row.of.finished_at or row.of.accepted_at,
                tuple(heads[key] for key in written if key in heads),
            )
        )  # fmt: skip
    return found
