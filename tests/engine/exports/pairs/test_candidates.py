"""Pairs of a run: what matters most first, what would change, and finding one by its sides."""

import pytest

from engine.casework.matches import Pair
from engine.errors import RunError
from engine.exports.pairs import candidates
from engine.snapshot import Run
from tests.engine.exports.pairs.conftest import (
    ANNA,
    BERT,
    CARL,
    FIRM,
    NAME,
    PLACE,
    RARE_PEOPLE,
    TEXT,
    TWO_PEOPLE,
    UNIT,
)
from tests.invented_pairs import PEOPLE

ALL = (TWO_PEOPLE, RARE_PEOPLE, NAME, PLACE)


def test_pairs_come_by_the_rows_that_judging_them_is_expected_to_put_right(paired: Run) -> None:
    found = candidates.read(paired)
    assert [(one.pair, one.rows) for one in found] == [
        (TWO_PEOPLE, 2), (RARE_PEOPLE, 1), (NAME, 1), (PLACE, 1),
    ]  # fmt: skip
    assert found[0].why == PEOPLE


def test_effect_tells_rows_by_table_but_no_reports_and_no_stricter_gates(paired: Run) -> None:
    effects = {one.pair: one.effect for one in candidates.read(paired)}
    assert effects == {
        TWO_PEOPLE: (("officer", 2),),
        RARE_PEOPLE: (("permit", 1),),
        NAME: (("permit", 1),),
        PLACE: (("permit", 1),),
    }


def test_run_without_pairs_has_none(village: Run) -> None:
    assert candidates.read(village) == []


@pytest.mark.parametrize(
    ("first", "second", "pair"),
    [
        pytest.param(ANNA, BERT, TWO_PEOPLE, id="as it is"),
        pytest.param(BERT, ANNA, TWO_PEOPLE, id="the other way round"),
        pytest.param(BERT[:6], ANNA[:8], TWO_PEOPLE, id="by the begin of pseudonyms"),
        pytest.param(FIRM, CARL, NAME, id="a company"),
        pytest.param(TEXT, UNIT, PLACE, id="a delivered text"),
        pytest.param(f"place:{TEXT}", UNIT, PLACE, id="a delivered place"),
    ],
)
def test_pair_is_found_by_its_sides(first: str, second: str, pair: object) -> None:
    assert candidates.find(ALL, first, second) == pair


@pytest.mark.parametrize(
    ("pairs", "first", "second", "told"),
    [
        pytest.param(ALL, ANNA, CARL, f"{ANNA} is paired with {BERT}", id="not with each other"),
        pytest.param(ALL, ANNA, "90000018", f"90000018 is in no pair; near: {FIRM}", id="near"),
        pytest.param(ALL, ANNA[:5], BERT, f"{ANNA[:5]} is in no pair", id="too short"),
        pytest.param((), ANNA, BERT, "there are no pairs to judge", id="none"),
    ],
)
def test_pair_that_is_not_there_is_told_with_what_is_near(
    pairs: tuple[Pair, ...], first: str, second: str, told: str
) -> None:
    with pytest.raises(RunError, match=told):
        candidates.find(pairs, first, second)


def test_several_pairs_that_begin_so_are_named() -> None:
    other = Pair(TWO_PEOPLE.kind, f"{ANNA[:10]}{'0' * 11}", BERT)
    with pytest.raises(RunError, match=f"several pairs begin so: {other.subject} {BERT}; {ANNA}"):
        candidates.find((*ALL, other), ANNA[:8], BERT)
