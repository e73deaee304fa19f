"""The retention calendar: what falls due when, what waits for a second person, what went."""

from datetime import date

import pandas as pd
import streamlit as st
from babel.dates import format_date

from engine.exports.accountability import retention_calendar
from engine.exports.accountability.retention_calendar import Terms
from engine.translatable import mark
from ui import accounting
from ui.language import Language, chosen, tr
from ui.wording import day

_NONE, _MONTH_PX = "–", 52
_FEWER = "minder dan "
_ALLOWED = mark("goedgekeurd, nog uit te voeren")


def draw(found: Terms, *, year: int) -> None:
    """Draw the calendar, its files and the questions that wait."""
    st.header(tr("Wat wanneer weg moet"), anchor=False)
    names = [_short(month) for month in found.months]
    rows = pd.DataFrame(
        [[tr(row.record.value), *map(_brief, (row.due, *row.months))] for row in found.rows],
        columns=[tr("Wat"), tr("Nu"), *names],
    )
    narrow = {name: st.column_config.TextColumn(width=_MONTH_PX) for name in (tr("Nu"), *names)}
    st.dataframe(rows, hide_index=True, width="stretch", height="content", column_config=narrow)
    told = tr(
        "*Nu* is wat vandaag al weg moet; de maanden tellen zoals de zaken nu staan: elke "
        "handeling in een zaak schuift haar termijn op. *?* is niet te zeggen."
    )
    hidden = tr("*<* is minder dan dat aantal.")
    st.caption(told if found.coming else f"{told} {hidden}")
    csv, ical, _ = st.columns([1, 1, 2])
    csv.download_button(
        tr("Sla op als CSV"), retention_calendar.csv(found), "bewaartermijnen.csv", "text/csv",
        key="account_terms_csv", on_click="ignore",
    )  # fmt: skip
    if found.coming:
        ical.download_button(
            tr("Sla op als agenda"), accounting.calendar(found), "bewaartermijnen.ics",
            "text/calendar", key="account_terms_ics", on_click="ignore",
        )  # fmt: skip
    _waiting(found)
    _terms(found, year)


def _short(month: date) -> str:
    """A month as `mrt`, with its year where that begins: `jan '27`."""
    name, _, year = retention_calendar.month_text(month).partition(" ")
    if chosen() is Language.ENGLISH:
        name = format_date(month, "MMM", locale=Language.ENGLISH)
    return f"{name} '{year[2:]}" if month.month == 1 else name


def _brief(text: str) -> str:
    """A count in a narrow column."""
    if text.startswith(_FEWER):
        return text.replace(_FEWER, "<")
    known = {"0": _NONE, retention_calendar.UNTOLD: "?"}
    return known.get(text) or tr(text)


def _terms(found: Terms, year: int) -> None:
    st.header(tr("Termijnen, en wat vernietigd is"), anchor=False)
    if not found.is_verified:
        st.caption(tr("Te verifiëren: niet alle termijnen zijn door een jurist nagekeken."))
    rows = pd.DataFrame(
        {
            tr("Wat"): tr(row.record.value),
            tr("Termijn"): tr(row.term),
            tr("Hoe"): tr("vanzelf") if row.by_itself else tr("tweede persoon"),
            tr("Vernietigd in {year}").format(year=year): tr(row.destroyed),
        }
        for row in found.rows
    )
    st.dataframe(rows, hide_index=True, width="stretch", height="content")
    st.caption(
        tr(
            "*Vanzelf* gaat op zijn dag; de rest vraagt een tweede persoon: `dijkwacht retention "
            "plan`, daarna `apply`."
        )
    )


def _waiting(found: Terms) -> None:
    st.header(tr("Wat op een tweede persoon wacht"), anchor=False)
    if not found.waiting:
        st.info(
            tr(
                "Er staat geen vraag open. Staat hierboven iets onder *Nu*, maak dan een lijst: "
                "`dijkwacht retention plan`."
            )
        )
        return
    rows = pd.DataFrame(
        {
            tr("Waarover"): tr(one.what),
            tr("Gevraagd op"): day(one.asked_on),
            tr("Vervalt op"): day(one.expires_on),
            tr("Stand"): tr(_ALLOWED) if one.is_allowed else tr("wacht"),
        }
        for one in found.waiting
    )
    st.dataframe(rows, hide_index=True, width="stretch")
