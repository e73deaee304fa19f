"""Which locations a feature database judges: all of them, or the one of a case.

What a feature says of any other location is dropped as soon as it is said.
"""

import pyarrow as pa
from duckdb import DuckDBPyConnection

from engine.errors import RunError

LOCATION = "location"
_ONE = "judged_location"


def check(register: DuckDBPyConnection, location_id: str | None) -> None:
    """Refuse a location that is not there: of a place that nobody knows nothing is known.

    Args:
        register: has the table `location`.
        location_id: the one location, None for all of them.

    Raises:
        RunError: there is no such location.
    """
    if location_id is None:
        return
    where = "SELECT 1 FROM location WHERE location_id = $id"
    if not register.execute(where, {"id": location_id}).fetchall():
        raise RunError(f"no location {location_id!r} among the locations of this register")


def table(con: DuckDBPyConnection, location_id: str | None) -> str:
    """The table of the locations that are judged; made when it is one location.

    Args:
        con: a database with the table `location`.
        location_id: as `check` has passed it.
    """
    if location_id is None:
        return LOCATION
    where = "FROM location WHERE location_id = $id"
    con.execute(f"CREATE TABLE {_ONE} AS {where}", {"id": location_id})
    return _ONE


def ids(con: DuckDBPyConnection, places: str) -> pa.Array:
    """Ids of the locations in a table, sorted."""
    rows = con.sql(f"SELECT location_id FROM {places} ORDER BY 1").to_arrow_table()
    return rows["location_id"].combine_chunks()


def among(places: str) -> str:
    """SQL that holds for rows of the locations in a table of `table`."""
    return "true" if places == LOCATION else f"location_id IN (SELECT location_id FROM {places})"
