from collections.abc import Callable

import pytest
from django.test import Client

from gieo.core.actor import Role
from gieo.foundation.units.models import Unit
from tests.factories.accounts import user_with
from tests.factories.news import centre


@pytest.fixture
def department(db: None) -> Unit:
    return centre()


@pytest.fixture
def browse(department: Unit) -> Callable[..., Client]:
    """A browser signed in as a role, by name where two of a role meet."""

    def sign_in(role: Role = Role.EDITOR, name: str = "Tòng Thị Duyên") -> Client:
        client = Client()
        client.force_login(user_with(role, department, name=name))
        return client

    return sign_in


@pytest.fixture
def editor_client(browse: Callable[..., Client]) -> Client:
    return browse()
