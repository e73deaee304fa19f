"""What becomes of a report: sent, our own correction by two persons, and its end."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from engine.casework import audit, data_errors
from engine.casework.data_errors import ENDED, OUTCOMES, DataError, ErrorState
from engine.casework.decisions import collect
from engine.casework.models import Role, User
from engine.casework.users import sign_in
from engine.decisions import Decision
from engine.errors import CaseworkError, RoleRefused
from tests.engine.casework.conftest import NOW
from tests.engine.casework.data_errors.conftest import Report

TODAY = NOW.date()
LATER = NOW + timedelta(days=3)


def _send(
    session: Session, error: DataError, user: User, on: date = TODAY, to: str = "het loket"
) -> None:
    data_errors.send(session, error, user=user, holder=to, on=on, reason="Nummer 2026-1.", now=NOW)


def _settle(session: Session, error: DataError, to: ErrorState, user: User) -> None:
    data_errors.settle(session, error, to, user=user, reason="Nagekeken.", now=LATER)


def test_report_is_sent_to_the_holder_and_logged(
    session: Session, report: Report, user: User
) -> None:
    made = report()
    _send(session, made, user)
    assert (made.state, made.sent_on, made.sent_to) == (ErrorState.SENT, TODAY, "het loket")
    newest = audit.search(session, object_ids=[str(made.id)])[-1]
    assert (newest.actie_naam, newest.afnemer_id) == ("Fout teruggemeld", "het loket")
    with pytest.raises(CaseworkError, match="al teruggemeld"):
        _send(session, made, user)


@pytest.mark.parametrize("days", [-1, 1], ids=["before the report", "after today"])
def test_day_of_sending_lies_between_report_and_today(
    session: Session, report: Report, user: User, days: int
) -> None:
    with pytest.raises(CaseworkError, match="in de toekomst"):
        _send(session, report(), user, TODAY + timedelta(days=days))


@pytest.mark.parametrize("holder", [" ", "x" * 301, "nummer 123456782"])
def test_holder_is_told_in_plain_words(
    session: Session, report: Report, user: User, holder: str
) -> None:
    made = report()
    with pytest.raises(CaseworkError):
        _send(session, made, user, to=holder)
    assert (made.state, made.sent_on) == (ErrorState.OPEN, None)


@pytest.mark.parametrize("outcome", sorted(ENDED))
def test_report_ends_once_with_who_when_and_why(
    session: Session, report: Report, user: User, outcome: ErrorState
) -> None:
    made = report()
    _settle(session, made, outcome, user)
    assert (made.state, made.is_open) == (outcome, False)
    (step,) = made.steps
    assert (step.user, step.reason, step.done_at) == (user, "Nagekeken.", LATER)
    with pytest.raises(CaseworkError, match="al afgehandeld"):
        _settle(session, made, ErrorState.WITHDRAWN, user)
    with pytest.raises(CaseworkError, match="al afgehandeld"):
        _send(session, made, user)


def test_own_correction_needs_a_second_person_and_a_value(
    session: Session, report: Report, user: User, second: User
) -> None:
    made, bare = report(value="4"), report()
    with pytest.raises(CaseworkError, match="vier ogen"):
        _settle(session, made, ErrorState.OWN, user)
    with pytest.raises(CaseworkError, match="geen juiste waarde"):
        _settle(session, bare, ErrorState.OWN, second)
    _settle(session, made, ErrorState.OWN, second)
    assert (made.state, made.is_open) == (ErrorState.OWN, True)
    with pytest.raises(CaseworkError, match="al zelf verbeterd"):
        _settle(session, made, ErrorState.OWN, second)


def test_one_fact_has_one_own_correction(
    session: Session, report: Report, user: User, second: User
) -> None:
    first, other = report(value="4"), report(value="5")
    _settle(session, first, ErrorState.OWN, second)
    with pytest.raises(CaseworkError, match=f"melding {first.id} verbetert dit gegeven al"):
        _settle(session, other, ErrorState.OWN, second)
    _settle(session, first, ErrorState.WITHDRAWN, user)
    _settle(session, other, ErrorState.OWN, second)
    assert [one.value for one in collect(session, as_of=LATER.date())] == ["5"]


def test_own_correction_that_is_sent_still_holds(
    session: Session, report: Report, user: User, second: User
) -> None:
    made = report(value="4")
    _settle(session, made, ErrorState.OWN, second)
    _send(session, made, user)
    assert (made.state, made.sent_on) == (ErrorState.OWN, TODAY)
    assert len(collect(session, as_of=LATER.date())) == 1


@pytest.mark.parametrize("role", [Role.PRIVACY_OFFICER, Role.ADMINISTRATOR])
def test_who_checks_the_others_settles_nothing(
    session: Session, report: Report, role: Role
) -> None:
    made, who = report(), sign_in(session, subject="iemand", role=role, now=NOW)
    with pytest.raises(RoleRefused):
        _send(session, made, who)
    for outcome in OUTCOMES:
        with pytest.raises(RoleRefused):
            _settle(session, made, outcome, who)
    assert data_errors.open_ones(session, user=who, as_of=TODAY) == []


@pytest.mark.parametrize("outcome", [ErrorState.OPEN, ErrorState.SENT])
def test_report_does_not_end_as_open_or_sent(
    session: Session, report: Report, user: User, outcome: ErrorState
) -> None:
    with pytest.raises(CaseworkError, match="eindigt niet met"):
        _settle(session, report(), outcome, user)


def test_act_needs_a_reason(session: Session, report: Report, user: User) -> None:
    made = report()
    with pytest.raises(CaseworkError, match="reden"):
        data_errors.settle(session, made, ErrorState.NOT_WRONG, user=user, reason=" ", now=NOW)
    assert made.state is ErrorState.OPEN


def test_number_that_is_none_is_told(session: Session) -> None:
    with pytest.raises(CaseworkError, match="geen gemelde fout 7"):
        data_errors.find(session, 7)


@pytest.mark.parametrize(("value", "told"), [("4", "4"), ("", None)], ids=["a value", "empty"])
def test_own_correction_goes_to_the_next_run_from_its_day(
    session: Session, report: Report, second: User, value: str, told: str | None
) -> None:
    made = report(value=value)
    assert collect(session, as_of=LATER.date()) == []
    _settle(session, made, ErrorState.OWN, second)
    expected = Decision(
        "correction", decided_on=LATER.date(), subject="permit:Z:1:capacity", value=told
    )
    assert collect(session, as_of=LATER.date()) == [expected]
    assert collect(session, as_of=LATER.date() - timedelta(days=1)) == []


@pytest.mark.parametrize("outcome", sorted(ENDED))
def test_own_correction_stops_on_the_day_that_the_report_ends(
    session: Session, report: Report, user: User, second: User, outcome: ErrorState
) -> None:
    made = report(value="4")
    _settle(session, made, ErrorState.OWN, second)
    end = LATER + timedelta(days=5)
    data_errors.settle(session, made, outcome, user=user, reason="Klaar.", now=end)
    assert collect(session, as_of=end.date()) == []
    assert len(collect(session, as_of=end.date() - timedelta(days=1))) == 1
