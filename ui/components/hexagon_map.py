"""The map of the municipality: hexagons by class with a legend, and points that can be opened."""

from collections.abc import Mapping, Sequence

import streamlit as st

from engine.exports.words import number, word
from ui.components import maps, palette

_HEIGHT, _ZOOM = 600, 11.3
_POINTS = "locations"

Row = Mapping[str, object]


def draw(
    hexagons: Sequence[Row],
    points: Sequence[Row],
    *,
    zones: Sequence[Row],
    towns: Sequence[Row],
) -> str | None:
    """Draw the map and its legend.

    Args:
        hexagons: rows with `hexagon`, `lon`, `lat`, `value` and `locations`.
        points: rows with `location_id`, `label`, `lon`, `lat`, `is_judged` and `state`.
        zones: rows with `kind`, `name` and `rings`, drawn pale under the rest.
        towns: rows with `text`, `lon` and `lat`.

    Returns:
        The location that was clicked, None when there is none.
    """
    positions = [*hexagons, *points, *towns]
    if not positions:
        return None
    bounds = palette.class_bounds([float(str(row["value"])) for row in hexagons])
    layers = [
        maps.shapes([_zone(row) for row in zones], name="zones"),
        maps.hexagons([_cell(row, bounds) for row in hexagons]),
        maps.points([_dot(row) for row in points], name=_POINTS),
        maps.labels(towns),
    ]
    lon, lat = (_middle([float(str(row[axis])) for row in positions]) for axis in ("lon", "lat"))
    chart, legend = st.columns([5, 1])
    with chart:
        event = st.pydeck_chart(
            maps.deck(layers, lon=lon, lat=lat, zoom=_ZOOM),
            height=_HEIGHT,
            on_select="rerun",
            selection_mode="single-object",
            key="map_chart",
            alt="Kaart met zeshoeken en punten; dezelfde cijfers staan in de tabel.",
        )
    with legend:
        _legend(bounds, sorted({str(row["kind"]) for row in zones}))
    chosen = event.selection.objects.get(_POINTS, [])
    return str(chosen[0]["location_id"]) if chosen else None


def draw_table(hexagons: Sequence[Row], points: Sequence[Row]) -> None:
    """The same in words, for who cannot use the map."""
    places, areas = st.tabs(["Locaties op de kaart", "Zeshoeken als tabel"])
    with places:
        if not points:
            st.info("In dit gebied is nergens iets geregistreerd.")
        else:
            shown = sorted(points, key=lambda row: not row["is_judged"])
            st.dataframe(
                [{"locatie": row["label"], "oordeel": row["state"]} for row in shown],
                hide_index=True,
            )
    with areas:
        columns = ("hexagon", "locations", "value")
        names = ("zeshoek", "locaties", "met treffer")
        st.dataframe(
            [dict(zip(names, (row[c] for c in columns), strict=True)) for row in hexagons],
            hide_index=True,
        )


def _cell(row: Row, bounds: Sequence[float]) -> dict[str, object]:
    value = float(str(row["value"]))
    tip = f"{number(value)} van {row['locations']} locaties met een treffer"
    return {"hexagon": row["hexagon"], "colour": palette.colour_of(value, bounds), "tip": tip}


def _zone(row: Row) -> dict[str, object]:
    kind = str(row["kind"])
    tip = f"{word('zone.kind', kind)} {row['name'] or ''}".strip()
    return {"rings": row["rings"], "colour": palette.ZONES[kind], "tip": tip}


def _dot(row: Row) -> dict[str, object]:
    colour = palette.CONCERNED if row["is_judged"] else palette.NEUTRAL
    tip = f"{row['label']} ({row['state']})"
    shown = {name: row[name] for name in ("location_id", "lon", "lat")}
    return {**shown, "colour": colour, "tip": tip}


def _legend(bounds: Sequence[float], kinds: Sequence[str]) -> None:
    st.markdown("**Locaties met een treffer**")
    low = 0.0
    for colour, high in zip(palette.class_colours(bounds), bounds, strict=True):
        words = number(high) if high <= low + 1 else f"{number(low + 1)} tot en met {number(high)}"
        _swatch(colour, words)
        low = high
    st.markdown("**Punten**")
    _swatch(palette.NEUTRAL, "niet beoordeeld deze week")
    _swatch(palette.CONCERNED, "beoordeeld deze week")
    if kinds:
        st.markdown("**Gebieden**")
    for kind in kinds:
        _swatch(palette.ZONES[kind], word("zone.kind", kind))
    st.caption("Een zeshoek telt altijd meer locaties; er is er geen voor één plek.")


def _swatch(colour: tuple[int, int, int], words: str) -> None:
    red, green, blue = colour
    st.html(
        f'<span style="display:inline-block;width:1em;height:1em;margin-right:.5em;'
        f'border:1px solid #555;background:rgb({red},{green},{blue})"></span>{words}'
    )


def _middle(values: Sequence[float]) -> float:
    return (min(values) + max(values)) / 2
