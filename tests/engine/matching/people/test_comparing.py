"""Pairs compared: level by level what Splink makes of the same model."""

from collections.abc import Iterator
from itertools import product

import duckdb
import numpy as np
import pytest

from engine import duck
from engine.matching.people import blocking, comparing, model, records, scoring
from engine.matching.people.levels import COMPARISONS
from engine.settings import SHIPPED_RULES
from tests.engine.matching.people import splink_model

MODEL, SHORT = model.load(SHIPPED_RULES), model.short_names(SHIPPED_RULES)
NAMES = (
    "Jan de Vries", "J. de Vries", "Vries Jan", "Jan Frans de Vries", "Johan de Vriess",
    "Jantje Vreis", "Frans de Vries", "Piet Jansen-Bakker", "Pieter Bakker", "Piet Bakker Jansen",
    "Anna Ali", "Ali Anna", "Anna Maria Ali Bakker", "Anna",
)  # fmt: skip
BORN = ("1970-03-04", "1970-04-03", "1970-03-14", "1970-12-30", "1970", "1981-01-01", "")
PLACES: tuple[dict[str, str], ...] = (
    {"street": "Lange Kade", "number": "1", "postcode": "2371 AB", "town": "Leimuiden"},
    {"street": "Lange Kaden", "number": "1", "postcode": "2371AC", "town": "Leimuidem"},
    {"street": "Lange Kade", "number": "2", "postcode": "2371 XZ", "town": "Kaag"},
    {"street": "Weg", "number": "5", "second": "Lange Kade"},
    {},
)
PEOPLE = [
    {"name": name, "born": born} | place
    for at, (name, born) in enumerate(product(NAMES, BORN))
    for place in (PLACES[at % len(PLACES)],)
]


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    people = records.table((), PEOPLE, words=MODEL.name_words, short_names=SHORT)
    with duck.connect() as con:
        con.register("incoming", people)
        con.execute("CREATE TABLE person AS FROM incoming")
        blocking.pairs(con, most=100_000, within=True)
        yield con


def test_levels_and_weights_are_those_of_splink(con: duckdb.DuckDBPyConnection) -> None:
    ours = comparing.compare(con, MODEL)
    theirs = splink_model.compare(con, MODEL, records=len(PEOPLE))
    assert len(ours.left) > 1000
    assert ours.left.tolist() == theirs["row_l"].tolist()
    assert ours.right.tolist() == theirs["row_r"].tolist()
    for field in COMPARISONS:
        assert ours.levels[field].tolist() == theirs[f"gamma_{field}"].tolist(), field
        np.testing.assert_allclose(ours.weights[field], theirs[f"mw_{field}"], atol=1e-12)


def test_the_sum_is_that_of_splink(con: duckdb.DuckDBPyConnection) -> None:
    people = con.table("person").to_arrow_table()
    theirs = splink_model.compare(con, MODEL, records=len(PEOPLE))
    summed = scoring.score(people, MODEL).summed
    np.testing.assert_allclose(summed, theirs["match_weight"].astype(np.float64), atol=1e-9)


def test_people_of_the_test_reach_most_levels(con: duckdb.DuckDBPyConnection) -> None:
    levels = comparing.compare(con, MODEL).levels
    reached = sum(len({*numbers.tolist()} - {-1}) for numbers in levels.values())
    assert reached >= 0.75 * sum(len(one.levels) for one in COMPARISONS.values())


def test_no_pairs_give_no_rows(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("DELETE FROM pairs")
    compared = comparing.compare(con, MODEL)
    assert len(compared.left) == 0
    assert all(len(weights) == 0 for weights in compared.weights.values())
