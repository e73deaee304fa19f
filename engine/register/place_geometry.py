"""Rows that say where they are by a geometry of their own: its point becomes their point.

A point is a place. A line, an area or several points are not one place, except for a thing
seen from the air: that stands where its outline is.
"""

import numpy as np
import pyarrow as pa
import shapely
from duckdb import DuckDBPyConnection

from engine.tables import PLACE_INPUT, TABLES, Type

THINGS = frozenset({"topography_change"})
"""Tables in which an outline is one thing, so that a point on it is its place."""

_NOTHING = " AND ".join(f"p.{column.name} IS NULL" for column in PLACE_INPUT)


def add_points(con: DuckDBPyConnection) -> None:
    """Give rows of `place_input` that say nothing the point of their row's geometry, in RD."""
    for table in TABLES.values():
        if table.place and any(column.type is Type.GEOMETRY for column in table.columns):
            _add(con, table.name)


def _add(con: DuckDBPyConnection, table: str) -> None:
    query = f"""
    SELECT p.record_key, t.geometry FROM place_input p JOIN {table} t USING (record_key)
    WHERE p.table_name = $table AND t.geometry IS NOT NULL AND {_NOTHING} ORDER BY 1
    """
    rows = con.execute(query, {"table": table}).fetchall()
    if not rows:
        return
    blobs = np.array([bytes(wkb) for _, wkb in rows], dtype=object)
    shapes = shapely.from_wkb(blobs, on_invalid="ignore")
    if table in THINGS:
        shapes = shapely.point_on_surface(shapes)
    is_point = (shapely.get_type_id(shapes) == shapely.GeometryType.POINT) & ~shapely.is_empty(
        shapes
    )
    points = {
        "record_key": pa.array([rows[at][0] for at in np.flatnonzero(is_point)], pa.string()),
        "x": pa.array(shapely.get_x(shapes[is_point])),
        "y": pa.array(shapely.get_y(shapes[is_point])),
    }
    con.register("points_in", pa.table(points))
    con.execute(
        "UPDATE place_input SET x = n.x, y = n.y FROM points_in n "
        f"WHERE place_input.record_key = n.record_key AND place_input.table_name = '{table}'"
    )
    con.unregister("points_in")
