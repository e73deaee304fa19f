"""Verwerkingslog: who did what, about what and when; for who checks others. Looking is logged."""

from datetime import date, timedelta

import streamlit as st

from engine.errors import DijkwachtError
from ui import log_view, state
from ui.components import frame, refusal
from ui.components.literal import literal
from ui.language import tr
from ui.log_view import Asked, Found

_KEPT = "log_found"

run = frame.open_run("Verwerkingslog")
frame.choose_run(run)


def _search() -> Found | None:
    """The form that looks entries up; None until it is sent."""
    with st.form("log_search"):
        who, what = st.columns(2)
        of = who.text_input(tr("Wie (aanmelding)"), key="log_of")
        about = what.text_input(tr("Waarover (zaaknummer, BAG-id of pseudoniem)"), key="log_about")
        first, last = st.columns(2)
        since = first.date_input(tr("Vanaf"), value=None, format="DD-MM-YYYY", key="log_since")
        until = last.date_input(tr("Tot en met"), value=None, format="DD-MM-YYYY", key="log_until")
        if not st.form_submit_button(tr("Zoek"), icon=":material/search:"):
            return None
    asked = Asked(of.strip() or None, about.strip() or None, _day(since), _day(until))
    return log_view.search(asked)


def _sample() -> Found | None:
    """The choice of a month and its sample; None until it is drawn."""
    months = _months(state.today())
    month = st.selectbox(
        tr("Maand"), months, format_func=lambda day: f"{day:%m-%Y}", index=1, key="log_month"
    )
    if st.button(tr("Trek de steekproef"), key="log_draw"):
        return log_view.sample(month)
    return None


def _show(found: Found) -> None:
    st.markdown(f"**{found.title}**")
    for name, count in found.counts:
        st.markdown(f"- {count} × {literal(name)}")
    if not found.rows:
        st.info(
            tr("Er zijn geen regels. Zoek ruimer: laat een veld leeg of neem een langere periode.")
        )
        return
    rows = [{tr(name): cell for name, cell in row.items()} for row in found.rows]
    st.dataframe(rows, hide_index=True)
    st.download_button(
        tr("Sla op (JSON volgens de VNG-standaard)"),
        found.saved,
        file_name="verwerkingslog.json",
        mime="application/json",
        key="log_save",
    )


def _months(today: date) -> list[date]:
    """First days of this month and the twelve before it, the newest first."""
    months = [today.replace(day=1)]
    for _ in range(12):
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return months


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


if not log_view.is_open():
    st.info(tr("Alleen de functionaris gegevensbescherming leest het verwerkingslog."))
    st.stop()
try:
    if st.button(tr("Controleer de keten"), key="log_verify"):
        told = tr("{count} regels; geen ervan is gewijzigd of weggehaald.")
        st.success(told.format(count=log_view.verified()))
    searching, sampling = st.tabs([tr("Zoeken"), tr("Steekproef van de maand")])
    with searching:
        searched = _search()
    with sampling:
        sampled = _sample()
except DijkwachtError as error:
    refusal.show(error, within=tr("Het verwerkingslog kan niet worden getoond: {error}"))
    st.stop()
if (new := searched or sampled) is not None:
    st.session_state[_KEPT] = new
if (kept := st.session_state.get(_KEPT)) is not None:
    _show(kept)
st.caption(tr("Elke keer dat u zoekt of een steekproef trekt, komt dat zelf in het log."))
