"""SQL that shows what a feature returned as one row for every location.

Types become those that a fact may have; what is absent becomes nothing or unknown, as the
feature's header says.
"""

from collections.abc import Mapping, Sequence

from duckdb import DuckDBPyConnection

from engine.duck import text
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
    con: DuckDBPyConnection, found: str, feature: Feature, bound: Mapping[str, Value] | None = None
) -> dict[str, str]:
    """Types of all returned columns as they will be stored; refuses those that cannot be.

    Args:
        con: where `found` can be read.
        found: a table, or the statement between parentheses.
        feature: the feature that returned it.
        bound: values that the statement needs.
    """
    rows = con.execute(f"DESCRIBE SELECT * FROM {found} AS found", dict(bound or {})).fetchall()
    types: dict[str, str] = {}
    for name, kind, *_ in rows:
        stored = "DOUBLE" if kind.startswith("DECIMAL") else _STORED.get(kind)
        wanted = _REQUIRED_TYPES.get(name, stored)
        if stored is None or stored != wanted:
            what = f"feature {feature.name}: column {name} is {kind}, not {wanted or 'a fact'}"
            raise RulePackError(what, file=feature.file)
        types[name] = stored
    return types


def told(name: str) -> str:
    """Name of the view with the rows worth judging: returned, or unknown."""
    return f"{name}_told"


def is_silent(feature: Feature, reason: str | None, returned: int) -> bool:
    """True when there is nothing to judge: nothing was returned, and nothing is unknown."""
    return not returned and _is_plain(feature, reason)


def views(
    name: str, feature: Feature, types: Mapping[str, str], *, reason: str | None
) -> tuple[str, str]:
    """SQL of two views: `name`, one row for every location, and `told(name)`.

    Both have the columns location_id, known, unknown_reason, returned, newest, evidence, members
    and the facts, in that order.

    Args:
        name: of the view; the table `<name>_found` holds what the feature returned.
        feature: says what an absent location means.
        types: as `types` says.
        reason: why nothing can be known in this run, None when it can.
    """
    return _all(name, feature, types, reason), _told(name, feature, types, reason)


def _is_plain(feature: Feature, reason: str | None) -> bool:
    """True when an absent location means that nothing is there, everywhere."""
    return reason is None and feature.known_when is None and feature.absent == "zero"


def _told(name: str, feature: Feature, types: Mapping[str, str], reason: str | None) -> str:
    if not _is_plain(feature, reason):
        return f"CREATE OR REPLACE VIEW {told(name)} AS FROM {name} WHERE returned OR NOT known"
    facts = "".join(f', "{f}"::{kind} AS "{f}"' for f, kind in types.items() if f not in REQUIRED)
    return f"""
CREATE OR REPLACE VIEW {told(name)} AS
SELECT location_id, true AS known, NULL::VARCHAR AS unknown_reason, true AS returned, newest,
       coalesce(list_sort(list_distinct(evidence)), []) AS evidence,
       coalesce(list_sort(list_distinct(members)), []) AS members{facts}
FROM {name}_found
WHERE location_id IN (SELECT location_id FROM location)
"""


def _all(name: str, feature: Feature, types: Mapping[str, str], reason: str | None) -> str:
    facts = [fact for fact in types if fact not in REQUIRED]
    completed = "".join(
        f""",
       CASE WHEN unknown_reason IS NOT NULL THEN NULL
            WHEN "was returned" THEN "{fact}"::{types[fact]}
            ELSE {_ZERO.get(types[fact], "NULL")} END AS "{fact}" """
        for fact in facts
    )
    known_when = f"(\n{feature.known_when}\n)" if feature.known_when else "true"
    absent = '"was returned"' if feature.absent == "unknown" else "true"
    keys = (
        'CASE WHEN unknown_reason IS NULL AND "was returned" THEN list_sort(list_distinct({0})) END'
    )
    everywhere = text(reason) if reason else "NULL::VARCHAR"
    return f"""
CREATE OR REPLACE VIEW {name} AS
WITH placed AS (
    SELECT l.location_id, {location_struct(feature.known_columns, "l")},
           f.location_id IS NOT NULL AS "was returned", f.* EXCLUDE (location_id)
    FROM location l
    LEFT JOIN {name}_found f USING (location_id)
),
reasoned AS (
    SELECT *,
           CASE WHEN {everywhere} IS NOT NULL THEN {everywhere}
                WHEN ({known_when}) IS NOT TRUE
                    THEN 'hier niet vast te stellen: de locatie voldoet niet aan wat dit gegeven '
                        || 'nodig heeft, of dat is onbekend'
                WHEN NOT {absent} THEN 'over deze locatie zijn geen gegevens'
                END AS unknown_reason
    FROM placed
)
SELECT location_id, unknown_reason IS NULL AS known, unknown_reason,
       "was returned" AND unknown_reason IS NULL AS returned,
       CASE WHEN unknown_reason IS NULL THEN newest END AS newest,
       coalesce({keys.format("evidence")}, []) AS evidence,
       coalesce({keys.format("members")}, []) AS members{completed}
FROM reasoned
"""
