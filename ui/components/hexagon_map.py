"""The map of the municipality: hexagons with a legend, and points that can be opened."""

from collections.abc import Mapping, Sequence

import streamlit as st

from engine.exports.words import number, word
from ui.components import hexagon_colours, maps, palette
from ui.components.hexagon_colours import Drawn, Picture

_HEIGHT, _ZOOM = 600, 11.3
_POINTS = "locations"

Row = Mapping[str, object]


def draw(
    picture: Picture,
    points: Sequence[Row],
    *,
    zones: Sequence[Row],
    towns: Sequence[Row],
) -> str | None:
    """Draw the map and its legend.

    Args:
        picture: the hexagons with their colours.
        points: rows with `location_id`, `label`, `lon`, `lat`, `is_judged` and `state`.
        zones: rows with `kind`, `name` and `rings`, drawn pale under the rest.
        towns: rows with `text`, `lon` and `lat`.

    Returns:
        The location that was clicked, None when there is none.
    """
    at = [(one.cell.lon, one.cell.lat) for one in picture.hexagons]
    at += [(_degrees(row, "lon"), _degrees(row, "lat")) for row in (*points, *towns)]
    if not at:
        return None
    layers = [
        maps.shapes([_zone(row) for row in zones], name="zones"),
        maps.hexagons([_cell(one) for one in picture.hexagons]),
        maps.points([_dot(row) for row in points], name=_POINTS),
        maps.labels(towns),
    ]
    lon, lat = (_middle([place[axis] for place in at]) for axis in (0, 1))
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
        _legend(picture, sorted({str(row["kind"]) for row in zones}))
    chosen = event.selection.objects.get(_POINTS, [])
    return str(chosen[0]["location_id"]) if chosen else None


def draw_table(picture: Picture, points: Sequence[Row]) -> None:
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
        st.dataframe([_line(one) for one in picture.hexagons], hide_index=True)


def _line(one: Drawn) -> dict[str, object]:
    cell, spot = one.cell, one.cell.spot
    return {
        "zeshoek": cell.hexagon,
        "locaties": cell.locations,
        "met treffer": cell.with_hits,
        "eerder": cell.before,
        "aandeel": None if spot is None else number(100 * spot.share, 0) + "%",
        "locaties eromheen": None if spot is None else spot.locations,
        "met treffer eromheen": None if spot is None else spot.with_hits,
        "z": None if spot is None else number(spot.z, 1),
        "kans op toeval": None if spot is None else number(spot.q, 3),
        "oordeel": None if spot is None else hexagon_colours.SPOT_WORDS[spot.kind],
    }


def _cell(one: Drawn) -> dict[str, object]:
    return {"hexagon": one.cell.hexagon, "colour": one.colour, "tip": one.tip}


def _zone(row: Row) -> dict[str, object]:
    kind = str(row["kind"])
    tip = f"{word('zone.kind', kind)} {row['name'] or ''}".strip()
    return {"rings": row["rings"], "colour": palette.ZONES[kind], "tip": tip}


def _dot(row: Row) -> dict[str, object]:
    colour = palette.CONCERNED if row["is_judged"] else palette.NEUTRAL
    tip = f"{row['label']} ({row['state']})"
    shown = {name: row[name] for name in ("location_id", "lon", "lat")}
    return {**shown, "colour": colour, "tip": tip}


def _legend(picture: Picture, kinds: Sequence[str]) -> None:
    st.markdown(f"**{picture.title}**")
    for colour, words in picture.legend:
        _swatch(colour, words)
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


def _degrees(row: Row, axis: str) -> float:
    return float(str(row[axis]))


def _middle(values: Sequence[float]) -> float:
    return (min(values) + max(values)) / 2
