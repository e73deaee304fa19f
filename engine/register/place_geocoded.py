"""Find delivered places by the file of geocoded texts: ids of the BAG that a person let pass.

Only what nothing else answered is looked up, and only ids that this run's BAG has count.
"""

from collections.abc import Sequence

import pyarrow as pa
from duckdb import DuckDBPyConnection

from engine.register.geocoding import Geocoded

_FOUND = """
INSERT INTO found
WITH main AS (
  SELECT object_id, arg_min(address_id, (NOT is_main, rank, address_id)) AS address_id
  FROM known_address GROUP BY object_id
)
SELECT p.q, 'id', 100, coalesce(a.address_id, main.address_id), u.object_id, NULL
FROM place_part p
JOIN geocoded_in g ON g.text = p.text
JOIN known_unit u ON u.object_id = g.object_id
LEFT JOIN known_address a ON a.address_id = g.address_id
LEFT JOIN main ON main.object_id = u.object_id
WHERE (a.object_id IS NULL OR a.object_id = u.object_id) AND NOT p.postbus
  AND NOT EXISTS (FROM found f WHERE f.q = p.q) AND NOT EXISTS (FROM closed c WHERE c.q = p.q)
ORDER BY p.q
"""


def match(con: DuckDBPyConnection, geocoded: Sequence[Geocoded]) -> None:
    """Answer the open places whose text was geocoded, when its object is in this run.

    An address id that belongs to another object contradicts the answer: then there is none.
    """
    if not geocoded:
        return
    columns = {
        name: pa.array([getattr(one, name) for one in geocoded], pa.string())
        for name in ("text", "object_id", "address_id")
    }
    con.register("geocoded_in", pa.table(columns))
    con.execute(_FOUND)
    con.unregister("geocoded_in")
