"""One location in two runs: hits that came or went, and a band that moved."""

from pathlib import Path

from engine.exports import run_diff
from engine.snapshot import Run
from tests.engine.exports.conftest import HITS, HOUSE, ROWS, YARD, make_run
from tests.engine.scoring.build import hits_table


def test_location_that_stayed_as_it_was_did_not_move(village: Run) -> None:
    found = run_diff.at_location(village, village, YARD, was=YARD)
    assert (found.moved, found.hits) == (None, ())


def test_hits_that_came_or_went_are_those_of_the_location_only(
    village: Run, tmp_path: Path
) -> None:
    fewer = make_run(tmp_path / "runs", ROWS, hits_table(HITS[2:]))
    came = run_diff.at_location(fewer, village, YARD, was=YARD)
    went = run_diff.at_location(village, fewer, YARD, was=YARD)
    assert ("GEN-01", "new hit") in came.hits
    assert ("GEN-01", "hit gone") in went.hits
    assert run_diff.at_location(fewer, village, HOUSE, was=HOUSE).hits == ()
    assert came.moved is not None
    assert went.moved is not None
    assert came.moved.score_after == went.moved.score_before


def test_location_that_was_not_there_moved_from_absent(village: Run) -> None:
    found = run_diff.at_location(village, village, YARD, was="L0")
    assert found.moved is not None
    assert found.moved.band_before == "absent"
    assert {what for _, what in found.hits} == {"new hit"}
