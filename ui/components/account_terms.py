"""The retention calendar: what falls due when, what waits for a second person, what went."""

import pandas as pd
import streamlit as st

from engine.exports.accountability import retention_calendar
from engine.exports.accountability.retention_calendar import Terms
from engine.exports.words import day
from ui import accounting

_NONE = "–"


def draw(found: Terms, *, year: int) -> None:
    """Draw the calendar, its files and the questions that wait."""
    if not found.is_verified:
        st.warning("Te verifiëren: niet alle termijnen zijn door een jurist nagekeken.")
    st.subheader("Wat wanneer weg moet", anchor=False)
    header = ["Wat", "Termijn", "Hoe", "Nu", *map(retention_calendar.month_text, found.months)]
    rows = pd.DataFrame(
        [retention_calendar.cells(row) for row in found.rows],
        columns=[*header, f"Vernietigd in {year}"],
    )
    st.dataframe(rows.replace("0", _NONE), hide_index=True, width="stretch", height="content")
    st.caption(
        "*Nu* is wat vandaag al weg moet; de maanden tellen zoals de zaken nu staan: elke handeling "
        "in een zaak schuift haar termijn op. *Vanzelf* gaat op zijn dag, de rest vraagt een tweede "
        "persoon (`dijkwacht retention plan`, daarna `apply`)."
    )
    csv, ical, _ = st.columns([1, 1, 2])
    csv.download_button(
        "Sla op als CSV", retention_calendar.csv(found), "bewaartermijnen.csv", "text/csv",
        key="account_terms_csv", on_click="ignore",
    )  # fmt: skip
    if found.coming:
        ical.download_button(
            "Sla op als agenda", accounting.calendar(found), "bewaartermijnen.ics",
            "text/calendar", key="account_terms_ics", on_click="ignore",
        )  # fmt: skip
    _waiting(found)


def _waiting(found: Terms) -> None:
    st.subheader("Wat op een tweede persoon wacht", anchor=False)
    if not found.waiting:
        st.info(
            "Er staat geen vraag open. Staat hierboven iets onder *Nu*, maak dan een lijst: "
            "`dijkwacht retention plan`."
        )
        return
    rows = pd.DataFrame(
        {
            "Waarover": one.what,
            "Gevraagd op": day(one.asked_on),
            "Vervalt op": day(one.expires_on),
            "Stand": "goedgekeurd, nog uit te voeren" if one.is_allowed else "wacht",
        }
        for one in found.waiting
    )
    st.dataframe(rows, hide_index=True, width="stretch")
