"""Pairs beside what people judged: states, filters, contradictions, and the spreadsheet."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from engine.casework import matches
from engine.casework.match_models import MatchKind, MatchVerdict
from engine.casework.matches import Pair, Said, State
from engine.casework.models import Role
from engine.casework.users import sign_in
from engine.exports.pairs import candidates, listing
from engine.exports.pairs.listing import Filters, Row
from engine.snapshot import Run
from tests.engine.exports.pairs.conftest import ANNA, CARL, NAME, PLACE, RARE_PEOPLE, TWO_PEOPLE

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
GONE = matches.pair(MatchKind.PERSON, ANNA, CARL)


def _judge(session: Session, pair: Pair, verdict: MatchVerdict) -> None:
    user = sign_in(session, subject="an", role=Role.ANALYST, now=NOW)
    said = Said(verdict, "Vergeleken.", "run-1", {}, {})
    matches.judge(session, [pair], said, user=user, now=NOW)


def _rows(session: Session, run: Run) -> list[Row]:
    judged = matches.everything(session, on=NOW.date())
    return listing.rows(candidates.read(run), judged)


def test_judged_pairs_keep_their_state_also_when_the_run_lists_them_no_more(
    session: Session, paired: Run
) -> None:
    _judge(session, NAME, MatchVerdict.SAME)
    _judge(session, GONE, MatchVerdict.DIFFERENT)
    _judge(session, TWO_PEOPLE, MatchVerdict.SAME)
    assert [(row.pair, row.state) for row in _rows(session, paired)] == [
        (TWO_PEOPLE, State.WAITING), (RARE_PEOPLE, State.OPEN), (NAME, State.SAME),
        (PLACE, State.OPEN), (GONE, State.DIFFERENT),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        pytest.param(Filters(), [TWO_PEOPLE, RARE_PEOPLE, NAME, PLACE], id="none"),
        pytest.param(Filters(MatchKind.PERSON), [TWO_PEOPLE, RARE_PEOPLE], id="kind"),
        pytest.param(Filters(least=0.9), [TWO_PEOPLE, RARE_PEOPLE], id="least, closed"),
        pytest.param(Filters(states=frozenset({State.UNSURE})), [NAME], id="state"),
        pytest.param(Filters(MatchKind.ADDRESS, 0.9), [], id="nothing"),
    ],
)
def test_filters_keep_what_is_wanted_in_order(
    session: Session, paired: Run, filters: Filters, expected: list[Pair]
) -> None:
    _judge(session, NAME, MatchVerdict.UNSURE)
    found = listing.wanted(_rows(session, paired), filters)
    assert [row.pair for row in found] == expected


def test_same_that_contradicts_another_judgement_says_why(session: Session, paired: Run) -> None:
    other = Pair(MatchKind.COMPANY, NAME.subject, "90000027")
    for pair in (NAME, other):
        _judge(session, pair, MatchVerdict.SAME)
    wrong = {row.pair: row.wrong for row in _rows(session, paired) if row.wrong}
    assert wrong == dict.fromkeys((NAME, other), "one name for two companies")


def test_spreadsheet_has_every_pair_and_who_judged(session: Session, paired: Run) -> None:
    _judge(session, NAME, MatchVerdict.DIFFERENT)
    lines = listing.csv(_rows(session, paired)).decode("utf-8-sig").splitlines()
    assert lines[0] == ";".join(listing.COLUMNS)
    assert lines[3] == (
        f"company;{NAME.subject};{NAME.other};different;0.8;0.1;name;1;an;2026-11-02;Vergeleken."
    )
    assert len(lines) == 5


def test_nothing_judged_and_nothing_found_is_an_empty_list(session: Session, village: Run) -> None:
    assert _rows(session, village) == []
