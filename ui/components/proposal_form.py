"""From what was tried to a proposal: the new pack file and its diff, laid before somebody else."""

from collections.abc import Sequence

import streamlit as st

from engine.errors import BrokenCase, CasesBroken, DijkwachtError
from engine.snapshot import Run
from engine.workbench.changes import Change
from ui import rulebook
from ui.components import refusal
from ui.components.literal import literal
from ui.language import tr
from ui.wording import word

_TOLD = "proposal_told"


def draw(run: Run, changes: Sequence[Change]) -> None:
    """Draw the diff, its downloads and the form; without changes only what to do.

    What the change did to `run` goes along with the proposal, without places.
    """
    if told := st.session_state.pop(_TOLD, None):
        st.success(told)
    if not changes:
        st.info(
            tr(
                "Probeer eerst onder *Wat als* een andere waarde; hier komt dan de wijziging te "
                "staan."
            )
        )
        return
    if not st.toggle(tr("Maak hiervan een voorstel"), key="proposal_wanted"):
        return
    try:
        with st.spinner(tr("Het gewijzigde pakket wordt nagekeken…")):
            draft = rulebook.draft(changes)
    except CasesBroken as error:
        _tell_broken(error.cases)
        return
    except DijkwachtError as error:
        refusal.show(error)
        return
    change = draft.change
    told = tr(
        "Pakket **{pack}** gaat van versie {before} naar **{after}** ({level}). "
        "Er verandert niets totdat iemand anders dit publiceert."
    )
    st.markdown(
        told.format(
            pack=change.pack, before=change.base_version, after=change.version, level=draft.level
        )
    )
    st.code(change.diff, language="diff")
    name = f"{change.pack.lower()}-{change.version}"
    left, right = st.columns(2)
    left.download_button(tr("Pakket opslaan (YAML)"), change.text, f"{name}.yml", "text/yaml")
    right.download_button(tr("Verschil opslaan (diff)"), change.diff, f"{name}.diff", "text/x-diff")
    with st.form("proposal"):
        reason = st.text_area(tr("Waarom"), max_chars=1000, help=tr("Geen namen van personen."))
        if not st.form_submit_button(tr("Voorstellen")):
            return
    try:
        rulebook.propose(draft, reason=reason, report=rulebook.trial_report(run, changes))
    except DijkwachtError as error:
        refusal.show(error)
        return
    st.session_state[_TOLD] = tr(
        "Voorgesteld. Iemand anders kan het onder *Voorstellen* publiceren."
    )
    st.rerun(scope="app")


def _tell_broken(cases: Sequence[BrokenCase]) -> None:
    """Which cases of the rules do not hold any more, each with what it expects."""
    told = tr("- {rule}, geval *{case}*: verwacht {expected}, met deze wijziging {said}")
    lines = [
        told.format(
            rule=one.rule_id,
            case=literal(one.name),
            expected=word("outcome", one.expected),
            said=word("outcome", one.said),
        )
        for one in cases
    ]
    head = tr(
        "Met deze wijziging zegt de regel iets anders dan zijn eigen gevallen verwachten. Kies een "
        "andere waarde, of laat de gevallen in het pakket aanpassen."
    )
    st.error("\n".join([head, "", *lines]))
