"""The committed sample, and a file on a licence in it."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from engine.casework import places
from engine.casework.bibob import files
from engine.casework.bibob.files import HookGiven
from engine.snapshot import Run
from tests.engine.casework.bibob.desk import WHY, Desk, officer

PLACE = "L1884019000000236"
"""Two licences in force of one company, two of its successor, two lapsed ones."""
LICENCE, COMPANY, SUCCESSOR = "ALC-00003", "99000017", "99000018"


@pytest.fixture
def desk(session: Session, sample_run: Run) -> Desk:
    """A file on the alcohol licence of a company that went bankrupt."""
    given = HookGiven("existing_licence", "alcoholwet", LICENCE, date(2025, 12, 6))
    location = places.states(sample_run, [PLACE])[PLACE]
    user = officer(session)
    file = files.open_file(
        session, user=user, location=location, given=given, purpose=WHY, now=Desk.now
    )
    return Desk(session, file, user)
