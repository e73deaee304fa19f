"""The map of the municipality: hexagons, places that can be opened, outlines, zones and names."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import h3
import pydeck
import streamlit as st

from engine.exports import map_places
from engine.exports.map_places import Outline, TownName, ZoneOutline
from engine.settings import load_settings
from ui.components import maps, palette
from ui.components.hexagon_colours import Drawn, Picture
from ui.language import tr
from ui.map_url import Layer, Shown
from ui.map_view import Placed
from ui.wording import number, word

_HEIGHT = 600
_WIDTH = 480
"""Pixels of the map beside its list, about."""
_GAP = 0.96
"""Hexagons are drawn so much smaller, so that they stay apart without a border."""
HEXAGONS, PLACES = "hexagons", "locations"


@dataclass(frozen=True, slots=True)
class Content:
    """What can be drawn.

    Attributes:
        picture: the hexagons with their colours.
        places: locations, by label.
        outlines: their buildings; empty while nothing is chosen that is small enough.
        zones: of the zones file.
        towns: where the names of villages stand.
    """

    picture: Picture
    places: Sequence[Placed]
    outlines: Sequence[Outline]
    zones: Sequence[ZoneOutline]
    towns: Sequence[TownName]


@dataclass(frozen=True, slots=True)
class Clicked:
    """What was clicked: a location or a hexagon, or neither."""

    location_id: str | None = None
    hexagon: str | None = None


def draw(content: Content, shown: Shown) -> Clicked:
    """Draw the chosen layers of a map; give what was clicked.

    What lies where stands in the list and the tables beside it too, for who cannot use a map.
    """
    at = _around(content, shown)
    if not at:
        return Clicked()
    event = st.pydeck_chart(
        chart(content, shown),
        height=_HEIGHT,
        on_select="rerun",
        selection_mode="single-object",
        key=f"map_chart_{shown.cell or 'all'}",
        alt=tr("Kaart met zeshoeken en punten; dezelfde cijfers staan in de lijst en de tabellen."),
    )
    objects = event.selection.objects
    for row in objects.get(PLACES, []):
        return Clicked(location_id=str(row["location_id"]))
    for row in objects.get(HEXAGONS, []):
        return Clicked(hexagon=str(row["hexagon"]))
    return Clicked()


def chart(content: Content, shown: Shown) -> pydeck.Deck:
    """The map of the chosen layers around what is chosen; there must be something to draw."""
    middle_lon, middle_lat, zoom = view(_around(content, shown))
    return maps.deck(
        list(_layers(content, shown, zoom)),
        lon=middle_lon,
        lat=middle_lat,
        zoom=zoom,
        map_style=maps.style(load_settings().map.tiles),
    )


def ring(hexagon: str, share: float = 1) -> map_places.Ring:
    """Corners of a hexagon in degrees, drawn to its centre by a share of the way."""
    middle_lat, middle_lon = h3.cell_to_latlng(hexagon)
    return [
        [
            round(middle_lon + share * (lon - middle_lon), 5),
            round(middle_lat + share * (lat - middle_lat), 5),
        ]
        for lat, lon in h3.cell_to_boundary(hexagon)
    ]


def view(
    places: Sequence[tuple[float, float]], *, height: int = _HEIGHT
) -> tuple[float, float, float]:
    """Middle and zoom of a map of so many pixels high that shows all places (lon, lat)."""
    lons, lats = zip(*places, strict=True)
    lon, lat = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    wide = max(max(lons) - min(lons), 0.004)
    high = max((max(lats) - min(lats)) / math.cos(math.radians(lat)), 0.004)
    zoom = math.log2(360 / 512 * min(_WIDTH / wide, 0.85 * height / high)) - 0.15
    return round(lon, 5), round(lat, 5), round(zoom, 2)


def _around(content: Content, shown: Shown) -> list[tuple[float, float]]:
    """Places that must be in view: those of the chosen hexagon, else of all that is drawn."""
    if shown.cell is not None:
        return [(lon, lat) for lon, lat in ring(shown.cell)]
    at = [(one.place.lon, one.place.lat) for one in content.places]
    hexagons = content.picture.hexagons if Layer.HEXAGONS in shown.layers else ()
    at += [(lon, lat) for lat, lon in (h3.cell_to_latlng(one.hexagon) for one in hexagons)]
    if not at or shown.town is None:
        at += [(one.lon, one.lat) for one in content.towns]
    return at


def _layers(content: Content, shown: Shown, zoom: float) -> Iterator[pydeck.Layer]:
    """Layers that are chosen and not empty, from the lowest to the one on top."""
    if Layer.ZONES in shown.layers and content.zones:
        yield maps.areas([zone(one) for one in content.zones], name="zones")
    if Layer.HEXAGONS in shown.layers and content.picture.hexagons:
        share = 1 if content.picture.is_smooth else _GAP
        name = "surface" if content.picture.is_smooth else HEXAGONS
        rows = [_hexagon(one, share) for one in content.picture.hexagons]
        yield maps.areas(rows, name=name, opacity=0.7)
    if shown.cell is not None:
        corners = ring(shown.cell)
        yield maps.line([(lon, lat) for lon, lat in (*corners, corners[0])], name="chosen")
    if Layer.SHAPES in shown.layers and content.outlines:
        yield maps.areas(list(_shapes(content)), name="shapes")
    if Layer.PLACES in shown.layers and content.places:
        yield from _points(content.places)
    if Layer.TOWNS in shown.layers and content.towns:
        yield towns(content.towns, zoom=zoom)


def is_gathered(places: Sequence[Placed]) -> bool:
    """True when there are so many places that a point stands for several."""
    return len(places) > load_settings().map.most_points


def _points(places: Sequence[Placed]) -> Iterator[pydeck.Layer]:
    """Each place as a dot; with too many of them only those that were judged, the rest gathered."""
    settings = load_settings().map
    apart, together = list(places), list[Placed]()
    if is_gathered(places):
        apart = [one for one in places if one.verdict is not None]
        together = [one for one in places if one.verdict is None]
    if together:
        bunches = map_places.gather(
            [one.place for one in together], resolution=settings.points_resolution
        )
        rows = [
            {
                "lon": one.lon,
                "lat": one.lat,
                "colour": palette.NEUTRAL,
                "radius": round(20 * math.sqrt(one.places)),
                "tip": tr("{count} locaties").format(count=number(one.places)),
            }
            for one in bunches
        ]
        yield maps.points(rows, name="bunches", radius="radius")
    if apart:
        yield maps.points([_dot(one) for one in apart], name=PLACES)


def _hexagon(one: Drawn, share: float) -> dict[str, object]:
    shown = {"rings": ring(one.hexagon, share), "colour": one.colour, "tip": one.tip}
    return {**shown, "hexagon": one.hexagon}


def zone(one: ZoneOutline) -> dict[str, object]:
    """A zone as a map draws it."""
    tip = f"{word('zone.kind', one.kind)} {one.name or ''}".strip()
    return {"rings": one.ring, "colour": palette.ZONES[one.kind], "tip": tip}


def towns(names: Sequence[TownName], *, zoom: float) -> pydeck.Layer:
    """The names of villages on a map that opens at a zoom."""
    return maps.names([(one.name, one.lon, one.lat) for one in names], zoom=zoom)


def _shapes(content: Content) -> Iterator[dict[str, object]]:
    """Buildings, coloured as the point of their location, never by what rules say."""
    known = {one.place.location_id: one for one in content.places}
    for outline in content.outlines:
        of = known[outline.location_id]
        yield {
            "rings": outline.ring,
            "colour": palette.CONCERNED if of.verdict else palette.BUILDING,
            "tip": of.place.label,
        }


def _dot(one: Placed) -> dict[str, object]:
    place = one.place
    return {
        "location_id": place.location_id,
        "lon": place.lon,
        "lat": place.lat,
        "colour": palette.CONCERNED if one.verdict else palette.NEUTRAL,
        "tip": f"{place.label} ({one.state})" if one.verdict else place.label,
    }
