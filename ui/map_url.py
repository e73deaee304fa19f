"""What the URL of the page Kaart holds: every view is plain text, validated where it is used.

`beeld` areas or a route · `thema`, `regel`, `bron`, `venster` which hits count · `dorp`, `gebied`
where · `kleur` how hexagons are coloured, `eerder` the run to compare with · `staat` of places ·
`lagen` what is drawn · `vak` the chosen hexagon · `halte` stops of a route, in the order chosen.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

import h3
import streamlit as st

from engine.snapshot import Run
from ui import state, url_values
from ui.url_values import Params

STOP = "halte"
_LOCATION = re.compile(r"L[0-9A-Za-z-]{1,60}")

Word = TypeVar("Word", bound=StrEnum)


class View(StrEnum):
    """What the page shows."""

    AREAS = "gebieden"
    ROUTE = "route"


class Zone(StrEnum):
    """Which part of the municipality."""

    OUTER = "outer"
    BUILT_UP = "built_up"
    BOTH = "beide"


class Way(StrEnum):
    """How hexagons are coloured."""

    COUNT = "aantal"
    SPOTS = "hotspots"
    DENSITY = "dichtheid"
    CHANGE = "verschil"


class Status(StrEnum):
    """What people did with a place so far."""

    OPEN = "open"
    JUDGED = "beoordeeld"
    IN_CASE = "zaak"


class Layer(StrEnum):
    """What is drawn on the map."""

    HEXAGONS = "zeshoeken"
    PLACES = "punten"
    SHAPES = "panden"
    ZONES = "gebieden"
    TOWNS = "dorpen"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows; None is all.

    Attributes:
        earlier: name of the run to compare with.
        months: window of hits and of newest facts.
        layers: what is drawn.
        cell: H3 cell that was chosen.
        stops: ids of locations, the first one first.
    """

    view: View = View.AREAS
    theme: str | None = None
    rule: str | None = None
    source: str | None = None
    months: int | None = None
    town: str | None = None
    zone: Zone = Zone.OUTER
    way: Way = Way.COUNT
    earlier: str | None = None
    status: Status | None = None
    layers: tuple[Layer, ...] = tuple(Layer)
    cell: str | None = None
    stops: tuple[str, ...] = ()


_PLAIN = Shown()


def read(params: Params) -> Shown:
    """What a URL asks for; what cannot be read is passed over."""
    months = url_values.one(params, "venster")
    cell = url_values.one(params, "vak")
    layers = tuple(one for one in Layer if one.value in params.get("lagen", ()))
    return Shown(
        view=_enum(params, "beeld", View) or _PLAIN.view,
        theme=url_values.one(params, "thema"),
        rule=url_values.one(params, "regel"),
        source=url_values.one(params, "bron"),
        months=int(months) if months and months.isdecimal() and len(months) < 4 else None,
        town=url_values.one(params, "dorp"),
        zone=_enum(params, "gebied", Zone) or _PLAIN.zone,
        way=_enum(params, "kleur", Way) or _PLAIN.way,
        earlier=url_values.one(params, "eerder"),
        status=_enum(params, "staat", Status),
        layers=layers or _PLAIN.layers,
        cell=cell if cell and h3.is_valid_cell(cell) else None,
        stops=tuple(dict.fromkeys(one for one in params.get(STOP, ()) if _LOCATION.fullmatch(one))),
    )


def write(shown: Shown) -> dict[str, list[str]]:
    """The parameters of a URL that shows the same; what is as usual is left out."""
    held: dict[str, Sequence[str | None]] = {
        "beeld": [_told(shown.view, _PLAIN.view)],
        "thema": [shown.theme],
        "regel": [shown.rule],
        "bron": [shown.source],
        "venster": [None if shown.months is None else str(shown.months)],
        "dorp": [shown.town],
        "gebied": [_told(shown.zone, _PLAIN.zone)],
        "kleur": [_told(shown.way, _PLAIN.way)],
        "eerder": [shown.earlier],
        "staat": [shown.status],
        "lagen": () if shown.layers == _PLAIN.layers else [one.value for one in shown.layers],
        "vak": [shown.cell],
        STOP: shown.stops,
    }
    told = {name: [str(value) for value in values if value] for name, values in held.items()}
    return {name: values for name, values in told.items() if values}


def now() -> Shown:
    """What the URL of this page asks for."""
    return read({name: st.query_params.get_all(name) for name in st.query_params})


def show(run: Run, shown: Shown) -> None:
    """Put a view into the URL; the page is not drawn anew by it."""
    state.put_url(run, write(shown))


def _enum(params: Params, name: str, kind: type[Word]) -> Word | None:
    text = url_values.one(params, name)
    return next((one for one in kind if one.value == text), None)


def _told(value: StrEnum, usual: StrEnum) -> str | None:
    return None if value is usual else value.value
