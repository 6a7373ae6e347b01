"""People for tests: plain actors, and people with roles and sign-ins in the database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from gieo.core.actor import SYSTEM, Actor, Held, Role
from gieo.foundation.accounts.models import Person, User
from gieo.foundation.accounts.services import create_person, create_user, give_role
from gieo.foundation.units.models import Unit

NOW = datetime(2023, 11, 7, 1, 0, tzinfo=UTC)


def actor(*roles: Role, unit_id: int = 1, person_id: int = 100, name: str = "Lò Thị Mai") -> Actor:
    """An actor without a row behind it."""
    return Actor(person_id, name, frozenset(Held(role, unit_id, "Sở") for role in roles))


def instead(actor: Actor, *, behalf_id: int = 999, behalf_name: str = "Giàng A Páo") -> Actor:
    """The same actor, but by delegation in somebody's place."""
    return replace(actor, behalf_id=behalf_id, behalf_name=behalf_name)


def person_with(role: Role, unit: Unit, *, name: str = "Lò Thị Mai", **fields: Any) -> Person:
    """A person who has held a role in a unit since 2020."""
    person = create_person(actor=SYSTEM, now=NOW, name=name, **fields)
    give_role(person, unit=unit, role=role, since=date(2020, 1, 1), actor=SYSTEM, now=NOW)
    return person


def user_with(
    role: Role, unit: Unit, *, email: str = "", name: str = "Lò Thị Mai", password: str | None = None
) -> User:
    """The same with a sign-in; `client.force_login(user)` makes the test's browser this person."""
    person = person_with(role, unit, name=name)
    return create_user(person, email=email or f"p{person.pk}@example.vn", password=password, now=NOW)
