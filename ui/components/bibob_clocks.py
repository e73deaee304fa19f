"""Clocks of a Bibob file as bars: how far, how long yet, and in words where each one stands."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from engine.exports.bibob.file import ClockLine
from ui.components.literal import literal
from ui.wording import day


def draw(lines: Sequence[ClockLine], *, today: date) -> None:
    """Draw open clocks as bars and those that were reached as lines."""
    if not lines:
        st.caption("Er loopt geen termijn.")
    for one in lines:
        if one.is_open:
            st.progress(share(one, today), text=literal(text(one)))
            st.caption(literal(one.article))
    ended = [one for one in lines if not one.is_open]
    if ended:
        with st.expander(f"Afgelopen termijnen ({len(ended)})"):
            for one in ended:
                st.markdown(literal(f"{one.title}: {one.standing} op {day(one.reached_on)}"))


def text(one: ClockLine) -> str:
    """A clock in words: title, standing, last day, and what is left."""
    since = f" sinds {day(one.suspended_since)}" if one.suspended_since else ""
    return f"{one.title}: {one.standing}{since}, uiterlijk {day(one.due)}{_left(one.days_left)}"


def share(one: ClockLine, today: date) -> float:
    """How much of the term has gone, 0 to 1, without days that it stood still."""
    if one.started is None or one.due is None:
        return 0.0
    whole = (one.due - one.started).days - one.suspended_days
    gone = (today - one.started).days - one.suspended_days
    return min(1.0, max(0.0, gone / whole)) if whole > 0 else 1.0


def _left(days: int | None) -> str:
    if days is None:
        return ""
    if days < 0:
        return f", {-days} dagen te laat"
    return ", nog 1 dag" if days == 1 else f", nog {days} dagen"
