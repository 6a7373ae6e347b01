"""The office that permissions are asked of."""

import pytest

from tests.house.world import Story


@pytest.fixture
def story(told: None) -> Story:
    return Story()
