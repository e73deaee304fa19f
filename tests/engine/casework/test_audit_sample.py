"""The monthly sample of the log for the FG (REQ-LOG-2), and looking something up."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from engine.casework import audit, audit_sample
from engine.casework.database import Casework
from engine.casework.models import Role, User
from engine.casework.users import sign_in
from engine.errors import CaseworkError
from tests.engine.casework.conftest import NOW, SETTINGS

MONTH = date(2026, 11, 1)
Fill = Callable[[int], None]


@pytest.fixture
def officer(session: Session) -> User:
    return sign_in(session, subject="fg", role=Role.PRIVACY_OFFICER, now=NOW)


@pytest.fixture
def fill(session: Session) -> Fill:
    """So many entries, half an hour apart, from 2 November on."""

    def make(count: int) -> None:
        for number in range(count):
            item = audit.ProcessedObject("locatie", "BAG", f"v{number}", "bekeken")
            processing = audit.Processing("bekeken", "werk", f"u{number % 3}", (item,))
            audit.append(session, processing, now=NOW + timedelta(minutes=30 * number))

    return make


def _draw(session: Session, officer: User, month: date = MONTH) -> list[int]:
    found = audit_sample.draw(session, month=month, user=officer, now=NOW + timedelta(days=60))
    return [entry.seq for entry in found.drawn]


def test_req_log_2_sample_is_the_same_every_time_in_order_and_of_its_size(
    session: Session, officer: User, fill: Fill
) -> None:
    fill(100)
    first = _draw(session, officer)
    assert len(first) == SETTINGS.audit.sample < 100
    assert first == sorted(set(first)) == _draw(session, officer)
    assert first != list(range(1, SETTINGS.audit.sample + 1))


def test_small_month_is_seen_whole_and_another_month_is_empty(
    session: Session, officer: User, fill: Fill
) -> None:
    fill(3)
    assert _draw(session, officer, date(2026, 11, 30)) == [1, 2, 3]
    assert _draw(session, officer, date(2026, 10, 1)) == []
    assert _draw(session, officer, date(2026, 12, 1)) == []


def test_sample_counts_every_action_of_the_month(
    session: Session, officer: User, fill: Fill
) -> None:
    fill(40)
    found = audit_sample.draw(session, month=MONTH, user=officer, now=NOW)
    assert (found.total, found.by_action) == (40, (("bekeken", 40),))


def test_month_begins_in_the_netherlands(session: Session, officer: User) -> None:
    late = NOW.replace(month=10, day=31, hour=23, minute=30)
    audit.append(session, audit.Processing("x", "x", "u", ()), now=late)
    assert _draw(session, officer) == [1]


def test_reading_the_log_is_logged(session: Session, officer: User, fill: Fill) -> None:
    fill(2)
    _draw(session, officer)
    audit_sample.search(session, user=officer, now=NOW, about="v1")
    names = [entry.actie_naam for entry in audit.search(session, user="fg")]
    assert names == [
        "Steekproef van 2026-11 uit het logboek getrokken", "Gezocht in het logboek: 1 regels",
    ]  # fmt: skip


def test_search_by_person_object_and_days_both_included(
    session: Session, officer: User, fill: Fill
) -> None:
    fill(60)

    def found(**terms: object) -> list[int]:
        entries = audit_sample.search(session, user=officer, now=NOW, **terms)  # type: ignore[arg-type]
        return [entry.seq for entry in entries]

    assert found(about="v7") == [8]
    assert found(of="u1", until=date(2026, 11, 2)) == list(range(2, 28, 3))
    assert found(since=date(2026, 11, 3), until=date(2026, 11, 3)) == list(range(28, 61))
    assert found(about="nergens") == []


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PRIVACY_OFFICER}))
def test_nobody_else_reads_the_log(session: Session, role: Role) -> None:
    other = sign_in(session, subject="x", role=role, now=NOW)
    with pytest.raises(CaseworkError, match=f"als {role.label} mag u dit niet"):
        audit_sample.draw(session, month=MONTH, user=other, now=NOW)
    with pytest.raises(CaseworkError, match=f"als {role.label} mag u dit niet"):
        audit_sample.search(session, user=other, now=NOW)


def test_sample_of_a_log_that_is_not_whole_is_refused(
    casework: Casework,
) -> None:
    with casework.writing() as session:
        audit.append(session, audit.Processing("x", "x", "u", ()), now=NOW)
        session.connection().exec_driver_sql("UPDATE audit_entry SET gebruiker = 'y'")
    with casework.writing() as session:
        who = sign_in(session, subject="fg", role=Role.PRIVACY_OFFICER, now=NOW)
        with pytest.raises(CaseworkError, match="regel 1 is niet meer zoals zij is geschreven"):
            audit_sample.draw(session, month=MONTH, user=who, now=NOW)
