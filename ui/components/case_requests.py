"""Questions to sources and partners: hit or no hit first, the content only after a hit."""

import streamlit as st

from engine.casework.case_models import Case
from engine.casework.process.models import Answer, Request
from ui import case_acts, wording
from ui.case_view import CaseView
from ui.components import case_form
from ui.components.literal import literal, typed
from ui.language import tr


def draw(view: CaseView) -> None:
    """Draw every question with what may be done about it, and the form to ask another one."""
    st.caption(
        tr(
            "Eerst alleen: is er iets, ja of nee? De inhoud kan pas worden gevraagd na een hit en "
            "met privacytoets 1."
        )
    )
    if not view.file.requests:
        st.info(tr("Nog niets gevraagd. Stel hieronder de eerste vraag."))
    for request in view.file.requests:
        with st.container(border=True):
            _one(view, request)
    if view.at_once:
        _ask(view.case)


def _one(view: CaseView, request: Request) -> None:
    st.markdown(f"**{request.id}. {literal(request.partner)}** · {_state(request)}")
    st.markdown(typed(request.question))
    asked = wording.moment(request.asked_at)
    st.caption(tr("Gevraagd {moment}").format(moment=asked))
    if request.content is not None:
        st.markdown(tr("Ontvangen: {text}").format(text=typed(request.content)))
    if not view.at_once:
        return
    if request.answer is None:
        _answer(view.case, request)
    elif request.answer is Answer.HIT and request.content_asked_at is None:
        _content(view, request)
    elif request.content_asked_at is not None and request.content is None:
        _receive(view.case, request)


def _state(request: Request) -> str:
    if request.answer is None:
        return tr("wacht op antwoord")
    told = tr("hit") if request.answer is Answer.HIT else tr("geen hit")
    if request.content is not None:
        return tr("{answer}, inhoud ontvangen").format(answer=told)
    if request.content_asked_at:
        return tr("{answer}, inhoud gevraagd").format(answer=told)
    return told


def _answer(case: Case, request: Request) -> None:
    left, right, _ = st.columns([1, 1, 2])
    for column, found, label in (
        (left, Answer.HIT, tr("Hit")),
        (right, Answer.NO_HIT, tr("Geen hit")),
    ):
        if column.button(label, key=f"case_request_{request.id}_{found}", width="stretch"):
            case_form.act(case, "answer", _saying(request.id, found), decides=False)


def _saying(number: int, found: Answer) -> case_form.Do:
    return lambda act, held: case_acts.answer(act, held, number, found)


def _content(view: CaseView, request: Request) -> None:
    allowed = [one for one in view.file.checks if one.step == "1"]
    if not allowed or not allowed[-1].allows:
        st.caption(tr("De inhoud vragen kan na privacytoets 1 (onder Toetsen)."))
        return
    if st.button(tr("Vraag de inhoud"), key=f"case_request_{request.id}_content"):
        case_form.act(
            view.case,
            "content",
            lambda act, held: case_acts.ask_content(act, held, request.id),
            decides=False,
        )


def _receive(case: Case, request: Request) -> None:
    name = f"receive_{request.id}"
    with st.form(f"case_{case.id}_{name}", border=False):
        text = st.text_area(
            tr("Wat is ontvangen"),
            max_chars=case_form.LONGEST,
            help=tr("Zonder namen van personen."),
            key=case_form.key(case, name, "text"),
        )
        if st.form_submit_button(tr("Bewaar de inhoud")):
            case_form.act(
                case,
                name,
                lambda act, held: case_acts.receive(act, held, request.id, text),
                decides=False,
            )


def _ask(case: Case) -> None:
    with st.form(f"case_{case.id}_ask"):
        st.markdown(tr("**Nieuwe vraag**"))
        partner = st.text_input(
            tr("Bron of partner"),
            max_chars=64,
            placeholder=tr("bijvoorbeeld omgevingsdienst"),
            key=case_form.key(case, "ask", "partner"),
        )
        question = st.text_area(
            tr("Vraag: is er iets?"),
            max_chars=case_form.LONGEST,
            help=tr("Zonder namen van personen."),
            key=case_form.key(case, "ask", "question"),
        )
        if st.form_submit_button(tr("Leg de vraag vast")):
            case_form.act(
                case,
                "ask",
                lambda act, held: case_acts.ask(act, held, partner, question),
                decides=False,
            )
