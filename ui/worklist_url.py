"""What the URL of the page Werklijst holds: plain text, validated here.

`dorp` a village · `soort` a kind of location · `oordeel` only what was judged or not ·
`trekker=ik` only what was given to who looks, without anybody's name · `plek` the place in the
list that is at hand.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import streamlit as st

from engine.snapshot import Run
from ui import state
from ui.language import tr

_LONGEST = 100
_MINE = "ik"

Params = Mapping[str, str]


class Standing(StrEnum):
    """Whether a location was judged this week."""

    TO_DO = "te-doen"
    DONE = "beoordeeld"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows.

    Attributes:
        town, kind: not yet checked against the list; None for all.
        standing: None for both.
        position: in the list of the week, from 1 on; None: the first that is shown.
        mine: only locations that were given to who looks.
        problems: what of the URL cannot be used.
    """

    town: str | None = None
    kind: str | None = None
    standing: Standing | None = None
    position: int | None = None
    mine: bool = False
    problems: tuple[str, ...] = ()


def read(params: Params) -> Shown:
    """What a URL asks for; what cannot be read is left out and told."""
    problems: list[str] = []
    standing = _text(params, "oordeel")
    if standing is not None and standing not in set(Standing):
        told = tr("{asked}: kies {choices}")
        problems.append(told.format(asked=f"oordeel={standing}", choices=", ".join(Standing)))
        standing = None
    position = _text(params, "plek")
    if position is not None and not (position.isascii() and position.isdecimal()):
        problems.append(tr("{asked}: geen nummer").format(asked=f"plek={position}"))
        position = None
    owner = _text(params, "trekker")
    if owner not in (None, _MINE):
        told = tr("{asked}: kies {choices}")
        problems.append(told.format(asked=f"trekker={owner}", choices=_MINE))
    return Shown(
        _text(params, "dorp"), _text(params, "soort"), Standing(standing) if standing else None,
        None if position is None else int(position), owner == _MINE, tuple(problems),
    )  # fmt: skip


def write(shown: Shown) -> dict[str, str]:
    """The parameters of a URL that shows the same; what is as usual is left out."""
    held = {
        "dorp": shown.town, "soort": shown.kind, "oordeel": shown.standing,
        "trekker": _MINE if shown.mine else None,
        "plek": shown.position and str(shown.position),
    }  # fmt: skip
    return {name: str(value) for name, value in held.items() if value}


def now() -> Shown:
    """What the URL of this page asks for."""
    return read({name: st.query_params[name] for name in st.query_params})


def show(run: Run, shown: Shown) -> None:
    """Put a view into the URL; the page is not drawn anew by it."""
    state.put_url(run, {name: [value] for name, value in write(shown).items()})


def _text(params: Params, name: str) -> str | None:
    return (params.get(name) or "").strip()[:_LONGEST] or None
