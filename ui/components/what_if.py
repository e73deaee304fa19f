"""Wat als: move a threshold or the points, and see at once what it would do to the run."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from engine.errors import DijkwachtError
from engine.exports.spreadsheet import to_csv
from engine.features.spans import Value
from engine.rules.model import Status
from engine.snapshot import Run
from engine.workbench.changes import Change, Knob, shown
from engine.workbench.effects import Effect, LocationEffect
from engine.workbench.workload import Workload
from ui import rulebook, state
from ui.wording import number, word

_POINTS = 5.0
_STEP = 0.1
_LABELS = {"points": "punten", "expires_months": "houdbaar, in maanden", "status": "status"}


def draw(run: Run, rule_id: str) -> tuple[Change, ...]:
    """Draw the controls and the effect; gives the changes that were tried."""
    try:
        found = rulebook.changeable(rule_id)
    except DijkwachtError as error:
        st.info(str(error))
        return ()
    st.caption(
        "Geen van deze veranderingen telt: de run blijft zoals hij is. "
        "Wat het kenmerk zelf gebruikt (zoals een termijn), vraagt een nieuwe run."
    )
    controls, effect = st.columns([2, 3], gap="large")
    with controls:
        values = [(knob, _control(knob)) for knob in found]
    changes = tuple(
        Change(knob.rule_id, knob.key, value) for knob, value in values if value != knob.value
    )
    with effect:
        _effect(run, changes)
    return changes


def _control(knob: Knob) -> Value | None:
    key, now = f"knob_{knob.rule_id}_{knob.key}", knob.value
    label = f"{_LABELS.get(knob.key, knob.key)} (nu {shown(now)})"
    if knob.key == "status":
        words = [status.value for status in Status]
        return st.selectbox(label, words, words.index(str(now)), format_func=_status, key=key)
    if isinstance(now, bool):
        return bool(st.toggle(label, now, key=key))
    if isinstance(now, int):
        return int(st.slider(label, 0, max(2 * now, now + 6), now, key=key))
    if isinstance(now, float):
        low, top = (-_POINTS, 0.0) if now < 0 else (0.0, max(2 * now, _POINTS))
        return float(st.slider(label, low, top, now, _STEP, key=key))
    return now


def _status(value: str) -> str:
    return word("rule.status", value)


def _effect(run: Run, changes: Sequence[Change]) -> None:
    try:
        effect = rulebook.what_if(run, changes)
    except DijkwachtError as error:
        st.error(str(error))
        return
    before, after = effect.load_before, effect.load_after
    cells = st.columns(4)
    _metric(cells[0], "Komt in aanmerking", after.eligible, before.eligible)
    cells[1].metric("Erbij", len(effect.entering))
    cells[2].metric("Eraf", len(effect.leaving))
    cells[3].metric("Andere band", len(effect.other_band))
    _load(before, after)
    for remark in effect.remarks:
        st.warning(remark)
    if not changes:
        st.info("Verschuif een waarde om te zien wat er verandert.")
        return
    _rules(effect)
    _moved(run, effect)


def _metric(cell: st.delta_generator.DeltaGenerator, label: str, now: int, was: int) -> None:
    cell.metric(label, now, now - was or None, delta_color="off")


def _load(before: Workload, after: Workload) -> None:
    """New locations of a year against the capacity, in words and as a bar."""
    share = min(after.new_per_year / after.max_new_per_year, 1.0)
    mark = "" if after.is_verified else " (te verifiëren)"
    st.progress(
        share,
        f"Naar schatting {number(after.new_per_year)} nieuwe locaties per jaar "
        f"(was {number(before.new_per_year)}), capaciteit {after.max_new_per_year}{mark}; "
        f"{number(after.new_per_week, 1)} per week bij een lijst van {after.list_per_week}",
    )
    if after.is_too_much:
        st.warning(
            "Dat is meer dan er per jaar bekeken kan worden: verhoog een drempel, "
            "laat de rij niet groeien."
        )


def _rules(effect: Effect) -> None:
    rows = pd.DataFrame(
        {
            "Regel": [rule.rule_id for rule in effect.rules],
            "Titel": [rule.title for rule in effect.rules],
            "Treffers": [f"{rule.hits_before} → {rule.hits_after}" for rule in effect.rules],
            "Komt": [rule.appeared for rule in effect.rules],
            "Gaat": [rule.disappeared for rule in effect.rules],
            "Onbekend": [f"{r.unknown_before} → {r.unknown_after}" for r in effect.rules],
        }
    )
    st.dataframe(rows, hide_index=True, width="stretch")


def _moved(run: Run, effect: Effect) -> None:
    if not effect.moved:
        st.markdown("Geen enkele locatie krijgt een andere score.")
        return
    hidden = rulebook.hidden(run)
    shown_ = [one for one in effect.moved if one.location_id not in hidden]
    rows = pd.DataFrame([_place(run, one) for one in shown_])
    if kept := len(effect.moved) - len(shown_):
        st.caption(
            f"{kept} locaties staan onbeoordeeld op de lijst van deze week of zijn afgeschermd "
            "en worden daarom niet genoemd; ze tellen hierboven wel mee."
        )
    if rows.empty:
        return
    links = {"Open": st.column_config.LinkColumn(display_text="open", width=60)}
    st.dataframe(rows, hide_index=True, width="stretch", column_config=links)
    content = to_csv(list(rows.columns), rows.itertuples(index=False))
    st.download_button("Locaties opslaan", content, "wat-als.csv", "text/csv")


def _place(run: Run, one: LocationEffect) -> dict[str, object]:
    query = "&".join(f"{key}={value}" for key, value in state.link(run, one.location_id).items())
    return {
        "Locatie": one.label,
        "Wat gebeurt er": _what(one),
        "Band": f"{word('band', one.band_before)} → {word('band', one.band_after)}",
        "Score": f"{number(one.score_before, 1)} → {number(one.score_after, 1)}",
        "Open": f"/locatie?{query}",
    }


def _what(one: LocationEffect) -> str:
    if one.enters:
        return "komt erbij"
    if one.leaves:
        return "valt af"
    return "andere band" if one.changes_band else "andere score"
