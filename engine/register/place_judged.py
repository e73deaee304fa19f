"""Delivered places whose address a person judged: they answer as a BAG id does, or never so.

`same` answers what no id answered, before any text is compared. `different` takes back what the
text would give, and closes the place: the next likely address would be a guess.
"""

from collections.abc import Sequence

import pyarrow as pa
from duckdb import DuckDBPyConnection

from engine.register.judged_pairs import Pair
from engine.register.match_candidates import PLACE, PLACE_LENGTH

_SUBJECT = f"'{PLACE}' || left(p.text, {PLACE_LENGTH})"
_FOUND = f"""
INSERT INTO found
WITH main AS (
  SELECT object_id, arg_min(address_id, (NOT is_main, rank, address_id)) AS address_id
  FROM known_address GROUP BY object_id
)
SELECT p.q, 'id', 100, main.address_id, u.object_id, NULL
FROM place_part p
JOIN judged_place j ON j.subject = {_SUBJECT}
JOIN known_unit u ON u.object_id = j.other
LEFT JOIN main ON main.object_id = u.object_id
WHERE NOT EXISTS (FROM found f WHERE f.q = p.q) AND NOT EXISTS (FROM closed c WHERE c.q = p.q)
ORDER BY p.q
"""
_JOINED = f"""
INSERT INTO match_joined BY NAME
SELECT DISTINCT 'address' AS kind, j.subject, j.other, j."on" AS judged_on
FROM place_part p
JOIN judged_place j ON j.subject = {_SUBJECT}
JOIN found f ON f.q = p.q AND f.object_id = j.other
ORDER BY j.subject
"""
_REFUSED = f"""
SELECT f.q FROM found f JOIN place_part p USING (q)
JOIN judged_place j ON j.subject = {_SUBJECT} AND j.other = f.object_id
WHERE f.method <> 'id'
ORDER BY f.q
"""


def join(con: DuckDBPyConnection, same: Sequence[Pair]) -> None:
    """Answer the open places that were judged to be a unit of this run; note them as joined."""
    if same:
        _register(con, same)
        con.execute(_FOUND)
        con.execute(_JOINED)
        con.unregister("judged_place")


def part(con: DuckDBPyConnection, different: Sequence[Pair]) -> None:
    """Take back answers by text that a person judged to be another address."""
    if different:
        _register(con, different)
        wrong = [q for (q,) in con.execute(_REFUSED).fetchall()]
        con.unregister("judged_place")
        con.execute("DELETE FROM found WHERE list_contains($1, q)", [wrong])
        con.execute("INSERT INTO closed SELECT unnest($1::BIGINT[])", [wrong])


def _register(con: DuckDBPyConnection, pairs: Sequence[Pair]) -> None:
    columns = {
        name: pa.array([getattr(pair, name) for pair in pairs], kind)
        for name, kind in (("subject", pa.string()), ("other", pa.string()), ("on", pa.date32()))
    }
    con.register("judged_place", pa.table(columns))
