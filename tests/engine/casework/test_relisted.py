"""Locations listed again and again: counted once, by any BAG id, and only when never right."""

import pytest
from sqlalchemy.orm import Session

from engine.casework import relisted
from engine.casework.models import Role, User, Verdict
from engine.casework.relisted import Relisted
from engine.casework.users import sign_in
from tests.engine.casework.conftest import NOW
from tests.engine.casework.listed import listed


@pytest.fixture
def user(session: Session) -> User:
    return sign_in(session, subject="ri", role=Role.RIEC_LIAISON, now=NOW)


def test_nothing_listed_is_nothing(session: Session) -> None:
    assert relisted.of_year(session, 2026) == Relisted(0, 0, 0)


@pytest.mark.parametrize(
    ("verdicts", "in_vain"),
    [
        ([Verdict.INNOCENT, Verdict.INNOCENT], 1),
        ([Verdict.INNOCENT, None], 1),
        ([None, None], 1),
        ([Verdict.INNOCENT, Verdict.WORTH_A_LOOK], 0),
        ([Verdict.WORTH_A_LOOK, None], 0),
    ],
)
def test_location_is_in_vain_when_no_week_found_it_right(
    session: Session, user: User, verdicts: list[Verdict | None], in_vain: int
) -> None:
    for number, verdict in enumerate(verdicts):
        listed(session, user, "v1", week=f"2026-W{20 + number}", verdict=verdict)
    assert relisted.of_year(session, 2026) == Relisted(1, 1, in_vain)


def test_once_in_a_year_is_not_again(session: Session, user: User) -> None:
    listed(session, user, "v1", week="2026-W20", verdict=Verdict.INNOCENT)
    listed(session, user, "v2", week="2026-W20", verdict=Verdict.INNOCENT)
    listed(session, user, "v1", week="2027-W01", verdict=Verdict.INNOCENT)
    assert relisted.of_year(session, 2026) == Relisted(2, 0, 0)


def test_yard_that_was_drawn_anew_is_one_location(session: Session, user: User) -> None:
    listed(session, user, "v1", "v2", week="2026-W20", verdict=Verdict.INNOCENT)
    listed(session, user, "v2", "v3", week="2026-W21", verdict=Verdict.INNOCENT)
    listed(session, user, "v3", week="2026-W22", verdict=None)
    assert relisted.of_year(session, 2026) == Relisted(1, 1, 1)
