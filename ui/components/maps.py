"""Maps that need no tile server: a blank style, and shapes in WGS84 over it.

A browser that draws in software compiles a program per kind of layer, which takes longer than
drawing a thousand shapes: few kinds of layers make a map quick.
"""

import json
import math
from collections.abc import Mapping, Sequence
from urllib.parse import quote

import pydeck
from pydeck.bindings.json_tools import default_serialize

from engine.exports import word_places
from engine.rule_settings import Tiles

Rows = Sequence[Mapping[str, object]]
_TILE_PIXELS, _WORLD_PIXELS = 256, 512
"""A tile of a tile server, and the world at zoom 0."""


def style(tiles: Tiles | None) -> str:
    """What stands under the shapes: nothing, so that nothing is fetched, or the tiles given.

    The style is given whole, as the map library would fetch one of its own without it.
    """
    sources, layers = {}, []
    if tiles is not None:
        sources["tiles"] = {
            "type": "raster",
            "tiles": [tiles.url],
            "tileSize": _TILE_PIXELS,
            "attribution": tiles.attribution,
        }
        layers.append({"id": "tiles", "type": "raster", "source": "tiles"})
    whole = {"version": 8, "sources": sources, "layers": layers}
    return "data:application/json," + quote(json.dumps(whole))


BLANK_STYLE = style(None)


class Deck(pydeck.Deck):  # type: ignore[misc]
    """A map that is sent without spaces: two thirds of what pydeck writes is indentation."""

    def to_json(self) -> str:
        """The map as JSON on one line."""
        return json.dumps(self, sort_keys=True, default=default_serialize, separators=(",", ":"))


def deck(
    layers: Sequence[pydeck.Layer],
    *,
    lon: float,
    lat: float,
    zoom: float,
    map_style: str = BLANK_STYLE,
) -> pydeck.Deck:
    """A flat map centred on a point, with a tooltip from each row's `tip`."""
    view = pydeck.ViewState(longitude=lon, latitude=lat, zoom=zoom, min_zoom=8, max_zoom=20)
    return Deck(
        layers=list(layers),
        initial_view_state=view,
        map_provider=None,
        map_style=map_style,
        tooltip={"text": "{tip}"},
    )


def areas(rows: Rows, *, name: str, opacity: float = 1) -> pydeck.Layer:
    """Filled polygons without a border; rows have `rings` (lon, lat), `colour` and `tip`."""
    return pydeck.Layer(
        "SolidPolygonLayer",
        list(rows),
        id=name,
        get_polygon="rings",
        get_fill_color="colour",
        opacity=opacity,
        pickable=True,
    )


def points(rows: Rows, *, name: str, radius: int | str = 20, least_pixels: int = 3) -> pydeck.Layer:
    """Dots; rows have `lon`, `lat`, `colour` and `tip`.

    Args:
        rows: one per dot.
        name: of the layer.
        radius: metres, or the name of the field that has them.
        least_pixels: radius of a dot however far away it is.
    """
    return pydeck.Layer(
        "ScatterplotLayer",
        list(rows),
        id=name,
        get_position=["lon", "lat"],
        get_fill_color="colour",
        get_line_color=[255, 255, 255],
        stroked=True,
        line_width_min_pixels=1,
        get_radius=radius,
        radius_min_pixels=least_pixels,
        radius_max_pixels=max(least_pixels, 7 if isinstance(radius, int) else 18),
        pickable=True,
    )


def names(words: Sequence[tuple[str, float, float]], *, zoom: float) -> pydeck.Layer:
    """Names of places on a pale ground, none over another in a map as it opens.

    Args:
        words: text, longitude and latitude in degrees.
        zoom: of the map as it opens; closer by, places lie further apart.
    """
    at = [(text, *_pixels(lon, lat, zoom)) for text, lon, lat in words]
    rows = [
        {"text": text, "lon": lon, "lat": lat, "move": [round(part, 1) for part in move]}
        for (text, lon, lat), move in zip(words, word_places.apart(at), strict=True)
    ]
    ground = {
        "background": True,
        "get_background_color": [255, 255, 255, 190],
        "background_padding": [3, 1],
        "get_pixel_offset": "move",
    }
    return _text(rows, "names", (40, 40, 40), **ground)


def marks(rows: Rows, *, name: str, colour: Sequence[int]) -> pydeck.Layer:
    """Words in the middle of dots; rows have `lon`, `lat` and `text`."""
    return _text(rows, name, colour)


def _text(rows: Rows, name: str, colour: Sequence[int], **further: object) -> pydeck.Layer:
    return pydeck.Layer(
        "TextLayer",
        list(rows),
        id=name,
        get_position=["lon", "lat"],
        get_text="text",
        get_size=13,
        get_color=list(colour),
        character_set=pydeck.types.String("auto"),
        pickable=False,
        **further,
    )


def _pixels(lon: float, lat: float, zoom: float) -> tuple[float, float]:
    """A place in a map of the world, in pixels from its north-west corner."""
    world = _WORLD_PIXELS * 2**zoom
    north = math.asinh(math.tan(math.radians(lat))) / math.tau
    return (lon / 360 + 0.5) * world, (0.5 - north) * world


def line(points: Sequence[tuple[float, float]], *, name: str) -> pydeck.Layer:
    """A line along places (lon, lat)."""
    return pydeck.Layer(
        "PathLayer",
        [{"path": [list(point) for point in points]}],
        id=name,
        get_path="path",
        get_color=[0, 34, 78],
        width_min_pixels=2,
        pickable=False,
    )


def shapes(rows: Rows, *, name: str, filled: bool = True) -> pydeck.Layer:
    """Polygons with a border; rows have `rings` (lon, lat), `colour` and `tip`."""
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
