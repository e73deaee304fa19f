"""Open tasks as rows: whose, by day, by words, and taking a task back."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from engine.casework.case_models import Case
from engine.casework.models import Role, User
from engine.casework.process import agenda, assigning, tasks
from engine.casework.process.agenda import Asked
from engine.casework.process.models import Task
from engine.errors import CaseworkError
from tests.engine.casework.conftest import NOW
from tests.engine.casework.process.conftest import Somebody

TODAY = NOW.date()
ALL = Asked()


def _task(
    session: Session, user: User, title: str, *, days: int = 0, case: Case | None = None,
    assignee: User | None = None,
) -> Task:  # fmt: skip
    made = tasks.add(
        session, case, user=user, title=title, due_on=TODAY + timedelta(days=max(days, 0)),
        assignee=assignee, now=NOW,
    )  # fmt: skip
    made.due_on = TODAY + timedelta(days=days)
    session.flush()
    return made


def _titles(session: Session, user: User, asked: Asked = ALL) -> list[str]:
    return [row.title for row in agenda.rows(session, user=user, asked=asked)]


def test_rows_say_the_same_as_what_waits(
    session: Session, riec: User, signal: Case, somebody: Somebody
) -> None:
    other = somebody(Role.CARE_ADVISER)
    _task(session, riec, "van mij", days=3, assignee=riec)
    _task(session, riec, "van een ander", assignee=other)
    _task(session, riec, "van niemand", days=1, case=signal)
    _task(session, riec, "apart", days=2)
    for user in (riec, other):
        waiting = [task.title for task in tasks.waiting(session, user=user)]
        assert _titles(session, user) == waiting


def test_only_mine_leaves_out_what_is_of_nobody(
    session: Session, riec: User, signal: Case, somebody: Somebody
) -> None:
    care = somebody(Role.CARE_ADVISER)
    _task(session, care, "van niemand", case=signal)
    mine = Asked(mine=True)
    assert _titles(session, riec, mine) == []
    assigning.assign(session, signal, user=riec, owner=riec, now=NOW)
    assert _titles(session, riec, mine) == ["van niemand"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param(Asked(last=TODAY - timedelta(days=1)), ["laat"], id="before today"),
        pytest.param(Asked(first=TODAY, last=TODAY), ["nu"], id="today"),
        pytest.param(Asked(first=TODAY + timedelta(days=1)), ["straks"], id="later"),
        pytest.param(Asked(words="STRA"), ["straks"], id="words"),
        pytest.param(Asked(words="%"), [], id="percent is a sign"),
    ],
)
def test_days_and_words_limit_what_is_found(
    session: Session, riec: User, asked: Asked, found: list[str]
) -> None:
    for title, days in (("laat", -1), ("nu", 0), ("straks", 1)):
        _task(session, riec, title, days=days)
    assert _titles(session, riec, asked) == found


def test_number_of_a_case_finds_its_tasks(session: Session, riec: User, signal: Case) -> None:
    _task(session, riec, "hierbij", case=signal)
    _task(session, riec, "elders")
    assert _titles(session, riec, Asked(words=str(signal.id))) == ["hierbij"]


def test_every_task_counts_in_one_span(session: Session, riec: User) -> None:
    for days in (-9, -1, 0, 1, 6, 7, 80):
        _task(session, riec, f"over {days}", days=days)
    until = (TODAY, TODAY + timedelta(days=1), TODAY + timedelta(days=7))
    assert agenda.counts(session, user=riec, asked=ALL, until=until) == [2, 1, 2, 2]


def test_without_tasks_every_span_is_empty(session: Session, riec: User) -> None:
    assert agenda.counts(session, user=riec, asked=ALL, until=(date(2026, 1, 1),)) == [0, 0]


def test_task_of_a_case_stays_hidden_from_who_may_not_see_it(
    session: Session, riec: User, signal: Case, somebody: Somebody
) -> None:
    _task(session, riec, "in de zaak", case=signal)
    assert _titles(session, somebody(Role.DRIEHOEK_ADVISER)) == []


def test_done_task_is_opened_again_by_who_did_it(
    session: Session, riec: User, somebody: Somebody
) -> None:
    task = _task(session, riec, "bellen")
    with pytest.raises(CaseworkError, match="staat nog open"):
        tasks.reopen(session, task, user=riec, now=NOW)
    tasks.done(session, task, user=riec, now=NOW)
    with pytest.raises(CaseworkError, match="door iemand anders gedaan"):
        tasks.reopen(session, task, user=somebody(Role.DRIEHOEK_ADVISER), now=NOW)
    tasks.reopen(session, task, user=riec, now=NOW)
    assert _titles(session, riec) == ["bellen"]
    assert task.done_by_id is None
