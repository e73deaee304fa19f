"""What the map counts, shows and how it is coloured; every choice stands in the URL."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from engine.exports.area_map import Cell
from engine.settings import load_settings
from engine.snapshot import Run
from engine.translatable import mark
from ui import map_view, state
from ui.components import choices, hexagon_colours
from ui.language import tr
from ui.map_url import Layer, Shown, Status, Way, Zone
from ui.wording import day, word

_ZONES = {
    Zone.OUTER: mark("buitengebied"),
    Zone.BUILT_UP: mark("bebouwde kom"),
    Zone.BOTH: mark("beide"),
}
_LAYERS = {
    Layer.HEXAGONS: mark("zeshoeken"),
    Layer.PLACES: mark("punten"),
    Layer.SHAPES: mark("panden (bij een dorp of zeshoek)"),
    Layer.ZONES: mark("gebieden"),
    Layer.TOWNS: mark("namen van dorpen"),
}
_STATUS = {
    Status.OPEN: mark("niet beoordeeld deze week"),
    Status.JUDGED: mark("beoordeeld deze week"),
    Status.IN_CASE: mark("in een open zaak"),
}
_WAY_HELP = mark(
    "Valt op: het aandeel locaties met een treffer in een zeshoek en zijn buren, getoetst tegen "
    "alle zeshoeken (Gi*), gecorrigeerd voor het aantal zeshoeken. Dichtheid: de zeshoeken "
    "uitgesmeerd over hun omgeving (kwartische kern), niet de plekken zelf."
)
_CHANGE_HELP = mark("Ook andere regels of bronnen geven een verschil; zie Regels en Bronnen.")
_WINDOW_HELP = mark(
    "Zeshoeken: alleen treffers met een feit in deze periode. Punten: het nieuwste feit."
)
_SOURCE_HELP = mark(
    "Zeshoeken: alleen treffers die op deze bron rusten. Punten: een record uit de bron."
)
_STATUS_HELP = mark("Alleen punten en lijst; zeshoeken tellen altijd alle locaties.")


def draw(run: Run, shown: Shown) -> Shown:
    """Draw the choices as the URL has them; give the view that was chosen."""
    offered = map_view.choices_of(run)
    known = {rule["id"]: rule for rule in run.meta["rules"]}
    what, which, where, part = st.columns([3, 3, 2, 2])
    theme = choices.one_or_all(
        what, tr("Thema"), offered.themes, shown.theme, key="map_thema", words=_theme
    )
    of_theme = [rule for rule in offered.rules if theme in (None, known[rule]["family"])]
    rule = choices.one_or_all(
        which, tr("Regel"), of_theme, shown.rule, key="map_regel",
        words=lambda one: f"{one}: {known[one]['title']}",
    )  # fmt: skip
    town = choices.one_or_all(where, tr("Dorp"), offered.towns, shown.town, key="map_dorp")
    zones = list(_ZONES)
    zone = part.selectbox(
        tr("Gebied"), zones, index=zones.index(shown.zone),
        format_func=lambda one: tr(_ZONES[one]), key="map_gebied",
    )  # fmt: skip
    how, when, further = st.columns([5, 3, 2], vertical_alignment="bottom")
    ways = list(hexagon_colours.WORDS)
    way = how.radio(
        tr("Kleur"), ways, index=ways.index(shown.way), horizontal=True, key="map_kleur",
        format_func=lambda one: tr(hexagon_colours.WORDS[one]), help=tr(_WAY_HELP),
    )  # fmt: skip
    shown = replace(shown, theme=theme, rule=rule, town=town, zone=zone, way=way)
    earlier = _earlier(when, run, shown) if way is Way.CHANGE else None
    with further:
        return _more(offered, replace(shown, earlier=earlier))


def why_empty(cells: Sequence[Cell], shown: Shown) -> str:
    """Why no hexagon is drawn, and what to do."""
    if not cells:
        return tr(
            "Geen enkel gebied heeft genoeg locaties om te tonen. Kies een ander dorp of gebied."
        )
    if shown.way is Way.SPOTS:
        return tr(
            "Er zijn te weinig zeshoeken, of ze verschillen niet: dan kan niets opvallen. "
            "Kies een groter gebied."
        )
    if shown.way is Way.DENSITY:
        return tr(
            "Nergens liggen genoeg locaties met een treffer bij elkaar om een dichtheid te tonen."
        )
    if shown.way is Way.CHANGE and shown.earlier is None:
        return tr("Er is geen eerdere run om mee te vergelijken.")
    if shown.way is Way.CHANGE and all(cell.before is None for cell in cells):
        return tr("Van de eerdere datum zijn hier te weinig locaties bekend om te vergelijken.")
    return tr("Nergens is er een treffer. Kies een ander thema, dorp of gebied.")


def told(shown: Shown) -> str:
    """What was chosen, in Dutch words, for a sheet of paper that is made without a page."""
    parts = [
        f"Thema: {_theme(shown.theme) if shown.theme else 'alle'}",
        f"regel: {shown.rule or 'alle'}",
        f"dorp: {shown.town or 'alle'}",
        f"gebied: {_ZONES[shown.zone]}",
    ]
    parts += [f"bron: {shown.source}"] if shown.source else []
    parts += [f"periode: {_window(shown.months)}"] if shown.months else []
    parts += [f"punten: {_STATUS[shown.status]}"] if shown.status else []
    return "; ".join(parts)


def _more(offered: map_view.Choices, shown: Shown) -> Shown:
    """Choices that are made less often."""
    used = [shown.source, shown.months, shown.status, set(Layer) - {*shown.layers}]
    count = sum(map(bool, used))
    more = tr("Meer filters ({count})") if count else tr("Meer filters")
    windows = {str(months): months for months in load_settings().map.windows_months}
    with st.popover(more.format(count=count), width="stretch"):
        here = st.container()
        source = choices.one_or_all(
            here, tr("Bron"), offered.sources, shown.source, key="map_bron", help_=tr(_SOURCE_HELP)
        )
        months = choices.one_or_all(
            here, tr("Periode"), list(windows), str(shown.months), key="map_venster",
            words=lambda one: _window(windows[one]), help_=tr(_WINDOW_HELP),
        )  # fmt: skip
        status = choices.one_or_all(
            here, tr("Oordeel van punten"), list(Status), shown.status, key="map_staat",
            words=lambda one: tr(_STATUS[one]), help_=tr(_STATUS_HELP),
        )  # fmt: skip
        layers = st.pills(
            tr("Lagen"), list(Layer), default=list(shown.layers), selection_mode="multi",
            format_func=lambda one: tr(_LAYERS[one]), key="map_lagen",
        )  # fmt: skip
    return replace(
        shown,
        source=source,
        months=None if months is None else windows[months],
        status=status,
        layers=tuple(one for one in Layer if one in layers) or tuple(Layer),
    )


def _earlier(at: DeltaGenerator, run: Run, shown: Shown) -> str | None:
    """The run to compare with; the newest one before this one until another is chosen."""
    days = {
        one.path.name: f"{day(one.as_of)} ({one.path.name[-12:-8]})"
        for one in state.known_runs()
        if one.as_of < run.as_of
    }
    if not days:
        return None
    chosen: str = at.selectbox(
        tr("Vergelijk met"),
        list(days),
        index=next((at for at, name in enumerate(days) if name == shown.earlier), 0),
        format_func=days.__getitem__,
        key="map_eerder",
        help=tr(_CHANGE_HELP),
    )
    return chosen


def _theme(name: str) -> str:
    return f"{name}: {word('family', name)}"


def _window(months: int) -> str:
    return tr("laatste {months} maanden").format(months=months)
