"""People and relations of a Bibob file: table, chart, and the forms to record them."""

import streamlit as st

from engine.casework.bibob import people, relations
from engine.casework.bibob.people import PartyGiven
from engine.casework.bibob.relations import RelationGiven
from engine.casework.bibob.words import PartyRole, RelationType
from engine.exports.bibob.file import FileView
from engine.exports.words import day
from ui import bibob_files, state
from ui.components import bibob_acts as acts

_DIRECT = {True: "direct", False: "indirect", None: ""}


def draw(file: FileView, *, is_open: bool) -> None:
    """Draw people, their relations of article 3(4), and the forms."""
    st.subheader("Personen")
    acts.table(
        [
            {
                "nr": one.number,
                "naam": one.label,
                "rol": one.role,
                "soort": one.kind,
                "rechtsvorm": one.legal_form,
                "KVK": one.kvk_number,
            }
            for one in file.parties
        ],
        "Nog niemand: begin met betrokkene.",
    )
    if is_open:
        _party(file)
    st.subheader("Relaties (art. 3 lid 4)")
    acts.table(
        [
            {
                "nr": one.number,
                "van": one.from_label,
                "naar": one.to_label,
                "soort": one.type,
                "direct": _DIRECT[one.is_direct],
                "vanaf": day(one.from_on),
                "tot en met": "nu" if one.until_on is None else day(one.until_on),
                "bewijs": ", ".join(one.evidence),
                "motivering": one.reason,
            }
            for one in file.relations
        ],
        "Nog geen relaties. Een relatie heeft een soort uit de wet, datums en bewijs.",
    )
    if file.relations:
        st.graphviz_chart(chart(file), width="stretch")
    if is_open and file.parties:
        _relation(file)


def chart(file: FileView) -> str:
    """Relations as a drawing in DOT; what has ended is dashed and says until when."""
    nodes = sorted({label for one in file.relations for label in (one.from_label, one.to_label)})
    lines = [f"{_quoted(label)} [shape=box];" for label in nodes]
    for one in file.relations:
        ended = "" if one.until_on is None else f" tot {one.until_on:%d-%m-%Y}"
        how = f" ({_DIRECT[one.is_direct]})" if one.is_direct is not None else ""
        style = "solid" if one.until_on is None else "dashed"
        label = _quoted(f"{one.type}{how}{ended}")
        ends = f"{_quoted(one.from_label)} -> {_quoted(one.to_label)}"
        lines.append(f"{ends} [label={label}, style={style}];")
    return "digraph {rankdir=LR; " + " ".join(lines) + "}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _party(file: FileView) -> None:
    with st.expander("Persoon toevoegen"), st.form("bibob_party", clear_on_submit=True):
        role = acts.pick("Rol", {one: one.value for one in PartyRole}, "bibob_party_role")
        name = st.text_input("Naam, zoals op het formulier", max_chars=200, key="bibob_party_name")
        natural = st.checkbox("Natuurlijk persoon (ook een eenmanszaak)", key="bibob_party_natural")
        form = st.text_input("Rechtsvorm", max_chars=64, key="bibob_party_form")
        kvk = st.text_input("KVK-nummer", max_chars=8, key="bibob_party_kvk")
        st.caption("Geen BSN en geen geboortedatum. De naam blijft in dit dossier.")
        if st.form_submit_button("Leg persoon vast"):
            given = PartyGiven(role, name, natural, form, kvk or None)
            acts.do(file, "Persoon vastgelegd.", people.name, given)


def _relation(file: FileView) -> None:
    law = bibob_files.law()
    with st.expander("Relatie toevoegen"), st.form("bibob_relation"):
        kinds = {one: law.relation_types[one].title for one in RelationType}
        kind = acts.pick("Soort", kinds, "bibob_relation_type")
        left, right = st.columns(2)
        with left:
            from_party = acts.pick("Van", acts.people(file), "bibob_relation_from")
            since = acts.day("Vanaf", "bibob_relation_since", state.today())
        with right:
            to_party = acts.pick("Naar", acts.people(file), "bibob_relation_to")
            until = st.date_input(
                "Tot en met (leeg: nu)", value=None, max_value=state.today(), format="DD-MM-YYYY",
                key="bibob_relation_until",
            )  # fmt: skip
        direct = acts.pick(
            "Direct of indirect",
            {None: "niet van toepassing", True: "direct", False: "indirect"},
            "bibob_relation_direct",
        )
        evidence = st.text_area("Bewijs", help=acts.EVIDENCE_HELP, key="bibob_relation_evidence")
        reason = st.text_area("Motivering", key="bibob_relation_reason")
        if st.form_submit_button("Leg relatie vast"):
            given = RelationGiven(
                kind, from_party, to_party, since, acts.lines(evidence), reason, direct, until
            )
            acts.do(file, "Relatie vastgelegd.", relations.relate, given)
