"""Searches that readers keep, made through the services."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gieo.core.actor import Actor
from gieo.domain.results.engine import seal_saved
from gieo.domain.results.models import SavedSearch
from gieo.domain.results.services import ask_alerts, confirm_search, save_search
from tests.factories.audience import right_code
from tests.factories.results import NOW

SETS: dict[str, dict[str, frozenset[int]]] = {"given": {}, "receiver": {}, "place": {}}


def saved_by(actor: Actor, *, now: datetime = NOW, **values: Any) -> SavedSearch:
    given: dict[str, Any] = {"name": "Tất cả", "words": "", "chosen": {}, "sets": SETS} | values
    return save_search(actor=actor, now=now, **given)


def asked_by(
    email: str = "pao@example.vn", *, now: datetime = NOW, confirmed: bool = True, **values: Any
) -> SavedSearch:
    """A visitor's, confirmed by its link."""
    given: dict[str, Any] = {"name": "Tất cả", "words": "", "chosen": {}, "sets": SETS, "given": right_code(now)}
    saved = ask_alerts(email=email, now=now, **given | values)
    return confirm_search(seal_saved(saved.pk), now=now) if confirmed else saved
