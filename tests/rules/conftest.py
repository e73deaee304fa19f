"""The world that tests of the shipped rules fill."""

from collections.abc import Iterator

import pytest

from tests.rules.world import World


@pytest.fixture
def world() -> Iterator[World]:
    """An empty register, closed after the test."""
    with World() as made:
        yield made
