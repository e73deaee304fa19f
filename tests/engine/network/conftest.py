"""A register to fill, new for every test of the network."""

from collections.abc import Iterator

import pytest

from tests.engine.network.world import World, empty_world


@pytest.fixture
def world() -> Iterator[World]:
    with empty_world() as made:
        yield made
        for network in made.networks:
            network.close()
