"""Choices that stand in the URL.

A widget keeps one key, so that the focus stays on it and no choice is lost; it follows the URL
where something else than the widget changed that, such as a button or a link.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from engine.translatable import mark
from ui.language import tr

Value = TypeVar("Value")
Word = TypeVar("Word", bound=str)

ALL = mark("alle")


def follow(
    key: str,
    asked: Value,
    draw: Callable[[], Value],
    *,
    kept: Callable[[Value], Value] = lambda chosen: chosen,
) -> Value:
    """Draw a widget that shows what the URL asks for, until somebody chooses something else.

    Args:
        key: of the widget, the same whatever is chosen.
        asked: what the URL asks for; one of the options.
        draw: draws the widget with that key and without a default, and gives what is chosen.
        kept: what the URL will hold of a choice, where that is not the choice itself.
    """
    noted = f"{key}_in_url"
    is_ours = st.session_state.get(noted) == asked
    # Set even when it is as it was: a browser that shows other words now keeps the old ones else.
    st.session_state[key] = st.session_state.get(key, asked) if is_ours else asked
    chosen = draw()
    st.session_state[noted] = kept(chosen)
    return chosen


def one_or_all(
    at: DeltaGenerator,
    label: str,
    options: Sequence[Word],
    asked: str | None,
    *,
    key: str,
    words: Callable[[Word], str] = str,
    help_: str | None = None,
) -> Word | None:
    """A list with *alle* on top: None is all, and so is what is not among the options."""
    texts = {ALL: tr(ALL), **{str(one): words(one) for one in options}}
    chosen = follow(
        key,
        str(asked) if asked in options else ALL,
        lambda: at.selectbox(
            label, list(texts), format_func=texts.__getitem__, key=key, help=help_
        ),
    )
    return next((one for one in options if one == chosen), None)


def part(
    label: str, options: Sequence[Value], asked: Value, *, key: str, words: Callable[[Value], str]
) -> Value:
    """Words beside each other, one of which is chosen."""
    texts = {one: words(one) for one in options}

    def drawn() -> Value:
        chosen = st.segmented_control(
            label, options, required=True, key=key, format_func=texts.__getitem__,
            label_visibility="collapsed",
        )  # fmt: skip
        return asked if chosen is None else chosen

    return follow(key, asked, drawn)
