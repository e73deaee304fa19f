"""Filters over cases: what a URL may hold stands in it, words and names of colleagues do not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from engine.casework.process.states import Origin, State
from engine.snapshot import Run
from engine.translatable import mark
from ui import case_board, case_places, case_url
from ui.case_url import Look, Owner, Shown
from ui.components import choices
from ui.language import tr

_ANY = choices.ALL
_OWNERS = {Owner.MINE.value: mark("van mij"), Owner.NOBODY.value: mark("van niemand")}
_LOOKS = {Look.BOARD: mark("Bord"), Look.LIST: mark("Lijst")}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for and does not stand in the URL."""

    words: str
    owner: str | None


def draw(run: Run, shown: Shown, *, states: Sequence[State], key: str) -> tuple[Shown, Asked]:
    """Draw the filters; the view that they ask for, from its first page when they changed."""
    labels = case_board.process().states
    words_at, state_at, town_at, origin_at, owner_at = st.columns([3, 2, 2, 2, 2])
    words = words_at.text_input(
        tr("Zoek"),
        placeholder=tr("nummer, adres, BAG-id of woorden"),
        max_chars=200,
        key=f"{key}_words",
    )
    chosen = _choose(
        state_at, tr("Stap"), [one.value for one in states], shown.state, f"{key}_state",
        {one.value: labels[one].label for one in states},
    )  # fmt: skip
    towns = list(case_places.towns(run))
    town = _choose(town_at, tr("Dorp"), towns, shown.town, f"{key}_town", {})
    origin = _choose(
        origin_at, tr("Herkomst"), [one.value for one in Origin], shown.origin, f"{key}_origin",
        {one.value: tr(one.label) for one in Origin},
    )  # fmt: skip
    whose, owner = _owner(owner_at, shown, f"{key}_owner")
    ended, look = _how(shown, key)
    wanted = replace(
        shown,
        state=None if chosen is None else State(chosen),
        town=town,
        origin=None if origin is None else Origin(origin),
        owner=whose,
        ended=ended,
        look=look,
    )
    return (shown if wanted == shown else case_url.first_page(wanted)), Asked(words, owner)


def _choose(
    at: st.delta_generator.DeltaGenerator,
    label: str,
    options: Sequence[str],
    now: str | None,
    key: str,
    words: dict[str, str],
) -> str | None:
    known = [*options] if now is None or now in options else [*options, now]
    return choices.one_or_all(at, label, known, now, key=key, words=lambda one: words.get(one, one))


def _owner(
    at: st.delta_generator.DeltaGenerator, shown: Shown, key: str
) -> tuple[Owner | None, str | None]:
    """Whose cases, as far as a URL may say it, and else the subject of a colleague."""
    fixed = {_ANY: _ANY, **_OWNERS}
    known = [*fixed, *case_board.owners()]
    chosen = choices.follow(
        key,
        shown.owner.value if shown.owner else _ANY,
        lambda: at.selectbox(
            tr("Trekker"), known, key=key,
            format_func=lambda one: tr(fixed[one]) if one in fixed else one,
        ),
        kept=lambda one: one if one in fixed else _ANY,
    )  # fmt: skip
    if chosen == _ANY:
        return None, None
    if chosen in fixed:
        return Owner(chosen), None
    return None, str(chosen)


def _how(shown: Shown, key: str) -> tuple[bool, Look]:
    """What ended or what is open, and for signals as a board or as a list."""
    left, right = st.columns([3, 2], vertical_alignment="center")
    ended = choices.follow(
        f"{key}_ended",
        shown.ended,
        lambda: left.toggle(
            tr("Toon wat is afgesloten, in plaats van wat open staat"), key=f"{key}_ended"
        ),
    )
    if key != "signals" or ended:
        return ended, shown.look
    with right.container(horizontal=True, horizontal_alignment="right"):
        look = choices.part(
            tr("Weergave"), list(Look), shown.look, key=f"{key}_look",
            words=lambda one: tr(_LOOKS[one]),
        )  # fmt: skip
    return ended, look
