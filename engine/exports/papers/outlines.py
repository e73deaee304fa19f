"""Outlines of the buildings of locations, out of a run."""

from collections.abc import Collection, Mapping

import duckdb
import shapely

_OUTLINES = """
SELECT m.location_id, b.geometry
FROM location_member m
JOIN building b ON b.building_id = m.member_id
WHERE list_contains($locations, m.location_id) AND b.geometry IS NOT NULL
ORDER BY m.location_id, b.building_id
"""


def read(
    con: duckdb.DuckDBPyConnection, location_ids: Collection[str]
) -> Mapping[str, tuple[shapely.Geometry, ...]]:
    """Polygons in RD metres by location id, by building id; locations without one are left out.

    Args:
        con: an opened run (`Run.connect`).
        location_ids: locations of that run.
    """
    found: dict[str, list[shapely.Geometry]] = {}
    rows = con.execute(_OUTLINES, {"locations": sorted(location_ids)}).fetchall()
    for location_id, wkb in rows:
        found.setdefault(location_id, []).append(shapely.from_wkb(bytes(wkb)))
    return {name: tuple(shapes) for name, shapes in found.items()}
