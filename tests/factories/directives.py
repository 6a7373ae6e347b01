"""Requests of leaders for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from gieo.core.actor import SYSTEM
from gieo.domain.directives.models import Directive
from gieo.domain.directives.services import add_directive

NOW = datetime(2023, 11, 7, 1, 0, tzinfo=UTC)


def make_directive(text: str = "Mở thêm lớp tập huấn về áp dụng kết quả nghiên cứu.", **values: Any) -> Directive:
    """A request of the conference of 2023."""
    given = {"issued_on": date(2023, 11, 7), "source": "Kết luận tại Hội nghị chuyển giao", "order": 6} | values
    return add_directive(text=text, actor=SYSTEM, now=NOW, **given)
