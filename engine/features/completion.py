"""What a feature returned as one row for every location.

Types become those that a fact may have; what is absent becomes nothing or unknown, as the
feature's header says.
"""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc
from duckdb import DuckDBPyConnection

from engine.duck import text
from engine.errors import RulePackError
from engine.features.feature import REQUIRED, Feature
from engine.features.judged_places import LOCATION
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


def count(con: DuckDBPyConnection, found: str, feature: Feature) -> int:
    """Rows that a feature returned.

    Raises:
        RulePackError: it returned a location twice.
    """
    rows, places, locations = con.execute(
        f"SELECT count(*), count(location_id), count(DISTINCT location_id) FROM {found}"
    ).fetchall()[0]
    if places == locations:
        return int(rows)
    location, times = con.execute(
        f"SELECT location_id, count(*) FROM {found} WHERE location_id IS NOT NULL"
        " GROUP BY location_id HAVING count(*) > 1 ORDER BY location_id LIMIT 1"
    ).fetchall()[0]
    what = f"feature {feature.name} returns location {location} {times} times"
    raise RulePackError(what, file=feature.file)


def is_silent(feature: Feature, reason: str | None, returned: int) -> bool:
    """True when there is nothing to judge: nothing was returned, and nothing is unknown."""
    is_known = reason is None and feature.known_when is None and feature.absent == "zero"
    return is_known and not returned


def view(
    name: str,
    feature: Feature,
    types: Mapping[str, str],
    *,
    reason: str | None,
    places: str = LOCATION,
) -> str:
    """SQL of a view with the locations where there is something to judge: returned, or unknown.

    Its columns are location_id, known, unknown_reason, returned, newest, evidence, members and
    the facts; where `known` is false the facts are NULL. At every other location nothing is
    there, and that is known: `complete` adds these.

    Args:
        name: of the view; the table `<name>_found` holds what the feature returned.
        feature: says what an absent location means.
        types: as `types` says.
        reason: why nothing can be known in this run, None when it can.
        places: table of the locations that are judged.
    """
    facts = "".join(
        f""",
       CASE WHEN unknown_reason IS NULL THEN "{fact}"::{kind} END AS "{fact}" """
        for fact, kind in types.items()
        if fact not in REQUIRED
    )
    known_when = f"(\n{feature.known_when}\n)" if feature.known_when else "true"
    absent = '"was returned"' if feature.absent == "unknown" else "true"
    keys = "coalesce(CASE WHEN unknown_reason IS NULL THEN list_sort(list_distinct({0})) END, [])"
    everywhere = text(reason) if reason else "NULL::VARCHAR"
    return f"""
CREATE OR REPLACE VIEW {name} AS
WITH placed AS (
    SELECT l.location_id, {location_struct(feature.known_columns, "l")},
           f.location_id IS NOT NULL AS "was returned", f.* EXCLUDE (location_id)
    FROM {places} l
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
       unknown_reason IS NULL AS returned,
       CASE WHEN unknown_reason IS NULL THEN newest END AS newest,
       {keys.format("evidence")} AS evidence, {keys.format("members")} AS members{facts}
FROM reasoned
WHERE "was returned" OR unknown_reason IS NOT NULL
"""


def complete(told: pa.Table, locations: pa.Array) -> pa.Table:
    """One row for every location, by `location_id`.

    Args:
        told: the rows of a `view`.
        locations: ids of all locations that are judged, sorted.

    Returns:
        The columns of `told`. Where it has no row: known, not returned, numbers 0, booleans
        false, lists empty and the rest NULL.
    """
    nothing = {field.name: pa.array([_nothing(field)], field.type) for field in told.schema}
    at = pc.index_in(locations, value_set=told["location_id"].combine_chunks())
    rows = pa.concat_tables([told, pa.table(nothing)]).take(pc.fill_null(at, told.num_rows))
    return rows.set_column(0, "location_id", locations)


def _nothing(field: pa.Field) -> object:
    """What a column says of a location where nothing is there."""
    if field.name == "known":
        return True
    kinds = ((pa.types.is_integer, 0), (pa.types.is_floating, 0.0), (pa.types.is_boolean, False))
    zeros = (zero for is_kind, zero in kinds if is_kind(field.type))
    return next(zeros, [] if pa.types.is_list(field.type) else None)
