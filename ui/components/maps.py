"""Maps that need no tile server: a blank style, and shapes in WGS84 over it."""

import json
from collections.abc import Mapping, Sequence
from urllib.parse import quote

import pydeck

BLANK_STYLE = "data:application/json," + quote(
    json.dumps({"version": 8, "sources": {}, "layers": []})
)
"""A style without sources: nothing is fetched, whatever the map library's default."""

Rows = Sequence[Mapping[str, object]]


def deck(layers: Sequence[pydeck.Layer], *, lon: float, lat: float, zoom: float) -> pydeck.Deck:
    """A flat map centred on a point, with a tooltip from each row's `tip`."""
    view = pydeck.ViewState(longitude=lon, latitude=lat, zoom=zoom, min_zoom=8, max_zoom=20)
    return pydeck.Deck(
        layers=list(layers),
        initial_view_state=view,
        map_provider=None,
        map_style=BLANK_STYLE,
        tooltip={"text": "{tip}"},
    )


def hexagons(rows: Rows) -> pydeck.Layer:
    """Hexagons by H3 cell; rows have `hexagon`, `colour` and `tip`."""
    return pydeck.Layer(
        "H3HexagonLayer",
        list(rows),
        id="hexagons",
        get_hexagon="hexagon",
        get_fill_color="colour",
        get_line_color=[255, 255, 255],
        line_width_min_pixels=1,
        extruded=False,
        opacity=0.7,
        pickable=True,
    )


def points(rows: Rows, *, name: str) -> pydeck.Layer:
    """Dots of at least three pixels; rows have `lon`, `lat`, `colour` and `tip`."""
    return pydeck.Layer(
        "ScatterplotLayer",
        list(rows),
        id=name,
        get_position=["lon", "lat"],
        get_fill_color="colour",
        get_line_color=[255, 255, 255],
        stroked=True,
        get_radius=20,
        radius_min_pixels=3,
        radius_max_pixels=10,
        pickable=True,
    )


def labels(rows: Rows) -> pydeck.Layer:
    """Words at places; rows have `lon`, `lat` and `text`."""
    return pydeck.Layer(
        "TextLayer",
        list(rows),
        id="labels",
        get_position=["lon", "lat"],
        get_text="text",
        get_size=13,
        get_color=[60, 60, 60],
        character_set=pydeck.types.String("auto"),
        pickable=False,
    )


def shapes(rows: Rows, *, name: str, filled: bool = True) -> pydeck.Layer:
    """Polygons; rows have `rings` (lon, lat), `colour` and `tip`."""
    return pydeck.Layer(
        "PolygonLayer",
        list(rows),
        id=name,
        get_polygon="rings",
        get_fill_color="colour",
        get_line_color=[80, 80, 80],
        line_width_min_pixels=1,
        filled=filled,
        stroked=True,
        pickable=filled,
    )
