"""The rules of a run as a table: what each looks for, what it was in the run, how it did."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from engine.exports.rule_report import RuleState, Standing
from engine.exports.spreadsheet import to_csv
from engine.precision import Share
from engine.workbench.history import History
from ui.wording import number, word

_ALL = "alle"


def draw(states: Sequence[RuleState], found: History) -> None:
    """Choices of pack and standing, then one row per rule, with a download."""
    packs = sorted({state.pack for state in states})
    left, middle, right = st.columns([1, 1, 2])
    pack = left.selectbox("Pakket", [_ALL, *packs], key="rules_pack")
    standing = middle.selectbox(
        "Stand",
        [_ALL, *Standing],
        format_func=lambda value: value if value == _ALL else word("rule.standing", value),
        key="rules_standing",
    )
    asked = right.text_input("Zoek in nummer en titel", key="rules_search").strip().casefold()
    shown = [
        state
        for state in states
        if pack in (_ALL, state.pack)
        and standing in (_ALL, state.standing)
        and asked in f"{state.id} {state.title}".casefold()
    ]
    if not shown:
        st.info(
            "Geen regel voldoet aan deze keuzes. Kies een ander pakket of maak de zoekterm leeg."
        )
        return
    rows = pd.DataFrame([_row(state, found) for state in shown])
    st.dataframe(rows, hide_index=True, width="stretch", height=420)
    content = to_csv(list(rows.columns), rows.itertuples(index=False))
    st.download_button("Tabel opslaan", content, "regels.csv", "text/csv")


def standing_text(state: RuleState) -> str:
    """What the rule was in the run, in words."""
    text = word("rule.standing", state.standing)
    return f"{text}: {', '.join(state.waits_for)}" if state.waits_for else text


def share_text(share: Share) -> str:
    """A share of judgements with its interval, or that nothing was judged."""
    if share.value is None or share.low is None or share.high is None:
        return "nog geen oordelen"
    low, high = number(100 * share.low), number(100 * share.high)
    return f"{share.right} van {share.judged} ({low}–{high}%)"


def _row(state: RuleState, found: History) -> dict[str, object]:
    told = next((one for one in found.rules if one.rule_id == state.id), None)
    return {
        "Regel": state.id,
        "Titel": state.title,
        "Stand": standing_text(state),
        "Rol": word("role", state.role),
        "Punten": state.points,
        "Poort": state.gate,
        "Treffers": state.hits,
        "Onbekend": state.unknown,
        "Terecht": share_text(told.precision) if told else "",
        "Let op": "lager zetten voorgesteld" if told and told.demotion else "",
        "Versie": state.version,
    }
