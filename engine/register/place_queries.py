"""What was asked: the distinct places that rows of a run name.

One place is asked for many times, so that reading its text is done per distinct place.
"""

from collections.abc import Mapping

import pyarrow as pa
from duckdb import DuckDBPyConnection

from engine.matching.addresses.text import is_postbus, without_care_of
from engine.tables import PLACE_INPUT

_COLUMNS = ", ".join(column.name for column in PLACE_INPUT)
_TEXTS = (
    "address_id, object_id, postcode, house_number, house_letter, house_addition, street, town, "
    "address"
)
TABLES = ("asked", "place_query", "place_part")
"""Temporary tables that `read` makes."""


def read(con: DuckDBPyConnection) -> None:
    """Make the temporary tables `asked`, `place_query` and `place_part`.

    `asked(table_name, record_key, q)`: which query each row asks. `place_query(q, …)`: the place
    as delivered. `place_part(q, postbus, text)`: whether it is a box at the post office, and the
    place as text for people to read.
    """
    con.execute(
        "CREATE TEMP TABLE asked AS SELECT table_name, record_key, "
        f"dense_rank() OVER (ORDER BY {_COLUMNS}) AS q, {_COLUMNS} FROM place_input"
    )
    con.execute(
        f"CREATE TEMP TABLE place_query AS SELECT DISTINCT q, {_COLUMNS} FROM asked ORDER BY q"
    )
    rows = con.execute(f"SELECT q, {_TEXTS} FROM place_query ORDER BY q").fetchall()
    arrays = {
        "q": pa.array([row[0] for row in rows], pa.int64()),
        "postbus": pa.array([is_postbus(row[7], row[4], row[9]) for row in rows], pa.bool_()),
        "text": pa.array([_as_text(*row[1:]) for row in rows], pa.string()),
    }
    con.register("parts_in", pa.table(arrays))
    con.execute("CREATE TEMP TABLE place_part AS FROM parts_in")
    con.unregister("parts_in")


def delivered_text(place: Mapping[str, str | None]) -> str | None:
    """The place of a row as delivered, in one line, without people; `place_text` of a run.

    Args:
        place: place columns by name; those that are not there are not given.

    Returns:
        None where nothing but a point is given.
    """
    return _as_text(*(place.get(name) or None for name in _TEXTS.split(", ")))


def _as_text(
    address_id: str | None,
    object_id: str | None,
    postcode: str | None,
    house_number: str | None,
    house_letter: str | None,
    house_addition: str | None,
    street: str | None,
    town: str | None,
    address: str | None,
) -> str | None:
    """The place as delivered, in one line; ids only where there is no text."""
    if address:
        return without_care_of(address).replace("\n", ", ") or None
    given = (street, house_number, house_letter, house_addition, postcode, town)
    return " ".join(part for part in given if part) or object_id or address_id
