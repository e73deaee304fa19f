"""What the own registers say for a Bibob file: facts of companies and place, and relations."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from engine.casework.bibob import sources
from engine.casework.bibob.sources import SourceGiven
from engine.casework.bibob.words import SourceResult
from engine.exports.bibob.file import FileView
from engine.exports.bibob.registers import Consulted, OfCompany, Told, summary
from engine.exports.bibob.ties import Tie
from engine.exports.timeline import Event
from engine.snapshot import Run
from ui import bibob_files, state
from ui.components import bibob_acts as acts
from ui.components.literal import literal
from ui.language import tr
from ui.wording import day, word

TYPE, SINCE, UNTIL = "bibob_relation_type", "bibob_relation_since", "bibob_relation_until"
DIRECT, EVIDENCE = "bibob_relation_direct", "bibob_relation_evidence"
CHOSEN = "bibob_tie_chosen"
_ASKED = "bibob_registers_asked"


def draw_facts(run: Run, file: FileView) -> None:
    """Draw what the registers say of the companies and the place of the file, once asked for."""
    st.subheader(tr("Eigen registers"))
    told = _asked(run, file, "bibob_facts_asked")
    if told is None:
        return
    if not told.companies:
        st.info(
            tr("Nog geen onderneming met een KVK-nummer in dit dossier: leg betrokkene eerst vast.")
        )
    for company in told.companies:
        _company(company)
    st.markdown(tr("**Locatie van het dossier**"))
    _events(told.place, tr("Geen gebeurtenissen bekend op deze locatie."))
    if told.unnamed:
        unnamed = tr("Zonder KVK-nummer, dus niet opgezocht: {count}.")
        st.caption(unnamed.format(count=told.unnamed))
    _consulted(file, told)


def draw_ties(run: Run, file: FileView, *, is_open: bool) -> None:
    """Draw relations that the registers suggest; one can be put into the form, to be reasoned."""
    st.subheader(tr("Wat de registers voorstellen"))
    told = _asked(run, file, "bibob_ties_asked")
    if told is None:
        return
    ties = told.ties.ties
    if not ties:
        st.info(
            tr("De registers tellen geen functionaris of aandeelhouder bij deze ondernemingen.")
        )
        return
    titles = bibob_files.law().relation_types
    chosen = st.dataframe(
        [
            {
                tr("soort"): titles[one.type].title,
                tr("wat"): tr(one.text),
                tr("direct"): tr("direct") if one.is_direct else tr("indirect"),
                tr("vanaf"): tr(one.since_text),
                tr("tot"): tr(one.until_text),
                tr("record"): one.record_key,
            }
            for one in ties
        ],
        hide_index=True,
        width="stretch",
        on_select="rerun",
        selection_mode="single-row",
        key="bibob_ties",
    )
    if told.ties.left_out:
        left_out = tr("Niet getoond omdat het er te veel zijn: {count}.")
        st.caption(left_out.format(count=told.ties.left_out))
    st.caption(
        tr(
            "Een voorstel: u beslist of het een relatie van de wet is, noemt wie het is zoals op "
            "het formulier, en motiveert."
        )
    )
    rows = chosen["selection"]["rows"]
    if is_open and rows and rows[0] < len(ties):
        st.button(
            tr("Zet in het formulier hieronder"), key="bibob_tie_take", on_click=_take,
            args=(ties[rows[0]], state.today()),
        )  # fmt: skip


def _take(tie: Tie, today: date) -> None:
    """Fill the form of a relation; before the page is drawn, as its fields are not there yet."""
    st.session_state[TYPE] = tie.type
    st.session_state[SINCE] = min(tie.since or today, today)
    st.session_state[UNTIL] = tie.until if tie.until is None or tie.until <= today else None
    has_direct = bibob_files.law().relation_types[tie.type].has_direct
    st.session_state[DIRECT] = tie.is_direct if has_direct else None
    st.session_state[EVIDENCE] = tie.record_key
    st.session_state[CHOSEN] = True


def _asked(run: Run, file: FileView, key: str) -> Told | None:
    """What the registers say; None until the officer asks for it, since asking is logged."""
    asked = (file.number, run.path.name)
    if st.session_state.get(_ASKED) != asked:
        st.caption(tr("Raadplegen wordt vastgelegd in het verwerkingslog."))
        if not st.button(tr("Raadpleeg de eigen registers"), key=key):
            return None
        st.session_state[_ASKED] = asked
        st.rerun()
    return bibob_files.registers_told(run, file.number)


def _company(company: OfCompany) -> None:
    st.markdown(f"**{literal(company.label)}** (KVK {company.kvk_number})")
    if not company.is_known:
        st.warning(tr("Dit KVK-nummer staat niet in het Handelsregister van deze run."))
    _events(company.events, tr("Geen gegevens in de registers van deze run."))


def _events(events: Sequence[Event], none: str) -> None:
    acts.table(
        [
            {
                tr("datum"): day(one.on),
                tr("register"): word("table", one.table),
                tr("gegeven"): tr(one.text),
                tr("record"): one.record_key,
                tr("geleverd"): day(one.delivered_on),
            }
            for one in events
        ],
        none,
    )


def _consulted(file: FileView, told: Told) -> None:
    """Record the consultation as a source of the investigation, hit or no hit."""
    if file.hook_problem is not None:
        return
    with st.expander(tr("Raadpleging vastleggen als bron")):
        kinds = {one.kind: f"{one.title}: {tr(summary(one, told.as_of))}" for one in told.consulted}
        chosen = acts.pick(tr("Welke bron"), kinds, "bibob_consulted_kind")
        if st.button(tr("Leg vast"), key="bibob_consulted_do"):
            one = next(each for each in told.consulted if each.kind == chosen)
            acts.do(file, tr("Bron vastgelegd."), sources.consult, _source(one, told.as_of))


def _source(one: Consulted, as_of: date) -> SourceGiven:
    result = SourceResult.HIT if one.records else SourceResult.NO_HIT
    return SourceGiven(
        one.kind,
        f"eigen registers, peildatum {as_of}",
        state.today(),
        result,
        str(summary(one, as_of)),
    )
