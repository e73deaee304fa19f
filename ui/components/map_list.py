"""What the map says in words: its legend with counts, the places in view, and every hexagon."""

from collections.abc import Sequence

import streamlit as st

from engine.exports.area_map import Cell
from ui.components import hexagon_colours, hexagon_map, palette
from ui.components.hexagon_colours import Colour, Picture
from ui.components.hexagon_map import Content
from ui.language import tr, tr_many
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
        done = tr("beoordeeld deze week ({count})")
        marks = [
            (palette.NEUTRAL, tr("niet beoordeeld deze week ({count})").format(count=rest)),
            (palette.CONCERNED, done.format(count=number(judged))),
        ]
        if hexagon_map.is_gathered(content.places):
            marks.append((palette.NEUTRAL, tr("groter punt: meer locaties bij elkaar")))
        if Layer.SHAPES in shown.layers and content.outlines:
            shapes = tr("pand ({count})").format(count=number(len(content.outlines)))
            marks.append((palette.BUILDING, shapes))
        found.append((tr("Locaties"), tuple(marks)))
    if Layer.ZONES in shown.layers and content.zones:
        kinds = [one.kind for one in content.zones]
        found.append(
            (
                tr("Gebieden"),
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
    told = tr("Een zeshoek telt ten minste {least} locaties; er is er geen voor één plek.")
    st.caption(told.format(least=least))


def draw_places(places: Sequence[Placed]) -> str | None:
    """Draw the places in view as a list; give the location whose line was chosen."""
    st.markdown(tr("**In beeld: {count} locaties**").format(count=number(len(places))))
    if not places:
        st.info(tr("Met deze keuzes is er geen locatie waar iets is geregistreerd."))
        return None
    ordered = sorted(places, key=lambda one: one.verdict is None)[:_MOST]
    event = st.dataframe(
        [
            {
                tr("locatie"): one.place.label,
                tr("oordeel"): one.state,
                tr("nieuwste feit"): one.place.newest,
                tr("bronnen"): ", ".join(one.place.sources),
            }
            for one in ordered
        ],
        hide_index=True,
        height=_LIST_HEIGHT,
        on_select="rerun",
        selection_mode="single-row",
        column_config={tr("nieuwste feit"): st.column_config.DateColumn(format="DD-MM-YYYY")},
        key="map_list",
    )
    if len(places) > _MOST:
        told = tr("De eerste {count}; kies een dorp of een zeshoek voor de rest.")
        st.caption(told.format(count=number(_MOST)))
    chosen = event.selection.rows
    return ordered[chosen[0]].place.location_id if chosen else None


def draw_hexagons(cells: Sequence[Cell], picture: Picture) -> None:
    """Draw every hexagon with all that is known of it."""
    if cells:
        shown = {one.hexagon for one in picture.hexagons}
        st.dataframe([_line(cell, cell.hexagon in shown) for cell in cells], hide_index=True)
    if picture.is_smooth and picture.hexagons:
        st.dataframe(
            [{tr("vlakje"): one.hexagon, tr("per km²"): one.tip} for one in picture.hexagons],
            hide_index=True,
        )


def _of_hexagons(picture: Picture) -> tuple[tuple[Colour, str], ...]:
    told = _small if picture.is_smooth else _large
    return tuple(
        (one.colour, told(one.count).format(words=one.words, count=number(one.count)))
        for one in picture.legend
    )


def _small(count: int) -> str:
    return tr_many("{words} ({count} vlakje)", "{words} ({count} vlakjes)", count)


def _large(count: int) -> str:
    return tr_many("{words} ({count} zeshoek)", "{words} ({count} zeshoeken)", count)


def _line(cell: Cell, is_drawn: bool) -> dict[str, object]:
    spot = cell.spot
    return {
        tr("zeshoek"): cell.hexagon,
        tr("op de kaart"): tr("ja") if is_drawn else tr("nee"),
        tr("locaties"): cell.locations,
        tr("met treffer"): cell.with_hits,
        tr("eerder"): cell.before,
        tr("aandeel"): None if spot is None else number(100 * spot.share, 0) + "%",
        tr("locaties eromheen"): None if spot is None else spot.locations,
        tr("met treffer eromheen"): None if spot is None else spot.with_hits,
        "z": None if spot is None else number(spot.z, 1),
        tr("kans op toeval"): None if spot is None else number(spot.q, 3),
        tr("oordeel"): None if spot is None else tr(hexagon_colours.SPOT_WORDS[spot.kind]),
    }


def _swatch(colour: Colour, words: str) -> str:
    red, green, blue = colour
    return (
        '<div style="display:flex;align-items:center;font-size:.9em">'
        '<span style="flex:none;width:1em;height:1em;margin-right:.5em;'
        f'border:1px solid #555;background:rgb({red},{green},{blue})"></span>{words}</div>'
    )
