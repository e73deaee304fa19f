"""Stukken: papers that belong to no case, and the register of what was made."""

from collections.abc import Callable, Mapping

import streamlit as st

from engine.errors import DijkwachtError, PaperError
from engine.exports.papers import (
    access,
    access_person,
    annual,
    inspection,
    letter,
    training,
    weekly,
)  # fmt: skip
from engine.exports.papers.produce import Build
from engine.exports.papers.texts import Texts
from engine.settings import load_settings
from engine.snapshot import Run
from engine.workbench import year_figures
from ui import account_url, map_url, papers, requesters, review, state
from ui.components import frame, paper_form, paper_register, refusal, requester_form
from ui.language import tr

_KIND, _FIRST = "soort", 2000  # a link can ask for a kind of paper, by its code, and for a year


def _draw(run: Run) -> None:
    kinds = {one.kind: one for one in papers.OF_RUN if papers.may_make(one)}
    if not kinds:
        st.info(tr("In uw rol maakt u hier geen stukken."))
        return
    st.markdown(
        tr(
            "Stukken bij een zaak maakt u in de zaak zelf, die van een overleg bij *Overleg*, een "
            "Bibob-rapport in het dossier. Elk stuk krijgt een manifest: waar het uit komt, wie "
            "het besloot, voor wie het is en hoelang het bewaard blijft."
        )
    )
    asked = st.query_params.get(_KIND)
    kind = st.selectbox(
        tr("Welk stuk"),
        list(kinds),
        index=[*kinds].index(asked) if asked in kinds else 0,
        format_func=lambda one: papers.label(kinds[one]),
        key="papers_kind",
    )
    if kind == access_person.CONTRACT.kind:
        requester_form.draw(run)
    paper_form.draw(kinds[kind], lambda texts: _FIELDS[kind](run, texts), key=f"run_{kind}")
    paper_register.draw(list(kinds.values()))


def _weekly(run: Run, _texts: Texts) -> Build:
    return lambda session, user, texts: weekly.draft(session, run, user=user, texts=texts)


def _annual(run: Run, _texts: Texts) -> Build:
    last, asked = state.today().year, st.query_params.get(account_url.YEAR, "")
    given = int(asked) if asked in map(str, range(_FIRST, last + 1)) else last
    year = st.number_input(tr("Jaar"), _FIRST, last, given, key="papers_year")
    return year_figures.paper_of(run, year=int(year), settings=load_settings())


def _entrepreneurs(_run: Run, _texts: Texts) -> Build:
    area = st.text_input(tr("Gebied, zoals een bedrijventerrein"), key="papers_area")
    return lambda _session, _user, _texts: letter.to_entrepreneurs(area=area)


def _plan(run: Run, _texts: Texts) -> Build:
    today = state.today()
    on = st.date_input(
        tr("Dag van de controle"), today, min_value=today, format="DD-MM-YYYY", key="papers_day"
    )
    known = review.labels(run)
    labels = dict(known)
    stops = dict.fromkeys(st.query_params.get_all(map_url.STOP))
    chosen = st.multiselect(
        tr("Locaties; de route begint bij de eerste"), known,
        default=[(name, labels[name]) for name in stops if name in labels][: inspection.MOST],
        format_func=lambda item: str(item[1]), placeholder=tr("Straat en huisnummer"),
        max_selections=inspection.MOST, key="papers_places",
    )  # fmt: skip
    names = [str(location_id) for location_id, _ in chosen]
    return lambda session, user, texts: inspection.draft(
        session, run, locations=names, held_on=on, user=user, texts=texts
    )


def _training(run: Run, _texts: Texts) -> Build:
    place = _place(run, tr("Locatie van de verzonnen gemeente"))
    return lambda _session, _user, texts: training.draft(run, location=_named(place), texts=texts)


def _access(run: Run, _texts: Texts) -> Build:
    place = _place(run, tr("Locatie waar het verzoek over gaat"))
    return lambda session, _user, texts: access.draft(
        session, run, location=_named(place), texts=texts
    )


def _access_person(run: Run, texts: Texts) -> Build:
    found = requesters.found()
    people = found.people if found else {}
    chosen = st.multiselect(
        tr("Welke pseudoniemen zijn van de verzoeker"), list(people),
        format_func=lambda one: access_person.described(one, people[one], texts),
        placeholder=tr("Zoek eerst de naam hierboven"),
        key=f"papers_people_{found.mark if found else ''}",
    )  # fmt: skip
    typed = st.text_input(tr("Of een pseudoniem dat u al kent"), key="papers_pseudonym")
    return requesters.build(run, [*chosen, *typed.replace(",", " ").split()])


def _place(run: Run, label: str) -> str | None:
    chosen = st.selectbox(
        label, review.labels(run), index=None, format_func=lambda item: str(item[1]),
        placeholder=tr("Straat en huisnummer"), key="papers_place",
    )  # fmt: skip
    return None if chosen is None else str(chosen[0])


def _named(place: str | None) -> str:
    if place is None:
        raise PaperError(tr("kies een locatie"))
    return place


_FIELDS: Mapping[str, Callable[[Run, Texts], Build]] = {
    weekly.CONTRACT.kind: _weekly,
    annual.CONTRACT.kind: _annual,
    inspection.CONTRACT.kind: _plan,
    letter.ENTREPRENEURS.kind: _entrepreneurs,
    training.CONTRACT.kind: _training,
    access.CONTRACT.kind: _access,
    access_person.CONTRACT.kind: _access_person,
}

run = frame.open_run("Stukken")
frame.choose_run(run)
try:
    _draw(run)
except DijkwachtError as error:
    refusal.show(error, within=tr("De stukken kunnen niet worden getoond: {error}"))
