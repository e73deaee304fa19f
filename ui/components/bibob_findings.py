"""Sources, facts and financing of a Bibob file: tables, and the forms to record them."""

import streamlit as st

from engine.casework.bibob import events, facts, financing, sources
from engine.casework.bibob.facts import FactGiven
from engine.casework.bibob.financing import FinancingGiven
from engine.casework.bibob.sources import SourceGiven
from engine.casework.bibob.words import FactStatus, Ground, SourceResult
from engine.exports.bibob.file import FileView
from engine.exports.bibob.text import euros
from ui import bibob_files, state
from ui.components import bibob_acts as acts
from ui.wording import day, word


def draw(file: FileView, *, is_open: bool) -> None:
    """Draw what was found, and the forms."""
    st.subheader("Bronnen")
    acts.table(
        [
            {
                "bron": f"bron:{one.number}",
                "wat": one.title,
                "datum": day(one.on),
                "door": one.by,
                "uitkomst": word("bibob", one.result),
                "over": one.about,
                "vindplaats": one.reference,
                "samenvatting": one.summary,
                "grondslag": one.basis,
            }
            for one in file.sources
        ],
        "Nog geen bron geraadpleegd.",
    )
    if is_open:
        _source(file)
    st.subheader("Feiten")
    acts.table(
        [
            {
                "nr": one.number,
                "grond": one.ground,
                "zekerheid": one.status,
                "datum": day(one.on),
                "feit": one.offence,
                "over": one.about,
                "omschrijving": one.description,
                "samenhang": one.connection,
                "ernst": one.severity,
                "voordeel": euros(one.benefit_cents),
                "bewijs": ", ".join(one.evidence),
            }
            for one in file.facts
        ],
        "Nog geen feiten. De uitkomst van de scan is geen feit.",
    )
    if is_open and file.parties:
        _fact(file)


def draw_financing(file: FileView, *, is_open: bool) -> None:
    """Draw the financing with its gaps, and the form."""
    acts.table(
        [
            {
                "nr": one.number,
                "kant": word("bibob", one.side),
                "vorm": one.form,
                "omschrijving": one.label,
                "bedrag": euros(one.amount_cents),
                "van": one.about,
                "stukken": ", ".join(one.documents) or "geen stuk",
            }
            for one in file.financing
        ],
        "Nog geen regels: leg vast wat het kost en waar het geld vandaan komt.",
    )
    found = file.analysis
    names = ("Nodig", "Bronnen", "Met stukken", "Gat")
    amounts = (found.needed, found.sources, found.shown, found.gap)
    for column, name, amount in zip(st.columns(4), names, amounts, strict=True):
        column.metric(name, euros(amount))
    if found.unknown:
        st.warning(f"Regels zonder bekend bedrag: {len(found.unknown)}.")
    if found.unshown:
        st.warning(f"Bronnen van geld zonder stuk: {len(found.unshown)}.")
    if is_open:
        _money(file)


def draw_withdraw(file: FileView) -> None:
    """Draw the form to withdraw a record that is wrong."""
    with st.expander("Iets intrekken dat niet klopt"), st.form("bibob_withdraw"):
        what = acts.pick("Wat", {name: name for name in events.WITHDRAWABLE}, "bibob_withdraw_what")
        entry = int(st.number_input("Nummer", min_value=1, step=1, key="bibob_withdraw_entry"))
        reason = st.text_input("Reden", key="bibob_withdraw_reason")
        if st.form_submit_button("Trek in"):
            acts.do(
                file, "Ingetrokken; het blijft met de reden bewaard.", events.withdraw,
                what=what, entry=entry, reason=reason,
            )  # fmt: skip


def _source(file: FileView) -> None:
    law = bibob_files.law()
    with st.expander("Bron toevoegen"), st.form("bibob_source", clear_on_submit=True):
        kinds = {code: one.title for code, one in law.source_kinds.items()}
        kind = acts.pick("Bron", kinds, "bibob_source_kind")
        on = acts.day("Geraadpleegd op", "bibob_source_on", state.today())
        results = {one: word("bibob", one) for one in SourceResult}
        result = acts.pick("Uitkomst", results, "bibob_source_result")
        reference = st.text_input("Vindplaats (stuk of webadres)", key="bibob_source_reference")
        summary = st.text_area("Conclusie en verwijzing", key="bibob_source_summary")
        capture = st.text_input(
            "SHA-256 van de schermafdruk", help="Nodig bij een open pagina.",
            key="bibob_source_capture",
        )  # fmt: skip
        about = acts.pick("Over wie", acts.people(file), "bibob_source_about", none=True)
        if st.form_submit_button("Leg bron vast"):
            given = SourceGiven(kind, reference, on, result, summary, capture, about)
            acts.do(file, "Bron vastgelegd.", sources.consult, given)


def _fact(file: FileView) -> None:
    law = bibob_files.law()
    with st.expander("Feit toevoegen"), st.form("bibob_fact"):
        titles = {one.code: one.title for one in law.grounds.grounds}
        ground = acts.pick("Grond", {one: titles[one] for one in Ground}, "bibob_fact_ground")
        status = acts.pick("Zekerheid", {s: s.value for s in FactStatus}, "bibob_fact_status")
        kinds = {code: one.title for code, one in law.offences.items()}
        offence = acts.pick("Soort feit", kinds, "bibob_fact_offence")
        about = acts.pick("Over wie", acts.people(file), "bibob_fact_about")
        on = acts.day("Datum van het feit", "bibob_fact_on", state.today())
        text = st.text_area("Omschrijving", key="bibob_fact_text")
        connection = st.text_area(
            "Samenhang met de activiteit", help="Nodig bij de b-grond.", key="bibob_fact_connection"
        )
        severity = st.text_area("Ernst", help="Nodig bij een vermoeden.", key="bibob_fact_severity")
        benefit = st.number_input(
            "Voordeel in hele euro's (leeg: niet bekend)", value=None, min_value=0, step=100,
            key="bibob_fact_benefit",
        )  # fmt: skip
        benefit_reason = st.text_input("Waar het voordeel op berust", key="bibob_fact_basis")
        evidence = st.text_area("Bewijs", help=acts.EVIDENCE_HELP, key="bibob_fact_evidence")
        if st.form_submit_button("Leg feit vast"):
            given = FactGiven(
                ground, status, on, offence, about, text, acts.lines(evidence), connection,
                severity, None if benefit is None else int(benefit), benefit_reason,
            )  # fmt: skip
            acts.do(file, "Feit vastgelegd.", facts.establish, given)


def _money(file: FileView) -> None:
    law = bibob_files.law()
    with st.expander("Regel toevoegen"), st.form("bibob_money", clear_on_submit=True):
        forms = {code: one.title for code, one in law.financing_forms.items()}
        form = acts.pick("Vorm", forms, "bibob_money_form")
        label = st.text_input("Omschrijving", key="bibob_money_label")
        amount = st.number_input(
            "Bedrag in euro's (leeg: niet bekend)", value=None, min_value=0.0, step=100.0,
            format="%.2f", key="bibob_money_amount",
        )  # fmt: skip
        about = acts.pick("Van wie", acts.people(file), "bibob_money_about", none=True)
        documents = st.text_area("Stukken", help=acts.EVIDENCE_HELP, key="bibob_money_documents")
        if st.form_submit_button("Leg regel vast"):
            cents = None if amount is None else round(amount * 100)
            given = FinancingGiven(form, label, cents, about, acts.lines(documents))
            acts.do(file, "Regel vastgelegd.", financing.record, given)
