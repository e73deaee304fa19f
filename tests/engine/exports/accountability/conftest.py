"""An empty casework database, and one in which days pass."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from engine.casework.database import Casework, open_casework
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY
from engine.settings import load_settings
from tests import casework_file
from tests.engine.casework.destruction.conftest import World


@pytest.fixture
def casework(tmp_path: Path) -> Iterator[Casework]:
    """The database."""
    opened = open_casework(
        casework_file.url(tmp_path), settings=load_settings(), key=lambda: PUBLIC_SAMPLE_KEY
    )
    yield opened
    opened.close()


@pytest.fixture
def session(casework: Casework) -> Iterator[Session]:
    """A writing session in it."""
    with casework.writing() as session:
        yield session


@pytest.fixture
def world(casework: Casework) -> World:
    """The database, to travel in time with."""
    return World(casework)
