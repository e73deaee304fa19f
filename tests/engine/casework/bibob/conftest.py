"""An open Bibob file."""

import pytest
from sqlalchemy.orm import Session

from tests.engine.casework.bibob.desk import Desk, opened


@pytest.fixture
def desk(session: Session) -> Desk:
    return opened(session)
