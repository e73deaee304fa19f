"""Weighings and privacy checks of a case: what counts now, and the forms of the process."""

import streamlit as st

from engine.casework.case_models import Case
from engine.casework.process.definition import Group, PrivacyForm, WeighingForm
from engine.casework.process.models import PrivacyCheck, Weighing
from engine.casework.process.states import State
from engine.translatable import mark
from ui import case_acts, wording
from ui.case_view import CaseView
from ui.components import case_form
from ui.components.literal import literal, typed
from ui.language import tr

_ANSWERS = {mark("onbekend"): None, mark("ja"): True, mark("nee"): False}
_WORDS: dict[bool | None, str] = {value: text for text, value in _ANSWERS.items()}
_MAY = {mark("Ja, het mag"): True, mark("Nee, het mag niet"): False}
_ASKED_IN = {
    State.WEIGHING_1: ("1",),
    State.WEIGHING_2: ("2A", "2B"),
    State.WEIGHING_3: ("3",),
}
"""Which weighing is asked for where; its form is opened."""


def weighings(view: CaseView) -> None:
    """Draw every weighing: its newest answers, and its form."""
    st.caption(tr("Onbekend is een antwoord: het telt niet als ja en niet als nee."))
    for step, form in view.file.process.weighings.items():
        made = [one for one in view.file.weighings if one.step == step]
        newest = made[-1] if made else None
        is_asked = step in _ASKED_IN.get(view.case.state or State.NEW, ())
        with st.expander(f"{form.label} {_weighed(newest)}", expanded=is_asked):
            if newest is not None:
                _answers(form, newest, earlier=len(made) - 1)
            if view.at_once:
                _weigh(view.case, step, form, newest)


def checks(view: CaseView) -> None:
    """Draw every privacy check: its newest answers, and its form."""
    for step, form in view.file.process.privacy_checks.items():
        made = [one for one in view.file.checks if one.step == step]
        newest = made[-1] if made else None
        with st.expander(f"{form.label} {_checked(newest)}", expanded=not made and step == "1"):
            if newest is not None:
                _texts(form, newest, earlier=len(made) - 1)
            if view.at_once:
                _check(view.case, step, form, newest)


def _weighed(newest: Weighing | None) -> str:
    if newest is None:
        return tr("— nog niet ingevuld")
    return tr("— bevestigend") if newest.is_met else tr("— niet bevestigend")


def _checked(newest: PrivacyCheck | None) -> str:
    if newest is None:
        return tr("— nog niet vastgelegd")
    return tr("— toegestaan") if newest.allows else tr("— niet toegestaan")


def _answers(form: WeighingForm, newest: Weighing, *, earlier: int) -> None:
    lines = [
        f"- {literal(text)}: **{tr(_WORDS[newest.answers.get(question)])}**"
        for question, text in form.questions.items()
    ]
    st.markdown("\n".join(lines))
    st.markdown(typed(newest.reason))
    _by(newest.user.subject, wording.moment(newest.weighed_at), earlier)


def _texts(form: PrivacyForm, newest: PrivacyCheck, *, earlier: int) -> None:
    for question, text in form.questions.items():
        st.markdown(f"*{literal(text)}*  \n{typed(newest.answers.get(question, ''))}")
    _by(newest.user.subject, wording.moment(newest.checked_at), earlier)


def _by(subject: str, when: str, earlier: int) -> None:
    told = (
        tr("Door {who}, {moment}; eerdere keren: {earlier}")
        if earlier
        else tr("Door {who}, {moment}")
    )
    st.caption(told.format(who=literal(subject), moment=when, earlier=earlier))


def _weigh(case: Case, step: str, form: WeighingForm, newest: Weighing | None) -> None:
    name = f"weigh_{step}"
    with st.form(f"case_{case.id}_{name}"):
        answers: dict[str, bool | None] = {}
        for group in form.groups:
            st.markdown(f"**{literal(group.label)}**{_least(group)}")
            for question, text in group.questions.items():
                before = None if newest is None else newest.answers.get(question)
                chosen = st.radio(
                    text,
                    list(_ANSWERS),
                    index=list(_ANSWERS).index(_WORDS[before]),
                    format_func=tr,
                    horizontal=True,
                    key=case_form.key(case, name, question),
                )
                answers[question] = _ANSWERS[chosen or "onbekend"]
        reason = st.text_area(
            tr("Reden van deze weging"),
            max_chars=case_form.LONGEST,
            help=tr("Zonder namen van personen."),
            key=case_form.key(case, name, "reason"),
        )
        if st.form_submit_button(tr("Leg weging {step} vast").format(step=step)):
            case_form.act(
                case, name, lambda act, held: case_acts.weigh(act, held, step, answers, reason)
            )


def _least(group: Group) -> str:
    if not group.at_least or len(group.questions) < 2:
        return ""
    told = tr("ten minste {count} met ja").format(count=group.at_least)
    return f" · {told}"


def _check(case: Case, step: str, form: PrivacyForm, newest: PrivacyCheck | None) -> None:
    name = f"check_{step}"
    again = newest is not None
    with st.form(f"case_{case.id}_{name}"):
        answers = {
            question: st.text_area(
                text[:1].upper() + text[1:],
                max_chars=case_form.LONGEST,
                height=80,
                key=case_form.key(case, name, question),
            )
            for question, text in form.questions.items()
        }
        chosen = st.radio(
            tr("Mag het?"),
            list(_MAY),
            format_func=tr,
            index=None,
            horizontal=True,
            key=case_form.key(case, name, "allows"),
        )
        label = tr("Leg toets {step} opnieuw vast") if again else tr("Leg toets {step} vast")
        if st.form_submit_button(label.format(step=step)):
            allows = None if chosen is None else _MAY[chosen]
            case_form.act(
                case, name, lambda act, held: case_acts.check(act, held, step, answers, allows)
            )
