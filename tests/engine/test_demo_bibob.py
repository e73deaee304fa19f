"""Bibob files of the demo: played through the services, once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from engine.casework import audit
from engine.casework.bibob import acting
from engine.casework.bibob.words import BibobState
from engine.casework.database import open_casework
from engine.commands import demo_bibob, demo_cases
from engine.exports.bibob import file as bibob_file
from engine.settings import load_settings
from engine.snapshot import Run
from tests import casework_file

FIRST = datetime(2026, 11, 8, 8, tzinfo=UTC)


def test_demo_has_a_file_that_waits_and_one_with_a_draft_once(
    tmp_path: Path, sample_run: Run
) -> None:
    casework = open_casework(casework_file.url(tmp_path), settings=load_settings())
    assert demo_bibob.seed(casework, sample_run, first=FIRST) == 2
    assert demo_bibob.seed(casework, sample_run, first=FIRST) == 0
    with casework.reading() as session:
        waiting, draft = (
            bibob_file.build(
                session, acting.find(session, number), today=(FIRST + timedelta(days=3)).date()
            )
            for number in (1, 2)
        )
        assert (waiting.state, draft.state) == (BibobState.FORM_SENT, BibobState.DRAFT)
        decision = next(clock for clock in waiting.clocks if clock.code == "decision")
        assert decision.suspended_since is not None
        assert draft.analysis.gap == 0
        assert len(draft.analysis.unshown) == 1
        assert len(draft.statements) == 1
        audit.verify(session)
    casework.close()


def test_files_of_the_demo_stand_at_places_of_their_own(tmp_path: Path, sample_run: Run) -> None:
    casework = open_casework(casework_file.url(tmp_path), settings=load_settings())
    demo_cases.seed(casework, sample_run, first=FIRST)
    assert demo_bibob.seed(casework, sample_run, first=FIRST) == 2
    with casework.reading() as session:
        numbers = [row.case.place_id for row in (acting.find(session, n) for n in (7, 8))]
        assert len(set(numbers)) == 2
    casework.close()
