"""What the map says in words: its legend with counts, the places in view, and every hexagon."""

from collections.abc import Sequence

import streamlit as st

from engine.exports.area_map import Cell
from ui.components import hexagon_colours, hexagon_map, palette
from ui.components.hexagon_colours import Colour, Picture
from ui.components.hexagon_map import Content
from ui.map_url import Layer, Shown
from ui.map_view import Placed
from ui.wording import number, word

_MOST = 1000
_LIST_HEIGHT = 330

Legend = tuple[tuple[str, tuple[tuple[Colour, str], ...]], ...]


def legend(content: Content, shown: Shown) -> Legend:
    """Headings of the legend, each with its colours and words with counts; only what is drawn."""
    found: list[tuple[str, tuple[tuple[Colour, str], ...]]] = []
    if Layer.HEXAGONS in shown.layers and content.picture.legend:
        found.append((content.picture.title, _of_hexagons(content.picture)))
    if {Layer.PLACES, Layer.SHAPES} & {*shown.layers} and content.places:
        judged = sum(one.verdict is not None for one in content.places)
        rest = number(len(content.places) - judged)
        marks = [
            (palette.NEUTRAL, f"niet beoordeeld deze week ({rest})"),
            (palette.CONCERNED, f"beoordeeld deze week ({number(judged)})"),
        ]
        if hexagon_map.is_gathered(content.places):
            marks.append((palette.NEUTRAL, "groter punt: meer locaties bij elkaar"))
        if Layer.SHAPES in shown.layers and content.outlines:
            marks.append((palette.BUILDING, f"pand ({number(len(content.outlines))})"))
        found.append(("Locaties", tuple(marks)))
    if Layer.ZONES in shown.layers and content.zones:
        kinds = [one.kind for one in content.zones]
        found.append(
            (
                "Gebieden",
                tuple(
                    (palette.ZONES[kind], f"{word('zone.kind', kind)} ({kinds.count(kind)})")
                    for kind in sorted(set(kinds))
                ),
            )
        )
    return tuple(found)


def draw_legend(entries: Legend, *, least: int) -> None:
    """Draw the legend; `least`: fewest locations of a hexagon."""
    parts = []
    for heading, rows in entries:
        parts.append(f'<div style="font-weight:600;margin-top:.4em">{heading}</div>')
        parts += [_swatch(colour, words) for colour, words in rows]
    if parts:
        st.html("".join(parts))
    st.caption(f"Een zeshoek telt ten minste {least} locaties; er is er geen voor één plek.")


def draw_places(places: Sequence[Placed]) -> str | None:
    """Draw the places in view as a list; give the location whose line was chosen."""
    st.markdown(f"**In beeld: {number(len(places))} locaties**")
    if not places:
        st.info("Met deze keuzes is er geen locatie waar iets is geregistreerd.")
        return None
    ordered = sorted(places, key=lambda one: one.verdict is None)[:_MOST]
    event = st.dataframe(
        [
            {
                "locatie": one.place.label,
                "oordeel": one.state,
                "nieuwste feit": one.place.newest,
                "bronnen": ", ".join(one.place.sources),
            }
            for one in ordered
        ],
        hide_index=True,
        height=_LIST_HEIGHT,
        on_select="rerun",
        selection_mode="single-row",
        column_config={"nieuwste feit": st.column_config.DateColumn(format="DD-MM-YYYY")},
        key="map_list",
    )
    if len(places) > _MOST:
        st.caption(f"De eerste {number(_MOST)}; kies een dorp of een zeshoek voor de rest.")
    chosen = event.selection.rows
    return ordered[chosen[0]].place.location_id if chosen else None


def draw_hexagons(cells: Sequence[Cell], picture: Picture) -> None:
    """Draw every hexagon with all that is known of it."""
    if cells:
        shown = {one.hexagon for one in picture.hexagons}
        st.dataframe([_line(cell, cell.hexagon in shown) for cell in cells], hide_index=True)
    if picture.is_smooth and picture.hexagons:
        st.dataframe(
            [{"vlakje": one.hexagon, "per km²": one.tip} for one in picture.hexagons],
            hide_index=True,
        )


def _of_hexagons(picture: Picture) -> tuple[tuple[Colour, str], ...]:
    unit = "vlakjes" if picture.is_smooth else "zeshoeken"
    return tuple(
        (one.colour, f"{one.words} ({number(one.count)} {_one(unit, one.count)})")
        for one in picture.legend
    )


def _one(unit: str, count: int) -> str:
    return {"zeshoeken": "zeshoek", "vlakjes": "vlakje"}[unit] if count == 1 else unit


def _line(cell: Cell, is_drawn: bool) -> dict[str, object]:
    spot = cell.spot
    return {
        "zeshoek": cell.hexagon,
        "op de kaart": "ja" if is_drawn else "nee",
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


def _swatch(colour: Colour, words: str) -> str:
    red, green, blue = colour
    return (
        '<div style="display:flex;align-items:center;font-size:.9em">'
        '<span style="flex:none;width:1em;height:1em;margin-right:.5em;'
        f'border:1px solid #555;background:rgb({red},{green},{blue})"></span>{words}</div>'
    )
