"""Which records of people are compared at all: those that share a key that is not too common.

Comparing everybody with everybody is out of the question, and a key that 50,000 records share is
as bad. Such a key is left out, and told; other keys of the same records still count.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

KEYS: Mapping[str, str] = {
    "birth date": "born",
    "birth date, day and month in any order": (
        "year || least(born[5:6], born[7:8]) || greatest(born[5:6], born[7:8])"
    ),
    "given name and surname": (
        "CASE WHEN length(given) > 1 THEN least(given, surname) || '|' || greatest(given, surname) "
        "END"
    ),
    "surname and year": "surname || '|' || year",
    "given name and year": "CASE WHEN length(given) > 1 THEN given || '|' || year END",
    "surname and day of birth": "surname || '|' || born[5:8]",
    "given name and day of birth": (
        "CASE WHEN length(given) > 1 THEN given || '|' || born[5:8] END"
    ),
    "beginning of both names": (
        "CASE WHEN length(given) > 1 THEN least(given[1:3], surname[1:3]) || '|' "
        "|| greatest(given[1:3], surname[1:3]) END"
    ),
    "beginning of the surname and year": "surname[1:3] || '|' || year",
    "beginning of the given name and year": "given[1:3] || '|' || year",
    "town and year": "town || '|' || year",
    "postcode and given name": "postcode || '|' || given[1:2]",
    "postcode and surname": "postcode || '|' || surname[1:2]",
    "house": "street || '|' || number",
    "street and given name": "street || '|' || given[1:2]",
    "street and surname": "street || '|' || surname[1:2]",
    "town and surname": "town || '|' || surname",
    "town and given name": "town || '|' || given",
    "year and postcode": "year || '|' || postcode",
    "word of the name": "unnest(words)",
}
"""What two records must share to be compared: SQL over `records.SCHEMA` by name; NULL shares
nothing."""


@dataclass(frozen=True, slots=True)
class TooCommon:
    """A kind of key of which some values are too common.

    Attributes:
        kind: name of the key.
        values: how many.
        records: records that carry them.
    """

    kind: str
    values: int
    records: int


def pairs(con: DuckDBPyConnection, *, most: int, within: bool) -> list[TooCommon]:
    """Make the table `pairs` of records to compare: `join_key_l`, `join_key_r`, `match_key`.

    Args:
        con: has `person`, see `records.SCHEMA`.
        most: a key that gives more pairs than this is too common.
        within: compare the set with itself; else queries with the others.

    Returns:
        What was too common, by kind in the order of `KEYS`.
    """
    con.execute(
        "CREATE OR REPLACE TABLE block_key (row BIGINT, is_query BOOLEAN, kind INT, key VARCHAR)"
    )
    for number, key in enumerate(KEYS.values()):
        con.execute(
            "INSERT INTO block_key SELECT row, is_query, $kind, key FROM "
            f"(SELECT row, is_query, {key} AS key FROM person) WHERE key IS NOT NULL",
            {"kind": number},
        )
    size = (
        "count(*) * (count(*) - 1) / 2"
        if within
        else ("count(*) FILTER (is_query) * count(*) FILTER (NOT is_query)")
    )
    con.execute(
        "CREATE OR REPLACE TABLE block AS "
        f"SELECT kind, key, count(*) AS records, {size} AS size FROM block_key GROUP BY kind, key"
    )
    side = "l.row < r.row" if within else "l.is_query AND NOT r.is_query"
    con.execute(
        "CREATE OR REPLACE TABLE pairs AS "
        "SELECT DISTINCT l.row AS join_key_l, r.row AS join_key_r, '0' AS match_key "
        "FROM block b JOIN block_key l USING (kind, key) JOIN block_key r USING (kind, key) "
        f"WHERE b.size BETWEEN 1 AND $most AND {side}",
        {"most": most},
    )
    common = con.execute(
        "SELECT kind, count(*), sum(records) FROM block WHERE size > $most "
        "GROUP BY kind ORDER BY kind",
        {"most": most},
    ).fetchall()
    con.execute("DROP TABLE block_key")
    con.execute("DROP TABLE block")
    names = [*KEYS]
    return [TooCommon(names[kind], values, int(records)) for kind, values, records in common]
