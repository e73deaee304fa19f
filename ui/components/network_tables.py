"""A network as tables, for who cannot use the drawing, and every form to save it in."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from engine.exports.network import measured, sentences, tables, texts
from engine.exports.network.formats import FORMATS
from engine.exports.network.measured import Measured
from engine.exports.network.view import ChangesView, NetworkView, ViewEdge
from engine.network.schema import RELATIONS
from engine.snapshot import Run
from ui.components.literal import literal
from ui.wording import word

_NOT_KNOWN = "niet bekend"
_SIDE_BY_SIDE = 4


def relations(view: NetworkView, edges: Sequence[ViewEdge] | None = None) -> None:
    """Draw relations: kind, days, source, record and gate; all of the view, or some."""
    chosen = view.edges if edges is None else edges
    if not chosen:
        st.info("Geen relaties.")
        return
    names = {node.key: node.text for node in view.nodes}
    columns = {
        "van": [names[edge.start] for edge in chosen],
        "relatie": [edge.word for edge in chosen],
        "naar": [names[edge.end] for edge in chosen],
        "rol": [edge.detail or "" for edge in chosen],
        "begin": [tables.begin(edge) or _NOT_KNOWN for edge in chosen],
        "einde": [tables.end(edge) or "" for edge in chosen],
        "bron": [edge.source or _NOT_KNOWN for edge in chosen],
        "record": [edge.record_key or "" for edge in chosen],
        "poort": [f"{edge.gate}: {word('gate', edge.gate)}" for edge in chosen],
        "afgeleid": ["ja" if edge.is_derived else "nee" for edge in chosen],
    }
    st.dataframe(pd.DataFrame(columns), hide_index=True, width="stretch")


def nodes(view: NetworkView) -> None:
    """Draw nodes: what each is, how far, what is known, and whom to ask about what is hidden."""
    columns = {
        "naam": [node.text for node in view.nodes],
        "soort": [node.word for node in view.nodes],
        "stappen": [node.steps for node in view.nodes],
        "buren niet getoond": [node.beyond for node in view.nodes],
        "knooppunt": ["ja" if node.is_hub else "nee" for node in view.nodes],
        "bekend": [
            "; ".join(f"{name}: {value}" for name, value in texts.facts(node))
            for node in view.nodes
        ],
        "vraag": [node.ask or "" for node in view.nodes],
        "sleutel": [node.key for node in view.nodes],
    }
    st.dataframe(pd.DataFrame(columns), hide_index=True, width="stretch")


def paths(view: NetworkView) -> None:
    """Draw every path as sentences."""
    told = sentences.to_text(replace(view, notices=()))
    st.markdown(literal(told).replace("\nPad", "\n\nPad"))


def changes(found: ChangesView) -> None:
    """Draw what began and what ended."""
    by_key = {edge.key: edge for edge in found.view.edges}
    for name, keys in (("Begonnen", found.began), ("Beëindigd", found.ended)):
        st.markdown(f"**{name}: {len(keys)}**")
        relations(found.view, [by_key[key] for key in keys])
    if found.undated:
        st.caption(sentences.undated(found))
    for notice in found.view.notices:
        if notice.about == "hidden":
            st.caption(f"{notice.text} Nummers van personen gelden binnen dit overzicht.")


def measures(found: Measured) -> None:
    """Draw the figures: control, closures nearby, who connects, what hangs together."""
    names = {node.key: literal(node.text) for node in found.view.nodes}
    st.caption("Hulp bij het lezen: geen van deze maten telt mee in een score of op een lijst.")
    st.markdown(measured.control_sentence(found))
    st.markdown("**Sluitingen en weigeringen binnen drie stappen**")
    _list([literal(measured.sentence(near)) for near in found.near], "Geen gevonden.")
    if found.hidden:
        st.caption(f"{found.hidden} zijn afgeschermd.")
    st.markdown("**Wie de anderen verbindt**")
    shares = [f"{names[key]}: {share:.0%} van de paren" for key, share in found.between]
    _list(shares, "Niemand staat tussen anderen in.")
    st.markdown("**Wat bij elkaar hoort**")
    _list(["; ".join(names[key] for key in group) for group in found.groups], "Geen groepen.")


def _list(lines: Sequence[str], nothing: str) -> None:
    st.markdown("\n".join(f"- {line}" for line in lines) or nothing)


def kinds(view: NetworkView) -> str:
    """How many relations of each kind the view has, as one line."""
    counts: dict[str, int] = {}
    for edge in view.edges:
        counts[edge.kind] = counts.get(edge.kind, 0) + 1
    return " · ".join(f"{RELATIONS[kind].word} **{count}**" for kind, count in counts.items())


def downloads(run: Run, view: NetworkView) -> None:
    """Draw a button for every form; it is made when it is asked for."""
    first = view.start[0].replace(":", "-")
    columns = st.columns(_SIDE_BY_SIDE)
    for at, (name, form) in enumerate(FORMATS.items()):
        columns[at % _SIDE_BY_SIDE].download_button(
            form.title,
            partial(form.write, view, run.result_hash),
            f"netwerk-{first}-{view.as_of}-{name}{form.suffix}",
            form.media_type,
            key=f"network_save_{name}",
            on_click="ignore",
            width="stretch",
        )
