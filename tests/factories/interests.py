"""Interests for tests, asked as anybody would."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from gieo.domain.results.models import Result
from gieo.domain.transfers.models import Interest
from gieo.domain.transfers.services import express_interest
from tests.factories.audience import right_code
from tests.factories.results import make_result

NOW = datetime(2023, 11, 7, 1, 0, tzinfo=UTC)
TEXT = "Bản tôi có 40 hộ trồng chè. Muốn học cách sao chè thì hỏi ai?"


def make_interest(result: Result | None = None, *, now: datetime = NOW, **values: Any) -> Interest:
    """Somebody who waits for an answer."""
    given: dict[str, Any] = {
        "name": "Giàng A Páo",
        "where": "Bản Háng Á",
        "phone": "0215 111 2222",
        "email": "pao@example.vn",
        "text": TEXT,
        "consents": True,
        "given": right_code(now),
    } | values
    return express_interest(result or make_result("transferable"), now=now, **given)
