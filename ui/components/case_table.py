"""Cases as a table: a page at a time, opened by choosing a row, and saved as CSV."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from connectors.dates import dutch_day
from engine.snapshot import Run
from engine.translatable import mark
from ui import case_url
from ui.case_board import ROWS, Card, Listing
from ui.case_url import Shown
from ui.language import tr, tr_many
from ui.wording import number

_DAY = "DD-MM-YYYY"


def draw(run: Run, shown: Shown, listed: Listing, *, key: str) -> None:
    """Draw one page of cases, and the way to the others."""
    pages = max(1, -(-listed.total // ROWS))
    if not listed.cards and shown.page > 1:
        told = tr_many("Er zijn {count} bladen.", "Er zijn {count} bladen.", pages)
        st.info(told.format(count=pages))
    first = (shown.page - 1) * ROWS + 1
    if listed.cards:
        last = first + len(listed.cards) - 1
        st.markdown(
            tr(
                "**{first} tot en met {last} van {total}**, het langst in hun stap eerst. Kies "
                "een rij om de zaak te openen."
            ).format(first=number(first), last=number(last), total=number(listed.total))
        )
        _table(run, listed, key=key)
    _pages(run, shown, pages, key=key)


def _table(run: Run, listed: Listing, *, key: str) -> None:
    chosen = st.dataframe(
        _frame(listed, tr),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key=f"{key}_table",
        placeholder="",
        column_config={
            tr("taak voor"): st.column_config.DateColumn(format=_DAY),
            tr("vervalt op"): st.column_config.DateColumn(format=_DAY),
            tr("geopend"): st.column_config.DateColumn(format=_DAY),
            tr("adres"): st.column_config.TextColumn(width="medium"),
            tr("trekker"): st.column_config.TextColumn(width="small"),
            tr("waarom"): st.column_config.TextColumn(width="large"),
        },
    )
    if chosen.selection.rows:
        card = listed.cards[chosen.selection.rows[0]]
        held = case_url.link(run, card.row.number)
        st.switch_page("ui/app_pages/cases.py", query_params=held)
    st.download_button(
        tr("Sla dit blad op als CSV"),
        lambda: _csv(listed),
        "zaken.csv",
        "text/csv",
        key=f"{key}_csv",
        on_click="ignore",
    )


def _csv(listed: Listing) -> bytes:
    """The table as a file, which is in Dutch."""
    text = _frame(listed, str).to_csv(index=False, sep=";", date_format="%Y-%m-%d")
    return text.encode("utf-8-sig")


def _frame(listed: Listing, say: Callable[[str], str]) -> pd.DataFrame:
    """The columns; `say` gives a fixed word in the language of the reader."""
    cards: Sequence[Card] = listed.cards
    process = listed.process
    rows = [card.row for card in cards]
    return pd.DataFrame(
        {
            say(mark("zaak")): [row.number for row in rows],
            say(mark("adres")): [card.spot.label for card in cards],
            say(mark("stap")): [
                process.states[row.state].label if row.state else say(row.kind.label)
                for row in rows
            ],
            say(mark("dagen")): [card.age_days for card in cards],
            say(mark("trekker")): [row.owner or "" for row in rows],
            say(mark("taak voor")): [row.next_due for row in rows],
            say(mark("vervalt op")): [card.lapses_on for card in cards],
            say(mark("herkomst")): [say(row.origin.label) for row in rows],
            say(mark("uitkomst")): [
                process.outcomes[row.outcome].label if row.outcome else "" for row in rows
            ],
            say(mark("geopend")): [dutch_day(row.opened_at) for row in rows],
            say(mark("waarom")): [row.purpose for row in rows],
        }
    )


def _pages(run: Run, shown: Shown, pages: int, *, key: str) -> None:
    if pages == 1 and shown.page == 1:
        return
    before, where, after = st.columns([1, 2, 1], vertical_alignment="center")
    if before.button(tr("Vorige"), disabled=shown.page <= 1, key=f"{key}_before", width="stretch"):
        case_url.go(run, replace(shown, page=min(shown.page - 1, pages)))
    told = tr("Blad {page} van {pages}")
    where.markdown(told.format(page=number(shown.page), pages=number(pages)))
    if after.button(
        tr("Volgende"), disabled=shown.page >= pages, key=f"{key}_after", width="stretch"
    ):
        case_url.go(run, replace(shown, page=shown.page + 1))
