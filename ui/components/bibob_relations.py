"""Relations of a Bibob file: table, chart, what registers suggest, and the form."""

import streamlit as st

from engine.casework.bibob import relations
from engine.casework.bibob.relations import RelationGiven
from engine.casework.bibob.words import RelationType
from engine.exports.bibob.file import FileView
from engine.snapshot import Run
from engine.translatable import mark
from ui import bibob_files, state
from ui.components import bibob_acts as acts
from ui.components import bibob_registers as registers
from ui.language import tr
from ui.wording import day

_DIRECT = {True: mark("direct"), False: mark("indirect"), None: ""}


def draw(run: Run, file: FileView, *, is_open: bool) -> None:
    """Draw relations of article 3(4), what the registers suggest, and the form."""
    st.subheader(tr("Relaties (art. 3 lid 4)"))
    acts.table(
        [
            {
                tr("nr"): one.number,
                tr("van"): one.from_label,
                tr("naar"): one.to_label,
                tr("soort"): one.type,
                tr("direct"): tr(_DIRECT[one.is_direct]),
                tr("vanaf"): day(one.from_on),
                tr("tot en met"): tr("nu") if one.until_on is None else day(one.until_on),
                tr("bewijs"): ", ".join(one.evidence),
                tr("motivering"): one.reason,
            }
            for one in file.relations
        ],
        tr("Nog geen relaties. Een relatie heeft een soort uit de wet, datums en bewijs."),
    )
    if file.relations:
        st.graphviz_chart(chart(file), width="stretch")
    if file.hook_problem is None and file.parties:
        registers.draw_ties(run, file, is_open=is_open)
    if is_open and file.parties:
        _relation(file)


def chart(file: FileView) -> str:
    """Relations as a drawing in DOT; what has ended is dashed and says until when."""
    nodes = sorted({label for one in file.relations for label in (one.from_label, one.to_label)})
    lines = [f"{_quoted(label)} [shape=box];" for label in nodes]
    for one in file.relations:
        until = tr(" tot {day}").format(day=f"{one.until_on:%d-%m-%Y}") if one.until_on else ""
        how = f" ({tr(_DIRECT[one.is_direct])})" if one.is_direct is not None else ""
        style = "solid" if one.until_on is None else "dashed"
        label = _quoted(f"{one.type}{how}{until}")
        ends = f"{_quoted(one.from_label)} -> {_quoted(one.to_label)}"
        lines.append(f"{ends} [label={label}, style={style}];")
    return "digraph {rankdir=LR; " + " ".join(lines) + "}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _relation(file: FileView) -> None:
    law = bibob_files.law()
    is_filled = bool(st.session_state.get(registers.CHOSEN))
    with st.expander(tr("Relatie toevoegen"), expanded=is_filled), st.form("bibob_relation"):
        kinds = {one: law.relation_types[one].title for one in RelationType}
        kind = acts.pick(tr("Soort"), kinds, registers.TYPE)
        left, right = st.columns(2)
        with left:
            from_party = acts.pick(tr("Van"), acts.people(file), "bibob_relation_from")
            since = acts.day(tr("Vanaf"), registers.SINCE, state.today())
        with right:
            to_party = acts.pick(tr("Naar"), acts.people(file), "bibob_relation_to")
            until = st.date_input(
                tr("Tot en met (leeg: nu)"), value=None, max_value=state.today(),
                format="DD-MM-YYYY", key=registers.UNTIL,
            )  # fmt: skip
        direct = acts.pick(
            tr("Direct of indirect"),
            {None: tr("niet van toepassing"), True: tr("direct"), False: tr("indirect")},
            registers.DIRECT,
        )
        evidence = st.text_area(tr("Bewijs"), help=tr(acts.EVIDENCE_HELP), key=registers.EVIDENCE)
        reason = st.text_area(tr("Motivering"), key="bibob_relation_reason")
        if st.form_submit_button(tr("Leg relatie vast")):
            given = RelationGiven(
                kind, from_party, to_party, since, acts.lines(evidence), reason, direct, until
            )
            acts.do(file, tr("Relatie vastgelegd."), relations.relate, given)
