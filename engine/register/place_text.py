"""Find delivered places by BAG id, then by what their words mean.

Each step looks only at what no earlier step answered. A place that fits several objects is
closed: later steps may not answer it either, as that would be a guess. The words are read by
`engine.matching.addresses`, as for any spreadsheet; a run asks more of a similar street.
"""

import pyarrow as pa
from duckdb import DuckDBPyConnection

from engine.matching.addresses import known, old_names, weighing
from engine.matching.addresses.known import Known
from engine.matching.addresses.matcher import Matcher, Verdict
from engine.matching.addresses.query import Query
from engine.settings import Settings

TABLES = ("found", "closed")
"""Temporary tables that `prepare` makes."""

_OPEN = "NOT EXISTS (FROM found f WHERE f.q = p.q) AND NOT EXISTS (FROM closed c WHERE c.q = p.q)"

_IDS = """
CREATE TEMP TABLE candidate AS
WITH by_address AS (
  SELECT p.q, a.object_id, a.address_id, NULL AS building_id
  FROM place_query p JOIN known_address a ON a.address_id = p.address_id
), by_object AS (
  SELECT p.q, u.object_id, NULL AS address_id, NULL AS building_id
  FROM place_query p JOIN known_unit u ON u.object_id = p.object_id
), by_building AS (
  SELECT DISTINCT p.q, NULL AS object_id, NULL AS address_id, b.building_id
  FROM place_query p JOIN building b ON b.building_id = p.object_id
)
FROM by_address UNION ALL FROM by_object UNION ALL FROM by_building
"""
_IDS_FOUND = """
INSERT INTO found
WITH one AS (
  SELECT q, max(object_id) AS object_id, max(address_id) AS address_id,
    max(building_id) AS building_id
  FROM candidate GROUP BY q
  HAVING count(DISTINCT coalesce(object_id, building_id)) = 1
), main AS (
  SELECT object_id, arg_min(address_id, (NOT is_main, rank, address_id)) AS address_id
  FROM known_address GROUP BY object_id
)
SELECT q, 'id', 100, coalesce(one.address_id, main.address_id), one.object_id, one.building_id
FROM one LEFT JOIN main USING (object_id)
ORDER BY q
"""
_IDS_CLOSED = """
INSERT INTO closed
SELECT q FROM candidate GROUP BY q HAVING count(DISTINCT coalesce(object_id, building_id)) > 1
UNION
SELECT q FROM place_part p WHERE postbus AND NOT EXISTS (FROM found f WHERE f.q = p.q)
"""
_PARTS = "street, house_number, house_letter, house_addition, postcode, town"
_KNOWN = f"""
SELECT object_id, address_id, rank, {_PARTS} FROM known_address
ORDER BY rank, NOT is_main, address_id
"""
_ASKED = f"SELECT q, address, {_PARTS} FROM place_query p WHERE {_OPEN} ORDER BY q"


def prepare(con: DuckDBPyConnection) -> None:
    """Make the temporary tables `found` and `closed`, empty.

    `found(q, method, score, address_id, object_id, building_id)` holds answers, `closed(q)`
    places that have none and get none.
    """
    con.execute(
        "CREATE TEMP TABLE found (q BIGINT, method VARCHAR, score DOUBLE, "
        "address_id VARCHAR, object_id VARCHAR, building_id VARCHAR)"
    )
    con.execute("CREATE TEMP TABLE closed (q BIGINT)")


def match_ids(con: DuckDBPyConnection) -> None:
    """Answer by BAG ids of address, unit, berth, pitch or building; close boxes at the post office.

    Ids that name two different objects close the place; an id that does not exist is passed
    over, so that the address may answer.
    """
    con.execute(_IDS)
    con.execute(_IDS_FOUND)
    con.execute(_IDS_CLOSED)
    con.execute("DROP TABLE candidate")


def match_addresses(
    con: DuckDBPyConnection, settings: Settings
) -> tuple[Matcher, dict[int, Verdict]]:
    """Answer by the words of an address: as registered, in comparable form, by a similar street.

    Returns:
        The matcher, and what it says of the places that its words do not answer, by query.
    """
    rows = con.execute(_KNOWN).fetchall()
    matcher = _matcher(rows, settings)
    found: list[tuple[int, str, float, str, str]] = []
    closed: list[int] = []
    open_: dict[int, Verdict] = {}
    for q, address, *parts in con.execute(_ASKED).fetchall():
        verdict = matcher.judge(_query(address, parts))
        if verdict.at is not None and _is_alike(verdict, settings):
            object_id, address_id = rows[verdict.at][:2]
            found.append((q, verdict.method, verdict.likeness, address_id, object_id))
            continue
        open_[q] = verdict
        if verdict.at is None and verdict.is_closed:
            closed.append(q)
    _store(con, found, closed)
    return matcher, open_


def _matcher(rows: list[tuple[str, str, int, str | None]], settings: Settings) -> Matcher:
    """The matcher over the addresses of the run; an address is named by its object."""
    weights = weighing.load(settings.rules)
    likeness = weights.likeness.model_copy(update={"lead": settings.matching.fuzzy_min_margin})
    names = _PARTS.split(", ")
    addresses = [
        Known(id=object_id, rank=rank, **dict(zip(names, parts, strict=True)))  # type: ignore[arg-type]
        for object_id, _, rank, *parts in rows
    ]
    tables = known.build(addresses, old_names.load(settings.rules))
    return Matcher(tables, weights.model_copy(update={"likeness": likeness}))


def _query(address: str | None, parts: list[str | None]) -> Query:
    return Query(address=address, **dict(zip(_PARTS.split(", "), parts, strict=True)))  # type: ignore[arg-type]


def _is_alike(verdict: Verdict, settings: Settings) -> bool:
    """True unless the street is only similar, and less so than the settings of the run ask."""
    return verdict.method != "fuzzy" or verdict.likeness >= settings.matching.fuzzy_min_score


def _store(
    con: DuckDBPyConnection, found: list[tuple[int, str, float, str, str]], closed: list[int]
) -> None:
    names = ("q", "method", "score", "address_id", "object_id")
    types = (pa.int64(), pa.string(), pa.float64(), pa.string(), pa.string())
    arrays = {
        name: pa.array([row[at] for row in found], kind)
        for at, (name, kind) in enumerate(zip(names, types, strict=True))
    }
    con.register("found_in", pa.table(arrays))
    con.execute("INSERT INTO found BY NAME FROM found_in")
    con.unregister("found_in")
    con.register("closed_in", pa.table({"q": pa.array(closed, pa.int64())}))
    con.execute("INSERT INTO closed FROM closed_in")
    con.unregister("closed_in")
