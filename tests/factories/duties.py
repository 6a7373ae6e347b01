"""Duties for tests. The record they are about is a unit: the highest room below with a code of its own."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from gieo.core.actor import SYSTEM
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.services import post_duty
from gieo.foundation.units.models import Unit

NOW = datetime(2023, 11, 7, 1, 0, tzinfo=UTC)
TODAY = date(2023, 11, 7)  # a Tuesday


def make_duty(record: Unit, *, title: str = "Xác nhận đã nhận", due: date = date(2023, 11, 9), **fields: Any) -> Duty:
    """An open duty about a record, owed by the record itself unless another debtor is named."""
    if not {"debtor_unit", "debtor_person", "debtor_role"} & set(fields):
        fields["debtor_unit"] = record
    return post_duty(
        **{"kind": "test.confirm", "title": title, "record": record, "due": due, "actor": SYSTEM, "now": NOW, **fields}
    )
