"""SQL that turns what a feature returned into one row for every location.

Types become those that a fact may have; what is absent becomes nothing or unknown, as the
feature's header says.
"""

from collections.abc import Mapping, Sequence

from duckdb import DuckDBPyConnection

from engine.errors import RulePackError
from engine.features.library import REQUIRED, Feature
from engine.features.spans import Value

_NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT")
_STORED = dict.fromkeys((*_NUMBERS, "UINTEGER", "UBIGINT", "UHUGEINT"), "BIGINT") | {
    "FLOAT": "DOUBLE", "DOUBLE": "DOUBLE", "BOOLEAN": "BOOLEAN", "DATE": "DATE",
    "VARCHAR": "VARCHAR", "VARCHAR[]": "VARCHAR[]",
}  # fmt: skip
_REQUIRED_TYPES = {
    "location_id": "VARCHAR",
    "newest": "DATE",
    "evidence": "VARCHAR[]",
    "members": "VARCHAR[]",
}
_ZERO = {"BIGINT": "0", "DOUBLE": "0", "BOOLEAN": "false", "VARCHAR[]": "[]"}


def location_struct(columns: Sequence[str], alias: str) -> str:
    """SQL that makes `location.<column>` of `alias` readable beside facts of the same name."""
    parts = ", ".join(f'"{column}" := {alias}."{column}"' for column in columns)
    return f"struct_pack({parts}) AS location" if columns else "NULL AS location"


def types(
    con: DuckDBPyConnection, statement: str, feature: Feature, bound: Mapping[str, Value]
) -> dict[str, str]:
    """Types of all returned columns as they will be stored; refuses those that cannot be."""
    rows = con.execute(f"DESCRIBE SELECT * FROM {statement} AS found", dict(bound)).fetchall()
    types: dict[str, str] = {}
    for name, kind, *_ in rows:
        stored = "DOUBLE" if kind.startswith("DECIMAL") else _STORED.get(kind)
        wanted = _REQUIRED_TYPES.get(name, stored)
        if stored is None or stored != wanted:
            what = f"feature {feature.name}: column {name} is {kind}, not {wanted or 'a fact'}"
            raise RulePackError(what, file=feature.file)
        types[name] = stored
    return types


def statement(name: str, feature: Feature, types: Mapping[str, str]) -> str:
    """One row for every location, with what is known about it."""
    facts = [fact for fact in types if fact not in REQUIRED]
    completed = "".join(
        f""",
       CASE WHEN NOT known THEN NULL
            WHEN returned THEN "{fact}"::{types[fact]}
            ELSE {_ZERO.get(types[fact], "NULL")} END AS "{fact}" """
        for fact in facts
    )
    known_when = f"(\n{feature.known_when}\n)" if feature.known_when else "true"
    absent = "returned" if feature.absent == "unknown" else "true"
    keys = "CASE WHEN known AND returned THEN list_sort(list_distinct({0})) END"
    return f"""
CREATE OR REPLACE TABLE {name} AS
WITH placed AS (
    SELECT l.location_id, {location_struct(feature.known_columns, "l")},
           f.location_id IS NOT NULL AS returned, f.* EXCLUDE (location_id)
    FROM location l
    LEFT JOIN {name}_found f USING (location_id)
),
reasoned AS (
    SELECT *,
           CASE WHEN $reason IS NOT NULL THEN $reason
                WHEN ({known_when}) IS NOT TRUE
                    THEN 'hier niet vast te stellen: de locatie voldoet niet aan wat dit gegeven '
                        || 'nodig heeft, of dat is onbekend'
                WHEN NOT {absent} THEN 'over deze locatie zijn geen gegevens'
                END AS unknown_reason,
           unknown_reason IS NULL AS known
    FROM placed
)
SELECT location_id, known, unknown_reason, returned AND known AS returned,
       CASE WHEN known THEN newest END AS newest,
       coalesce({keys.format("evidence")}, []) AS evidence,
       coalesce({keys.format("members")}, []) AS members{completed}
FROM reasoned
ORDER BY location_id
"""
