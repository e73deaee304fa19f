"""Both sides of a pair: what a run knows, without a name of a person and without who reported."""

import pytest

from engine.casework.matches import Pair
from engine.exports.pairs import records
from engine.snapshot import Run
from tests.engine.exports.pairs.conftest import (
    ANNA,
    BERT,
    CARL,
    DAY,
    FIRM,
    NAME,
    PLACE,
    TEXT,
    TWO_PEOPLE,
)


def test_people_are_told_by_part_company_and_days_only(paired: Run) -> None:
    mine, theirs = records.sides(paired, TWO_PEOPLE)
    assert (mine.title, theirs.title) == (f"Pseudoniem {ANNA[:8]}", f"Pseudoniem {BERT[:8]}")
    assert [(r.where, r.part, r.about, r.from_) for r in mine.rows] == [
        ("functionarissen", "bestuurder", f"Verzonnen Beheer B.V., KVK {FIRM}", DAY)
    ]
    assert {row.where for row in theirs.rows} == {"functionarissen"}


def test_no_key_tells_a_pseudonym_in_full(paired: Run) -> None:
    for side in records.sides(paired, TWO_PEOPLE):
        assert not any(ANNA in repr(part) or BERT in repr(part) for part in (side, *side.rows))


def test_name_stands_beside_what_the_register_says_of_the_number(paired: Run) -> None:
    mine, theirs = records.sides(paired, NAME)
    assert mine.facts == (("pseudoniem", CARL[:8]),)
    assert [(row.where, row.part, row.about) for row in mine.rows] == [
        ("vergunningen", "aanvrager", TEXT)
    ]
    assert theirs.title == "Verzonnen Beheer B.V."
    assert dict(theirs.facts)["rechtsvorm"] == "bv"
    assert dict(theirs.facts)["ingeschreven"] == "01-03-2024"


def test_delivered_text_stands_beside_the_address_and_what_is_there(paired: Run) -> None:
    mine, theirs = records.sides(paired, PLACE)
    assert mine.facts == (("tekst", TEXT),)
    assert [(row.where, row.part) for row in mine.rows] == [("vergunningen", "opslag")]
    assert theirs.title == "Polderpad 1 a, 9999ZZ Oud Ade"
    assert ("vergunningen", "evenement") in {(row.where, row.part) for row in theirs.rows}


@pytest.mark.parametrize(
    "pair",
    [
        pytest.param(Pair(NAME.kind, CARL, "99999999"), id="a company"),
        pytest.param(Pair(PLACE.kind, PLACE.subject, "0" * 16), id="an address"),
    ],
)
def test_side_that_this_run_does_not_have_says_so(paired: Run, pair: Pair) -> None:
    assert ("let op", "niet in deze run") in records.sides(paired, pair)[1].facts


def test_long_sides_are_cut_and_counted(paired: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "MOST", 1)
    _, theirs = records.sides(paired, TWO_PEOPLE)
    assert (len(theirs.rows), theirs.more) == (1, 1)
