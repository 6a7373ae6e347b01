"""People at the pages of minutes."""

import pytest
from django.test import Client

from gieo.core.actor import Role
from gieo.foundation.accounts.models import User
from gieo.foundation.units.models import Unit
from tests.factories.accounts import user_with
from tests.factories.handovers import department


@pytest.fixture
def officer(client: Client) -> User:
    """An officer of the department, signed in."""
    user = user_with(Role.OFFICER, department())
    client.force_login(user)
    return user


def visitor(role: Role, unit: Unit | None = None) -> Client:
    """A browser of somebody with this role."""
    client = Client()
    client.force_login(user_with(role, unit or department(), name="Người khác"))
    return client
