"""What may follow: every next step with what is missing, the form to take one, and four eyes."""

from collections.abc import Sequence

import streamlit as st

from engine.casework import four_eyes
from engine.casework.process.definition import Process
from engine.casework.process.models import Approval
from engine.casework.process.moving import Option
from ui import case_acts, case_view, wording
from ui.case_acts import Move
from ui.case_view import CaseView
from ui.components import approvals, case_form
from ui.components.literal import literal, typed
from ui.wording import day


def name(process: Process, option: Option) -> str:
    """A step in Dutch."""
    label = process.states[option.to].label
    if option.outcome is None:
        return label
    return f"{label}: {process.outcomes[option.outcome].label.lower()}"


def draw(view: CaseView) -> None:
    """Draw the steps, the form, and questions to a second person."""
    st.subheader("Volgende stap")
    if not view.at_once:
        st.info("Deze zaak is klaar: er volgt geen stap meer.")
    elif view.case.state is None:
        st.info("De stappen van een Bibob-dossier staan op de pagina Bibob.")
    elif not view.options:
        st.info("Uw rol zet vanaf hier geen stap.")
    else:
        _steps(view)
        _form(view)
    _four_eyes(view)


def _steps(view: CaseView) -> None:
    """Every step: whether it can be taken now, else what must be there first."""
    process = view.file.process
    ready = [option for option in view.options if not option.missing]
    waiting = [option for option in view.options if option.missing]
    lines = [
        f"- {literal(name(process, option))}{_full(option)}"
        for option in ready
        if option.outcome is None
    ]
    ends = [process.outcomes[one.outcome].label.lower() for one in ready if one.outcome]
    if ends:
        lines.append(f"- Afsluiten als {literal(' · '.join(ends))}")
    st.markdown("**Kan nu**\n\n" + ("\n".join(lines) or "Nog geen enkele stap."))
    if waiting:
        st.markdown("**Kan nog niet**\n\n" + "\n".join(_waits(process, one) for one in waiting))


def _waits(process: Process, option: Option) -> str:
    what = "\n".join(f"    - {literal(one)}" for one in option.missing)
    return f"- {literal(name(process, option))}\n{what}"


def _full(option: Option) -> str:
    return " (vol)" if option.full else ""


def _form(view: CaseView) -> None:
    case, process = view.case, view.file.process
    ready = [option for option in view.options if not option.missing]
    if not ready:
        return
    chosen = st.selectbox(
        "Stap",
        ready,
        index=None,
        format_func=lambda option: name(process, option),
        placeholder="Kies een stap",
        key=case_form.key(case, "move", "to"),
    )
    with st.form(f"case_move_{case.id}"):
        reason = st.text_area(
            f"Reden, ten minste {process.min_reason} tekens",
            max_chars=case_form.LONGEST,
            help="Zonder namen van personen. De reden staat in de tijdlijn en in het logboek.",
            key=case_form.key(case, "move", "reason"),
        )
        over = False
        if chosen is not None and chosen.full:
            over = st.checkbox(
                f"Ook boven de capaciteit: {chosen.full}",
                key=case_form.key(case, "move", "over"),
            )
        if not st.form_submit_button("Zet de stap", type="primary"):
            return
    if chosen is None:
        st.error("Kies eerst een stap.")
        return
    wanted = Move(chosen.to, chosen.outcome, reason, over)
    case_form.act(case, "move", lambda act, held: case_acts.move(act, held, wanted))


def _four_eyes(view: CaseView) -> None:
    """What a second person was asked, and the form to ask or to decide."""
    asked = [one for one in view.approvals if one.used_at is None]
    if not asked and not case_view.may_ask(view):
        return
    st.subheader("Vier ogen")
    for one in asked:
        _asked(view, one)
    if case_view.may_ask(view) and not _stands(asked):
        _ask(view)


def _asked(view: CaseView, one: Approval) -> None:
    with st.container(border=True):
        st.markdown(
            f"**{four_eyes.label(one.act).capitalize()}**, gevraagd door "
            f"{literal(one.asked_by.subject)} op {wording.on(one.asked_at)}: {_state(one)}"
        )
        st.markdown(typed(one.reason))
        if one.decision_reason:
            st.markdown(f"Antwoord: {typed(one.decision_reason)}")
        if case_view.may_decide(view, one):
            approvals.form(one)


def _state(one: Approval) -> str:
    if one.allowed is None:
        return f"wacht op een tweede persoon, tot en met {day(one.expires_on)}"
    who = literal(one.decided_by.subject) if one.decided_by else "iemand"
    return f"{'goedgekeurd' if one.allowed else 'geweigerd'} door {who}"


def _stands(asked: Sequence[Approval]) -> bool:
    """True when a question was not answered with no, so that asking again adds nothing."""
    return any(one.allowed is not False for one in asked)


def _ask(view: CaseView) -> None:
    case = view.case
    with st.form(f"case_ask_closing_{case.id}"):
        st.markdown("Sluiten met een maatregel vraagt een tweede persoon.")
        reason = st.text_area(
            "Waarom kan de zaak dicht?",
            max_chars=case_form.LONGEST,
            key=case_form.key(case, "closing", "reason"),
        )
        if st.form_submit_button("Vraag een tweede persoon"):
            case_form.act(
                case, "closing", lambda act, held: case_acts.ask_closing(act, held, reason)
            )
