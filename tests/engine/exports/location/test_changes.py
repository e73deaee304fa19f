"""What changed at a location: facts that came, went or changed, and hits for who judged only."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from engine.casework import judgements, places, users
from engine.casework.models import Role, User, Verdict
from engine.errors import RoleRefused, RunError
from engine.exports.location import changes
from engine.exports.location.changes import Changes, What
from engine.snapshot import Run
from tests.engine.casework.conftest import NOW
from tests.engine.exports.conftest import HITS, HOUSE, ROWS, YARD, make_run
from tests.engine.scoring.build import hits_table

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
PERMIT, REPORT = ROWS["permit"][0], ROWS["report"][0]


def _earlier(folder: Path, rows: Rows, hits: Sequence[dict[str, object]] = HITS) -> Run:
    return make_run(folder / "earlier", {**ROWS, **rows}, hits_table(list(hits)))


def _facts(before: Run, after: Run, location_id: str = YARD) -> Changes:
    location = places.states(after, [location_id])[location_id]
    return changes.facts(before, after, location, role=Role.ANALYST)


def _told(found: Changes) -> list[tuple[What, str]]:
    return [(one.what, one.record_key) for one in found.facts]


def test_same_facts_are_no_change(village: Run) -> None:
    assert _facts(village, village).facts == ()


def test_fact_that_came_is_told_with_its_day_and_record(village: Run, tmp_path: Path) -> None:
    [one] = _facts(_earlier(tmp_path, {"report": []}), village).facts
    assert (one.what, one.on, one.record_key) == (
        What.CAME, date(2026, 10, 3), "reports:report:M-1",
    )  # fmt: skip
    assert one.text == "melding: nachtelijk verkeer"


def test_fact_that_went_is_told(village: Run, tmp_path: Path) -> None:
    more = {"report": [REPORT, {**REPORT, "report_id": "M-2"}]}
    assert _told(_facts(_earlier(tmp_path, more), village)) == [(What.WENT, "reports:report:M-2")]


def test_column_that_changed_is_told_before_and_after(village: Run, tmp_path: Path) -> None:
    before = _earlier(tmp_path, {"permit": [{**PERMIT, "status": "requested", "capacity": None}]})
    [one] = _facts(before, village).facts
    assert one.what is What.CHANGED
    assert one.columns == (
        ("stand", "aangevraagd", "geweigerd"), ("capaciteit", "niet bekend", "12"),
    )  # fmt: skip


def test_person_that_changed_is_not_told(village: Run, tmp_path: Path) -> None:
    before = _earlier(tmp_path, {"title": [{**ROWS["title"][0], "holder_id": "P" + "11" * 10}]})
    assert _facts(before, village).facts == ()


def test_shielded_branch_is_not_told(village: Run, tmp_path: Path) -> None:
    before = _earlier(tmp_path, {"branch": ROWS["branch"][:2]})
    assert _facts(before, village).facts == ()


def test_what_came_stands_before_what_went_and_the_newest_first(
    village: Run, tmp_path: Path
) -> None:
    found = _facts(_earlier(tmp_path, {"report": [], "measure": [], "building": []}), village)
    whats = [one.what for one in found.facts]
    assert whats == sorted(whats, key=list(What).index)
    days = [one.on for one in found.facts if one.on]
    assert days == sorted(days, reverse=True)


def test_location_that_was_not_there_is_told(village: Run, tmp_path: Path) -> None:
    rows = {"location": [row for row in ROWS["location"] if row["location_id"] == YARD]}
    with pytest.raises(RunError, match="staat niet in run"):
        _facts(_earlier(tmp_path, rows), village, HOUSE)


def test_location_under_another_id_is_found_back(village: Run, tmp_path: Path) -> None:
    yard = {**ROWS["location"][0], "location_id": "L9"}
    rows = {
        "location": [yard, ROWS["location"][1]],
        **{
            name: [
                {**row, "location_id": "L9"} if row.get("location_id") == YARD else row
                for row in ROWS[name]
            ]
            for name in ROWS
            if name != "location"
        },
    }
    found = _facts(_earlier(tmp_path, rows, ()), village)
    assert (found.was, found.facts) == ("L9", ())


def test_role_without_facts_is_refused(village: Run) -> None:
    location = places.states(village, [YARD])[YARD]
    with pytest.raises(RoleRefused):
        changes.facts(village, village, location, role=Role.ADMINISTRATOR)


def _user(session: Session, role: Role) -> User:
    return users.sign_in(session, subject=f"u.{role.value}", role=role, now=NOW)


def test_hits_wait_for_the_first_judgement(session: Session, village: Run, tmp_path: Path) -> None:
    before = _earlier(tmp_path, {}, HITS[1:])
    user, location = _user(session, Role.ANALYST), places.states(village, [YARD])[YARD]
    assert changes.assessed(session, before, village, location, user=user) is None
    judgements.judge(
        session, user=user, location=location, run=village.path.name, week="2026-W44",
        verdict=Verdict.UNCLEAR, reason="Verzonnen.", now=NOW,
    )  # fmt: skip
    found = changes.assessed(session, before, village, location, user=user)
    assert found is not None
    assert ("GEN-01", "new hit") in found.hits
    assert found.moved is not None
    assert found.moved.score_after > found.moved.score_before


def test_role_that_sees_no_score_is_refused(session: Session, village: Run) -> None:
    location = places.states(village, [YARD])[YARD]
    with pytest.raises(RoleRefused):
        changes.assessed(
            session, village, village, location, user=_user(session, Role.BIBOB_OFFICER)
        )
