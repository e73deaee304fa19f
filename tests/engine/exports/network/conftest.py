"""The invented town of the walks, built once for all tests of views."""

from collections.abc import Iterator

import pytest

from engine.network.graph import Graph
from tests.engine.network.town import town
from tests.engine.network.world import World, empty_world


@pytest.fixture(scope="package")
def made() -> Iterator[Graph]:
    graph = town()
    yield graph
    graph.close()


@pytest.fixture
def world() -> Iterator[World]:
    """A register to fill, new for every test."""
    with empty_world() as world:
        yield world
        for network in world.networks:
            network.close()
