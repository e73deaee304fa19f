"""SBI 2008 to 2025: the table is what the lists make of it, and says what is a guess."""

import csv
from collections import Counter

import pytest

from connectors.kvk import sbi_mapping
from connectors.kvk.sbi_mapping import FILE, How, Pair, pairs
from engine.settings import SHIPPED_RULES
from tests import shared

SHARED = shared.DATA / "kvk" / "reference"
TABLE = (SHIPPED_RULES / FILE).read_text("utf-8")
ROWS = [Pair(*row) for row in csv.reader(TABLE.splitlines()[1:])]  # type: ignore[arg-type]
BY_CODE = {pair.code_2008: pair for pair in ROWS}


def test_shipped_table_is_what_the_two_lists_make() -> None:
    assert sbi_mapping.table() == TABLE


def test_table_has_every_leaf_of_2008_once_with_the_counts_of_the_sources() -> None:
    assert len(ROWS) == len(BY_CODE) == 456 + 480
    assert Counter((pair.how, pair.text) for pair in ROWS) == {
        (How.DERIVED, "same_text"): 132,
        (How.DERIVED, "other_text"): 366 - 132,
        (How.SAME, "same_text"): 257 - 168,
        (How.SAME, "other_text"): 168,
        (How.GONE, ""): 456 + 480 - 366 - 257,
    }


@pytest.mark.parametrize(
    ("code", "pair"),
    [
        pytest.param("0111", ("0111", "01110", "derived", "other_text"), id="leading zero"),
        pytest.param("1011", ("1011", "10110", "derived", "other_text"), id="padded"),
        pytest.param("68203", ("68203", "68203", "same", "other_text"), id="other meaning"),
        pytest.param("9609", ("9609", "", "gone", ""), id="gone"),
    ],
)
def test_pair_says_how_it_was_made(code: str, pair: tuple[str, ...]) -> None:
    assert BY_CODE[code] == pair


def test_division_of_the_car_trade_is_gone() -> None:
    assert {pair.how for pair in ROWS if pair.code_2008.startswith("45")} == {How.GONE}


def test_group_of_2025_is_no_counterpart_of_a_leaf() -> None:
    assert pairs({"1011": "Slachten"}, {"1011": "Slachten"}) == [Pair("1011", "", How.GONE, "")]


@shared.needs(SHARED)
def test_codes_with_another_wording_are_those_of_the_reference_list() -> None:
    file = SHARED / "sbi_zelfde_code_andere_tekst.csv"
    with file.open(encoding="utf-8", newline="") as handle:
        listed = {row["code"] for row in csv.DictReader(handle)}
    made = {p.code_2008 for p in ROWS if p.how == How.SAME and p.text == "other_text"}
    assert made == listed
