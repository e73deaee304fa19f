"""Weighing in a Bibob file: ordinary grounds first, grounds of article 3, conclusion, decision."""

import streamlit as st

from engine.casework.bibob import conclusion, grounds
from engine.casework.bibob.conclusion import ConclusionGiven, DecisionGiven
from engine.casework.bibob.law import GroundRule
from engine.casework.bibob.words import BibobState, Conclusion, Outcome, RefusalOutcome
from engine.exports.bibob.file import FileView
from ui import bibob_files, state
from ui.components import bibob_acts as acts
from ui.components.literal import literal
from ui.wording import day, word

_DEGREES = {one: one.label for one in Conclusion}


def draw(file: FileView, *, is_open: bool) -> None:
    """Draw grounds, conclusion and decision, with the forms of this state."""
    st.subheader("Reguliere weigeringsgronden")
    acts.table(
        [
            {
                "grond": one.title,
                "basis": f"{one.basis} (te verifiëren)",
                "weging": word("bibob", one.outcome, unknown="niet gewogen"),
                "reden": one.reason,
            }
            for one in file.refusals
        ],
        "Deze soort beschikking kent hier geen reguliere gronden.",
    )
    if is_open:
        _refusal(file)
    st.subheader("Gronden van artikel 3")
    for one in file.weighings:
        st.markdown(f"**{literal(one.title)}**: {one.degree}")
        for title, text in one.parts:
            st.markdown(f"- {literal(title)}: {literal(text)}")
    if file.unweighed:
        st.info(literal(f"Weeg eerst: {'; '.join(file.unweighed)}."))
    elif is_open:
        for rule in bibob_files.law().grounds.grounds:
            _ground(file, rule)
    _draw_conclusion(file, is_open=is_open)


def _draw_conclusion(file: FileView, *, is_open: bool) -> None:
    st.subheader("Advies van het LBB")
    st.markdown(literal(_advice_text(file)))
    if is_open and file.state not in {BibobState.ADVICE_REQUESTED, BibobState.ADVICE_RECEIVED}:
        _advice(file)
    st.subheader("Conclusie en evenredigheid")
    _danger(file)
    if is_open and file.state in conclusion.DRAFTING and not file.unweighed:
        _conclude(file)
    st.subheader("Besluit")
    _decision(file)
    if is_open and file.state in conclusion.DECIDING:
        _decide(file)


def _advice_text(file: FileView) -> str:
    words = {None: "Nog niet afgewogen.", True: "Nodig", False: "Niet nodig"}
    reason = f": {file.advice_reason}" if file.advice_reason else ""
    return f"{words[file.advice_wanted]}{reason}"


def _danger(file: FileView) -> None:
    if file.danger is None:
        st.info("Er is nog geen conclusie.")
        return
    st.markdown(f"**{file.danger.conclusion}** ({day(file.danger.on)})")
    st.markdown(literal(file.danger.reason))
    st.markdown(literal(f"Onzeker: {file.danger.uncertainty}"))
    st.markdown(literal(f"Evenredigheid: {file.danger.proportionality}"))
    if file.danger.conditions:
        st.markdown(literal(f"Voorschriften: {file.danger.conditions}"))


def _decision(file: FileView) -> None:
    if file.decision is None:
        st.info("Er is nog geen besluit.")
        return
    st.markdown(f"**{file.decision.outcome}** ({day(file.decision.on)}), {file.decision.ground}")
    st.markdown(literal(file.decision.reason))


def _refusal(file: FileView) -> None:
    known = bibob_files.law().refusals_for(file.permit_kind)
    with st.expander("Weigeringsgrond wegen"), st.form("bibob_refusal", clear_on_submit=True):
        code = acts.pick("Grond", {one.code: one.title for one in known}, "bibob_refusal_code")
        words = {one: word("bibob", one) for one in RefusalOutcome}
        outcome = acts.pick("Weging", words, "bibob_refusal_outcome")
        reason = st.text_area("Reden", key="bibob_refusal_reason")
        if st.form_submit_button("Leg weging vast"):
            acts.do(
                file, "Weging vastgelegd.", grounds.weigh_refusal,
                ground=code, outcome=outcome, reason=reason,
            )  # fmt: skip


def _ground(file: FileView, rule: GroundRule) -> None:
    key = f"bibob_ground_{rule.code}"
    with st.expander(f"Wegen: {rule.title}"), st.form(key):
        degree = acts.pick("Gevaar onder deze grond", _DEGREES, f"{key}_degree")
        parts = {p.code: st.text_area(p.title, key=f"{key}_{p.code}") for p in rule.weigh}
        if st.form_submit_button("Leg weging vast"):
            given = {code: text for code, text in parts.items() if text.strip()}
            acts.do(
                file, "Weging vastgelegd.", grounds.weigh,
                ground=rule.code, degree=degree, parts=given,
            )  # fmt: skip


def _advice(file: FileView) -> None:
    with st.expander("Noodzaak van advies afwegen"), st.form("bibob_advice"):
        wanted = st.checkbox("Advies is nodig", key="bibob_advice_wanted")
        reason = st.text_area("Reden", key="bibob_advice_reason")
        if st.form_submit_button("Leg afweging vast"):
            acts.do(
                file, "Afweging vastgelegd.", conclusion.want_advice, wanted=wanted, reason=reason
            )


def _conclude(file: FileView) -> None:
    with st.expander("Conclusie vastleggen"), st.form("bibob_conclude"):
        st.caption(f"Uit de wegingen volgt: {_DEGREES[Conclusion(file.expected)]}.")
        degree = acts.pick("Gevaar", _DEGREES, "bibob_conclude_degree")
        on = acts.day("Datum", "bibob_conclude_on", state.today())
        reason = st.text_area("Motivering", key="bibob_conclude_reason")
        uncertainty = st.text_area("Wat onzeker is", key="bibob_conclude_uncertainty")
        proportionality = st.text_area("Evenredigheid", key="bibob_conclude_proportionality")
        conditions = st.text_area("Mogelijke voorschriften", key="bibob_conclude_conditions")
        by_advice = st.checkbox("Volgt het advies van het LBB", key="bibob_conclude_advice")
        if st.form_submit_button("Leg conclusie vast"):
            given = ConclusionGiven(
                degree, on, reason, uncertainty, proportionality, conditions, by_advice
            )
            acts.do(file, "Conclusie vastgelegd.", conclusion.conclude, given)


def _decide(file: FileView) -> None:
    law = bibob_files.law()
    outcomes = {Outcome(one): law.outcome(one).title for one in law.hooks[file.hook_kind].outcomes}
    bases = {one.code: one.title for one in law.grounds.decision_grounds}
    with st.expander("Besluit vastleggen"), st.form("bibob_decide"):
        outcome = acts.pick("Besluit", outcomes, "bibob_decide_outcome")
        ground = acts.pick("Grond", bases, "bibob_decide_ground")
        on = acts.day("Datum", "bibob_decide_on", state.today())
        reason = st.text_area("Motivering", key="bibob_decide_reason")
        conditions = st.text_area("Voorschriften", key="bibob_decide_conditions")
        if st.form_submit_button("Leg besluit vast"):
            given = DecisionGiven(outcome, ground, on, reason, conditions)
            acts.do(file, "Besluit vastgelegd.", conclusion.decide, given)
