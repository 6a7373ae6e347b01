"""Every address refuses a method that it does not know, in words, and says which ones it knows."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from gieo.core.actor import Role
from tests.factories.accounts import user_with
from tests.factories.units import make_unit
from tests.house.world import addresses

SAMPLES = {"pk": 1, "item": 1, "number": 1, "of": 1, "year": 1, "task": "00000000-0000-4000-8000-000000000000"}


@pytest.mark.django_db
@pytest.mark.looks
@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_an_unknown_method_is_refused_in_words(method: str) -> None:
    client = Client()
    client.force_login(user_with(Role.ADMINISTRATOR, make_unit()))
    found = []
    for name, arguments in addresses():
        address = reverse(name, kwargs={argument: SAMPLES.get(argument, "x") for argument in arguments})
        answer = getattr(client, method)(address)
        if answer.status_code != 405 or not answer.content or "Allow" not in answer.headers:
            found.append(f"{name}: {answer.status_code}, {len(answer.content)} bytes")
    assert not found, "Wrap the view in reads, writes or fills (ui/pages.py).\n" + "\n".join(found)
