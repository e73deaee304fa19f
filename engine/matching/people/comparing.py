"""Pairs of records of people, field by field: how each agrees and what that weighs.

The model of Fellegi and Sunter, with the levels and adjustments that Splink has: a level weighs
`log2(m / u)`, and where its value may be rare, how often it stands in the sheets takes the place of
`u`. Written out here, because loading Splink takes longer than comparing the people of a run; a
test holds both against each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from duckdb import DuckDBPyConnection

from engine.matching.people.levels import COMPARISONS, Level
from engine.matching.people.model import PeopleModel
from engine.matching.people.records import SCHEMA

Numbers = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Compared:
    """Pairs by `left`, then `right`.

    Attributes:
        left, right: rows of the two records.
        levels: by field the number of its level: -1 for missing, 0 for the last, above that the
            better the higher.
        weights: by field what it adds, in bits.
    """

    left: Numbers
    right: Numbers
    levels: Mapping[str, Numbers]
    weights: Mapping[str, Reals]


def compare(con: DuckDBPyConnection, model: PeopleModel) -> Compared:
    """Compare the records of each pair.

    Args:
        con: has `person`, see `records.SCHEMA`, and `pairs`, see `blocking.pairs`.
        model: the shipped model.
    """
    columns = [*model.frequencies]
    shares = [
        f"(count(*) OVER (PARTITION BY {name}) + ${name}_usual * ${name}_records) "
        f"/ (count({name}) OVER () + ${name}_records) AS share_{name}"
        for name in columns
    ]
    shipped = {
        f"{name}_{part}": getattr(one, part)
        for name, one in model.frequencies.items()
        for part in ("usual", "records")
    }
    con.execute(
        f"CREATE OR REPLACE TABLE counted AS SELECT row, {', '.join(shares)} FROM person", shipped
    )
    sides = [f"{side}.{name} AS {name}_{side}" for name in SCHEMA.names for side in ("l", "r")]
    likeness = model.likeness.model_dump(exclude={"source", "verified"})
    levels = [f"{_level(field, likeness)} AS level_{field}" for field in COMPARISONS]
    rows = con.execute(
        f"""
        WITH paired AS (
            SELECT {", ".join(sides)}
            FROM pairs JOIN person l ON l.row = join_key_l JOIN person r ON r.row = join_key_r
        ), levelled AS (
            SELECT row_l, row_r, {", ".join(levels)} FROM paired
        )
        SELECT v.*, {", ".join(f"c.share_{name}" for name in columns)}
        FROM levelled v JOIN counted c ON c.row = v.row_l
        ORDER BY row_l, row_r
        """
    ).fetchnumpy()
    found = {field: _whole(rows[f"level_{field}"]) for field in COMPARISONS}
    share = {name: np.asarray(rows[f"share_{name}"], dtype=np.float64) for name in columns}
    weights = {field: _weights(field, found[field], share, model) for field in COMPARISONS}
    return Compared(_whole(rows["row_l"]), _whole(rows["row_r"]), found, weights)


def _whole(numbers: object) -> Numbers:
    return np.asarray(numbers, dtype=np.int64)


def _level(field: str, likeness: Mapping[str, object]) -> str:
    """SQL of the number of the level of one field."""
    one = COMPARISONS[field]
    whens = [f"WHEN {one.missing} THEN -1"]
    for number, level in _numbered(field):
        if number:
            whens.append(f"WHEN {level.condition.format(**likeness)} THEN {number}")
    return f"CASE {' '.join(whens)} ELSE 0 END"


def _numbered(field: str) -> list[tuple[int, Level]]:
    """The levels of a field, the best first, with their numbers."""
    levels = COMPARISONS[field].levels
    return [(len(levels) - 1 - at, level) for at, level in enumerate(levels)]


def _weights(field: str, levels: Numbers, share: Mapping[str, Reals], model: PeopleModel) -> Reals:
    """What a field adds to each pair, in bits; nothing where it is missing."""
    weights = np.zeros(len(levels))
    for number, level in _numbered(field):
        here, weight = levels == number, model.weights[field][level.name]
        weights[here] = weight.bits
        if level.frequency is not None:
            weights[here] += np.log2(weight.u) - np.log2(share[level.frequency][here])
    return weights
