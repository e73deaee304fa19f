"""Where the rows of a run happened: delivered places resolved to BAG objects.

Order of methods: BAG id, judgement of a person, address as registered, address in comparable form,
similar street, geocoded text, point. Ids win over text, text over points. An ambiguous place is
`none`, never a guess, and a box at the post office is no place. Withdrawn addresses can be found;
one in use goes first.
"""

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from engine.register import (
    place_candidates,
    place_geocoded,
    place_geometry,
    place_index,
    place_judged,
    place_points,
    place_queries,
    place_text,
)
from engine.register.geocoding import Geocoded
from engine.register.intake import create_place_input
from engine.register.joined_pairs import Joining
from engine.register.judged_pairs import ADDRESS
from engine.register.match_candidates import Told
from engine.settings import Settings
from engine.tables import TABLES

_ANSWERS = """
CREATE TEMP TABLE answer AS
SELECT a.table_name, a.record_key, f.address_id, f.object_id,
  coalesce(f.building_id, u.building_id) AS building_id,
  CASE WHEN f.method = 'point' THEN p.x ELSE coalesce(u.x, b.x, p.x) END AS x,
  CASE WHEN f.method = 'point' THEN p.y ELSE coalesce(u.y, b.y, p.y) END AS y,
  coalesce(f.method, 'none') AS place_match, coalesce(f.score, 0) AS place_score,
  CASE WHEN f.method IS NULL THEN t.text END AS place_text
FROM asked a
LEFT JOIN found f USING (q)
LEFT JOIN place_part t USING (q)
LEFT JOIN place_point p USING (q)
LEFT JOIN known_unit u ON u.object_id = f.object_id
LEFT JOIN (SELECT building_id, min(x) AS x, min(y) AS y FROM building GROUP BY building_id) b
  ON b.building_id = f.building_id
"""
_COLUMNS = (
    "address_id", "object_id", "building_id", "x", "y", "place_match", "place_score", "place_text",
)  # fmt: skip


def resolve(
    con: DuckDBPyConnection,
    *,
    settings: Settings,
    geocoded: Sequence[Geocoded] = (),
    joining: Joining | None = None,
) -> Told:
    """Fill the place columns of every table with places, except `location_id`.

    A unit in several buildings gets the lowest building id. A point in a building with several
    units gets the building only. A BAG id of a building gives the building and no unit.

    Args:
        con: register with the BAG tables, `zone`, the tables with places, and `place_input`
            as intake left it; that temporary table is dropped.
        settings: `matching` and `locations`.
        geocoded: what texts mean by a geocoder; they answer as an id does, when it is in the BAG
            of this run.
        joining: places that a person judged to be an address, or not to be one.

    Returns:
        How many pairs `match_candidate` has of the places without an answer.

        `place_match` is `none` with score 0 where nothing was found, or nothing delivered;
        then ids are NULL, `place_text` is the delivered text (NULL for a point alone), and
        x and y are the delivered point, if any. Otherwise the score is 100, the similarity of
        the street (fuzzy), or 100 less the share of the greatest distance (nearest unit).
        x and y are those of the unit, for a point those delivered. What a place without an answer
        may mean stands in `match_candidate`.
    """
    create_place_input(con)
    place_geometry.add_points(con)
    place_index.build(con)
    place_queries.read(con)
    place_points.read(con)
    place_text.prepare(con)
    place_text.match_ids(con)
    judged = Joining() if joining is None else joining
    place_judged.join(con, judged.places)
    matcher, left = place_text.match_addresses(con, settings)
    place_judged.part(con, judged.apart_of(ADDRESS))
    place_geocoded.match(con, geocoded)
    place_points.match_points(con, settings)
    told = place_candidates.add(con, matcher, left)
    con.execute(_ANSWERS)
    for table in TABLES.values():
        if table.place:
            _fill(con, table.name)
    made = (place_index, place_queries, place_points, place_text)
    for name in ("answer", "place_input", *(name for module in made for name in module.TABLES)):
        con.execute(f"DROP TABLE {name}")
    return told


def _fill(con: DuckDBPyConnection, table: str) -> None:
    values = ", ".join(f"{column} = a.{column}" for column in _COLUMNS)
    con.execute(
        f"UPDATE {table} SET {values} FROM answer a "
        f"WHERE a.table_name = '{table}' AND a.record_key = {table}.record_key"
    )
