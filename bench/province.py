"""Ten years of a province in a few seconds: results, and handovers copied from one day that the services really made.

`fill(results=10_000, handovers=5_000)`: each conference is a copy of one as in 2023, 9 results and 31 products for 11
units, prepared, sealed, signed and received by the services; codes, days, contents, digests, results, products
differ.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from gieo.core.digest import canonical, digest
from gieo.domain.handovers.models import IdentityCheck, Minutes, MinutesItem, PlanRow, ReceiptNote, ReceiptRow
from gieo.domain.results.models import Product, Result
from gieo.domain.transfers.models import Conference, ConferenceUnit, DecisionLine, TransferDecision
from gieo.foundation.duties.models import Duty
from gieo.foundation.journal.models import Entry
from gieo.foundation.signing.models import Rendering, SealedContent, Signature
from tests.factories.handovers import conference_of, department, prepare, receive, seal, sign
from tests.factories.results import bulk_results
from tests.fixtures.database import triggers_asleep

RECEIVERS, RESULTS, PRODUCTS = 11, 9, 31
FIRST_DAY, BETWEEN = date(2014, 1, 15), 7  # days from one conference to the next


def fill(*, results: int, handovers: int) -> list[str]:
    """Fill an empty database. Gives the codes of the conferences, newest last."""
    department()
    made = bulk_results(results)
    conference = conference_of(results=RESULTS, products=PRODUCTS, units=RECEIVERS, enterprises=1)
    for minutes in prepare(conference):
        minutes.refresh_from_db()
    seal(conference)
    for minutes in Minutes.objects.filter(conference=conference):
        sign(minutes)
        receive(minutes)
    with triggers_asleep(), transaction.atomic():  # rows are copied as they stand, sealed and all
        day = Day(conference)
        codes = [day.again(number, made) for number in range(1, handovers // RECEIVERS)]
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return [*codes, conference.code]


@dataclass
class Day:
    """One conference with all that hangs on it, to be copied."""

    conference: Conference
    rows: dict[type[Model], list[Any]] = field(init=False)

    def __post_init__(self) -> None:
        minutes = Minutes.objects.filter(conference=self.conference).order_by("pk")
        contents = SealedContent.objects.filter(minutes__in=minutes)
        codes = list(minutes.values_list("code", flat=True))
        found: dict[type[Model], Iterable[Any]] = {
            TransferDecision: self.conference.decisions.all(),
            Product: Product.objects.filter(decision_lines__decision__conferences=self.conference).distinct(),
            DecisionLine: DecisionLine.objects.filter(decision__conferences=self.conference),
            Conference: [self.conference],
            ConferenceUnit: self.conference.units.all(),
            SealedContent: contents,
            Minutes: minutes,
            MinutesItem: MinutesItem.objects.filter(minutes__in=minutes),
            ReceiptNote: ReceiptNote.objects.filter(minutes__in=minutes),
            ReceiptRow: ReceiptRow.objects.filter(receipt__minutes__in=minutes),
            PlanRow: PlanRow.objects.filter(minutes__in=minutes),
            IdentityCheck: IdentityCheck.objects.filter(minutes__in=minutes),
            Signature: Signature.objects.filter(content__in=contents),
            Rendering: Rendering.objects.filter(content__in=contents),
            Duty: Duty.objects.filter(record_code__in=codes),
            Entry: Entry.objects.filter(record_code__in=codes),
        }
        self.rows = {model: list(rows) for model, rows in found.items()}

    def again(self, number: int, results: list[Any]) -> str:
        """The same day once more, as conference `number`, with other results."""
        shift = timedelta(days=number * BETWEEN) - (self.conference.held_on - FIRST_DAY)
        self._made: dict[tuple[type[Model], int], Any] = {}
        first = number * RESULTS % max(len(results) - RESULTS, 1)

        def code_of(row: Any) -> str:
            return f"{row.code[:2]}-{number:03d}-{row.pk:05d}"

        self._copy(TransferDecision, lambda row: {
            "code": code_of(row), "number": f"{number}/QĐ-UBND", "submitted_on": row.submitted_on + shift,
            "issued_on": row.issued_on + shift, "expected_on": None,
        })  # fmt: skip
        order = {row.pk: place for place, row in enumerate(row for row in self.rows[DecisionLine] if row.result_id)}
        self._copy(Product, lambda row: {"code": code_of(row), "title": f"{row.title}, đợt {number}"})
        subject = {row.pk: results[first + order[row.pk]] for row in self.rows[DecisionLine] if row.result_id}
        self._copy(DecisionLine, lambda row: {
            "decision": self._of(TransferDecision, row.decision_id), "result": subject.get(row.pk),
            "product": self._of(Product, row.product_id),
        })  # fmt: skip
        self._copy(Conference, lambda row: {"code": code_of(row), "held_on": row.held_on + shift,
                                            "folded": f"{row.folded} {number}"})  # fmt: skip
        there = self._of(Conference, self.conference.pk)
        there.decisions.set([self._of(TransferDecision, row.pk) for row in self.rows[TransferDecision]])
        self._copy(ConferenceUnit, lambda row: {"conference": there})
        codes = {row.code: code_of(row) for row in self.rows[Minutes]}
        self._copy(SealedContent, lambda row: _content(row, codes[row.code], shift))
        self._copy(Minutes, lambda row: {
            "code": codes[row.code], "conference": there, "decision": self._of(TransferDecision, row.decision_id),
            "sealed": self._of(SealedContent, row.sealed_id), "number": f"{number:03d}{row.number}",
            "held_on": row.held_on + shift, **{name: getattr(row, name) + shift for name in _MOMENTS},
        })  # fmt: skip
        self._copy(MinutesItem, lambda row: {
            "minutes": self._of(Minutes, row.minutes_id), "line": self._of(DecisionLine, row.line_id),
            **_subject(subject.get(row.line_id) or self._of(Product, row.product_id)),
        })  # fmt: skip
        self._copy(ReceiptNote, lambda row: {
            "minutes": self._of(Minutes, row.minutes_id), "on": row.on + shift, "recorded_at": row.recorded_at + shift,
        })  # fmt: skip
        self._copy(ReceiptRow, lambda row: {
            "receipt": self._of(ReceiptNote, row.receipt_id), "item": self._of(MinutesItem, row.item_id),
        })  # fmt: skip
        self._ids = {("handovers.minutes", row.pk): self._of(Minutes, row.pk).pk for row in self.rows[Minutes]}
        for model in (PlanRow, IdentityCheck):
            self._copy(model, lambda row: {"minutes": self._of(Minutes, row.minutes_id)})
        self._copy(Signature, lambda row: {
            "content": self._of(SealedContent, row.content_id), "client_id": f"{row.client_id}-{number}",
            "digest": self._of(SealedContent, row.content_id).digest, "signed_at": row.signed_at + shift,
        })  # fmt: skip
        self._copy(Rendering, lambda row: {"content": self._of(SealedContent, row.content_id)})
        self._copy(Duty, lambda row: {
            "record_code": codes[row.record_code], "opened_on": row.opened_on + shift, "due": row.due + shift,
        })  # fmt: skip
        self._copy(Entry, lambda row: {
            "record_code": codes[row.record_code], "at": row.at + shift,
            "record_id": self._ids.get((row.record_kind, row.record_id), row.record_id),
        })  # fmt: skip
        return str(there.code)

    def _copy(self, model: type[Model], changes: Callable[[Any], dict[str, Any]]) -> None:
        fresh = []
        for row in self.rows[model]:
            again = copy(row)
            again._state = copy(row._state)
            again.pk, again._state.adding = None, True
            for name, value in changes(row).items():
                setattr(again, name, value)
            fresh.append(again)
        for row, again in zip(self.rows[model], model._default_manager.bulk_create(fresh, batch_size=500), strict=True):
            self._made[model, row.pk] = again

    def _of(self, model: type[Model], pk: int | None) -> Any:
        return self._made[model, pk] if pk is not None else None


_MOMENTS = ("sealed_at", "signed_at", "received_at", "prepared_at")


def _subject(thing: Result | Product) -> dict[str, Any]:
    name = "result" if isinstance(thing, Result) else "product"
    return {name: thing, "subject_code": thing.code, "title": thing.title}


def _content(row: SealedContent, code: str, shift: timedelta) -> dict[str, Any]:
    """The sealed content under its new code. Items are those of the first day: the ledger of a copied conference would
    rightly complain, so benches open the ledger of the last, real one."""
    said = json.loads(canonical(row.content).decode().replace(row.code, code))
    return {"code": code, "content": said, "digest": digest(said), "sealed_at": row.sealed_at + shift}
