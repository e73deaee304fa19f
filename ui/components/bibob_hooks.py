"""The start of a Bibob check: an application, licence or company, and the hook it may rest on."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from engine.casework.bibob.catalogue import Catalogue
from engine.casework.bibob.files import HookGiven
from engine.exports.bibob.hooks import MOST, Paper
from engine.snapshot import Run
from ui import bibob_files, review, state
from ui.components import bibob_acts
from ui.components.literal import literal
from ui.language import tr
from ui.wording import day


def draw(run: Run) -> None:
    """Draw the search for a hook, what it found, and the form for a hook of no register."""
    st.header(tr("Nieuwe toets"))
    words = st.text_input(
        tr("Zaaknummer, vergunningnummer, KVK-nummer of adres"),
        placeholder=tr("Bijvoorbeeld een zaaknummer of de acht cijfers van een KVK-nummer"),
        key="bibob_hook_words",
    )
    st.caption(
        tr(
            "U ziet alleen aanvragen en vergunningen: over een bedrijf of pand zelf wordt niets "
            "gelezen zolang er geen haak is."
        )
    )
    if words.strip():
        _found(run, bibob_files.hooks_found(run, words))
    with st.expander(tr("Haak die niet in de registers staat")):
        _by_hand(run)


def _found(run: Run, papers: list[Paper]) -> None:
    if not papers:
        st.info(
            tr(
                "Geen aanvraag of vergunning gevonden, dus geen haak in de registers van deze run. "
                "Een aanbesteding, subsidie, vastgoedtransactie of nieuwere aanvraag legt u "
                "hieronder zelf vast."
            )
        )
    if len(papers) == MOST:
        told = tr("De eerste {count}; zoek met meer woorden voor minder.")
        st.caption(told.format(count=MOST))
    law = bibob_files.law()
    for position, paper in enumerate(papers):
        with st.container(border=True):
            _paper(run, paper, law, key=f"bibob_hook_{position}")


def _paper(run: Run, paper: Paper, law: Catalogue, *, key: str) -> None:
    st.markdown(
        f"**{literal(paper.reference)}**: {literal(tr(paper.text))}; {literal(paper.label)}"
    )
    if paper.is_of_company is False:
        st.caption(tr("Op een adres van dit bedrijf; de aanvrager staat niet in het register."))
    if paper.open_file is not None:
        told, act = st.columns([4, 1], vertical_alignment="center")
        told.caption(tr("Hierover loopt dossier {number}.").format(number=paper.open_file))
        if act.button(tr("Bekijk dossier"), key=f"{key}_show"):
            st.query_params[bibob_files.FILE] = str(paper.open_file)
            st.rerun()
    elif paper.hook is None:
        why = tr(paper.why_not) if paper.why_not else ""
        st.caption(literal(tr("Geen haak: {reason}.").format(reason=why)))
    else:
        found = tr("Haak: {title}, {day} ({record}).").format(
            title=law.hooks[paper.hook].title, day=day(paper.on), record=paper.record_key
        )
        st.caption(literal(found))
        if st.toggle(tr("Dossier openen op deze haak"), key=f"{key}_open"):
            kinds = {code: law.permit_kinds[code].label for code in paper.permit_kinds}
            _form(run, (paper.hook, paper.reference, paper.on), kinds, paper.location_id, key=key)


def _by_hand(run: Run) -> None:
    law = bibob_files.law()
    hooks = {code: one.title for code, one in law.hooks.items()}
    hook = bibob_acts.pick(tr("Haak"), hooks, "bibob_open_hook")
    kinds = {code: one.label for code, one in law.permit_kinds.items() if hook in one.hooks}
    _form(run, (hook, "", None), kinds, None, key="bibob_open")


def _form(
    run: Run,
    known: tuple[str, str, date | None],
    kinds: Mapping[str, str],
    location_id: str | None,
    *,
    key: str,
) -> None:
    """The form to open a file; what the register tells stands in it."""
    hook, reference, on = known
    today = state.today()
    with st.form(key, border=False):
        kind = bibob_acts.pick(tr("Soort beschikking"), kinds, f"{key}_kind")
        if location_id is None:
            place = st.selectbox(
                tr("Locatie"), review.labels(run), index=None,
                placeholder=tr("Straat en huisnummer"),
                format_func=lambda item: str(item[1]), key=f"{key}_place",
            )  # fmt: skip
            location_id = None if place is None else str(place[0])
        number = st.text_input(
            tr("Zaaknummer van de haak"), value=reference, key=f"{key}_reference"
        )
        began = bibob_acts.day(tr("Datum van de haak"), f"{key}_on", min(on or today, today), today)
        triggers = {code: one.title for code, one in bibob_files.law().triggers.items()}
        trigger = bibob_acts.pick(tr("Waarom"), triggers, f"{key}_trigger")
        purpose = st.text_area(tr("Aanleiding, zonder namen"), key=f"{key}_purpose")
        if not st.form_submit_button(tr("Open dossier")):
            return
    if location_id is None:
        st.error(tr("Kies een locatie."))
        return
    at = location_id
    given = HookGiven(hook, kind, number, began, trigger)
    bibob_acts.attempt(
        tr("Dossier geopend."), lambda: bibob_files.open_file(run, at, given, purpose=purpose)
    )
