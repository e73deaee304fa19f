"""Pairs of records of people with the sum of their weights: a model that learns nothing.

`m` and `u` come from the settings. What a value is worth follows from how often it stands in the
sheets at hand, beside a shipped frequency, so that in a small sheet no name counts as rare; so do
how many records a person has, and how many relatives share a house.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection

from engine import duck
from engine.matching.people import blocking, comparing
from engine.matching.people.blocking import TooCommon
from engine.matching.people.comparing import Numbers, Reals
from engine.matching.people.levels import COMPARISONS
from engine.matching.people.model import PeopleModel

_ROUNDS = 6
"""Rounds after which the number of records of a person changes no more than a hundredth."""
_SAME_DAY = len(COMPARISONS["born"].levels) - 1
"""Number of the level of equal birth dates."""
_FURTHEST = 60.0
"""Bits beyond which a probability is 0 or 1."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Pairs that were compared, by `left`, then `right`.

    Attributes:
        left, right: rows of the two records; the query is left, or the lower row.
        bits: sum of the weights and the prior, without what relatives share beyond their number.
        probability: that the two are one person, 0 to 1.
        levels, weights: by field, as in `comparing.Compared`.
        summed: the sum of the weights with the shipped prior, as Splink gives it.
        counterparts: records of the same person that a record was taken to have.
        too_common: keys that were left out.
    """

    left: Numbers
    right: Numbers
    bits: Reals
    probability: Reals
    levels: Mapping[str, Numbers]
    weights: Mapping[str, Reals]
    summed: Reals
    counterparts: float
    too_common: Sequence[TooCommon]


def score(
    people: pa.Table,
    model: PeopleModel,
    *,
    pairs: Sequence[tuple[int, int]] | None = None,
    counterparts: float | None = None,
    pairs_per_key: int | None = None,
) -> Scored:
    """Compare the records that share a key.

    Args:
        people: of `records.SCHEMA`. With queries in it these are compared with the others,
            without them the others with each other.
        model: the shipped model.
        pairs: compare these instead: rows of a left and a right record, each pair once.
        counterparts: records of the same person that a record has; None: as the pairs say.
        pairs_per_key: in place of the shipped limit.
    """
    con = duck.connect()
    try:
        con.register("incoming", people)
        con.execute("CREATE TABLE person AS FROM incoming")
        queries = int(con.execute("SELECT count(*) FROM person WHERE is_query").fetchall()[0][0])
        common: list[TooCommon] = []
        if pairs is None:
            most_pairs = pairs_per_key or model.limits.pairs_per_key
            common = blocking.pairs(con, most=most_pairs, within=queries == 0)
        else:
            _take_pairs(con, pairs)
        others = people.num_rows - queries
        compared = comparing.compare(con, model)
        most = {
            related: model.most_shared(others, _mates(con, model, related=related))
            for related in (True, False)
        }
    finally:
        con.close()
    share = model.prior.share(others)
    summed = np.log2(share / (1 - share)) + np.sum([*compared.weights.values()], axis=0)
    bits = summed + _shared(model, compared.weights, compared.levels, most)
    if counterparts is None:
        counterparts = _counterparts(bits, model, queries or others, within=queries == 0)
    bits = bits + np.log2(counterparts / model.prior.counterparts)
    return Scored(
        compared.left,
        compared.right,
        bits,
        _probability(bits, model),
        compared.levels,
        compared.weights,
        summed,
        counterparts,
        common,
    )


def _take_pairs(con: DuckDBPyConnection, pairs: Sequence[tuple[int, int]]) -> None:
    incoming = pa.table(
        {
            "join_key_l": pa.array([left for left, _ in pairs], pa.int64()),
            "join_key_r": pa.array([right for _, right in pairs], pa.int64()),
            "match_key": pa.array(["0"] * len(pairs), pa.string()),
        }
    )
    con.register("incoming_pairs", incoming)
    con.execute("CREATE TABLE pairs AS FROM incoming_pairs")


_MATES = """
WITH houses AS (
  SELECT is_query, count(DISTINCT given[1]) AS given, count(DISTINCT year) AS years
  FROM (SELECT *, coalesce(street || '|' || number, postcode) AS house FROM person)
  WHERE house IS NOT NULL {named}
  GROUP BY is_query, house {by}
)
SELECT is_query,
  sum(CASE years WHEN 0 THEN given ELSE least(given, years) END - 1) FILTER (given > 0)
FROM houses GROUP BY is_query
"""


def _mates(con: DuckDBPyConnection, model: PeopleModel, *, related: bool) -> float:
    """Others in one house per record, in the sheet that has most of them.

    Whoever shares the house counts when both given name and year of birth differ.

    Args:
        con: has `person`.
        model: the shipped model.
        related: count those of one surname only.
    """
    named = {"named": "AND surname IS NOT NULL", "by": ", surname"} if related else {}
    query = _MATES.format(**({"named": "", "by": ""} | named))
    found: dict[bool, float | None] = dict(con.execute(query).fetchall())
    sizes = con.execute("SELECT is_query, count(*) FROM person GROUP BY is_query").fetchall()
    shipped = model.relatives
    usual = shipped.usual * shipped.records
    shares = [(float(found.get(s) or 0) + usual) / (n + shipped.records) for s, n in sizes]
    return max(shares, default=shipped.usual)


def _shared(
    model: PeopleModel,
    weights: Mapping[str, Reals],
    levels: Mapping[str, Numbers],
    most: Mapping[bool, float],
) -> Reals:
    """Bits to add, 0 or less: housemates share more than chance, twins their birth date too.

    A birth date that is nearly equal speaks for nobody whose given name is another one.

    Args:
        model: the shipped model.
        weights: by field, of every pair.
        levels: by field, of every pair.
        most: bits that shared fields count at most, for one surname and for two.
    """
    at_most = np.where(levels["surname"] > 0, most[True], most[False])
    shared = np.sum([weights[field] for field in model.relatives.fields], axis=0)
    kept = np.minimum(shared, at_most)
    other_given = levels["given"] == 0
    only_near = other_given & (levels["born"] < _SAME_DAY)
    born = np.where(only_near, np.minimum(weights["born"], 0.0), weights["born"])
    with_birth = kept + born
    of_twins = np.minimum(with_birth, at_most - np.log2(model.relatives.twins))
    twins = np.where(levels["given"] <= 0, of_twins - with_birth, 0.0)
    change: Reals = kept - shared + born - weights["born"] + twins
    return change


def _counterparts(bits: Reals, model: PeopleModel, records: int, *, within: bool) -> float:
    """Records of the same person that a record has, so that the probabilities add up to it."""
    prior, found = model.prior, model.prior.counterparts
    for _ in range(_ROUNDS):
        probability = _probability(bits + np.log2(found / prior.counterparts), model)
        pairs = float(probability.sum()) * (2 if within else 1)
        share = (pairs + prior.counterparts * prior.records) / (records + prior.records)
        found = min(max(share, prior.least), prior.most)
    return found


def _probability(bits: Reals, model: PeopleModel) -> Reals:
    scaled = model.calibration.slope * bits + model.calibration.offset
    result: Reals = 1 / (1 + np.exp2(-np.clip(scaled, -_FURTHEST, _FURTHEST)))
    return result
