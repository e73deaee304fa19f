"""A register to fill, new for every test of the network, and one graph server per test run."""

import os
from collections.abc import Iterator

import pytest

from tests.engine.network.world import World, empty_world
from tests.graph_server import GraphServer, running


@pytest.fixture
def world() -> Iterator[World]:
    with empty_world() as made:
        yield made
        for network in made.networks:
            network.close()


@pytest.fixture(scope="session")
def graph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphServer]:
    """A running Neo4j; skipped, or failed in CI, where Java or Maven is missing.

    Only one worker asks for it: see `tests.spreading`.
    """
    if "PYTEST_XDIST_WORKER" in os.environ:
        mark = tmp_path_factory.getbasetemp().parent / "graph-server"
        mark.touch(exist_ok=False)
    with running(tmp_path_factory.mktemp("neo4j") / "home") as server:
        yield server
