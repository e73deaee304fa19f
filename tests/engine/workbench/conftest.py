"""The small run and its packs, made once; no test changes them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from engine.snapshot import Run
from engine.workbench.session import Session
from tests.engine.workbench import world


@pytest.fixture(scope="session")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packs that the small run was made with."""
    return world.write(tmp_path_factory.mktemp("packs"))


@pytest.fixture(scope="session")
def filled() -> Iterator[DuckDBPyConnection]:
    """The register behind the small run."""
    with world.filled() as con:
        yield con


@pytest.fixture(scope="session")
def small_run(
    filled: DuckDBPyConnection, packs: Path, tmp_path_factory: pytest.TempPathFactory
) -> Run:
    """The small run, published."""
    return world.publish(filled, packs, tmp_path_factory.mktemp("small") / "runs")


@pytest.fixture(scope="session")
def session(small_run: Run, packs: Path) -> Iterator[Session]:
    """One session over the small run for all tests: every change is undone."""
    with world.open_session(small_run, packs) as opened:
        yield opened
