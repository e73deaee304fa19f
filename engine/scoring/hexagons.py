"""Locations counted per hexagon, for the map: a picture of areas, never of one place.

Hexagons are H3 cells in WGS84. A hexagon with fewer locations than `map.min_locations` is left
out, so that no hexagon stands for one yard.
"""

import h3
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from connectors.geometry_rd import to_wgs84
from engine import duck
from engine.rule_settings import MapSettings

_COUNT = """
WITH cell AS (
    SELECT hexagon,
           count(*) AS locations,
           count(*) FILTER (len(families) > 0) AS with_hits,
           count(*) FILTER (band = 'low') AS low,
           count(*) FILTER (band = 'medium') AS medium,
           count(*) FILTER (band = 'high') AS high
    FROM placed
    GROUP BY hexagon
    HAVING count(*) >= $min_locations
),
theme AS (
    SELECT hexagon, family, count(*) AS locations
    FROM placed CROSS JOIN unnest(families) AS f(family)
    GROUP BY hexagon, family
),
themes AS (
    SELECT hexagon, list({'family': family, 'locations': locations} ORDER BY family) AS families
    FROM theme
    GROUP BY hexagon
)
SELECT cell.*, coalesce(themes.families, []) AS families
FROM cell LEFT JOIN themes USING (hexagon)
ORDER BY hexagon
"""


def count(locations: pa.Table, *, settings: MapSettings) -> pa.Table:
    """Count locations, and those with counting hits, per hexagon.

    Args:
        locations: scored locations with `x, y` (RD, m), `band` and `families`; a location without
            coordinates is in no hexagon.
        settings: size of the hexagons (H3 resolution) and the smallest number shown.

    Returns:
        By `hexagon` (H3 cell id): `lon, lat` of its centre, `locations`, `with_hits` (locations
        with at least one family), `low, medium, high` (locations per band) and `families`, a list
        of `family, locations` by family.
    """
    is_placed = pc.and_(pc.is_valid(locations["x"]), pc.is_valid(locations["y"]))
    located = locations.select(["x", "y", "band", "families"]).filter(is_placed)
    placed = located.append_column("hexagon", _cells(located, settings.resolution))
    with duck.connect() as con:
        con.register("placed", placed)
        params = {"min_locations": settings.min_locations}
        counted = con.sql(_COUNT, params=params).to_arrow_table()
    centres = [h3.cell_to_latlng(cell) for cell in counted["hexagon"].to_pylist()]
    lon = pa.array([lon for _, lon in centres], pa.float64())
    lat = pa.array([lat for lat, _ in centres], pa.float64())
    return counted.add_column(1, "lon", lon).add_column(2, "lat", lat)


def _cells(located: pa.Table, resolution: int) -> pa.Array:
    x, y = (np.asarray(located[name].to_numpy(), dtype=np.float64) for name in ("x", "y"))
    lon, lat = to_wgs84(x, y)
    cells = [h3.latlng_to_cell(a, b, resolution) for a, b in zip(lat, lon, strict=True)]
    return pa.array(cells, pa.string())
