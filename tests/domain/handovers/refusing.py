"""Deeds that must write nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from gieo.core.errors import GieoError
from gieo.domain.handovers.models import (
    ApplicationPlan,
    Arrival,
    FaultNote,
    IdentityCheck,
    Minutes,
    MinutesItem,
    PlanRow,
    ReceiptNote,
    ReceiptRow,
    Tablet,
    WordingBlock,
)
from gieo.foundation.duties.models import Duty
from gieo.foundation.journal.models import Entry
from gieo.foundation.outbox.models import Letter
from gieo.foundation.signing.models import SealedContent, Signature

TABLES = (
    Minutes, MinutesItem, PlanRow, IdentityCheck, WordingBlock, FaultNote, Duty, Entry, Letter, SealedContent,
    Signature, ReceiptNote, ReceiptRow, ApplicationPlan, Tablet,
    Arrival,
)  # fmt: skip


def rows() -> list[list[dict[str, Any]]]:
    """Everything that stands in the tables a deed of this room may write."""
    return [list(table.objects.order_by("pk").values()) for table in TABLES]


def refused(deed: Callable[[], Any], error: type[GieoError]) -> GieoError:
    """The deed is refused with this error, and not one row of any table of ours is new or different."""
    before = rows()
    with pytest.raises(error) as caught:
        deed()
    assert rows() == before
    return caught.value
