"""Bibob: files with their clocks, and one file from hook to decision; shown to the officer only."""

from collections.abc import Sequence

import streamlit as st

from engine.casework.bibob.acting import AFTER_INVESTIGATION
from engine.errors import DijkwachtError
from engine.exports.bibob.file import FileView, Row
from engine.exports.papers import bibob as reports
from engine.exports.papers.produce import Build
from engine.snapshot import Run
from engine.translatable import mark
from ui import bibob_files, case_places, state
from ui.case_places import Book
from ui.components import (
    bibob_acts,
    bibob_clocks,
    bibob_findings,
    bibob_form,
    bibob_hearing,
    bibob_hooks,
    bibob_people,
    bibob_registers,
    bibob_relations,
    bibob_steps,
    bibob_weighing,
    frame,
    paper_form,
    refusal,
)
from ui.components.literal import literal
from ui.language import tr
from ui.wording import day

_SHOWN = 2
_TABS = (
    mark("Volgende stap"), mark("Vragenlijst"), mark("Personen en relaties"),
    mark("Bronnen en feiten"), mark("Financiering"), mark("Gronden en besluit"),
    mark("Zienswijze en meldingen"), mark("Verloop"), mark("Rapport"),
)  # fmt: skip


def _draw(run: Run) -> None:
    number = bibob_files.chosen()
    bibob_acts.tell()
    if number is None:
        _list(run)
        return
    if st.button(tr("Terug naar alle dossiers"), key="bibob_back"):
        st.query_params.pop(bibob_files.FILE, None)
        st.rerun()
    _file(run, bibob_files.shown(number))


def _list(run: Run) -> None:
    st.markdown(
        tr(
            "Een Bibob-dossier gaat over een beslissing, opdracht of transactie. Zonder geldige "
            "haak wordt er niets gelezen, en de uitkomst van de scan is er geen feit."
        )
    )
    closed = st.toggle(tr("Gesloten dossiers"), key="bibob_closed")
    rows = bibob_files.rows(closed=closed)
    if not rows:
        st.info(tr("Geen dossiers. Zoek hieronder de aanvraag of vergunning waar het om gaat."))
    spots = case_places.book(run)
    for row in rows:
        _row(row, spots)
    if rows and not closed and st.toggle(tr("Termijnen als agenda opslaan"), key="bibob_ics"):
        st.download_button(
            tr("Opslaan (iCalendar)"), bibob_files.calendar(), "termijnen.ics", "text/calendar"
        )
    bibob_hooks.draw(run)


def _row(row: Row, spots: Book) -> None:
    with st.container(border=True):
        title, act = st.columns([5, 1], vertical_alignment="center")
        title.markdown(
            f"**{row.number}: {literal(row.reference)}**, {literal(row.state_title)}  \n"
            f"{literal(row.decision_kind)}; {literal(spots[row.place].label)}"
        )
        if act.button(tr("Bekijk"), key=f"bibob_show_{row.number}"):
            st.query_params[bibob_files.FILE] = str(row.number)
            st.rerun()
        if row.problem:
            st.warning(literal(tr("Let op: {problem}.").format(problem=tr(row.problem))))
        bibob_clocks.draw(row.clocks[:_SHOWN], today=state.today())


def _file(run: Run, file: FileView) -> None:
    told = tr("Dossier {number}: {state}")
    st.header(told.format(number=file.number, state=literal(file.state_title)))
    _occasion(run, file)
    with st.container():
        if file.hook_problem:
            problem = tr("Let op: {problem}. Er wordt niets meer gelezen.")
            st.error(literal(problem.format(problem=tr(file.hook_problem))))
    bibob_clocks.draw(file.clocks, today=state.today())
    is_open = file.hook_problem is None and file.state not in AFTER_INVESTIGATION
    _tabs(run, file, _open_tabs(file.number), is_open=is_open)


def _open_tabs(number: int) -> Sequence[st.delta_generator.DeltaGenerator]:
    """The tabs; the one that is open stays so when the page above them changes."""
    key, kept = f"bibob_tabs_{number}", f"bibob_part_{number}"
    titles = [tr(one) for one in _TABS]

    def note() -> None:
        title = st.session_state.get(key)
        st.session_state[kept] = titles.index(title) if title in titles else 0

    first = titles[st.session_state.get(kept, 0)]
    return st.tabs(titles, default=first, key=key, on_change=note)


def _occasion(run: Run, file: FileView) -> None:
    """Why there is a file, and on which hook."""
    why = file.occasion
    told = tr(
        "{hook} **{reference}** van {day}; {kind}, {place}  \nAanleiding: {trigger}. {purpose}"
    ).format(
        hook=literal(why.hook), reference=literal(why.reference), day=day(why.hook_on),
        kind=literal(why.decision_kind), place=literal(case_places.book(run)[file.place].label),
        trigger=literal(why.trigger), purpose=literal(why.purpose),
    )  # fmt: skip
    st.markdown(told)
    basis = tr("Grondslag: {basis} (te verifiëren). Versie {version}.")
    st.caption(literal(basis.format(basis=why.basis, version=file.version)))


def _tabs(
    run: Run, file: FileView, tabs: Sequence[st.delta_generator.DeltaGenerator], *, is_open: bool
) -> None:
    following, form, people, found, money, weighed, heard, course, report = tabs
    with following:
        bibob_steps.draw_next(file)
    with form:
        bibob_form.draw(file, is_open=is_open)
    with people:
        bibob_people.draw(file, is_open=is_open)
        bibob_relations.draw(run, file, is_open=is_open)
    with found:
        if file.hook_problem is None:
            bibob_registers.draw_facts(run, file)
        bibob_findings.draw(file, is_open=is_open)
    with money:
        bibob_findings.draw_financing(file, is_open=is_open)
    with weighed:
        bibob_weighing.draw(file, is_open=is_open)
    with heard:
        bibob_hearing.draw(file, is_open=is_open)
    with course:
        bibob_steps.draw_events(file)
        if is_open:
            bibob_findings.draw_withdraw(file)
    with report:
        _report(file)


def _report(file: FileView) -> None:
    """The report for one recipient: made, and logged, only when it is asked for."""
    known = bibob_files.law().recipients
    recipient = bibob_acts.pick(
        tr("Voor wie (art. 28)"),
        {code: one.title for code, one in known.items()},
        "bibob_report_for",
    )
    own = known[recipient].scope == "own_data"
    party = None
    if own:
        party = bibob_acts.pick(tr("Welke derde"), bibob_acts.people(file), "bibob_report_party")
    purpose = tr("Doel: {purpose}. Wat deze ontvanger niet mag zien, blijft weg.")
    st.caption(purpose.format(purpose=known[recipient].purpose))
    paper_form.draw(
        reports.CONTRACT,
        lambda _: _build(file, recipient, party),
        key=f"bibob_{file.number}_{recipient}_{party or 0}",
        only=[recipient],
    )


def _build(file: FileView, recipient: str, party: int | None) -> Build:
    now = state.now()
    return lambda session, user, _: reports.draft(
        session, file_number=file.number, recipient=recipient, party=party, user=user, now=now
    )


run = frame.open_run("Bibob")
frame.choose_run(run)
try:
    _draw(run)
except DijkwachtError as error:
    refusal.show(error, within=tr("Het Bibob-dossier kan niet worden getoond: {error}"))
    if st.button(tr("Naar alle dossiers"), key="bibob_again"):
        st.query_params.pop(bibob_files.FILE, None)
        st.rerun()
