"""Our own correction reaches the next run through the decisions file, and stops with its report."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from engine import decisions as decisions_file
from engine.casework import data_errors
from engine.casework.data_errors import ErrorState
from engine.casework.decisions import write_decisions
from engine.casework.models import User
from engine.register import corrections
from tests.engine.casework.conftest import NOW
from tests.engine.casework.data_errors.conftest import Report
from tests.engine.register.taken import take, used

TODAY = NOW.date()


def _capacity(session: Session, folder: Path) -> tuple[object, int]:
    """The capacity of the permit in a run of tomorrow, and how many corrections it applied."""
    day, file = TODAY + timedelta(days=1), folder / "decisions.parquet"
    write_decisions(session, file, as_of=day)
    folder = folder / "delivery"
    folder.mkdir(exist_ok=True)
    with take(folder, [used("permit", permit_id="Z:1", capacity=8)]) as taken:
        told = corrections.apply(taken.con, decisions_file.read(file, as_of=day), as_of=day)
        assert not told.not_applied
        ((capacity,),) = taken.rows("permit", "capacity")
        return capacity, told.applied


def test_run_reads_the_right_value_until_the_report_ends(
    session: Session, report: Report, user: User, second: User, tmp_path: Path
) -> None:
    made = report(value="4")
    assert _capacity(session, tmp_path) == (8, 0)
    data_errors.settle(session, made, ErrorState.OWN, user=second, reason="Gezien.", now=NOW)
    assert _capacity(session, tmp_path) == (4, 1)
    data_errors.settle(session, made, ErrorState.CORRECTED, user=user, reason="Klaar.", now=NOW)
    assert _capacity(session, tmp_path) == (8, 0)


def test_value_that_must_be_empty_is_emptied(
    session: Session, report: Report, second: User, tmp_path: Path
) -> None:
    made = report(value="")
    data_errors.settle(session, made, ErrorState.OWN, user=second, reason="Gezien.", now=NOW)
    assert _capacity(session, tmp_path) == (None, 1)
