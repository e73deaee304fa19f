"""The addresses that exist, in comparable form, for matching delivered places against.

Withdrawn addresses stay: a company may still be registered there. `rank` says which of several
is meant when one text fits more than one: 0 in use, 1 formed and not yet in use, 2 withdrawn,
3 never realised or entered by mistake.
"""

import pyarrow as pa
from duckdb import DuckDBPyConnection

from engine.matching.addresses.text import number_key, postcode_key, street_key, town_key
from engine.register.bag_objects import FORMER_UNIT, NEVER_A_UNIT, PLANNED_UNIT

FORMER_ADDRESS = ("naamgeving ingetrokken",)
"""Status of a withdrawn address, in lower case. Source: Kadaster, BAG 2.0 Extract."""

_ADDRESSES = """
CREATE TEMP TABLE known_unit AS
WITH one AS (
  SELECT object_id, x, y, coalesce(lower(status), '') AS word FROM address_unit
  QUALIFY row_number() OVER (PARTITION BY object_id ORDER BY source, record_id) = 1
), building AS (
  SELECT object_id, min(building_id) AS building_id FROM unit_building GROUP BY object_id
)
SELECT object_id, x, y, building_id,
  CASE WHEN list_contains($never, word) THEN 3 WHEN list_contains($former, word) THEN 2
       WHEN list_contains($planned, word) THEN 1 ELSE 0 END AS rank
FROM one LEFT JOIN building USING (object_id)
"""
_JOINED = """
CREATE TEMP TABLE known_address AS
WITH one AS (
  SELECT * FROM address WHERE object_id IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY address_id ORDER BY source, record_id) = 1
)
SELECT a.address_id, a.object_id, coalesce(a.is_main, false) AS is_main,
  a.street, a.house_number, a.house_letter, a.house_addition, a.postcode, a.town,
  s.key AS street_key, t.key AS town_key, p.postcode AS postcode_key, p.area, n.number, n.suffix,
  greatest(coalesce(u.rank, 0),
           CASE WHEN list_contains($withdrawn, lower(a.status)) THEN 2 ELSE 0 END) AS rank
FROM one a
LEFT JOIN known_unit u USING (object_id)
LEFT JOIN street_keys s ON s.text = a.street
LEFT JOIN town_keys t ON t.text = a.town
LEFT JOIN postcode_keys p ON p.text = a.postcode
LEFT JOIN number_keys n ON n.house_number IS NOT DISTINCT FROM a.house_number
  AND n.house_letter IS NOT DISTINCT FROM a.house_letter
  AND n.house_addition IS NOT DISTINCT FROM a.house_addition
ORDER BY a.address_id
"""
_HELPERS = ("street_keys", "town_keys", "postcode_keys", "number_keys")
TABLES = ("known_unit", "known_address")
"""Temporary tables that `build` makes."""


def build(con: DuckDBPyConnection) -> None:
    """Make the temporary tables `known_unit` and `known_address`.

    `known_unit(object_id, x, y, building_id, rank)`: of several buildings the lowest id.
    `known_address`: address and object id, the parts as registered, their keys, and `rank`.
    """
    words = {"never": [*NEVER_A_UNIT], "former": [*FORMER_UNIT], "planned": [*PLANNED_UNIT]}
    con.execute(_ADDRESSES, words)
    for name, key in (("street", street_key), ("town", town_key)):
        texts = _distinct(con, name)
        keys = pa.array([key(text) for text in texts], pa.string())
        _keep(con, f"{name}_keys", {"text": pa.array(texts, pa.string()), "key": keys})
    texts = _distinct(con, "postcode")
    postcodes = [postcode_key(text) for text in texts]
    arrays = {
        "text": pa.array(texts, pa.string()),
        "postcode": pa.array([postcode for postcode, _ in postcodes], pa.string()),
        "area": pa.array([area for _, area in postcodes], pa.string()),
    }
    _keep(con, "postcode_keys", arrays)
    _keep_numbers(con)
    con.execute(_JOINED, {"withdrawn": [*FORMER_ADDRESS]})
    for name in _HELPERS:
        con.execute(f"DROP TABLE {name}")


def _distinct(con: DuckDBPyConnection, column: str) -> list[str]:
    query = f"SELECT DISTINCT {column} FROM address WHERE {column} IS NOT NULL ORDER BY 1"
    return [text for (text,) in con.execute(query).fetchall()]


def _keep_numbers(con: DuckDBPyConnection) -> None:
    columns = ("house_number", "house_letter", "house_addition")
    rows = con.execute(f"SELECT DISTINCT {', '.join(columns)} FROM address ORDER BY ALL").fetchall()
    arrays = {
        name: pa.array([row[at] for row in rows], pa.string()) for at, name in enumerate(columns)
    }
    keys = [number_key(*row) for row in rows]
    arrays["number"] = pa.array([number for number, _ in keys], pa.int64())
    arrays["suffix"] = pa.array([suffix for _, suffix in keys], pa.string())
    _keep(con, "number_keys", arrays)


def _keep(con: DuckDBPyConnection, name: str, arrays: dict[str, pa.Array]) -> None:
    con.register("keys_in", pa.table(arrays))
    con.execute(f"CREATE TEMP TABLE {name} AS FROM keys_in")
    con.unregister("keys_in")
