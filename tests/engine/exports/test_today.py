"""What needs a user today and what changed: by role, with first days, and never of another's."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from engine.casework import cases, judgements, places
from engine.casework.case_models import Case, CaseKind
from engine.casework.meetings import preparing
from engine.casework.meetings.models import MeetingKind
from engine.casework.models import Role, User, Verdict
from engine.casework.places import LocationState
from engine.casework.process import tasks
from engine.casework.users import sign_in
from engine.exports import today
from engine.exports.today import Need, News
from engine.scoring import weeks
from engine.settings import load_settings
from engine.snapshot import Run

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
DAY = date(2026, 11, 2)
SETTINGS = load_settings().today
Known = Callable[[Role], User]


@pytest.fixture
def known(session: Session) -> Known:
    return lambda role: sign_in(session, subject=f"{role.value}.een", role=role, now=NOW)


def _needs(session: Session, run: Run, user: User) -> dict[Need, tuple[int, date | None]]:
    found = today.needs(session, run, user=user, now=NOW, settings=SETTINGS)
    return {item.need: (item.count, item.first) for item in found}


def _news(session: Session, run: Run, user: User, since: datetime) -> dict[News, int]:
    return {one.news: one.count for one in today.changes(session, run, user=user, since=since)}


def _location(run: Run) -> LocationState:
    name = run.table("locations")["location_id"][0].as_py()
    return places.states(run, [name])[name]


def _signal(session: Session, run: Run, user: User) -> Case:
    location = _location(run)
    return cases.open_case(
        session, user=user, kind=CaseKind.SIGNAL, location=location, purpose="Gezien.", now=NOW
    )


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
    _signal(session, sample_run, known(Role.CARE_ADVISER))
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


@pytest.mark.parametrize("role", list(Role))
def test_every_role_is_told_something_it_may_see_in_a_fixed_order(
    session: Session, sample_run: Run, known: Known, role: Role
) -> None:
    found = today.needs(session, sample_run, user=known(role), now=NOW, settings=SETTINGS)
    order = list(Need)
    assert [one.need for one in found] == sorted((o.need for o in found), key=order.index)
    assert (Need.LOG_SAMPLE in {one.need for one in found}) is (role is Role.PRIVACY_OFFICER)


def test_what_others_did_since_is_news_and_what_one_did_oneself_is_not(
    session: Session, sample_run: Run, known: Known
) -> None:
    liaison, care = known(Role.RIEC_LIAISON), known(Role.CARE_ADVISER)
    _signal(session, sample_run, care)
    tasks.add(session, None, user=care, title="Bellen", due_on=DAY, assignee=liaison, now=NOW)
    before, after = NOW - timedelta(seconds=1), NOW
    told = _news(session, sample_run, liaison, before)
    assert (told.pop(News.RUN, 1), told) == (1, {News.GIVEN_TASKS: 1, News.SIGNALS: 1})
    assert _news(session, sample_run, care, before).keys() <= {News.RUN}
    assert _news(session, sample_run, liaison, after).keys() <= {News.RUN}


def test_a_run_is_news_until_it_was_seen(session: Session, sample_run: Run, known: Known) -> None:
    published = datetime.fromisoformat(sample_run.meta["published_at"])
    user = known(Role.ADMINISTRATOR)
    assert _news(session, sample_run, user, published - timedelta(seconds=1)) == {News.RUN: 1}
    assert _news(session, sample_run, user, published) == {}


def test_judgements_of_others_are_news_for_who_judges(
    session: Session, sample_run: Run, known: Known
) -> None:
    care = known(Role.CARE_ADVISER)
    judgements.judge(
        session, user=care, location=_location(sample_run), run=sample_run.path.name,
        week=weeks.week_of(sample_run.as_of), verdict=Verdict.UNCLEAR, reason="Onbekend.", now=NOW,
    )  # fmt: skip
    before = NOW - timedelta(seconds=1)
    assert _news(session, sample_run, known(Role.ANALYST), before)[News.JUDGED] == 1
    assert News.JUDGED not in _news(session, sample_run, care, before)
    assert News.JUDGED not in _news(session, sample_run, known(Role.BIBOB_OFFICER), before)
