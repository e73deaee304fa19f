"""Wat als: move a threshold or the points, and see at once what it would do to the run."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from engine.errors import DijkwachtError
from engine.exports.spreadsheet import to_csv
from engine.features.spans import Value
from engine.rules.model import Status
from engine.snapshot import Run
from engine.workbench.changes import Change, Knob
from engine.workbench.effects import Effect, LocationEffect
from engine.workbench.workload import Workload
from ui import knob_labels, rulebook, state, wording
from ui.components import refusal
from ui.components.literal import literal
from ui.language import tr
from ui.wording import number, setting, word

_POINTS = 5.0
_STEP = 0.1


def draw(run: Run, rule_id: str) -> tuple[Change, ...]:
    """Draw the controls and the effect; gives the changes that were tried."""
    try:
        found = rulebook.changeable(rule_id)
    except DijkwachtError as error:
        st.info(literal(wording.sentence_of(error)))
        return ()
    st.caption(
        tr(
            "Geen van deze veranderingen telt: de run blijft zoals hij is. "
            "Wat het kenmerk zelf gebruikt (zoals een termijn), vraagt een nieuwe run."
        )
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
    label = tr("{value} (nu {now})").format(value=knob_labels.label(knob.key), now=setting(now))
    if knob.key == "status":
        words = {one.value: word("rule.status", one.value) for one in Status}
        at = list(words).index(str(now))
        return st.selectbox(label, list(words), at, format_func=words.__getitem__, key=key)
    if isinstance(now, bool):
        return bool(st.toggle(label, now, key=key))
    if isinstance(now, int):
        return int(st.slider(label, 0, max(2 * now, now + 6), now, key=key))
    if isinstance(now, float):
        low, top = (-_POINTS, 0.0) if now < 0 else (0.0, max(2 * now, _POINTS))
        return float(st.slider(label, low, top, now, _STEP, format="localized", key=key))
    return now


def _effect(run: Run, changes: Sequence[Change]) -> None:
    try:
        effect = rulebook.what_if(run, changes)
    except DijkwachtError as error:
        refusal.show(error)
        return
    before, after = effect.load_before, effect.load_after
    cells = st.columns(4)
    _metric(cells[0], tr("In aanmerking"), after.eligible, before.eligible)
    cells[1].metric(tr("Erbij"), len(effect.entering))
    cells[2].metric(tr("Eraf"), len(effect.leaving))
    cells[3].metric(tr("Andere band"), len(effect.other_band))
    _load(before, after)
    for remark in effect.remarks:
        st.warning(tr(remark))
    if not changes:
        st.info(tr("Verschuif een waarde om te zien wat er verandert."))
        return
    _rules(effect)
    _moved(run, effect)


def _metric(cell: st.delta_generator.DeltaGenerator, label: str, now: int, was: int) -> None:
    cell.metric(label, now, now - was or None, delta_color="off")


def _load(before: Workload, after: Workload) -> None:
    """New locations of a year against the capacity, in words and as a bar."""
    share = min(after.new_per_year / after.max_new_per_year, 1.0)
    told = tr(
        "Naar schatting {new} nieuwe locaties per jaar (was {was}), capaciteit {most}{verify}; "
        "{week} per week bij een lijst van {listed}"
    ).format(
        new=number(after.new_per_year),
        was=number(before.new_per_year),
        most=after.max_new_per_year,
        verify="" if after.is_verified else tr(" (te verifiëren)"),
        week=number(after.new_per_week, 1),
        listed=after.list_per_week,
    )
    st.progress(share, told)
    if after.is_too_much:
        st.warning(
            tr(
                "Dat is meer dan er per jaar bekeken kan worden: verhoog een drempel, "
                "laat de rij niet groeien."
            )
        )


def _rules(effect: Effect) -> None:
    rows = pd.DataFrame(
        {
            tr("Regel"): [rule.rule_id for rule in effect.rules],
            tr("Titel"): [rule.title for rule in effect.rules],
            tr("Treffers"): [f"{rule.hits_before} → {rule.hits_after}" for rule in effect.rules],
            tr("Komt"): [rule.appeared for rule in effect.rules],
            tr("Gaat"): [rule.disappeared for rule in effect.rules],
            tr("Onbekend"): [f"{r.unknown_before} → {r.unknown_after}" for r in effect.rules],
        }
    )
    st.dataframe(rows, hide_index=True, width="stretch")


def _moved(run: Run, effect: Effect) -> None:
    if not effect.moved:
        st.markdown(tr("Geen enkele locatie krijgt een andere score."))
        return
    hidden = rulebook.hidden(run)
    shown_ = [one for one in effect.moved if one.location_id not in hidden]
    if kept := len(effect.moved) - len(shown_):
        told = tr(
            "{count} locaties staan onbeoordeeld op de lijst van deze week of zijn afgeschermd "
            "en worden daarom niet genoemd; ze tellen hierboven wel mee."
        )
        st.caption(told.format(count=kept))
    if not shown_:
        return
    links = {tr("Open"): st.column_config.LinkColumn(display_text=tr("open"), width=60)}
    rows = _places(run, shown_)
    st.dataframe(rows, hide_index=True, width="stretch", column_config=links)
    # Made when it is asked for, without a page: in Dutch whatever the page is in.
    st.download_button(tr("Locaties opslaan"), lambda: _csv(run, shown_), "wat-als.csv", "text/csv")


def _csv(run: Run, places: Sequence[LocationEffect]) -> bytes:
    rows = _places(run, places)
    return to_csv(list(rows.columns), rows.itertuples(index=False))


def _places(run: Run, places: Sequence[LocationEffect]) -> pd.DataFrame:
    return pd.DataFrame([_place(run, one) for one in places])


def _place(run: Run, one: LocationEffect) -> dict[str, object]:
    query = "&".join(f"{key}={value}" for key, value in state.link(run, one.location_id).items())
    return {
        tr("Locatie"): one.label,
        tr("Wat gebeurt er"): _what(one),
        tr("Band"): f"{word('band', one.band_before)} → {word('band', one.band_after)}",
        tr("Score"): f"{number(one.score_before, 1)} → {number(one.score_after, 1)}",
        tr("Open"): f"/locatie?{query}",
    }


def _what(one: LocationEffect) -> str:
    if one.enters:
        return tr("komt erbij")
    if one.leaves:
        return tr("valt af")
    return tr("andere band") if one.changes_band else tr("andere score")
