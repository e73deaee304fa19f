"""Cases as a table: a page at a time, opened by choosing a row, and saved as CSV."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from connectors.dates import dutch_day
from engine.snapshot import Run
from ui import case_url
from ui.case_board import ROWS, Card, Listing
from ui.case_url import Shown
from ui.wording import number

_DAY = "DD-MM-YYYY"


def draw(run: Run, shown: Shown, listed: Listing, *, key: str) -> None:
    """Draw one page of cases, and the way to the others."""
    pages = max(1, -(-listed.total // ROWS))
    if not listed.cards and shown.page > 1:
        st.info(f"Er zijn {pages} bladen.")
    first = (shown.page - 1) * ROWS + 1
    if listed.cards:
        last = first + len(listed.cards) - 1
        st.markdown(
            f"**{number(first)} tot en met {number(last)} van {number(listed.total)}**, het "
            "langst in hun stap eerst. Kies een rij om de zaak te openen."
        )
        _table(run, listed, key=key)
    _pages(run, shown, pages, key=key)


def _table(run: Run, listed: Listing, *, key: str) -> None:
    table = _frame(listed)
    chosen = st.dataframe(
        table,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key=f"{key}_table",
        placeholder="",
        column_config={
            "taak voor": st.column_config.DateColumn(format=_DAY),
            "vervalt op": st.column_config.DateColumn(format=_DAY),
            "geopend": st.column_config.DateColumn(format=_DAY),
            "adres": st.column_config.TextColumn(width="medium"),
            "trekker": st.column_config.TextColumn(width="small"),
            "waarom": st.column_config.TextColumn(width="large"),
        },
    )
    if chosen.selection.rows:
        card = listed.cards[chosen.selection.rows[0]]
        held = case_url.link(run, card.row.number)
        st.switch_page("ui/app_pages/cases.py", query_params=held)
    st.download_button(
        "Sla dit blad op als CSV",
        lambda: table.to_csv(index=False, sep=";", date_format="%Y-%m-%d").encode("utf-8-sig"),
        "zaken.csv",
        "text/csv",
        key=f"{key}_csv",
        on_click="ignore",
    )


def _frame(listed: Listing) -> pd.DataFrame:
    cards: Sequence[Card] = listed.cards
    process = listed.process
    rows = [card.row for card in cards]
    return pd.DataFrame(
        {
            "zaak": [row.number for row in rows],
            "adres": [card.spot.label for card in cards],
            "stap": [
                process.states[row.state].label if row.state else row.kind.label for row in rows
            ],
            "dagen": [card.age_days for card in cards],
            "trekker": [row.owner or "" for row in rows],
            "taak voor": [row.next_due for row in rows],
            "vervalt op": [card.lapses_on for card in cards],
            "herkomst": [row.origin.label for row in rows],
            "uitkomst": [
                process.outcomes[row.outcome].label if row.outcome else "" for row in rows
            ],
            "geopend": [dutch_day(row.opened_at) for row in rows],
            "waarom": [row.purpose for row in rows],
        }
    )


def _pages(run: Run, shown: Shown, pages: int, *, key: str) -> None:
    if pages == 1 and shown.page == 1:
        return
    before, where, after = st.columns([1, 2, 1], vertical_alignment="center")
    if before.button("Vorige", disabled=shown.page <= 1, key=f"{key}_before", width="stretch"):
        case_url.go(run, replace(shown, page=min(shown.page - 1, pages)))
    where.markdown(f"Blad {number(shown.page)} van {number(pages)}")
    if after.button("Volgende", disabled=shown.page >= pages, key=f"{key}_after", width="stretch"):
        case_url.go(run, replace(shown, page=shown.page + 1))
