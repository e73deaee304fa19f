"""The rest of the list: what waits, what lapsed and what is snoozed, for who judges only."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from engine.casework import decisions, holds, judgements, listings, places, users
from engine.casework.listings import Rest
from engine.casework.models import Role, User, Verdict
from engine.errors import RoleRefused
from engine.settings import load_settings
from engine.snapshot import Run
from tests.engine.casework.conftest import NOW

SETTINGS = load_settings().worklist
WEEK = "2026-W44"
LAPSE = date(2026, 10, 26) + timedelta(weeks=SETTINGS.lapse_weeks)


def _rest(
    session: Session, user: User, *, week: str = "2026-W45", as_of: date | None = None
) -> Rest:
    day = as_of or NOW.date()
    return listings.rest(session, user=user, week=week, as_of=day, settings=SETTINGS)


def test_nothing_listed_is_nothing_left(session: Session, user: User) -> None:
    assert _rest(session, user) == Rest((), (), ())


def test_earlier_listing_waits_until_it_is_judged(session: Session, user: User, run: Run) -> None:
    decisions.record_list(session, run, user=user, now=NOW)
    found = _rest(session, user)
    assert [(one.location_id, one.week, one.until) for one in found.waiting] == [
        ("L1", WEEK, LAPSE), ("L3", WEEK, LAPSE),
    ]  # fmt: skip
    judgements.judge(
        session, user=user, location=places.states(run, ["L1"])["L1"], run=run.path.name,
        week=WEEK, verdict=Verdict.UNCLEAR, reason="Verzonnen.", now=NOW,
    )  # fmt: skip
    assert [one.location_id for one in _rest(session, user).waiting] == ["L3"]


def test_this_weeks_own_list_is_no_rest(session: Session, user: User, run: Run) -> None:
    decisions.record_list(session, run, user=user, now=NOW)
    assert _rest(session, user, week=WEEK).waiting == ()


def test_lapsed_listing_is_told_for_as_long_as_one_stands(
    session: Session, user: User, run: Run
) -> None:
    decisions.record_list(session, run, user=user, now=NOW)
    decisions.lapse(session, as_of=LAPSE, settings=SETTINGS, now=NOW)
    found = _rest(session, user, week="2027-W01", as_of=LAPSE)
    assert found.waiting == ()
    assert {(one.location_id, one.until) for one in found.lapsed} == {("L1", LAPSE), ("L3", LAPSE)}
    long_after = LAPSE + timedelta(weeks=SETTINGS.lapse_weeks)
    assert _rest(session, user, as_of=long_after).lapsed == ()


def test_what_is_snoozed_comes_by_its_last_day_and_a_mask_is_not_told(
    session: Session, user: User, run: Run
) -> None:
    states = places.states(run, ["L1", "L2", "L3"])
    for name, days in (("L1", 9), ("L2", 3)):
        until = NOW.date() + timedelta(days=days)
        holds.snooze(
            session, user=user, location=states[name], until=until, reason="Later.", now=NOW
        )
    holds.mask(session, user=user, location=states["L3"], reason="Slachtoffer.", now=NOW)
    assert [one.location_id for one in _rest(session, user).snoozed] == ["L2", "L1"]


@pytest.mark.parametrize("role", [Role.BIBOB_OFFICER, Role.PRIVACY_OFFICER])
def test_role_that_does_not_judge_is_refused(session: Session, role: Role) -> None:
    user = users.sign_in(session, subject="x", role=role, now=NOW)
    with pytest.raises(RoleRefused):
        _rest(session, user)
