"""Needs for tests, stated as a unit or an officer would."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from gieo.core.actor import SYSTEM, Actor
from gieo.domain.needs.models import Need
from gieo.domain.needs.services import state_need
from gieo.domain.needs.vocab import Channel
from gieo.foundation.units.models import Unit
from tests.factories.units import make_unit

NOW = datetime(2023, 11, 7, 1, 0, tzinfo=UTC)


def make_need(
    title: str = "Giống lúa nếp nương thuần cho đất dốc", *, unit: Unit | None = None, actor: Actor = SYSTEM,
    now: datetime = NOW, channel: Channel = Channel.DESK, **values: Any,
) -> Need:  # fmt: skip
    """A need that waits for its answer."""
    given = {
        "title": title,
        "problem": "Giống nếp nương của bản lẫn tạp, năng suất thấp, gieo trên đất dốc bị rửa trôi.",
        "concerned": 120,
        "concerned_who": "hộ trồng lúa nương",
        "contact_name": "Vàng Thị Dợ",
        "contact_phone": "0215 111 2222",
        "contact_email": "do@example.vn",
    } | values
    return state_need(unit=unit or make_unit("UBND xã Na Sang"), channel=channel, actor=actor, now=now, **given)
