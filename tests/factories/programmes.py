"""Programmes for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from gieo.core.actor import SYSTEM
from gieo.domain.programmes.models import Priority, Programme
from gieo.domain.programmes.services import add_priority, add_programme
from gieo.domain.programmes.vocab import Level

NOW = datetime(2023, 11, 7, 1, 0, tzinfo=UTC)


def make_programme(name: str = "Chương trình phát triển bền vững vùng Tây Bắc", **values: Any) -> Programme:
    """A regional programme of 2013 to 2018."""
    given = {"short_name": "", "level": Level.REGIONAL, "since_year": 2013, "until_year": 2018} | values
    return add_programme(name=name, actor=SYSTEM, now=NOW, **given)


def make_priority(name: str = "Nông, lâm nghiệp công nghệ cao", **values: Any) -> Priority:
    """A priority of the province since 2023."""
    given = {"weight": 60, "since": date(2023, 1, 1), "basis": "Kết luận ngày 07/11/2023"} | values
    return add_priority(name=name, actor=SYSTEM, now=NOW, **given)
