"""Casework of the demo: played through the services, once, and never on the week's list."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from engine.casework import audit
from engine.casework.case_models import Case
from engine.casework.database import open_casework
from engine.casework.process.states import State
from engine.commands import demo_cases
from engine.settings import load_settings
from engine.snapshot import Run
from tests import casework_file

FIRST = datetime(2026, 11, 1, 8, tzinfo=UTC)


def test_demo_shows_cases_in_several_states_and_is_seeded_once(
    tmp_path: Path, sample_run: Run
) -> None:
    casework = open_casework(casework_file.url(tmp_path), settings=load_settings())
    listed = set(sample_run.table("worklist")["location_id"].to_pylist())
    assert demo_cases.seed(casework, sample_run, first=FIRST) == 6
    assert demo_cases.seed(casework, sample_run, first=FIRST) == 0
    with casework.reading() as session:
        made = session.scalars(select(Case).order_by(Case.id)).all()
        assert [case.state for case in made] == [
            State.NEW, State.WEIGHING_1, State.WEIGHING_3, State.DESK_RESEARCH, State.CASE,
            State.INTERVENTION,
        ]  # fmt: skip
        assert not listed & {case.place.location_id for case in made}
        assert audit.verify(session) > len(made)
    casework.close()
