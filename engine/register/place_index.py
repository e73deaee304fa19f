"""The addresses that exist, for matching delivered places against.

Withdrawn addresses stay: a company may still be registered there. `rank` says which of several
is meant when one text fits more than one: 0 in use, 1 formed and not yet in use, 2 withdrawn,
3 never realised or entered by mistake.
"""

from duckdb import DuckDBPyConnection

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
  greatest(coalesce(u.rank, 0),
           CASE WHEN list_contains($withdrawn, lower(a.status)) THEN 2 ELSE 0 END) AS rank
FROM one a
LEFT JOIN known_unit u USING (object_id)
ORDER BY a.address_id
"""
TABLES = ("known_unit", "known_address")
"""Temporary tables that `build` makes."""


def build(con: DuckDBPyConnection) -> None:
    """Make the temporary tables `known_unit` and `known_address`.

    `known_unit(object_id, x, y, building_id, rank)`: of several buildings the lowest id.
    `known_address`: address and object id, the parts as registered, and `rank`.
    """
    words = {"never": [*NEVER_A_UNIT], "former": [*FORMER_UNIT], "planned": [*PLANNED_UNIT]}
    con.execute(_ADDRESSES, words)
    con.execute(_JOINED, {"withdrawn": [*FORMER_ADDRESS]})
