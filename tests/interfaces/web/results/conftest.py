"""Browsers signed in as somebody of the department, of a host, or as nobody."""

from collections.abc import Callable

import pytest
from django.test import Client

from gieo.core.actor import Role
from gieo.foundation.accounts.models import User
from gieo.foundation.units.models import Unit
from gieo.foundation.units.vocab import UnitKind
from tests.factories.accounts import user_with
from tests.factories.results import make_host
from tests.factories.units import make_unit


@pytest.fixture
def department(db: None) -> Unit:
    return make_unit("Sở Khoa học và Công nghệ", UnitKind.DEPARTMENT)


@pytest.fixture
def as_(department: Unit) -> Callable[[Role], Client]:
    """A browser of somebody with a role; the same person each time it is asked."""
    known: dict[Role, Client] = {}

    def sign_in(role: Role) -> Client:
        if role not in known:
            unit = make_host() if role in (Role.HOST, Role.UNIT_REP) else department
            known[role] = Client()
            known[role].force_login(user_with(role, unit, email=f"{role.value}@example.vn", name=f"Người {role.value}"))
        return known[role]

    return sign_in


@pytest.fixture
def officer(as_: Callable[[Role], Client]) -> Client:
    return as_(Role.OFFICER)


@pytest.fixture
def registrar(as_: Callable[[Role], Client]) -> Client:
    return as_(Role.REGISTRAR)


@pytest.fixture
def director(as_: Callable[[Role], Client]) -> Client:
    return as_(Role.DIRECTOR)


@pytest.fixture
def person_of() -> Callable[[Role], User]:
    """The sign-in behind the browser of a role."""
    return lambda role: User.objects.get(email=f"{role.value}@example.vn")
