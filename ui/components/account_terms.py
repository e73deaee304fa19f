"""The retention calendar: what falls due when, what waits for a second person, what went."""

from datetime import date

import pandas as pd
import streamlit as st

from engine.exports.accountability import retention_calendar
from engine.exports.accountability.retention_calendar import Terms
from ui import accounting
from ui.wording import day

_NONE, _MONTH_PX = "–", 52


def draw(found: Terms, *, year: int) -> None:
    """Draw the calendar, its files and the questions that wait."""
    st.header("Wat wanneer weg moet", anchor=False)
    names = [_short(month) for month in found.months]
    rows = pd.DataFrame(
        [[row.record.value, row.due, *row.months] for row in found.rows],
        columns=["Wat", "Nu", *names],
    )
    narrow = {name: st.column_config.TextColumn(width=_MONTH_PX) for name in ("Nu", *names)}
    st.dataframe(
        rows.map(_brief), hide_index=True, width="stretch", height="content", column_config=narrow
    )
    hidden = "" if found.coming else " *<* is minder dan dat aantal."
    st.caption(
        "*Nu* is wat vandaag al weg moet; de maanden tellen zoals de zaken nu staan: elke "
        f"handeling in een zaak schuift haar termijn op. *?* is niet te zeggen.{hidden}"
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
    _terms(found, year)


def _short(month: date) -> str:
    """A month as `mrt`, with its year where that begins: `jan '27`."""
    name, _, year = retention_calendar.month_text(month).partition(" ")
    return f"{name} '{year[2:]}" if month.month == 1 else name


def _brief(text: str) -> str:
    """A count in a narrow column."""
    known = {"0": _NONE, retention_calendar.UNTOLD: "?"}
    return known.get(text, text.replace("minder dan ", "<"))


def _terms(found: Terms, year: int) -> None:
    st.header("Termijnen, en wat vernietigd is", anchor=False)
    if not found.is_verified:
        st.caption("Te verifiëren: niet alle termijnen zijn door een jurist nagekeken.")
    rows = pd.DataFrame(
        {
            "Wat": row.record.value,
            "Termijn": row.term,
            "Hoe": "vanzelf" if row.by_itself else "tweede persoon",
            f"Vernietigd in {year}": row.destroyed,
        }
        for row in found.rows
    )
    st.dataframe(rows, hide_index=True, width="stretch", height="content")
    st.caption(
        "*Vanzelf* gaat op zijn dag; de rest vraagt een tweede persoon: `dijkwacht retention "
        "plan`, daarna `apply`."
    )


def _waiting(found: Terms) -> None:
    st.header("Wat op een tweede persoon wacht", anchor=False)
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
