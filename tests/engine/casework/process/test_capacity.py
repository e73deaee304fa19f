"""How much came to a limited state lately: edges of the span, and who takes no new place."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from engine.casework.case_models import Case
from engine.casework.process import capacity
from engine.casework.process.models import Transition
from engine.casework.process.states import State
from tests.engine.casework.conftest import NOW

DAYS, MOST = 7, 2


def _arrive(session: Session, case_id: int, *, days_ago: float) -> None:
    session.add(
        Transition(
            case_id=case_id, to_state=State.DESK_RESEARCH, reason="verzonnen", checks={},
            moved_at=NOW - timedelta(days=days_ago),
        )
    )  # fmt: skip
    session.flush()


@pytest.mark.parametrize(
    ("days_ago", "count"),
    [
        pytest.param(0, 1, id="now"),
        pytest.param(DAYS - 0.01, 1, id="just inside"),
        pytest.param(DAYS, 0, id="begin is open"),
    ],
)
def test_span_ends_now_and_its_begin_is_left_out(
    session: Session, signal: Case, days_ago: float, count: int
) -> None:
    _arrive(session, signal.id, days_ago=days_ago)
    loads = {load.state: load for load in capacity.loads(session, now=NOW)}
    assert loads[State.DESK_RESEARCH].count == count


def test_one_case_that_comes_twice_counts_once(session: Session, signal: Case) -> None:
    _arrive(session, signal.id, days_ago=1)
    _arrive(session, signal.id, days_ago=2)
    (load,) = [one for one in capacity.loads(session, now=NOW) if one.state is State.DESK_RESEARCH]
    assert (load.count, load.most, load.days, load.is_full) == (1, MOST, DAYS, False)


def test_full_is_told_but_not_to_a_case_that_was_there(session: Session, signal: Case) -> None:
    session.add_all(
        [Case(
            kind=signal.kind, place_id=signal.place_id, purpose="verzonnen", origin=signal.origin,
            opened_by_id=signal.opened_by_id, opened_at=NOW, last_activity_at=NOW,
            state=State.DESK_RESEARCH,
        ) for _ in range(MOST)]
    )  # fmt: skip
    session.flush()
    for number in range(signal.id + 1, signal.id + 1 + MOST):
        _arrive(session, number, days_ago=1)
    told = capacity.full(session, signal, State.DESK_RESEARCH, now=NOW)
    assert told == "al 2 zaken naar BUREAUONDERZOEK in 7 dagen, 2 is het meeste"
    _arrive(session, signal.id, days_ago=100)
    assert capacity.full(session, signal, State.DESK_RESEARCH, now=NOW) is None


def test_state_without_a_limit_is_never_full(session: Session, signal: Case) -> None:
    assert capacity.full(session, signal, State.WEIGHING_1, now=NOW) is None
