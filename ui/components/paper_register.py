"""Papers that were made before: what went to whom, by whose decision, and the file to save."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from engine.exports.papers.contract import Contract
from engine.translatable import mark
from ui import papers, wording
from ui.components import paper_form
from ui.components.literal import literal
from ui.language import tr
from ui.papers import Registered

_COLUMNS = (
    mark("Gemaakt"), mark("Soort"), mark("Voor"), mark("Besluit van"), mark("Reden"),
    mark("Zaken"), mark("Bestand"),
)  # fmt: skip


def draw(kinds: Sequence[Contract], *, case: int | None = None) -> None:
    """Draw the register for some kinds, of one case or of all, and one document to save."""
    found = papers.register(kinds, case=case)
    if not found:
        st.caption(tr("Er is nog geen stuk gemaakt."))
        return
    st.markdown(tr("**Eerder gemaakt** ({count})").format(count=len(found)))
    columns = [tr(one) for one in _COLUMNS]
    st.dataframe(pd.DataFrame([_row(one) for one in found], columns=columns), hide_index=True)
    kept = [one for one in found if one.file is not None]
    if not kept:
        return
    key = "all" if case is None else str(case)
    chosen = st.selectbox(
        tr("Sla een eerder stuk op"), range(len(kept)), index=None,
        format_func=lambda at: kept[at].name, placeholder=tr("Kies een stuk"),
        key=f"paper_register_{key}",
    )  # fmt: skip
    if chosen is not None and (file := kept[chosen].file) is not None:
        for part, (name, content) in enumerate(papers.with_manifest(file)):
            paper_form.save(name, content, key=f"paper_register_{key}_{part}")


def _row(one: Registered) -> tuple[str, ...]:
    return (
        wording.moment(one.made_at), one.kind, one.recipient, literal(one.by), literal(one.reason),
        ", ".join(map(str, one.cases)), _file(one),
    )  # fmt: skip


def _file(one: Registered) -> str:
    if one.destroyed_at is not None:
        told = tr("{name} (vernietigd op {day})")
        return told.format(name=one.name, day=wording.on(one.destroyed_at))
    return one.name if one.file else tr("{name} (niet in de map)").format(name=one.name)
