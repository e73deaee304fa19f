"""Regels: every rule of the run, and the workbench for one of them; see `ui.rules_url`."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from engine.errors import DijkwachtError
from engine.exports.rule_report import RuleState, Standing
from engine.rules.loader import RuleSet
from engine.snapshot import Run
from engine.translatable import mark
from ui import rulebook, rules_url
from ui.components import (
    choices,
    frame,
    proposal_form,
    proposal_list,
    refusal,
    rule_card,
    rule_history,
    rule_table,
    rule_trials,
    url_problems,
    what_if,
)
from ui.language import tr
from ui.rules_url import Part, Shown

_NO_TRIALS = mark("In uw rol ziet u niet wat een wijziging met locaties doet.")


def _draw(run: Run) -> None:
    with st.spinner(tr("De regels worden gelezen…")):
        ruleset = rulebook.ruleset()
        states = rulebook.states(run)
    packs = sorted({one.pack for one in states})
    shown = rules_url.now(rules=[rule.id for rule in ruleset.rules], packs=packs)
    url_problems.tell(shown.problems)
    _count(states, packs)
    part = choices.part(
        tr("Deel"), list(Part), shown.part, key="rules_part", words=lambda one: tr(one.label)
    )
    shown = replace(shown, part=part)
    if shown.part is Part.OVERVIEW:
        shown = rule_table.draw(run, states, rulebook.precision(ruleset), shown)
    elif shown.part is Part.RULE:
        shown = _workbench(run, ruleset, replace(shown, rule=shown.rule or _first(states)))
    elif shown.part is Part.PROPOSALS:
        proposal_list.draw()
    elif rulebook.may_try():
        rule_trials.draw(run)
    else:
        st.info(tr(_NO_TRIALS))
    rules_url.show(run, shown)


def _count(states: Sequence[RuleState], packs: Sequence[str]) -> None:
    counted = sum(one.standing is Standing.COUNTS for one in states)
    shadow = sum(one.standing is Standing.SHADOW for one in states)
    told = tr(
        "**{count} regels** in {packs} pakketten: **{counted}** tellen mee, **{shadow}** lopen in "
        "de schaduw, **{apart}** wachten op een bron, staan uit of worden alleen in een zaak "
        "beoordeeld."
    ).format(
        count=len(states), packs=len(packs), counted=counted, shadow=shadow,
        apart=len(states) - counted - shadow,
    )  # fmt: skip
    st.markdown(told)


def _first(states: Sequence[RuleState]) -> str | None:
    """A rule to open with: the first that hit something by itself."""
    hit = (one.id for one in states if one.hits and not one.is_combined and one.points > 0)
    return next(hit, None)


def _workbench(run: Run, ruleset: RuleSet, shown: Shown) -> Shown:
    titles = {rule.id: rule.title for rule in ruleset.rules}
    names = list(titles)
    if not names:
        st.info(tr("Deze map heeft geen regels. Zet pakketten in `rules/packs/`."))
        return shown
    chosen = choices.follow(
        "rules_chosen",
        shown.rule if shown.rule in titles else names[0],
        lambda: st.selectbox(
            tr("Regel"), names, key="rules_chosen",
            format_func=lambda rule_id: f"{rule_id} {titles[rule_id]}",
        ),
    )  # fmt: skip
    rule_card.draw(ruleset, ruleset.rule(chosen))
    if rulebook.may_try():
        _try(run, chosen)
    else:
        st.info(tr(_NO_TRIALS))
    st.header(tr("Hoe deed deze regel het"))
    found = rulebook.precision(ruleset)
    told = rulebook.of_rule(found, chosen)
    if told is None:
        st.info(tr("Over deze regel is nog niets bekend."))
    else:
        rule_history.draw(found, told)
    return replace(shown, rule=chosen)


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
