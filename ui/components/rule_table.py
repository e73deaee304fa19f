"""The rules of a run as a table: what each looks for, what it was in the run, how it did."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from engine.exports.rule_report import RuleState, Standing
from engine.exports.spreadsheet import to_csv
from engine.precision import Share
from engine.snapshot import Run
from engine.workbench.history import History
from ui import rules_url
from ui.components import choices
from ui.language import tr
from ui.rules_url import Shown
from ui.wording import number, word


def draw(run: Run, states: Sequence[RuleState], found: History, shown: Shown) -> Shown:
    """Choices of pack and standing, then one row per rule, with a download.

    Gives the view that was chosen.
    """
    packs = sorted({state.pack for state in states})
    left, middle, right = st.columns([1, 1, 2])
    pack = choices.one_or_all(left, tr("Pakket"), packs, shown.pack, key="rules_pack")
    standing = choices.one_or_all(
        middle, tr("Stand"), list(Standing), shown.standing, key="rules_standing",
        words=lambda one: word("rule.standing", one),
    )  # fmt: skip
    chosen = replace(shown, pack=pack, standing=standing)
    asked = right.text_input(tr("Zoek in nummer en titel"), key="rules_search")
    asked = asked.strip().casefold()
    fitting = [
        state
        for state in states
        if pack in (None, state.pack)
        and standing in (None, state.standing)
        and asked in f"{state.id} {state.title}".casefold()
    ]
    if not fitting:
        st.info(
            tr(
                "Geen regel voldoet aan deze keuzes. Kies een ander pakket of maak de zoekterm "
                "leeg."
            )
        )
        return chosen
    _table(run, fitting, found)
    # Made when it is asked for, without a page: in Dutch whatever the page is in.
    st.download_button(tr("Tabel opslaan"), lambda: _csv(fitting, found), "regels.csv", "text/csv")
    return chosen


def _table(run: Run, states: Sequence[RuleState], found: History) -> None:
    """The rows with a link to each rule beside its title, what is asked most in sight."""
    rows = _rows(states, found)
    rows[tr("Open")] = [rules_url.address(run, one.id) for one in states]
    first = [tr("Regel"), tr("Titel"), tr("Open"), tr("Stand"), tr("Treffers"), tr("Terecht")]
    st.dataframe(
        rows, hide_index=True, width="stretch", height=420, placeholder="",
        column_order=[*first, *(name for name in rows.columns if name not in first)],
        column_config={
            tr("Titel"): st.column_config.TextColumn(width=260),
            tr("Open"): st.column_config.LinkColumn(display_text=tr("open"), width=60),
        },
    )  # fmt: skip


def standing_text(state: RuleState) -> str:
    """What the rule was in the run, in words."""
    text = word("rule.standing", state.standing)
    return f"{text}: {', '.join(state.waits_for)}" if state.waits_for else text


def share_text(share: Share) -> str:
    """A share of judgements with its interval, or that nothing was judged."""
    if share.value is None or share.low is None or share.high is None:
        return tr("nog geen oordelen")
    low, high = number(100 * share.low), number(100 * share.high)
    told = tr("{right} van {judged} ({low}–{high}%)")
    return told.format(right=share.right, judged=share.judged, low=low, high=high)


def _csv(states: Sequence[RuleState], found: History) -> bytes:
    rows = _rows(states, found)
    return to_csv(list(rows.columns), rows.itertuples(index=False))


def _rows(states: Sequence[RuleState], found: History) -> pd.DataFrame:
    return pd.DataFrame([_row(state, found) for state in states])


def _row(state: RuleState, found: History) -> dict[str, object]:
    told = next((one for one in found.rules if one.rule_id == state.id), None)
    return {
        tr("Regel"): state.id,
        tr("Titel"): state.title,
        tr("Stand"): standing_text(state),
        tr("Rol"): word("role", state.role),
        tr("Punten"): state.points,
        tr("Poort"): state.gate,
        tr("Treffers"): state.hits,
        tr("Onbekend"): state.unknown,
        tr("Terecht"): share_text(told.precision) if told else "",
        tr("Let op"): tr("lager zetten voorgesteld") if told and told.demotion else "",
        tr("Versie"): state.version,
    }
