"""Figures of a year as cards: the figure, its interval, what it says, and the year before."""

from collections.abc import Sequence

import streamlit as st

from engine.exports.accountability.figure import Figure
from ui.language import tr

_IN_A_ROW = 3


def draw(title: str, figures: Sequence[Figure], *, year: int) -> None:
    """Draw a title and three cards in a row, in the order given."""
    st.header(title, anchor=False)
    for at in range(0, len(figures), _IN_A_ROW):
        row = st.columns(_IN_A_ROW)
        for column, one in zip(row, figures[at : at + _IN_A_ROW], strict=False):
            with column.container(border=True, height="stretch"):
                _card(one, year)


def _card(one: Figure, year: int) -> None:
    st.caption(tr(one.name))
    st.markdown(f"### {tr(one.value)}")
    if one.between:
        st.markdown(tr("Interval: {interval}").format(interval=tr(one.between)))
    st.markdown(tr(one.sentence))
    before = tr(one.before) or tr("niets bekend")
    st.caption(tr("In {year}: {value}").format(year=year - 1, value=before))
