"""Hooks in the registers: what is one, what is none and why, and that nothing else is told."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from engine.casework.models import Role
from engine.errors import CaseworkError
from engine.exports.bibob import hooks
from engine.exports.bibob.hooks import Paper
from engine.snapshot import Run
from tests.engine.casework.bibob.desk import Desk, officer
from tests.engine.exports.bibob.conftest import COMPANY, LICENCE, PLACE


def _found(session: Session, run: Run, words: str, **named: frozenset[str]) -> list[Paper]:
    return hooks.find(session, run, words, user=officer(session), **named)


def test_licence_in_force_is_a_hook_of_its_kind_and_day(session: Session, sample_run: Run) -> None:
    (one,) = _found(session, sample_run, f" {LICENCE.lower()} ")
    assert (one.reference, one.hook, one.permit_kinds) == (
        LICENCE, "existing_licence", ("alcoholwet",),
    )  # fmt: skip
    assert (one.on, one.location_id) == (date(2025, 12, 6), PLACE)
    assert one.text == "alcoholvergunning, van kracht"
    assert (one.why_not, one.is_of_company, one.open_file) == (None, None, None)


def test_company_finds_its_own_papers_only(session: Session, sample_run: Run) -> None:
    found = _found(session, sample_run, COMPANY)
    assert [one.reference for one in found] == ["ALC-00003", "ALC-00004"]
    assert all(one.is_of_company for one in found)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("ALC-00001", "er is niets meer om over te beslissen"),
        ("Z-VTH-00022", "de bron zegt dat de Wet Bibob hier niet geldt"),
    ],
)
def test_paper_that_is_no_hook_says_why(
    session: Session, sample_run: Run, words: str, why: str
) -> None:
    (one,) = _found(session, sample_run, words)
    assert (one.hook, one.why_not) == (None, why)


def test_permit_of_two_possible_kinds_leaves_the_choice(session: Session, sample_run: Run) -> None:
    (one,) = _found(session, sample_run, "Z-VTH-00001")
    assert one.permit_kinds == ("ow_opa", "ow_mba")


def test_words_of_an_address_find_all_its_papers_in_order(
    session: Session, sample_run: Run
) -> None:
    found = _found(session, sample_run, "woubrugge, FLUISTERPAD 1")
    here = [one.reference for one in found if one.location_id == PLACE]
    assert here == [f"ALC-0000{number}" for number in range(1, 7)]
    assert _found(session, sample_run, PLACE) == [one for one in found if one.location_id == PLACE]


@pytest.mark.parametrize("words", ["", "   ", ",", "bestaat niet", "12345678", "%", "\x00'\";--"])
def test_words_of_nothing_find_nothing(session: Session, sample_run: Run, words: str) -> None:
    assert _found(session, sample_run, words) == []


def test_masked_place_is_not_told(session: Session, sample_run: Run) -> None:
    assert _found(session, sample_run, LICENCE, masked=frozenset({PLACE})) == []


def test_paper_of_an_open_file_says_which(desk: Desk, sample_run: Run) -> None:
    (one,) = _found(desk.session, sample_run, LICENCE)
    assert one.open_file == desk.number


def test_at_most_so_many_are_told(
    session: Session, sample_run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hooks, "MOST", 2)
    assert len(_found(session, sample_run, "woubrugge")) == 2


def test_other_roles_find_nothing(session: Session, sample_run: Run) -> None:
    other = officer(session, "r.liaison", Role.RIEC_LIAISON)
    with pytest.raises(CaseworkError, match="mag u dit niet; wel: Bibob-medewerker"):
        hooks.find(session, sample_run, LICENCE, user=other)
