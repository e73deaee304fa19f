"""What the map counts and how it is coloured; every choice stands in the URL."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from engine.exports.area_map import Asked, Cell
from engine.exports.words import day, word
from engine.snapshot import Run
from ui import map_view, state
from ui.components import hexagon_colours

ALL, BOTH = "alle", "beide"
_ZONES = {"outer": "buitengebied", "built_up": "bebouwde kom", BOTH: "beide"}
_USUAL = (ALL, "outer", hexagon_colours.COUNT)
"""What a choice is until another is made: the URL leaves it out."""
_SPOT_HELP = (
    "Valt op: het aandeel locaties met een treffer in een zeshoek en zijn buren, getoetst tegen "
    "alle zeshoeken (Gi*), gecorrigeerd voor het aantal zeshoeken."
)
_CHANGE_HELP = "Ook andere regels of bronnen geven een verschil; zie Regels en Bronnen."


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the reviewer chose.

    Attributes:
        asked: which locations and hits are counted.
        way: how hexagons are coloured, see `hexagon_colours.WORDS`.
        earlier: the run to compare with; None for another way, or without an earlier run.
    """

    asked: Asked
    way: str
    earlier: Run | None


def draw(run: Run) -> Chosen:
    """Draw the choices as the URL has them, and put what was chosen into the URL."""
    themes, rules, towns = map_view.choices(str(run.path))
    earlier = {one.path.name: one for one in state.known_runs() if one.as_of < run.as_of}
    what, where = st.columns(2)
    theme = _select(what, "Thema", "thema", [ALL, *themes], _theme)
    known = {rule["id"]: rule for rule in run.meta["rules"]}
    of_theme = [rule for rule in rules if theme in (ALL, known[rule]["family"])]
    titles = {ALL: "alle regels"} | {rule: f"{rule}: {known[rule]['title']}" for rule in of_theme}
    rule = _select(what, "Regel", "regel", list(titles), titles.__getitem__)
    villages = {ALL: "alle dorpen"} | {town: town for town in towns}
    town = _select(where, "Dorp", "dorp", list(villages), villages.__getitem__)
    zone = _radio(where, "Gebied", "gebied", _ZONES)
    how, when = st.columns(2)
    way = _radio(how, "Kleur", "kleur", hexagon_colours.WORDS, _SPOT_HELP)
    before = None
    if way == hexagon_colours.CHANGE and earlier:
        days = {name: f"{day(one.as_of)} ({name[-12:-8]})" for name, one in earlier.items()}
        before = _select(
            when, "Vergelijk met", "eerder", list(days), days.__getitem__, _CHANGE_HELP
        )
    told = {"thema": theme, "regel": rule, "dorp": town, "gebied": zone, "kleur": way}
    _show(run, told | ({} if before is None else {"eerder": before}))
    asked = Asked(_given(zone), _given(town), _given(theme), _given(rule))
    return Chosen(asked, way, None if before is None else earlier[before])


def why_empty(cells: Sequence[Cell], chosen: Chosen) -> str:
    """Why no hexagon is drawn, and what to do."""
    if not cells:
        return "Geen enkel gebied heeft genoeg locaties om te tonen. Kies een ander dorp of gebied."
    if chosen.way == hexagon_colours.SPOTS:
        return (
            "Er zijn te weinig zeshoeken, of ze verschillen niet: dan kan niets opvallen. "
            "Kies een groter gebied."
        )
    if chosen.way == hexagon_colours.CHANGE and chosen.earlier is None:
        return "Er is geen eerdere run om mee te vergelijken."
    if chosen.way == hexagon_colours.CHANGE and all(cell.before is None for cell in cells):
        return "Van de eerdere datum zijn hier te weinig locaties bekend om te vergelijken."
    return "Nergens is er een treffer. Kies een ander thema, dorp of gebied."


def _select(
    at: DeltaGenerator,
    label: str,
    name: str,
    options: Sequence[str],
    words: Callable[[str], str],
    help_: str | None = None,
) -> str:
    """A choice that begins with what the URL has under that name, if it can be chosen."""
    chosen: str = at.selectbox(
        label,
        options,
        index=_index(name, options),
        format_func=words,
        key=f"map_{name}",
        help=help_,
    )
    return chosen


def _radio(
    at: DeltaGenerator, label: str, name: str, words: Mapping[str, str], help_: str | None = None
) -> str:
    options = list(words)
    chosen: str = at.radio(
        label,
        options,
        index=_index(name, options),
        format_func=words.__getitem__,
        horizontal=True,
        key=f"map_{name}",
        help=help_,
    )
    return chosen


def _index(name: str, options: Sequence[str]) -> int:
    asked = st.query_params.get(name)
    return options.index(asked) if asked in options else 0


def _show(run: Run, chosen: Mapping[str, str]) -> None:
    """Put the choices into the URL; the page is not drawn anew by it."""
    state.put_url(run, {name: [value] for name, value in chosen.items() if value not in _USUAL})


def _theme(name: str) -> str:
    return "alle thema's" if name == ALL else f"{name}: {word('family', name)}"


def _given(value: str) -> str | None:
    return None if value in (ALL, BOTH) else value
