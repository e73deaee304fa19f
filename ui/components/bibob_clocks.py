"""Clocks of a Bibob file as bars: how far, how long yet, and in words where each one stands."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from engine.exports.bibob.file import ClockLine
from ui.components.literal import literal
from ui.language import tr, tr_many
from ui.wording import day


def draw(lines: Sequence[ClockLine], *, today: date) -> None:
    """Draw open clocks as bars and those that were reached as lines."""
    if not lines:
        st.caption(tr("Er loopt geen termijn."))
    for one in lines:
        if one.is_open:
            st.progress(share(one, today), text=literal(text(one)))
            st.caption(literal(one.article))
    ended = [one for one in lines if not one.is_open]
    if ended:
        with st.expander(tr("Afgelopen termijnen ({count})").format(count=len(ended))):
            for one in ended:
                told = tr("{title}: {standing} op {day}").format(
                    title=one.title, standing=tr(one.standing), day=day(one.reached_on)
                )
                st.markdown(literal(told))


def text(one: ClockLine) -> str:
    """A clock in words: title, standing, last day, and what is left."""
    told = (
        tr("{title}: {standing} sinds {since}, uiterlijk {due}")
        if one.suspended_since
        else tr("{title}: {standing}, uiterlijk {due}")
    )
    return told.format(
        title=one.title, standing=tr(one.standing), since=day(one.suspended_since),
        due=day(one.due),
    ) + _left(one.days_left)  # fmt: skip


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
        late = tr_many(", {count} dagen te laat", ", {count} dagen te laat", -days)
        return late.format(count=-days)
    return tr_many(", nog 1 dag", ", nog {count} dagen", days).format(count=days)
