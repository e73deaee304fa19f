"""What was asked: the distinct places that rows of a run name, each read once.

One place is asked for many times, so that reading its text is done per distinct place.
"""

from collections.abc import Callable, Hashable
from functools import cache
from typing import ParamSpec, TypeVar

import pyarrow as pa
from duckdb import DuckDBPyConnection

from engine.matching.addresses.text import (
    Parts,
    is_postbus,
    number_key,
    parse,
    postcode_key,
    street_key,
    town_key,
    without_care_of,
)
from engine.tables import PLACE_INPUT

_COLUMNS = ", ".join(column.name for column in PLACE_INPUT)
_TEXTS = (
    "address_id, object_id, postcode, house_number, house_letter, house_addition, street, town, "
    "address"
)
TABLES = ("asked", "place_query", "place_part")
"""Temporary tables that `read` makes."""

P = ParamSpec("P")
R = TypeVar("R", bound=Hashable)


def read(con: DuckDBPyConnection) -> None:
    """Make the temporary tables `asked`, `place_query` and `place_part`.

    `asked(table_name, record_key, q)`: which query each row asks. `place_query(q, …)`: the place
    as delivered. `place_part(q, postbus, street, number, suffix, postcode, area, town, text)`:
    the address in comparable form, and as text for people to read.
    """
    con.execute(
        "CREATE TEMP TABLE asked AS SELECT table_name, record_key, "
        f"dense_rank() OVER (ORDER BY {_COLUMNS}) AS q, {_COLUMNS} FROM place_input"
    )
    con.execute(
        f"CREATE TEMP TABLE place_query AS SELECT DISTINCT q, {_COLUMNS} FROM asked ORDER BY q"
    )
    rows = con.execute(f"SELECT q, {_TEXTS} FROM place_query ORDER BY q").fetchall()
    reader = _Reader(_keys(con, "street"), _keys(con, "town"))
    parts = [reader.parts(*row[3:]) for row in rows]
    arrays = {
        "q": pa.array([row[0] for row in rows], pa.int64()),
        "postbus": pa.array([is_postbus(row[7], row[4], row[9]) for row in rows], pa.bool_()),
        "street": pa.array([part.street for part in parts], pa.string()),
        "number": pa.array([part.number for part in parts], pa.int64()),
        "suffix": pa.array([part.suffix for part in parts], pa.string()),
        "postcode": pa.array([part.postcode for part in parts], pa.string()),
        "area": pa.array([part.area for part in parts], pa.string()),
        "town": pa.array([part.town for part in parts], pa.string()),
        "text": pa.array([_as_text(*row[1:]) for row in rows], pa.string()),
    }
    con.register("parts_in", pa.table(arrays))
    con.execute("CREATE TEMP TABLE place_part AS FROM parts_in")
    con.unregister("parts_in")


class _Reader:
    """Reads addresses; what was read before is not read again."""

    def __init__(self, streets: frozenset[str], towns: frozenset[str]) -> None:
        self._street = _cached(street_key)
        self._town = _cached(town_key)
        self._postcode = _cached(postcode_key)
        self._number = _cached(number_key)
        self._text = _cached(lambda text: parse(text, streets=streets, towns=towns))

    def parts(
        self,
        postcode: str | None,
        house_number: str | None,
        house_letter: str | None,
        house_addition: str | None,
        street: str | None,
        town: str | None,
        address: str | None,
    ) -> Parts:
        """Read the parts; without a house number among them, the text."""
        full, area = self._postcode(postcode)
        own_town = self._town(town)
        number, suffix = self._number(house_number, house_letter, house_addition)
        if number is not None:
            return Parts(self._street(street), number, suffix, full, area, own_town)
        text = self._text(address or street or "")
        return Parts(
            text.street,
            text.number,
            text.suffix,
            full or text.postcode,
            area or text.area,
            own_town or text.town,
        )


def _cached(function: Callable[P, R]) -> Callable[P, R]:
    return cache(function)  # type: ignore[return-value]


def _keys(con: DuckDBPyConnection, name: str) -> frozenset[str]:
    rows = con.execute(f"SELECT DISTINCT {name}_key FROM known_address").fetchall()
    return frozenset(key for (key,) in rows if key is not None)


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
