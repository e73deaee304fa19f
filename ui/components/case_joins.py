"""Cases that go together: link, merge and split, each with a reason, and the way back."""

import streamlit as st

from engine.casework.case_models import CaseKind
from engine.errors import DijkwachtError
from ui import case_joining
from ui.case_view import CaseView
from ui.components import case_form, refusal
from ui.language import tr


def draw(view: CaseView) -> None:
    """Draw the forms that the case allows now."""
    case = view.case
    if case.merged_into_id is not None:
        _unmerge(view)
    if not view.at_once:
        return
    with st.expander(tr("Koppel aan een andere zaak")):
        why, label = tr("Zaken horen bij elkaar (reden)"), tr("Koppel")
        _with_other(view, "link", why, label, case_joining.link, decides=False)
    if case.kind is CaseKind.BIBOB:
        return
    with st.expander(tr("Laat opgaan in een andere zaak")):
        st.caption(
            tr(
                "Locaties, treffers, notities, vragen, taken en maatregelen gaan mee; deze zaak "
                "sluit als overgedragen. Het kan ongedaan worden gemaakt."
            )
        )
        why, label = tr("Waarom horen zij samen (reden)"), tr("Voeg samen")
        _with_other(view, "merge", why, label, case_joining.merge, decides=True)
    if len(view.at) > 1:
        with st.expander(tr("Splits een deel van de locaties af")):
            _split(view)


def _with_other(
    view: CaseView, name: str, why: str, label: str, do: case_joining.WithOther, *, decides: bool
) -> None:
    case = view.case
    with st.form(f"case_{case.id}_{name}", border=False):
        other = st.number_input(
            tr("Nummer van de andere zaak"),
            min_value=1,
            max_value=2**31 - 1,
            value=None,
            step=1,
            format="%d",
            key=case_form.key(case, name, "other"),
        )
        reason = st.text_area(
            why,
            max_chars=case_form.LONGEST,
            help=tr("Zonder namen van personen."),
            key=case_form.key(case, name, "reason"),
        )
        if not st.form_submit_button(label):
            return
    if other is None:
        st.error(tr("Vul het nummer van de andere zaak in."))
        return
    number = int(other)
    case_form.act(case, name, lambda act, held: do(act, held, number, reason), decides=decides)


def _split(view: CaseView) -> None:
    case = view.case
    labels = {at.place.location_id: at.spot.label for at in view.at}
    with st.form(f"case_{case.id}_split", border=False):
        chosen = st.multiselect(
            tr("Welke locaties gaan naar een nieuwe zaak"),
            list(labels),
            format_func=lambda name: labels[name],
            key=case_form.key(case, "split", "places"),
        )
        reason = st.text_area(
            tr("Reden, ten minste {least} tekens").format(least=view.file.process.min_reason),
            max_chars=case_form.LONGEST,
            help=tr("Zonder namen van personen. De nieuwe zaak begint met deze reden."),
            key=case_form.key(case, "split", "reason"),
        )
        if st.form_submit_button(tr("Splits af")):
            case_form.act(
                case, "split", lambda act, held: case_joining.split(act, held, chosen, reason)
            )


def _unmerge(view: CaseView) -> None:
    case = view.case
    with st.form(f"case_{case.id}_unmerge"):
        reason = st.text_area(
            tr("Weer op zichzelf: reden, ten minste {least} tekens").format(
                least=view.file.process.min_reason
            ),
            max_chars=case_form.LONGEST,
            key=case_form.key(case, "unmerge", "reason"),
        )
        if not st.form_submit_button(tr("Haal deze zaak er weer uit")):
            return
    try:
        told = case_joining.unmerge(case.id, reason)
    except DijkwachtError as error:
        refusal.show(error)
        return
    case_form.tell(told)
    case_form.forget()
    st.rerun()
