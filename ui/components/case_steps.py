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
from ui.language import tr
from ui.wording import day


def name(process: Process, option: Option) -> str:
    """A step, as the process names it."""
    label = process.states[option.to].label
    if option.outcome is None:
        return label
    return f"{label}: {process.outcomes[option.outcome].label.lower()}"


def draw(view: CaseView) -> None:
    """Draw the steps, the form, and questions to a second person."""
    st.subheader(tr("Volgende stap"))
    if not view.at_once:
        st.info(tr("Deze zaak is klaar: er volgt geen stap meer."))
    elif view.case.state is None:
        st.info(tr("De stappen van een Bibob-dossier staan op de pagina Bibob."))
    elif not view.options:
        st.info(tr("Uw rol zet vanaf hier geen stap."))
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
        lines.append(tr("- Afsluiten als {ends}").format(ends=literal(" · ".join(ends))))
    can = "\n".join(lines) or tr("Nog geen enkele stap.")
    st.markdown(tr("**Kan nu**") + f"\n\n{can}")
    if waiting:
        cannot = "\n".join(_waits(process, one) for one in waiting)
        st.markdown(tr("**Kan nog niet**") + f"\n\n{cannot}")


def _waits(process: Process, option: Option) -> str:
    what = "\n".join(f"    - {literal(tr(one))}" for one in option.missing)
    return f"- {literal(name(process, option))}\n{what}"


def _full(option: Option) -> str:
    if not option.full:
        return ""
    full = tr("(vol)")
    return f" {full}"


def _form(view: CaseView) -> None:
    case, process = view.case, view.file.process
    ready = [option for option in view.options if not option.missing]
    if not ready:
        return
    chosen = st.selectbox(
        tr("Stap"),
        ready,
        index=None,
        format_func=lambda option: name(process, option),
        placeholder=tr("Kies een stap"),
        key=case_form.key(case, "move", "to"),
    )
    with st.form(f"case_move_{case.id}"):
        reason = st.text_area(
            tr("Reden, ten minste {least} tekens").format(least=process.min_reason),
            max_chars=case_form.LONGEST,
            help=tr("Zonder namen van personen. De reden staat in de tijdlijn en in het logboek."),
            key=case_form.key(case, "move", "reason"),
        )
        over = False
        if chosen is not None and chosen.full:
            over = st.checkbox(
                tr("Ook boven de capaciteit: {full}").format(full=tr(chosen.full)),
                key=case_form.key(case, "move", "over"),
            )
        if not st.form_submit_button(tr("Zet de stap"), type="primary"):
            return
    if chosen is None:
        st.error(tr("Kies eerst een stap."))
        return
    wanted = Move(chosen.to, chosen.outcome, reason, over)
    case_form.act(case, "move", lambda act, held: case_acts.move(act, held, wanted))


def _four_eyes(view: CaseView) -> None:
    """What a second person was asked, and the form to ask or to decide."""
    asked = [one for one in view.approvals if one.used_at is None]
    if not asked and not case_view.may_ask(view):
        return
    st.subheader(tr("Vier ogen"))
    for one in asked:
        _asked(view, one)
    if case_view.may_ask(view) and not _stands(asked):
        _ask(view)


def _asked(view: CaseView, one: Approval) -> None:
    with st.container(border=True):
        st.markdown(
            tr("**{act}**, gevraagd door {who} op {day}: {state}").format(
                act=tr(four_eyes.label(one.act)).capitalize(),
                who=literal(one.asked_by.subject),
                day=wording.on(one.asked_at),
                state=_state(one),
            )
        )
        st.markdown(typed(one.reason))
        if one.decision_reason:
            st.markdown(tr("Antwoord: {text}").format(text=typed(one.decision_reason)))
        if case_view.may_decide(view, one):
            approvals.form(one)


def _state(one: Approval) -> str:
    if one.allowed is None:
        told = tr("wacht op een tweede persoon, tot en met {day}")
        return told.format(day=day(one.expires_on))
    who = literal(one.decided_by.subject) if one.decided_by else tr("iemand")
    told = tr("goedgekeurd door {who}") if one.allowed else tr("geweigerd door {who}")
    return told.format(who=who)


def _stands(asked: Sequence[Approval]) -> bool:
    """True when a question was not answered with no, so that asking again adds nothing."""
    return any(one.allowed is not False for one in asked)


def _ask(view: CaseView) -> None:
    case = view.case
    with st.form(f"case_ask_closing_{case.id}"):
        st.markdown(tr("Sluiten met een maatregel vraagt een tweede persoon."))
        reason = st.text_area(
            tr("Waarom kan de zaak dicht?"),
            max_chars=case_form.LONGEST,
            key=case_form.key(case, "closing", "reason"),
        )
        if st.form_submit_button(tr("Vraag een tweede persoon")):
            case_form.act(
                case, "closing", lambda act, held: case_acts.ask_closing(act, held, reason)
            )
