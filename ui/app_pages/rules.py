"""Regels: every rule of the run, and the workbench for one of them."""

from collections.abc import Sequence

import streamlit as st

from engine.errors import DijkwachtError
from engine.exports.rule_report import RuleState, Standing
from engine.rules.loader import RuleSet
from engine.snapshot import Run
from engine.translatable import mark
from engine.workbench.history import History
from ui import rulebook, state
from ui.components import (
    frame,
    proposal_form,
    proposal_list,
    refusal,
    rule_card,
    rule_history,
    rule_table,
    rule_trials,
    what_if,
)
from ui.language import tr

_NO_TRIALS = mark("In uw rol ziet u niet wat een wijziging met locaties doet.")


def _draw(run: Run) -> None:
    with st.spinner(tr("De regels worden gelezen…")):
        ruleset = rulebook.ruleset()
        states = rulebook.states(run)
        found = rulebook.precision(ruleset)
    counted = sum(one.standing is Standing.COUNTS for one in states)
    shadow = sum(one.standing is Standing.SHADOW for one in states)
    apart = len(states) - counted - shadow
    told = tr(
        "**{count} regels** in {packs} pakketten: **{counted}** tellen mee, **{shadow}** lopen in "
        "de schaduw, **{apart}** wachten op een bron, staan uit of worden alleen in een zaak "
        "beoordeeld."
    )
    packs = len({one.pack for one in states})
    st.markdown(
        told.format(count=len(states), packs=packs, counted=counted, shadow=shadow, apart=apart)
    )
    names = [tr("Overzicht"), tr("Een regel"), tr("Proeven"), tr("Voorstellen")]
    overview, one_rule, trials, waiting = st.tabs(names)
    with overview:
        rule_table.draw(states, found)
    with one_rule:
        _workbench(run, ruleset, found, _first(states))
    with trials:
        if rulebook.may_try():
            rule_trials.draw(run)
        else:
            st.info(tr(_NO_TRIALS))
    with waiting:
        proposal_list.draw()


def _first(states: Sequence[RuleState]) -> str:
    """A rule to open with: the first that hit something by itself."""
    hit = (one.id for one in states if one.hits and not one.is_combined and one.points > 0)
    return next(hit, states[0].id if states else "")


def _workbench(run: Run, ruleset: RuleSet, found: History, first: str) -> None:
    titles = {rule.id: rule.title for rule in ruleset.rules}
    names = list(titles)
    if not names:
        st.info(tr("Deze map heeft geen regels. Zet pakketten in `rules/packs/`."))
        return
    asked = state.chosen_rule() or first
    chosen = st.selectbox(
        tr("Regel"),
        names,
        index=names.index(asked) if asked in titles else 0,
        format_func=lambda rule_id: f"{rule_id} {titles[rule_id]}",
        key="rules_chosen",
    )
    st.query_params[state.RULE] = chosen
    rule_card.draw(ruleset, ruleset.rule(chosen))
    if rulebook.may_try():
        _try(run, chosen)
    else:
        st.info(tr(_NO_TRIALS))
    st.header(tr("Hoe deed deze regel het"))
    told = rulebook.of_rule(found, chosen)
    if told is None:
        st.info(tr("Over deze regel is nog niets bekend."))
    else:
        rule_history.draw(found, told)


@st.fragment
def _try(run: Run, rule_id: str) -> None:
    """What-if and proposal; moving a slider draws this part alone again."""
    st.header(tr("Wat als"))
    changes = what_if.draw(run, rule_id)
    st.header(tr("Voorstel"))
    proposal_form.draw(run, changes)


run = frame.open_run("Regels")
frame.choose_run(run)
try:
    _draw(run)
except DijkwachtError as error:
    refusal.show(error, within=tr("De regels kunnen niet worden getoond: {error}"))
    st.stop()
