"""Weighing in a Bibob file: ordinary grounds first, grounds of article 3, conclusion, decision."""

import streamlit as st

from engine.casework.bibob import conclusion, grounds
from engine.casework.bibob.conclusion import ConclusionGiven, DecisionGiven
from engine.casework.bibob.law import GroundRule
from engine.casework.bibob.words import BibobState, Conclusion, Outcome, RefusalOutcome
from engine.exports.bibob.file import FileView
from engine.translatable import mark
from ui import bibob_files, state
from ui.components import bibob_acts as acts
from ui.components.literal import literal
from ui.language import tr
from ui.wording import day, word

_ADVICE = {None: mark("Nog niet afgewogen."), True: mark("Nodig"), False: mark("Niet nodig")}


def draw(file: FileView, *, is_open: bool) -> None:
    """Draw grounds, conclusion and decision, with the forms of this state."""
    st.subheader(tr("Reguliere weigeringsgronden"))
    acts.table(
        [
            {
                tr("grond"): one.title,
                tr("basis"): one.basis + tr(" (te verifiëren)"),
                tr("weging"): word("bibob", one.outcome, unknown=mark("niet gewogen")),
                tr("reden"): one.reason,
            }
            for one in file.refusals
        ],
        tr("Deze soort beschikking kent hier geen reguliere gronden."),
    )
    if is_open:
        _refusal(file)
    st.subheader(tr("Gronden van artikel 3"))
    for one in file.weighings:
        st.markdown(f"**{literal(one.title)}**: {tr(one.degree)}")
        for title, text in one.parts:
            st.markdown(f"- {literal(title)}: {literal(text)}")
    if file.unweighed:
        st.info(literal(tr("Weeg eerst: {grounds}.").format(grounds="; ".join(file.unweighed))))
    elif is_open:
        for rule in bibob_files.law().grounds.grounds:
            _ground(file, rule)
    _draw_conclusion(file, is_open=is_open)


def _draw_conclusion(file: FileView, *, is_open: bool) -> None:
    st.subheader(tr("Advies van het LBB"))
    st.markdown(literal(_advice_text(file)))
    if is_open and file.state not in {BibobState.ADVICE_REQUESTED, BibobState.ADVICE_RECEIVED}:
        _advice(file)
    st.subheader(tr("Conclusie en evenredigheid"))
    _danger(file)
    if is_open and file.state in conclusion.DRAFTING and not file.unweighed:
        _conclude(file)
    st.subheader(tr("Besluit"))
    _decision(file)
    if is_open and file.state in conclusion.DECIDING:
        _decide(file)


def _advice_text(file: FileView) -> str:
    reason = f": {file.advice_reason}" if file.advice_reason else ""
    return f"{tr(_ADVICE[file.advice_wanted])}{reason}"


def _danger(file: FileView) -> None:
    if file.danger is None:
        st.info(tr("Er is nog geen conclusie."))
        return
    st.markdown(f"**{tr(file.danger.conclusion)}** ({day(file.danger.on)})")
    st.markdown(literal(file.danger.reason))
    st.markdown(literal(tr("Onzeker: {text}").format(text=file.danger.uncertainty)))
    st.markdown(literal(tr("Evenredigheid: {text}").format(text=file.danger.proportionality)))
    if file.danger.conditions:
        st.markdown(literal(tr("Voorschriften: {text}").format(text=file.danger.conditions)))


def _decision(file: FileView) -> None:
    if file.decision is None:
        st.info(tr("Er is nog geen besluit."))
        return
    st.markdown(f"**{file.decision.outcome}** ({day(file.decision.on)}), {file.decision.ground}")
    st.markdown(literal(file.decision.reason))


def _degrees() -> dict[Conclusion, str]:
    return {one: tr(one.label) for one in Conclusion}


def _refusal(file: FileView) -> None:
    known = bibob_files.law().refusals_for(file.permit_kind)
    with st.expander(tr("Weigeringsgrond wegen")), st.form("bibob_refusal", clear_on_submit=True):
        code = acts.pick(tr("Grond"), {one.code: one.title for one in known}, "bibob_refusal_code")
        words = {one: word("bibob", one) for one in RefusalOutcome}
        outcome = acts.pick(tr("Weging"), words, "bibob_refusal_outcome")
        reason = st.text_area(tr("Reden"), key="bibob_refusal_reason")
        if st.form_submit_button(tr("Leg weging vast")):
            acts.do(
                file, tr("Weging vastgelegd."), grounds.weigh_refusal,
                ground=code, outcome=outcome, reason=reason,
            )  # fmt: skip


def _ground(file: FileView, rule: GroundRule) -> None:
    key = f"bibob_ground_{rule.code}"
    with st.expander(tr("Wegen: {ground}").format(ground=rule.title)), st.form(key):
        degree = acts.pick(tr("Gevaar onder deze grond"), _degrees(), f"{key}_degree")
        parts = {p.code: st.text_area(p.title, key=f"{key}_{p.code}") for p in rule.weigh}
        if st.form_submit_button(tr("Leg weging vast")):
            given = {code: text for code, text in parts.items() if text.strip()}
            acts.do(
                file, tr("Weging vastgelegd."), grounds.weigh,
                ground=rule.code, degree=degree, parts=given,
            )  # fmt: skip


def _advice(file: FileView) -> None:
    with st.expander(tr("Noodzaak van advies afwegen")), st.form("bibob_advice"):
        wanted = st.checkbox(tr("Advies is nodig"), key="bibob_advice_wanted")
        reason = st.text_area(tr("Reden"), key="bibob_advice_reason")
        if st.form_submit_button(tr("Leg afweging vast")):
            acts.do(
                file,
                tr("Afweging vastgelegd."),
                conclusion.want_advice,
                wanted=wanted,
                reason=reason,
            )


def _conclude(file: FileView) -> None:
    with st.expander(tr("Conclusie vastleggen")), st.form("bibob_conclude"):
        told = tr("Uit de wegingen volgt: {degree}.")
        st.caption(told.format(degree=tr(Conclusion(file.expected).label)))
        degree = acts.pick(tr("Gevaar"), _degrees(), "bibob_conclude_degree")
        on = acts.day(tr("Datum"), "bibob_conclude_on", state.today())
        reason = st.text_area(tr("Motivering"), key="bibob_conclude_reason")
        uncertainty = st.text_area(tr("Wat onzeker is"), key="bibob_conclude_uncertainty")
        proportionality = st.text_area(tr("Evenredigheid"), key="bibob_conclude_proportionality")
        conditions = st.text_area(tr("Mogelijke voorschriften"), key="bibob_conclude_conditions")
        by_advice = st.checkbox(tr("Volgt het advies van het LBB"), key="bibob_conclude_advice")
        if st.form_submit_button(tr("Leg conclusie vast")):
            given = ConclusionGiven(
                degree, on, reason, uncertainty, proportionality, conditions, by_advice
            )
            acts.do(file, tr("Conclusie vastgelegd."), conclusion.conclude, given)


def _decide(file: FileView) -> None:
    law = bibob_files.law()
    outcomes = {Outcome(one): law.outcome(one).title for one in law.hooks[file.hook_kind].outcomes}
    bases = {one.code: one.title for one in law.grounds.decision_grounds}
    with st.expander(tr("Besluit vastleggen")), st.form("bibob_decide"):
        outcome = acts.pick(tr("Besluit"), outcomes, "bibob_decide_outcome")
        ground = acts.pick(tr("Grond"), bases, "bibob_decide_ground")
        on = acts.day(tr("Datum"), "bibob_decide_on", state.today())
        reason = st.text_area(tr("Motivering"), key="bibob_decide_reason")
        conditions = st.text_area(tr("Voorschriften"), key="bibob_decide_conditions")
        if st.form_submit_button(tr("Leg besluit vast")):
            given = DecisionGiven(outcome, ground, on, reason, conditions)
            acts.do(file, tr("Besluit vastgelegd."), conclusion.decide, given)
