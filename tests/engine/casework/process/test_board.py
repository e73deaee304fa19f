"""Boards of cases: filters, counts, totals, and what a role may see."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from engine.casework import cases
from engine.casework.case_models import Case, CaseKind
from engine.casework.models import Role, User
from engine.casework.process import assigning, board, moving
from engine.casework.process.board import Filter
from engine.casework.process.states import Origin, Outcome, State
from tests.engine.casework.conftest import NOW
from tests.engine.casework.process.conftest import BARN, WHY, Somebody

FEW = Filter()


@pytest.fixture
def barn(session: Session, riec: User) -> Case:
    """A later signal at another place, of a report, with an owner."""
    made = cases.open_case(
        session, user=riec, kind=CaseKind.SIGNAL, location=BARN, purpose="100% dicht_gemaakt",
        now=NOW + timedelta(days=1), origin=Origin.REPORT,
    )  # fmt: skip
    assigning.assign(session, made, user=riec, owner=riec, now=NOW)
    return made


def _found(session: Session, user: User, wanted: Filter) -> list[int]:
    return [row.number for row in board.rows(session, user=user, wanted=wanted)]


@pytest.mark.usefixtures("signal", "barn")
@pytest.mark.parametrize(
    ("wanted", "is_signal", "is_barn"),
    [
        pytest.param(FEW, True, True, id="all"),
        pytest.param(Filter(origin=Origin.REPORT), False, True, id="origin"),
        pytest.param(Filter(unowned=True), True, False, id="of nobody"),
        pytest.param(Filter(owner="u.riec_liaison"), False, True, id="of somebody"),
        pytest.param(Filter(states=(State.NEW, State.CASE)), True, True, id="states"),
        pytest.param(Filter(states=(State.CASE,)), False, False, id="no such state"),
        pytest.param(Filter(place_ids=frozenset()), False, False, id="no place"),
        pytest.param(Filter(words="100%"), False, True, id="percent is a sign"),
        pytest.param(Filter(words="dicht_"), False, True, id="underscore is a sign"),
        pytest.param(Filter(words="1884100000000001"), True, False, id="BAG id"),
        pytest.param(Filter(words="niets hiervan"), False, False, id="no words"),
        pytest.param(Filter(ended=True), False, False, id="ended"),
    ],
)
def test_filter_finds_what_it_says(
    session: Session, riec: User, signal: Case, barn: Case, wanted: Filter,
    is_signal: bool, is_barn: bool,
) -> None:  # fmt: skip
    expected = [case.id for case, is_it in ((signal, is_signal), (barn, is_barn)) if is_it]
    assert _found(session, riec, wanted) == expected
    assert board.total(session, user=riec, wanted=wanted) == len(expected)
    places = {case.place_id for case in (signal, barn) if case.id in expected}
    assert board.place_ids(session, user=riec, wanted=wanted) == places
    assert sum(board.counts(session, user=riec, wanted=wanted).values()) == len(expected)


def test_places_of_an_address_are_found_beside_other_words(
    session: Session, riec: User, signal: Case, barn: Case
) -> None:
    of_barn = Filter(words="dorpsstraat", word_place_ids=frozenset({barn.place_id}))
    assert _found(session, riec, of_barn) == [barn.id]
    at_signal = replace(FEW, place_ids=frozenset({signal.place_id}))
    assert _found(session, riec, at_signal) == [signal.id]


def test_thousands_of_places_are_one_question(session: Session, riec: User, signal: Case) -> None:
    many = frozenset(range(signal.place_id, signal.place_id + 40_000))
    assert _found(session, riec, Filter(place_ids=many)) == [signal.id]


def test_pages_follow_each_other(session: Session, riec: User, signal: Case, barn: Case) -> None:
    pages = [board.rows(session, user=riec, wanted=FEW, page=at, size=1) for at in range(3)]
    assert [[row.number for row in page] for page in pages] == [[signal.id], [barn.id], []]


@pytest.mark.usefixtures("signal", "barn")
def test_role_without_cases_sees_none(session: Session, somebody: Somebody) -> None:
    analyst = somebody(Role.ANALYST)
    assert _found(session, analyst, FEW) == []
    assert board.counts(session, user=analyst) == {}


def test_closed_case_is_found_among_what_ended(session: Session, riec: User, barn: Case) -> None:
    moving.move(
        session, barn, State.CLOSED, user=riec, reason=WHY, outcome=Outcome.UNFOUNDED, now=NOW
    )
    assert _found(session, riec, FEW) == []
    assert _found(session, riec, Filter(ended=True)) == [barn.id]
    assert board.owners(session) == []


def test_owners_are_those_of_open_cases(session: Session, signal: Case, barn: Case) -> None:
    assert signal.owner is None
    assert barn.owner is not None
    assert board.owners(session) == [barn.owner.subject]
