"""One small sample, written once per test worker, and what is inside its zips."""

from datetime import date
from pathlib import Path

import pytest

from engine.sample import generator, municipality
from engine.sample.world import World

AS_OF = date(2026, 11, 1)
SEED = 2
SIZE = 600


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A written sample of about 600 addresses; read-only."""
    out = tmp_path_factory.mktemp("written") / "sample"
    generator.write(out, seed=SEED, addresses=SIZE, as_of=AS_OF)
    return out


@pytest.fixture(scope="session")
def world() -> World:
    """The places of about 3,000 addresses; read-only."""
    return municipality.make(seed=SEED, addresses=3000, as_of=AS_OF)
