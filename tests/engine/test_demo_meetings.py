"""Meetings of the demo: played through the services, once."""

from datetime import UTC, datetime
from pathlib import Path

from engine.casework import audit
from engine.casework.database import open_casework
from engine.casework.meetings import preparing
from engine.commands import demo_cases, demo_meetings
from engine.settings import load_settings
from engine.snapshot import Run
from tests import casework_file

FIRST = datetime(2026, 11, 1, 8, tzinfo=UTC)
LATER = datetime(2026, 11, 8, 8, tzinfo=UTC)


def test_demo_has_a_held_meeting_and_one_to_prepare_once(tmp_path: Path, sample_run: Run) -> None:
    casework = open_casework(casework_file.url(tmp_path), settings=load_settings())
    assert demo_meetings.seed(casework, first=LATER) == 0
    demo_cases.seed(casework, sample_run, first=FIRST)
    assert demo_meetings.seed(casework, first=LATER) == 2
    assert demo_meetings.seed(casework, first=LATER) == 0
    with casework.reading() as session:
        (held,), (coming,) = preparing.earlier(session), preparing.planned(session)
        assert [len(one.items) for one in (held, coming)] == [1, 2]
        assert held.items[0].decisions[0].task_id is not None
        audit.verify(session)
    casework.close()
