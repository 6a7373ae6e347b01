"""A watch that nothing is written."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers

WATCHED = ("journal", "outbox", "duties", "uptake", "search")


def everything() -> dict[str, list[Any]]:
    return {
        model._meta.label: serializers.serialize("python", model._base_manager.order_by("pk"))
        for room in WATCHED
        for model in apps.get_app_config(room).get_models()
    }


@pytest.fixture
def nothing_written(db: None) -> Callable[[], AbstractContextManager[None]]:
    """`with nothing_written(): …` fails when any row of any table changed."""

    @contextmanager
    def watch() -> Iterator[None]:
        before = everything()
        yield
        after = everything()
        assert {label for label in after if after[label] != before[label]} == set()

    return watch
