"""What was said and done before: to whom, and when."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from engine.casework import cases, holds, judgements, second_readers, users
from engine.casework.case_models import CaseKind
from engine.casework.models import Role, User, Verdict
from engine.casework.places import LocationState
from engine.exports.location import past
from engine.exports.location.past import Past
from tests.engine.casework.conftest import NOW

HERE = LocationState("L1", ("1884010000000001",), "high", ("GEN-01",))
ELSEWHERE = LocationState("L2", ("1884010000000002",), "none", ())
WEEK, BEFORE = "2026-W44", "2026-W40"


def _user(session: Session, role: Role = Role.RIEC_LIAISON) -> User:
    return users.sign_in(session, subject=f"u.{role.value}", role=role, now=NOW)


def _judge(
    session: Session, week: str, location: LocationState = HERE, *,
    verdict: Verdict = Verdict.UNCLEAR, reason: str = "Verzonnen.",
) -> int:  # fmt: skip
    return judgements.judge(
        session, user=_user(session), location=location, run="r", week=week,
        verdict=verdict, reason=reason, now=NOW,
    ).id  # fmt: skip


def _past(session: Session, role: Role = Role.RIEC_LIAISON) -> Past:
    return past.of_location(session, HERE, week=WEEK, user=_user(session, role), as_of=NOW.date())


def test_location_that_nobody_saw_has_no_past(session: Session) -> None:
    assert _past(session) == Past(False, 0, (), (), ())


def test_earlier_judgement_is_told_after_the_first_of_this_week(session: Session) -> None:
    _judge(session, BEFORE, reason="Vorige keer.")
    _judge(session, BEFORE, ELSEWHERE)
    before = _past(session)
    assert (before.waiting, before.judgements) == (1, ())
    _judge(session, WEEK, reason="Nu.")
    after = _past(session)
    assert after.waiting == 0
    assert [(one.week, one.reason, one.is_first) for one in after.judgements] == [
        (WEEK, "Nu.", True), (BEFORE, "Vorige keer.", True),
    ]  # fmt: skip


@pytest.mark.parametrize("role", [Role.BIBOB_OFFICER, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR])
def test_role_that_does_not_judge_is_told_no_judgement_and_no_snooze(
    session: Session, role: Role
) -> None:
    _judge(session, WEEK)
    holds.snooze(
        session, user=_user(session), location=HERE, until=NOW.date() + timedelta(days=7),
        reason="Later.", now=NOW,
    )  # fmt: skip
    found = _past(session, role)
    assert (found.waiting, found.judgements, found.snoozes) == (0, (), ())


def test_second_reader_says_whether_a_judgement_counts(session: Session) -> None:
    number = _judge(session, WEEK, verdict=Verdict.CARE_FIRST)
    assert [one.counts for one in _past(session).judgements] == [None]
    second = _user(session, Role.ANALYST)
    second_readers.read(session, number, user=second, agrees=False, reason="Anders.", now=NOW)
    assert [one.counts for one in _past(session).judgements] == [False]


def test_snooze_that_stands_is_told_and_a_mask_is_not(session: Session) -> None:
    until = NOW.date() + timedelta(days=7)
    user = _user(session)
    holds.snooze(session, user=user, location=HERE, until=until, reason="Later.", now=NOW)
    holds.mask(session, user=user, location=HERE, reason="Slachtoffer.", now=NOW)
    assert [(one.until, one.reason) for one in _past(session).snoozes] == [(until, "Later.")]


def test_cases_are_told_to_roles_that_work_with_their_kind(session: Session) -> None:
    case = cases.open_case(
        session, user=_user(session), kind=CaseKind.SIGNAL, location=HERE, purpose="Verzonnen.",
        now=NOW,
    )  # fmt: skip
    assert _past(session).cases == ()
    _judge(session, WEEK)
    assert [row.number for row in _past(session).cases] == [case.id]
    assert _past(session, Role.CARE_ADVISER).cases
    for role in (Role.BIBOB_OFFICER, Role.ANALYST, Role.PRIVACY_OFFICER):
        assert _past(session, role).cases == ()
