"""From what was tried to a proposal: the new pack file and its diff, laid before somebody else."""

from collections.abc import Sequence

import streamlit as st

from engine.errors import DijkwachtError
from engine.snapshot import Run
from engine.workbench.changes import Change
from ui import rulebook

_TOLD = "proposal_told"


def draw(run: Run, changes: Sequence[Change]) -> None:
    """Draw the diff, its downloads and the form; without changes only what to do.

    What the change did to `run` goes along with the proposal, without places.
    """
    if told := st.session_state.pop(_TOLD, None):
        st.success(told)
    if not changes:
        st.info(
            "Probeer eerst onder *Wat als* een andere waarde; hier komt dan de wijziging te staan."
        )
        return
    if not st.toggle("Maak hiervan een voorstel", key="proposal_wanted"):
        return
    try:
        with st.spinner("Het gewijzigde pakket wordt nagekeken…"):
            draft = rulebook.draft(changes)
    except DijkwachtError as error:
        st.error(str(error))
        return
    change = draft.change
    st.markdown(
        f"Pakket **{change.pack}** gaat van versie {change.base_version} naar **{change.version}** "
        f"({draft.level}). Er verandert niets totdat iemand anders dit publiceert."
    )
    st.code(change.diff, language="diff")
    name = f"{change.pack.lower()}-{change.version}"
    left, right = st.columns(2)
    left.download_button("Pakket opslaan (YAML)", change.text, f"{name}.yml", "text/yaml")
    right.download_button("Verschil opslaan (diff)", change.diff, f"{name}.diff", "text/x-diff")
    with st.form("proposal"):
        reason = st.text_area("Waarom", max_chars=1000, help="Geen namen van personen.")
        if not st.form_submit_button("Voorstellen"):
            return
    try:
        rulebook.propose(draft, reason=reason, report=rulebook.trial_report(run, changes))
    except DijkwachtError as error:
        st.error(str(error))
        return
    st.session_state[_TOLD] = "Voorgesteld. Iemand anders kan het onder *Voorstellen* publiceren."
    st.rerun(scope="app")
