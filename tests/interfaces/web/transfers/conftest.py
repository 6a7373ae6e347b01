from collections.abc import Callable

import pytest
from django.test import Client

from gieo.core.actor import Role
from gieo.foundation.units.models import Unit
from tests.factories.accounts import user_with
from tests.factories.units import make_department


@pytest.fixture
def department(db: None) -> Unit:
    return make_department()


@pytest.fixture
def browse(department: Unit) -> Callable[..., Client]:
    """A browser signed in as a role; a unit's representative names the unit."""

    def sign_in(role: Role = Role.OFFICER, unit: Unit | None = None) -> Client:
        client = Client()
        client.force_login(user_with(role, unit or department))
        return client

    return sign_in


@pytest.fixture
def officer(browse: Callable[..., Client]) -> Client:
    return browse()
