"""What needs a user today: by role, with first days, and never what the role may not see."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from engine.casework import assigning, data_errors, decisions, judgements, matches, places
from engine.casework.match_models import MatchKind, MatchVerdict
from engine.casework.matches import Said
from engine.casework.meetings import preparing
from engine.casework.meetings.models import MeetingKind
from engine.casework.models import Role, User, Verdict
from engine.casework.process import tasks
from engine.exports.today import needs
from engine.exports.today.needs import Need
from engine.scoring import weeks
from engine.settings import load_settings
from engine.snapshot import Run
from tests.engine.exports.today.conftest import DAY, NOW, Known, signal

SETTINGS = load_settings().today


def _needs(session: Session, run: Run, user: User) -> dict[Need, tuple[int, date | None]]:
    found = needs.needs(session, run, user=user, now=NOW, settings=SETTINGS)
    return {item.need: (item.count, item.first) for item in found}


def test_unjudged_locations_of_the_list_need_who_may_judge(
    session: Session, sample_run: Run, known: Known
) -> None:
    listed = sample_run.table("worklist")["location_id"].to_pylist()
    liaison = known(Role.RIEC_LIAISON)
    assert _needs(session, sample_run, liaison)[Need.LIST] == (len(listed), None)
    assert Need.LIST not in _needs(session, sample_run, known(Role.BIBOB_OFFICER))
    for at, name in enumerate(listed):
        judgements.judge(
            session, user=liaison, location=places.states(sample_run, [name])[name],
            run=sample_run.path.name, week=weeks.week_of(sample_run.as_of), verdict=Verdict.UNCLEAR,
            reason="Te weinig bekend.", now=NOW + timedelta(minutes=10 * at),
        )  # fmt: skip
    assert Need.LIST not in _needs(session, sample_run, liaison)


@pytest.mark.parametrize(
    ("days", "need"),
    [
        pytest.param(-1, Need.LATE_TASKS, id="yesterday is late"),
        pytest.param(0, Need.TASKS, id="today is not"),
        pytest.param(SETTINGS.soon_days, Need.TASKS, id="last day ahead"),
        pytest.param(SETTINGS.soon_days + 1, None, id="a day too far"),
    ],
)
def test_tasks_are_late_soon_or_not_yet_told(
    session: Session, sample_run: Run, known: Known, days: int, need: Need | None
) -> None:
    liaison = known(Role.RIEC_LIAISON)
    made = tasks.add(session, None, user=liaison, title="Bellen", due_on=DAY, now=NOW)
    made.due_on = DAY + timedelta(days=days)
    session.flush()
    found = _needs(session, sample_run, liaison)
    told = {one: found[one] for one in (Need.LATE_TASKS, Need.TASKS) if one in found}
    assert told == ({} if need is None else {need: (1, made.due_on)})


def test_a_signal_needs_who_works_with_signals(
    session: Session, sample_run: Run, known: Known
) -> None:
    signal(session, sample_run, known(Role.CARE_ADVISER))
    assert _needs(session, sample_run, known(Role.RIEC_LIAISON))[Need.SIGNALS] == (1, None)
    for role in (Role.ANALYST, Role.BIBOB_OFFICER, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR):
        assert Need.SIGNALS not in _needs(session, sample_run, known(role))


def test_a_meeting_is_told_with_its_day(session: Session, sample_run: Run, known: Known) -> None:
    adviser = known(Role.DRIEHOEK_ADVISER)
    day = DAY + timedelta(days=SETTINGS.soon_days)
    preparing.create(session, user=adviser, kind=MeetingKind.DRIEHOEK, day=day, now=NOW)
    later = day + timedelta(days=1)
    preparing.create(session, user=adviser, kind=MeetingKind.DRIEHOEK, day=later, now=NOW)
    assert _needs(session, sample_run, adviser)[Need.MEETING] == (1, day)
    assert Need.MEETING not in _needs(session, sample_run, known(Role.ANALYST))


def test_a_meeting_that_nobody_recorded_is_not_one_ahead(
    session: Session, sample_run: Run, known: Known
) -> None:
    adviser = known(Role.DRIEHOEK_ADVISER)
    made = preparing.create(session, user=adviser, kind=MeetingKind.DRIEHOEK, day=DAY, now=NOW)
    made.day = DAY - timedelta(days=1)
    session.flush()
    found = _needs(session, sample_run, adviser)
    assert found[Need.PAST_MEETING] == (1, made.day)
    assert Need.MEETING not in found


@pytest.mark.parametrize("role", list(Role))
def test_every_role_is_told_something_it_may_see_in_a_fixed_order(
    session: Session, sample_run: Run, known: Known, role: Role
) -> None:
    found = needs.needs(session, sample_run, user=known(role), now=NOW, settings=SETTINGS)
    order = list(Need)
    assert [one.need for one in found] == sorted((o.need for o in found), key=order.index)
    assert (Need.LOG_SAMPLE in {one.need for one in found}) is (role is Role.PRIVACY_OFFICER)


def test_pairs_wait_until_they_are_judged_and_joins_for_a_second_person(
    session: Session, sample_run: Run, known: Known
) -> None:
    analyst = known(Role.ANALYST)
    rows = sample_run.table("tables/match_candidate").to_pylist()
    assert _needs(session, sample_run, analyst)[Need.PAIRS] == (len(rows), None)
    one = next(row for row in rows if row["kind"] == "person")
    pair = matches.pair(MatchKind.PERSON, one["subject"], one["other"])
    said = Said(MatchVerdict.SAME, "Zelfde mens.", sample_run.path.name, {}, {})
    matches.judge(session, [pair], said, user=analyst, now=NOW)
    assert _needs(session, sample_run, analyst)[Need.PAIRS] == (len(rows) - 1, None)
    assert _needs(session, sample_run, known(Role.RIEC_LIAISON))[Need.JOINS] == (1, None)
    assert Need.JOINS not in _needs(session, sample_run, analyst)
    assert Need.PAIRS not in _needs(session, sample_run, known(Role.PRIVACY_OFFICER))


def test_own_locations_of_the_list_are_told_until_they_are_judged(
    session: Session, sample_run: Run, known: Known
) -> None:
    liaison, analyst = known(Role.RIEC_LIAISON), known(Role.ANALYST)
    decisions.record_list(session, sample_run, user=liaison, now=NOW)
    name, week = sample_run.table("worklist")["location_id"][0].as_py(), "2026-W44"
    location = places.states(sample_run, [name])[name]
    listing = assigning.find(session, week, location.bag_ids)
    assigning.assign(session, listing, user=liaison, to=analyst, now=NOW)
    assert _needs(session, sample_run, analyst)[Need.OWN_LIST] == (1, None)
    assert Need.OWN_LIST not in _needs(session, sample_run, liaison)
    judgements.judge(
        session, user=liaison, location=location, run=sample_run.path.name, week=week,
        verdict=Verdict.UNCLEAR, reason="Te weinig bekend.", now=NOW,
    )  # fmt: skip
    assert Need.OWN_LIST not in _needs(session, sample_run, analyst)


def test_proposed_values_are_told_to_a_second_person(
    session: Session, sample_run: Run, known: Known
) -> None:
    liaison, analyst = known(Role.RIEC_LIAISON), known(Role.ANALYST)
    (row, *_) = sample_run.table("tables/permit").to_pylist()
    said = data_errors.Said(row["record_key"], "capacity", "Verzonnen.", "4")
    data_errors.report(
        session, sample_run, said, user=liaison, location_id=row["location_id"], now=NOW
    )
    assert _needs(session, sample_run, analyst)[Need.DATA_ERRORS] == (1, None)
    assert Need.DATA_ERRORS in _needs(session, sample_run, known(Role.BIBOB_OFFICER))
    assert Need.DATA_ERRORS not in _needs(session, sample_run, liaison)
    assert Need.DATA_ERRORS not in _needs(session, sample_run, known(Role.ADMINISTRATOR))
