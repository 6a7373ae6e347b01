"""The story, told once for all tests of this folder that ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from gieo.interfaces.ops import demo
from tests.house.world import Story


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any) -> Iterator[Story]:
    """The demo as it stands after the conference, in a transaction that is rolled back after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo.load("signed", lambda _words: None)
        yield Story()
        transaction.set_rollback(True)
    connection.close()


@pytest.fixture
def story(told: Story, django_db_blocker: Any) -> Iterator[Story]:
    """The story for one test; what the test writes is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield told
        transaction.set_rollback(True)
