"""Filters over cases: what a URL may hold stands in it, words and names of colleagues do not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from engine.casework.process.states import Origin, State
from engine.snapshot import Run
from engine.translatable import mark
from ui import case_board, case_places, case_url
from ui.case_url import Look, Owner, Shown
from ui.language import tr

_ANY = mark("alle")
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
    known = [_ANY, *options]
    if now is not None and now not in known:
        known.append(now)
    chosen = at.selectbox(
        label,
        known,
        index=known.index(now or _ANY),
        format_func=lambda one: tr(_ANY) if one == _ANY else words.get(one, one),
        key=_at(key, now),
    )
    return None if chosen in (None, _ANY) else str(chosen)


def _at(key: str, now: object) -> str:
    """A key that follows the URL: a link or button that changes the view changes the filter."""
    return f"{key}_{now}"


def _owner(
    at: st.delta_generator.DeltaGenerator, shown: Shown, key: str
) -> tuple[Owner | None, str | None]:
    """Whose cases, as far as a URL may say it, and else the subject of a colleague."""
    fixed = {_ANY: _ANY, **_OWNERS}
    known = [*fixed, *case_board.owners()]
    chosen = at.selectbox(
        tr("Trekker"),
        known,
        index=known.index(shown.owner.value) if shown.owner else 0,
        format_func=lambda one: tr(fixed[one]) if one in fixed else one,
        key=_at(key, shown.owner),
    )
    if chosen in (None, _ANY):
        return None, None
    if chosen in fixed:
        return Owner(chosen), None
    return None, str(chosen)


def _how(shown: Shown, key: str) -> tuple[bool, Look]:
    """What ended or what is open, and for signals as a board or as a list."""
    left, right = st.columns([3, 2], vertical_alignment="center")
    ended = left.toggle(
        tr("Toon wat is afgesloten, in plaats van wat open staat"),
        value=shown.ended,
        key=_at(f"{key}_ended", shown.ended),
    )
    if key != "signals" or ended:
        return ended, shown.look
    with right.container(horizontal=True, horizontal_alignment="right"):
        chosen = st.segmented_control(
            tr("Weergave"),
            list(Look),
            default=shown.look,
            format_func=lambda one: tr(_LOOKS[one]),
            label_visibility="collapsed",
            key=_at(f"{key}_look", shown.look),
        )
    return ended, chosen or Look.BOARD
