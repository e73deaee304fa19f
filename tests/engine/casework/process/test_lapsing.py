"""Signals that nobody touched lapse in their week, by the system, recorded."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import audit, cases
from engine.casework.audit_models import AuditEntry
from engine.casework.case_models import Case
from engine.casework.models import User
from engine.casework.process import lapsing, moving
from engine.casework.process.states import Outcome, State
from tests.engine.casework.conftest import NOW, SETTINGS

DAY = NOW.date() + timedelta(weeks=8)


def _lapse(session: Session, as_of: date = DAY) -> list[Case]:
    return lapsing.lapse(session, as_of=as_of, settings=SETTINGS.worklist, now=NOW)


def test_signal_lapses_on_its_day_and_not_before(session: Session, signal: Case) -> None:
    assert lapsing.lapses_on(signal, settings=SETTINGS.worklist) == DAY
    assert _lapse(session, DAY - timedelta(days=1)) == []
    assert _lapse(session) == [signal]
    assert (signal.state, signal.outcome) == (State.CLOSED, Outcome.LAPSED)
    step = moving.history(session, signal)[-1]
    assert (step.user, step.role, step.from_state) == (None, None, State.NEW)
    assert step.checks["untouched_since"] == "2026-11-02"
    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.seq)).all()
    (lapsed,) = [e for e in entries if e.actie_naam == "Zaak van NIEUW naar AFGESLOTEN (verlopen)"]
    assert lapsed.gebruiker == "system"
    audit.verify(session)
    assert _lapse(session) == []


@pytest.mark.parametrize("state", sorted(set(State) - {State.NEW}))
def test_only_new_signals_lapse(session: Session, signal: Case, state: State) -> None:
    signal.state = state
    assert _lapse(session) == []
    assert signal.state is state


def test_whatever_is_done_in_it_starts_the_weeks_again(
    session: Session, signal: Case, riec: User
) -> None:
    later = NOW + timedelta(days=1)
    cases.to_change(session, signal.id, user=riec, now=later)
    assert _lapse(session) == []
    assert _lapse(session, DAY + timedelta(days=1)) == [signal]


def test_possible_victim_waits_for_a_person(session: Session, signal: Case) -> None:
    signal.is_victim = True
    assert lapsing.lapses_on(signal, settings=SETTINGS.worklist) is None
    assert _lapse(session, DAY + timedelta(days=999)) == []
