"""The rules of a run as a table: what each looks for, what it was in the run, how it did."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from engine.exports.rule_report import RuleState, Standing
from engine.exports.spreadsheet import to_csv
from engine.precision import Share
from engine.translatable import mark
from engine.workbench.history import History
from ui.language import tr
from ui.wording import number, word

_ALL = mark("alle")


def draw(states: Sequence[RuleState], found: History) -> None:
    """Choices of pack and standing, then one row per rule, with a download."""
    packs = sorted({state.pack for state in states})
    left, middle, right = st.columns([1, 1, 2])
    pack = left.selectbox(
        tr("Pakket"),
        [_ALL, *packs],
        format_func=lambda value: tr(_ALL) if value == _ALL else value,
        key="rules_pack",
    )
    standing = middle.selectbox(
        tr("Stand"),
        [_ALL, *Standing],
        format_func=lambda value: tr(_ALL) if value == _ALL else word("rule.standing", value),
        key="rules_standing",
    )
    asked = right.text_input(tr("Zoek in nummer en titel"), key="rules_search")
    asked = asked.strip().casefold()
    shown = [
        state
        for state in states
        if pack in (_ALL, state.pack)
        and standing in (_ALL, state.standing)
        and asked in f"{state.id} {state.title}".casefold()
    ]
    if not shown:
        st.info(
            tr(
                "Geen regel voldoet aan deze keuzes. Kies een ander pakket of maak de zoekterm "
                "leeg."
            )
        )
        return
    st.dataframe(_rows(shown, found), hide_index=True, width="stretch", height=420)
    # Made when it is asked for, without a page: in Dutch whatever the page is in.
    st.download_button(tr("Tabel opslaan"), lambda: _csv(shown, found), "regels.csv", "text/csv")


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
