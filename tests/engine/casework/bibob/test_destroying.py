"""Destroying a file: after its term, never during a procedure, and by two people."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from engine.casework import audit, four_eyes
from engine.casework.bibob import content, destroying
from engine.casework.bibob.words import BibobState, Conclusion, EventKind, NoticeKind, Outcome
from engine.errors import CaseworkError
from tests.engine.casework.bibob.desk import WHY, Desk, officer

AFTER = datetime(2031, 11, 3, 9, 0, tzinfo=UTC)
TABLES = (
    "answer", "conclusion", "decision", "event", "fact", "financing", "notice", "party", "refusal",
    "relation", "source", "statement", "weighing",
)  # fmt: skip


@pytest.fixture
def ended(desk: Desk) -> Desk:
    desk.to_decision(Conclusion.SERIOUS, Outcome.REFUSE, "3_1")
    desk.notify(NoticeKind.CONCLUSION)
    desk.step(BibobState.CLOSED)
    return desk


def _rows(desk: Desk) -> int:
    counts = (f"SELECT count(*) FROM bibob_{name}" for name in TABLES)
    return sum(desk.session.scalar(text(count)) or 0 for count in counts)


def test_file_is_due_on_the_day_after_five_years(ended: Desk) -> None:
    last = datetime(2031, 11, 2, tzinfo=UTC).date()
    assert destroying.due(ended.session, today=last) == []
    assert destroying.due(ended.session, today=AFTER.date()) == [(ended.number, last)]


def test_two_people_destroy_it_and_only_that_it_was_stays(ended: Desk) -> None:
    with pytest.raises(CaseworkError, match="een tweede persoon heeft dit niet goedgekeurd"):
        destroying.destroy(ended.session, ended.number, user=ended.user, now=AFTER)
    asked = destroying.ask(ended.session, ended.number, user=ended.user, reason=WHY, now=AFTER)
    with pytest.raises(CaseworkError, match="wie het vroeg"):
        four_eyes.decide(ended.session, asked, user=ended.user, allow=True, reason=WHY, now=AFTER)
    second = officer(ended.session, "tweede")
    four_eyes.decide(ended.session, asked, user=second, allow=True, reason=WHY, now=AFTER)
    assert _rows(ended) > 20
    destroying.destroy(ended.session, ended.number, user=ended.user, now=AFTER)
    assert _rows(ended) == 0
    known = content.read(ended.session, ended.file)
    assert (known.file.hook_reference, known.file.case.purpose) == ("", "")
    assert {step.reason for step in known.transitions} == {""}
    assert known.transitions[-1].to_state is BibobState.CLOSED
    assert audit.verify(ended.session)
    with pytest.raises(CaseworkError, match="er staat niets meer in"):
        destroying.ask(ended.session, ended.number, user=ended.user, reason=WHY, now=AFTER)


def test_running_procedure_holds_it_back(desk: Desk) -> None:
    desk.to_decision(Conclusion.SERIOUS, Outcome.REFUSE, "3_1")
    desk.notify(NoticeKind.CONCLUSION)
    desk.step(BibobState.OBJECTION)
    assert destroying.due(desk.session, today=AFTER.date()) == []
    with pytest.raises(CaseworkError, match="het is nog niet gesloten"):
        destroying.ask(desk.session, desk.number, user=desk.user, reason=WHY, now=AFTER)
    desk.later(40).happen(EventKind.PROCEDURE_ENDED)
    desk.step(BibobState.CLOSED)
    assert [number for number, _ in destroying.due(desk.session, today=AFTER.date())] == [1]


def test_withdrawn_application_has_a_term_too(desk: Desk) -> None:
    desk.step(BibobState.WITHDRAWN)
    desk.step(BibobState.CLOSED)
    last = AFTER.date().replace(day=2)
    assert destroying.due(desk.session, today=AFTER.date()) == [(desk.number, last)]
    with pytest.raises(CaseworkError, match="loopt tot en met 2 november 2031"):
        destroying.ask(desk.session, desk.number, user=desk.user, reason=WHY, now=desk.now)
