"""Decisions of a meeting, and the tasks that follow from them."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from engine.casework.case_models import Case
from engine.casework.meetings import agenda, deciding, preparing
from engine.casework.meetings.agenda import Details
from engine.casework.meetings.models import AgendaItem, Meeting
from engine.casework.models import User
from engine.casework.process import tasks
from engine.errors import CaseworkError
from tests.engine.casework.conftest import NOW
from tests.engine.casework.meetings.conftest import AFTER, DAY


@pytest.fixture
def held(session: Session, meeting: Meeting, adviser: User, case: Case) -> AgendaItem:
    item = agenda.add(session, meeting, user=adviser, case=case, details=Details(), now=NOW)
    preparing.hold(session, meeting, user=adviser, attendance=["politie"], now=AFTER)
    return item


def test_decision_with_a_day_makes_a_task_in_the_case(
    session: Session, adviser: User, case: Case, held: AgendaItem
) -> None:
    made = deciding.decide(
        session, held, user=adviser, text="Hercontrole.", lead="burgemeester",
        due_on=DAY + timedelta(14), assignee=adviser, now=AFTER,
    )  # fmt: skip
    (task,) = tasks.of_case(session, case)
    assert (task.id, task.kind, task.title) == (made.task_id, "meeting", "Hercontrole.")
    assert tasks.waiting(session, user=adviser) == [task]
    assert deciding.of_case(session, case) == [made]


def test_decision_without_a_day_makes_no_task(
    session: Session, adviser: User, case: Case, held: AgendaItem
) -> None:
    made = deciding.decide(
        session, held, user=adviser, text="Ter kennis genomen.", lead="politie", now=AFTER
    )
    assert (made.task_id, tasks.of_case(session, case)) == (None, [])


@pytest.mark.parametrize(
    ("lead", "due_on", "told"),
    [
        ("J. Jansen", None, "trekker J. Jansen is onbekend; bekend: burgemeester"),
        ("politie", DAY - timedelta(1), "die dag is voorbij"),
    ],
)
def test_wrong_decision_is_refused_whole(
    session: Session, adviser: User, case: Case, held: AgendaItem, lead: str, due_on: date | None,
    told: str,
) -> None:  # fmt: skip
    with pytest.raises(CaseworkError, match=told):
        deciding.decide(
            session, held, user=adviser, text="Iets.", lead=lead, due_on=due_on, now=AFTER
        )
    assert (held.decisions, tasks.of_case(session, case)) == ([], [])


def test_somebody_who_must_do_it_needs_a_day(
    session: Session, adviser: User, held: AgendaItem
) -> None:
    with pytest.raises(CaseworkError, match="vraagt een dag"):
        deciding.decide(
            session, held, user=adviser, text="Doe.", lead="politie", assignee=adviser, now=AFTER
        )


def test_nothing_is_decided_before_the_meeting(
    session: Session, meeting: Meeting, adviser: User
) -> None:
    item = agenda.add(
        session, meeting, user=adviser, case=None, details=Details(subject="Jaarplan"), now=NOW
    )
    with pytest.raises(CaseworkError, match="is in voorbereiding: nog niets besloten"):
        deciding.decide(session, item, user=adviser, text="Ja.", lead="politie", now=NOW)
