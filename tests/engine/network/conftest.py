"""One graph server per worker, for all tests that need a real one."""

from collections.abc import Iterator

import pytest

from tests.graph_server import GraphServer, running


@pytest.fixture(scope="session")
def graph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphServer]:
    """A running Neo4j; skipped, or failed in CI, where Java or Maven is missing."""
    with running(tmp_path_factory.mktemp("neo4j") / "home") as server:
        yield server
