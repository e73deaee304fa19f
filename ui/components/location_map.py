"""A small map of one location: its buildings filled, others left out, no tiles."""

import math

import numpy as np
import shapely
import streamlit as st
from shapely.geometry.base import BaseGeometry

from connectors.geometry_rd import to_wgs84
from engine.exports.dossier import Place
from engine.snapshot import Run
from ui.components import maps, palette
from ui.language import tr, tr_many
from ui.wording import number

_ZOOM, _HEIGHT = 17.0, 320
_SHOWN_M, _SMALLEST_M, _CLOSEST = 120.0, 20.0, 18.5
"""About 120 m fit the height of the map at zoom 17."""

_MEMBERS = """
SELECT building_id AS id, status, geometry FROM building
WHERE list_contains($buildings, building_id) AND geometry IS NOT NULL
ORDER BY building_id
"""
_AROUND = """
SELECT building_id AS id, status, geometry FROM building
WHERE geometry IS NOT NULL AND NOT list_contains($buildings, building_id)
  AND abs(x - $x) < 150 AND abs(y - $y) < 150
ORDER BY building_id
"""


def draw(run: Run, place: Place) -> None:
    """Draw the buildings that belong to the location dark, those around it light."""
    if place.x is None or place.y is None:
        st.info(tr("De plaats van deze locatie is niet bekend."))
        return
    own = {"buildings": list(place.building_ids)}
    with run.connect() as con:
        members = con.execute(_MEMBERS, own).fetchall()
        around = con.execute(_AROUND, {**own, "x": place.x, "y": place.y}).fetchall()
    lon, lat = (axis[0] for axis in to_wgs84(np.array([place.x]), np.array([place.y])))
    layers = [
        maps.shapes(_shapes(around, palette.BACKGROUND), name="around"),
        maps.shapes(_shapes(members, palette.CONCERNED), name="members"),
        maps.points(
            [
                {
                    "lon": float(lon),
                    "lat": float(lat),
                    "colour": palette.CIVIDIS[0],
                    "tip": place.label,
                }
            ],
            name="here",
        ),
    ]
    middle_lon, middle_lat, zoom = _view(members=members, lon=float(lon), lat=float(lat))
    st.pydeck_chart(
        maps.deck(layers, lon=middle_lon, lat=middle_lat, zoom=zoom),
        height=_HEIGHT,
        alt=tr("Kaartje van de panden van deze locatie; zij staan ook in de lijst ernaast."),
    )
    if not members:
        st.caption(tr("De punt is deze locatie. Licht: panden eromheen."))
        return
    told = tr_many(
        "Donker: het pand van deze locatie. Licht: panden eromheen.",
        "Donker: de {count} panden van deze locatie. Licht: panden eromheen.",
        len(members),
    )
    st.caption(told.format(count=number(len(members))))


def _view(
    *, members: list[tuple[str, str, bytes]], lon: float, lat: float
) -> tuple[float, float, float]:
    """Middle and zoom that show all buildings of the location; the place itself without any."""
    if not members:
        return lon, lat, _ZOOM
    west, south, east, north = shapely.total_bounds(
        [shapely.from_wkb(geometry) for _, _, geometry in members]
    )
    x, y = to_wgs84(np.array([(west + east) / 2]), np.array([(south + north) / 2]))
    size_m = max(east - west, north - south, _SMALLEST_M)
    zoom = _ZOOM - math.log2(size_m / _SHOWN_M)
    return float(x[0]), float(y[0]), min(zoom, _CLOSEST)


def _shapes(rows: list[tuple[str, str, bytes]], colour: tuple[int, int, int]) -> maps.Rows:
    """Outer rings in WGS84, one row per part of a building."""
    shapes = []
    for building_id, status, geometry in rows:
        parts: list[BaseGeometry] = list(shapely.get_parts(shapely.from_wkb(geometry)))
        for part in parts:
            x, y = shapely.get_coordinates(shapely.get_exterior_ring(part)).T
            lon, lat = to_wgs84(x, y)
            ring = [[float(a), float(b)] for a, b in zip(lon, lat, strict=True)]
            tip = f"{building_id}: {status}"
            shapes.append({"rings": ring, "colour": colour, "tip": tip})
    return shapes
