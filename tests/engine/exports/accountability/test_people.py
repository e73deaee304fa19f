"""What a year did to people: answers, opened names, and what a cut log no longer tells."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from engine.casework import audit, names, paper_register
from engine.casework.audit_models import AuditEntry
from engine.casework.models import Role, User, Verdict
from engine.casework.relisted import Relisted
from engine.casework.users import sign_in
from engine.exports.accountability import people
from engine.exports.accountability.figure import FORGOTTEN
from engine.exports.accountability.people import Effects
from tests.engine.casework.invented_paper import DOCUMENT, WHY
from tests.engine.casework.listed import listed

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture
def user(session: Session) -> User:
    return sign_in(session, subject="fg", role=Role.PRIVACY_OFFICER, now=NOW)


def _paper(session: Session, user: User, kind: str, *names_: str, minutes: int = 0) -> None:
    made = [dataclasses.replace(DOCUMENT, kind=kind, name=name) for name in names_]
    at = NOW + timedelta(minutes=minutes)
    paper_register.register(session, made, user=user, reason=WHY, now=at)


def _opened(session: Session, at: datetime) -> None:
    name = f"{names.OPENED} voor een casus, goedkeuring 1"
    audit.append(session, audit.Processing(name, "stap", "wie", ()), now=at)


def test_documents_of_one_answer_are_one_request(session: Session, user: User) -> None:
    _paper(session, user, "access", "a.docx", "a.pdf")
    _paper(session, user, "access-person", "b.docx", minutes=1)
    _paper(session, user, "weekly", "c.docx", minutes=2)
    assert people.of_year(session, user=user, year=2026).requests == 2
    assert people.of_year(session, user=user, year=2025).requests == 0


def test_opened_names_are_counted_until_their_log_is_cut(session: Session, user: User) -> None:
    for at in (datetime(2025, 6, 1, tzinfo=UTC), NOW, NOW + timedelta(days=1)):
        _opened(session, at)
    found = {year: people.of_year(session, user=user, year=year).names for year in (2025, 2026)}
    assert found == {2025: 1, 2026: 2}
    session.execute(
        delete(AuditEntry).where(AuditEntry.seq == 1).execution_options(synchronize_session=False)
    )
    found = {year: people.of_year(session, user=user, year=year).names for year in (2025, 2026)}
    assert found == {2025: None, 2026: None}


def test_locations_listed_in_vain_are_of_the_year(session: Session, user: User) -> None:
    for week in ("2026-W10", "2026-W11", "2025-W10"):
        listed(session, user, "v1", week=week, verdict=Verdict.INNOCENT)
    assert people.of_year(session, user=user, year=2026).listed == Relisted(1, 1, 1)


def test_effects_hide_small_counts_and_say_what_is_not_known() -> None:
    now = Effects(4, None, Relisted(40, 6, 5))
    before = Effects(12, 0, Relisted(1, 1, 1))
    requests, opened, in_vain = people.told(now, before=before, least=5)
    assert (requests.value, requests.before) == ("minder dan 5", "12")
    assert (opened.value, opened.before) == (FORGOTTEN, "0")
    assert "ingekort" in opened.sentence
    assert (in_vain.value, in_vain.before) == ("5", "minder dan 5")
    assert "Van 40 locaties stonden er 6" in in_vain.sentence
