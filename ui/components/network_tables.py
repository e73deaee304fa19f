"""A network as tables, for who cannot use the drawing, and every form to save it in."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from engine.exports.network import measured, sentences, tables, texts
from engine.exports.network.formats import FORMATS
from engine.exports.network.measured import Measured
from engine.exports.network.view import ChangesView, NetworkView, ViewEdge
from engine.network.schema import RELATIONS
from engine.snapshot import Run
from engine.translatable import mark
from ui.components.literal import literal
from ui.language import tr
from ui.wording import word

_NOT_KNOWN = mark("niet bekend")
_SIDE_BY_SIDE = 4


def relations(view: NetworkView, edges: Sequence[ViewEdge] | None = None) -> None:
    """Draw relations: kind, days, source, record and gate; all of the view, or some."""
    chosen = view.edges if edges is None else edges
    if not chosen:
        st.info(tr("Geen relaties."))
        return
    names = {node.key: tr(node.text) for node in view.nodes}
    columns = {
        tr("van"): [names[edge.start] for edge in chosen],
        tr("relatie"): [tr(edge.word) for edge in chosen],
        tr("naar"): [names[edge.end] for edge in chosen],
        tr("rol"): [tr(edge.detail) if edge.detail else "" for edge in chosen],
        tr("begin"): [tables.begin(edge) or tr(_NOT_KNOWN) for edge in chosen],
        tr("einde"): [tables.end(edge) or "" for edge in chosen],
        tr("bron"): [edge.source or tr(_NOT_KNOWN) for edge in chosen],
        tr("record"): [edge.record_key or "" for edge in chosen],
        tr("poort"): [f"{edge.gate}: {word('gate', edge.gate)}" for edge in chosen],
        tr("afgeleid"): [tr("ja") if edge.is_derived else tr("nee") for edge in chosen],
    }
    st.dataframe(pd.DataFrame(columns), hide_index=True, width="stretch")


def nodes(view: NetworkView) -> None:
    """Draw nodes: what each is, how far, what is known, and whom to ask about what is hidden."""
    columns = {
        tr("naam"): [tr(node.text) for node in view.nodes],
        tr("soort"): [tr(node.word) for node in view.nodes],
        tr("stappen"): [node.steps for node in view.nodes],
        tr("buren niet getoond"): [node.beyond for node in view.nodes],
        tr("knooppunt"): [tr("ja") if node.is_hub else tr("nee") for node in view.nodes],
        tr("bekend"): [
            "; ".join(f"{tr(name)}: {tr(value)}" for name, value in texts.facts(node))
            for node in view.nodes
        ],
        tr("vraag"): [tr(node.ask) if node.ask else "" for node in view.nodes],
        tr("sleutel"): [node.key for node in view.nodes],
    }
    st.dataframe(pd.DataFrame(columns), hide_index=True, width="stretch")


def paths(view: NetworkView) -> None:
    """Draw every path as sentences."""
    lines = [tr(sentences.title(view)), ""]
    for at in range(len(view.paths)):
        steps = [f"- {tr(step)}" for step in sentences.path_steps(view, at)]
        lines += ["", tr(sentences.path_title(view, at)), *steps]
    st.markdown(literal("\n".join(lines)))


def changes(found: ChangesView) -> None:
    """Draw what began and what ended."""
    by_key = {edge.key: edge for edge in found.view.edges}
    for name, keys in ((tr("Begonnen"), found.began), (tr("Beëindigd"), found.ended)):
        st.markdown(f"**{name}: {len(keys)}**")
        relations(found.view, [by_key[key] for key in keys])
    if found.undated:
        st.caption(tr(sentences.undated(found)))
    for notice in found.view.notices:
        if notice.about == "hidden":
            numbers = tr("Nummers van personen gelden binnen dit overzicht.")
            st.caption(f"{tr(notice.text)} {numbers}")


def measures(found: Measured) -> None:
    """Draw the figures: control, closures nearby, who connects, what hangs together."""
    names = {node.key: literal(tr(node.text)) for node in found.view.nodes}
    st.caption(tr("Hulp bij het lezen: geen van deze maten telt mee in een score of op een lijst."))
    st.markdown(tr(measured.control_sentence(found)))
    st.markdown(tr("**Sluitingen en weigeringen binnen drie stappen**"))
    _list([literal(tr(measured.sentence(near))) for near in found.near], tr("Geen gevonden."))
    if found.hidden:
        st.caption(tr("{count} zijn afgeschermd.").format(count=found.hidden))
    st.markdown(tr("**Wie de anderen verbindt**"))
    told = tr("{name}: {share} van de paren")
    shares = [told.format(name=names[key], share=f"{share:.0%}") for key, share in found.between]
    _list(shares, tr("Niemand staat tussen anderen in."))
    st.markdown(tr("**Wat bij elkaar hoort**"))
    groups = ["; ".join(names[key] for key in group) for group in found.groups]
    _list(groups, tr("Geen groepen."))


def _list(lines: Sequence[str], nothing: str) -> None:
    st.markdown("\n".join(f"- {line}" for line in lines) or nothing)


def kinds(view: NetworkView) -> str:
    """How many relations of each kind the view has, as one line."""
    counts: dict[str, int] = {}
    for edge in view.edges:
        counts[edge.kind] = counts.get(edge.kind, 0) + 1
    return " · ".join(f"{tr(RELATIONS[kind].word)} **{count}**" for kind, count in counts.items())


def downloads(run: Run, view: NetworkView) -> None:
    """Draw a button for every form; it is made when it is asked for."""
    first = view.start[0].replace(":", "-")
    columns = st.columns(_SIDE_BY_SIDE)
    for at, (name, form) in enumerate(FORMATS.items()):
        columns[at % _SIDE_BY_SIDE].download_button(
            tr(form.title),
            partial(form.write, view, run.result_hash),
            f"netwerk-{first}-{view.as_of}-{name}{form.suffix}",
            form.media_type,
            key=f"network_save_{name}",
            on_click="ignore",
            width="stretch",
        )
