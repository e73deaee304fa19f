"""Two locations side by side; what differs is said in words, and stands first when asked."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from engine.exports.dossier import Dossier
from engine.exports.location.compare import Row
from engine.snapshot import Run
from ui import acting, location_url, location_view, review, state
from ui.components import location_search
from ui.components.literal import literal
from ui.language import tr
from ui.location_url import Shown


def draw(run: Run, own: Dossier, shown: Shown) -> None:
    """Draw the choice of another location, and both beside each other."""
    if shown.beside is None:
        found = location_search.choose(run, f"compare_{own.place.location_id}")
        st.caption(tr("Of kies er een bij Lijkt op."))
        if found is not None:
            location_url.go(run, replace(shown, beside=found))
        return
    pair = location_view.beside(run, own, shown.beside)
    names = (own.place.label, pair.other.place.label)
    look, other = st.columns(2)
    opens = tr("Open de andere locatie")
    if look.button(opens, icon=":material/open_in_new:", key="compare_open"):
        held = state.link(run, pair.other.place.location_id)
        st.switch_page("ui/app_pages/location.py", query_params=held)
    another = tr("Andere locatie kiezen")
    if other.button(another, icon=":material/swap_horiz:", key="compare_other"):
        location_url.go(run, replace(shown, beside=None))
    only = st.toggle(tr("Alleen wat verschilt"), key="compare_only")
    differ = sum(row.is_same is False for row in pair.facts)
    told = tr("{differ} van {count} feiten verschillen.")
    st.caption(told.format(differ=differ, count=len(pair.facts)))
    _table(pair.facts, names, only=only)
    st.markdown(tr("**Wat de regels zeggen**"))
    if pair.assessed is None:
        st.caption(
            tr(review.NOT_SHOWN) if not acting.judges() else
            tr("Treffers en band worden vergeleken als beide locaties deze week beoordeeld zijn.")
        )  # fmt: skip
        return
    _table(pair.assessed, names, only=only)


def _table(rows: Sequence[Row], names: tuple[str, str], *, only: bool) -> None:
    told = [row for row in rows if not only or row.is_same is not True]
    if not told:
        st.markdown(tr("Geen verschil."))
        return
    own, other = names if names[0] != names[1] else (f"{names[0]} (1)", f"{names[1]} (2)")
    st.table({
        "": [literal(tr(row.name)) for row in told],
        literal(own): [_said(row, row.own) for row in told],
        literal(other): [_said(row, row.other) for row in told],
        tr("verschil"): [_verdict(row) for row in told],
    })  # fmt: skip


def _said(row: Row, value: str) -> str:
    told = literal(tr(value))
    return f"**{told}**" if row.is_same is False else told


def _verdict(row: Row) -> str:
    said = tr(row.verdict)
    return f"**≠\u00a0{said}**" if row.is_same is False else said
