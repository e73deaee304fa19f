"""Papers out of one case: the form for the RIEC, a request to the police, a plan, and letters."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from engine.exports.papers import inspection, letter, police_request, riec
from engine.exports.papers.produce import Build
from engine.exports.papers.texts import Texts
from engine.snapshot import Run
from engine.translatable import mark
from ui import papers, state
from ui.case_view import CaseView
from ui.components import paper_form, paper_register
from ui.language import tr

_KINDS = (riec.CONTRACT, police_request.CONTRACT, inspection.CONTRACT, letter.OWNER,
          letter.RESIDENTS)  # fmt: skip
_YES_NO = {True: mark("ja"), False: mark("nee")}


def draw(run: Run, view: CaseView) -> None:
    """Draw the choice of a kind, its form, and which papers of this case were made before."""
    location_id = view.at[0].spot.location_id if view.at else None
    kinds = {one.kind: one for one in _KINDS if papers.may_make(one)}
    if not kinds:
        st.info(tr("In uw rol maakt u geen stukken bij een zaak."))
    elif not view.at_once:
        st.info(tr("Deze zaak is klaar: er komen geen stukken meer bij."))
    elif location_id is None:
        st.info(
            tr("De locatie staat niet in deze run: kies een andere peildatum om een stuk te maken.")
        )
    else:
        kind = st.selectbox(
            tr("Welk stuk"), list(kinds), format_func=lambda kind: papers.label(kinds[kind]),
            key=f"case_papers_{view.case.id}",
        )  # fmt: skip
        fields = partial(_FIELDS[kind], run, view, location_id)
        paper_form.draw(kinds[kind], fields, key=f"case_{view.case.id}_{kind}")
    paper_register.draw(list(kinds.values()), case=view.case.id)


def _riec(run: Run, view: CaseView, _location: str, texts: Texts) -> Build:
    st.caption(tr("Wat u leeg laat, komt als invulruimte in het formulier."))
    number = view.case.id
    answers = {
        one.id: st.text_input(one.text, key=f"case_papers_riec_{number}_{one.id}")
        for one in texts.of.questions
    }
    given = {name: text for name, text in answers.items() if text.strip()}
    return lambda session, user, found: riec.draft(
        session, run, number=number, answers=given, user=user, texts=found
    )


def _police(run: Run, view: CaseView, _location: str, texts: Texts) -> Build:
    questions = {one.id: one.text for one in texts.of.questions}
    number = view.case.id
    received = st.multiselect(
        tr("Wat staat al in een rapportage? Leeg: er is nog niets, het wordt een verzoek."),
        list(questions), format_func=questions.__getitem__, placeholder=tr("Kies vragen"),
        key=f"case_papers_police_{number}",
    )  # fmt: skip
    return lambda session, user, found: police_request.draft(
        session, run, number=number, received=received or None, user=user, texts=found
    )


def _plan(run: Run, view: CaseView, location: str, _texts: Texts) -> Build:
    key = f"case_papers_plan_{view.case.id}"
    today = state.today()
    on = st.date_input(
        tr("Dag van de controle"), today, min_value=today, format="DD-MM-YYYY", key=key
    )
    return lambda session, user, found: inspection.draft(
        session, run, locations=[location], held_on=on, user=user, texts=found
    )


def _owner(run: Run, view: CaseView, location: str, _texts: Texts) -> Build:
    number = view.case.id
    subject = st.text_input(
        tr("Waar gaat de brief over? Zonder naam en zonder verwijt"),
        key=f"case_papers_owner_{number}",
    )
    is_selected = st.radio(
        tr("Speelde geautomatiseerde selectie een rol?"), [True, False], horizontal=True,
        format_func=lambda one: tr(_YES_NO[one]), key=f"case_papers_selected_{number}",
        help=tr("De brief vertelt het (Awb 3:46, te verifiëren)."),
    )  # fmt: skip
    return lambda session, user, _: letter.to_owner(
        session, run, location=location, subject=subject, is_selected=bool(is_selected), user=user
    )


def _residents(run: Run, view: CaseView, location: str, _texts: Texts) -> Build:
    number = view.case.id
    names = view.instruments
    code = st.selectbox(
        tr("Maatregel"), list(names), format_func=names.__getitem__,
        key=f"case_papers_measure_{number}",
    )  # fmt: skip
    left, right = st.columns(2)
    starts = left.date_input(
        tr("Vanaf"), state.today(), format="DD-MM-YYYY", key=f"case_papers_from_{number}"
    )
    ends = right.date_input(
        tr("Tot en met (leeg: tot nader bericht)"), None, format="DD-MM-YYYY",
        key=f"case_papers_until_{number}",
    )  # fmt: skip
    return lambda session, user, found: letter.to_residents(
        session, run, location=location, instrument=str(code), starts_on=starts, ends_on=ends,
        phrases=found.of.phrases, user=user,
    )  # fmt: skip


_FIELDS: dict[str, Callable[[Run, CaseView, str, Texts], Build]] = {
    riec.CONTRACT.kind: _riec,
    police_request.CONTRACT.kind: _police,
    inspection.CONTRACT.kind: _plan,
    letter.OWNER.kind: _owner,
    letter.RESIDENTS.kind: _residents,
}
