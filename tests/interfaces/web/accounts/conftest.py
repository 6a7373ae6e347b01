"""An officer with a password, and limits that begin anew with every test."""

import pytest
from django.core.cache import cache

from gieo.core.actor import Role
from gieo.foundation.accounts.models import User
from tests.factories.accounts import user_with
from tests.factories.units import make_unit

PASSWORD = "mot-mat-khau-tot-2023"


@pytest.fixture(autouse=True)
def no_limits_left_over():
    cache.clear()


@pytest.fixture
def officer(db) -> User:
    return user_with(Role.OFFICER, make_unit(), email="mai@example.vn", password=PASSWORD)
