"""Sources, facts and financing of a Bibob file: tables, and the forms to record them."""

import streamlit as st

from engine.casework.bibob import events, facts, financing, sources
from engine.casework.bibob.facts import FactGiven
from engine.casework.bibob.financing import FinancingGiven
from engine.casework.bibob.sources import SourceGiven
from engine.casework.bibob.words import FactStatus, Ground, SourceResult
from engine.exports.bibob.file import FileView
from ui import bibob_files, state
from ui.components import bibob_acts as acts
from ui.language import tr
from ui.wording import day, number, word


def draw(file: FileView, *, is_open: bool) -> None:
    """Draw what was found, and the forms."""
    st.subheader(tr("Bronnen"))
    acts.table(
        [
            {
                tr("bron"): _reference(one.number),
                tr("wat"): one.title,
                tr("datum"): day(one.on),
                tr("door"): one.by,
                tr("uitkomst"): word("bibob", one.result),
                tr("over"): one.about,
                tr("vindplaats"): one.reference,
                tr("samenvatting"): one.summary,
                tr("grondslag"): one.basis,
            }
            for one in file.sources
        ],
        tr("Nog geen bron geraadpleegd."),
    )
    if is_open:
        _source(file)
    st.subheader(tr("Feiten"))
    acts.table(
        [
            {
                tr("nr"): one.number,
                tr("grond"): one.ground,
                tr("zekerheid"): tr(one.status),
                tr("datum"): day(one.on),
                tr("feit"): one.offence,
                tr("over"): one.about,
                tr("omschrijving"): one.description,
                tr("samenhang"): one.connection,
                tr("ernst"): one.severity,
                tr("voordeel"): _euros(one.benefit_cents),
                tr("bewijs"): ", ".join(one.evidence),
            }
            for one in file.facts
        ],
        tr("Nog geen feiten. De uitkomst van de scan is geen feit."),
    )
    if is_open and file.parties:
        _fact(file)


def draw_financing(file: FileView, *, is_open: bool) -> None:
    """Draw the financing with its gaps, and the form."""
    acts.table(
        [
            {
                tr("nr"): one.number,
                tr("kant"): word("bibob", one.side),
                tr("vorm"): one.form,
                tr("omschrijving"): one.label,
                tr("bedrag"): _euros(one.amount_cents),
                tr("van"): one.about,
                tr("stukken"): ", ".join(one.documents) or tr("geen stuk"),
            }
            for one in file.financing
        ],
        tr("Nog geen regels: leg vast wat het kost en waar het geld vandaan komt."),
    )
    found = file.analysis
    names = (tr("Nodig"), tr("Bronnen"), tr("Met stukken"), tr("Gat"))
    amounts = (found.needed, found.sources, found.shown, found.gap)
    for column, name, amount in zip(st.columns(4), names, amounts, strict=True):
        column.metric(name, _euros(amount))
    if found.unknown:
        told = tr("Regels zonder bekend bedrag: {count}.")
        st.warning(told.format(count=len(found.unknown)))
    if found.unshown:
        told = tr("Bronnen van geld zonder stuk: {count}.")
        st.warning(told.format(count=len(found.unshown)))
    if is_open:
        _money(file)


def draw_withdraw(file: FileView) -> None:
    """Draw the form to withdraw a record that is wrong."""
    with st.expander(tr("Iets intrekken dat niet klopt")), st.form("bibob_withdraw"):
        kinds = {name: tr(name) for name in events.WITHDRAWABLE}
        what = acts.pick(tr("Wat"), kinds, "bibob_withdraw_what")
        entry = int(st.number_input(tr("Nummer"), min_value=1, step=1, key="bibob_withdraw_entry"))
        reason = st.text_input(tr("Reden"), key="bibob_withdraw_reason")
        if st.form_submit_button(tr("Trek in")):
            acts.do(
                file, tr("Ingetrokken; het blijft met de reden bewaard."), events.withdraw,
                what=what, entry=entry, reason=reason,
            )  # fmt: skip


def _euros(cents: int | None) -> str:
    """An amount; None is not known, never zero."""
    return number(None) if cents is None else f"€ {number(cents / 100, 2)}"


def _source(file: FileView) -> None:
    law = bibob_files.law()
    with st.expander(tr("Bron toevoegen")), st.form("bibob_source", clear_on_submit=True):
        kinds = {code: one.title for code, one in law.source_kinds.items()}
        kind = acts.pick(tr("Bron"), kinds, "bibob_source_kind")
        on = acts.day(tr("Geraadpleegd op"), "bibob_source_on", state.today())
        results = {one: word("bibob", one) for one in SourceResult}
        result = acts.pick(tr("Uitkomst"), results, "bibob_source_result")
        reference = st.text_input(tr("Vindplaats (stuk of webadres)"), key="bibob_source_reference")
        summary = st.text_area(tr("Conclusie en verwijzing"), key="bibob_source_summary")
        capture = st.text_input(
            tr("SHA-256 van de schermafdruk"), help=tr("Nodig bij een open pagina."),
            key="bibob_source_capture",
        )  # fmt: skip
        about = acts.pick(tr("Over wie"), acts.people(file), "bibob_source_about", none=True)
        if st.form_submit_button(tr("Leg bron vast")):
            given = SourceGiven(kind, reference, on, result, summary, capture, about)
            acts.do(file, tr("Bron vastgelegd."), sources.consult, given)


def _fact(file: FileView) -> None:
    law = bibob_files.law()
    with st.expander(tr("Feit toevoegen")), st.form("bibob_fact"):
        titles = {one.code: one.title for one in law.grounds.grounds}
        ground = acts.pick(tr("Grond"), {one: titles[one] for one in Ground}, "bibob_fact_ground")
        status = acts.pick(
            tr("Zekerheid"), {s: tr(s.value) for s in FactStatus}, "bibob_fact_status"
        )
        kinds = {code: one.title for code, one in law.offences.items()}
        offence = acts.pick(tr("Soort feit"), kinds, "bibob_fact_offence")
        about = acts.pick(tr("Over wie"), acts.people(file), "bibob_fact_about")
        on = acts.day(tr("Datum van het feit"), "bibob_fact_on", state.today())
        text = st.text_area(tr("Omschrijving"), key="bibob_fact_text")
        connection = st.text_area(
            tr("Samenhang met de activiteit"),
            help=tr("Nodig bij de b-grond."),
            key="bibob_fact_connection",
        )
        severity = st.text_area(
            tr("Ernst"), help=tr("Nodig bij een vermoeden."), key="bibob_fact_severity"
        )
        benefit = st.number_input(
            tr("Voordeel in hele euro's (leeg: niet bekend)"), value=None, min_value=0, step=100,
            key="bibob_fact_benefit",
        )  # fmt: skip
        benefit_reason = st.text_input(tr("Waar het voordeel op berust"), key="bibob_fact_basis")
        evidence = st.text_area(
            tr("Bewijs"), help=tr(acts.EVIDENCE_HELP), key="bibob_fact_evidence"
        )
        if st.form_submit_button(tr("Leg feit vast")):
            given = FactGiven(
                ground, status, on, offence, about, text, acts.lines(evidence), connection,
                severity, None if benefit is None else int(benefit), benefit_reason,
            )  # fmt: skip
            acts.do(file, tr("Feit vastgelegd."), facts.establish, given)


def _money(file: FileView) -> None:
    law = bibob_files.law()
    with st.expander(tr("Regel toevoegen")), st.form("bibob_money", clear_on_submit=True):
        forms = {code: one.title for code, one in law.financing_forms.items()}
        form = acts.pick(tr("Vorm"), forms, "bibob_money_form")
        label = st.text_input(tr("Omschrijving"), key="bibob_money_label")
        amount = st.number_input(
            tr("Bedrag in euro's (leeg: niet bekend)"), value=None, min_value=0.0, step=100.0,
            format="%.2f", key="bibob_money_amount",
        )  # fmt: skip
        about = acts.pick(tr("Van wie"), acts.people(file), "bibob_money_about", none=True)
        documents = st.text_area(
            tr("Stukken"), help=tr(acts.EVIDENCE_HELP), key="bibob_money_documents"
        )
        if st.form_submit_button(tr("Leg regel vast")):
            cents = None if amount is None else round(amount * 100)
            given = FinancingGiven(form, label, cents, about, acts.lines(documents))
            acts.do(file, tr("Regel vastgelegd."), financing.record, given)


def _reference(number: int) -> str:
    """How a fact names a source of its file."""
    return f"bron:{number}"
