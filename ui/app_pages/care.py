"""Zorg: who must be seen first, by whom, and which locations are kept off every list."""

import streamlit as st

from engine.errors import DijkwachtError
from engine.exports.routed import Routed
from engine.snapshot import Run
from ui import review, state, victims
from ui.components import frame, refusal
from ui.components.literal import literal
from ui.language import tr
from ui.wording import day


def _draw(run: Run) -> None:
    found = victims.routed(run)
    masks = victims.masked(run)
    st.markdown(
        tr(
            "Hier staat wie eerst gezien moet worden. Een route geeft geen punten, komt niet op de "
            "werklijst en nooit in een Bibob-dossier; sluiten wordt hier niet voorgesteld."
        )
    )
    if not found:
        st.info(tr("Geen enkele locatie gaat in deze run eerst naar een mens."))
    for one in found:
        with st.container(border=True):
            _location(run, one, is_masked=one.location_id in masks)
    if others := sorted(masks.keys() - {one.location_id for one in found}):
        st.header(tr("Ook afgeschermd"))
        labels = dict(review.labels(run))
        for location_id in others:
            left, right = st.columns([5, 1], vertical_alignment="center")
            label = literal(labels.get(location_id, location_id))
            left.markdown(f"**{label}**: {literal(masks[location_id])}")
            if right.button(tr("Hef op"), key=f"lift_{location_id}"):
                _act(run, location_id, reason=None)


def _location(run: Run, one: Routed, *, is_masked: bool) -> None:
    title, act = st.columns([5, 1], vertical_alignment="center")
    mark = tr(" · **afgeschermd**") if is_masked else ""
    newest = tr("Nieuwste feit {day}").format(day=day(one.newest))
    title.markdown(f"**{one.label}**{mark}  \n{newest}")
    if act.button(tr("Bekijk"), key=f"care_open_{one.location_id}"):
        st.switch_page("ui/app_pages/location.py", query_params=state.link(run, one.location_id))
    for route in one.routes:
        to = tr("Naar {whom}").format(whom=route.route_to)
        st.markdown(f"- **{to}**: {route.sentence} ({route.rule_id})")
        if route.false_positives:
            texts = "; ".join(route.false_positives)
            st.caption(tr("Kan ook zijn: {texts}").format(texts=texts))
    if is_masked:
        if st.button(tr("Hef de afscherming op"), key=f"lift_{one.location_id}"):
            _act(run, one.location_id, reason=None)
        return
    with st.popover(tr("Scherm af: mogelijk slachtoffer")):
        reason = st.text_input(tr("Reden, zonder namen"), key=f"mask_reason_{one.location_id}")
        if st.button(tr("Scherm af"), key=f"mask_{one.location_id}"):
            _act(run, one.location_id, reason=reason)


def _act(run: Run, location_id: str, *, reason: str | None) -> None:
    """Mask with a reason, or lift without one."""
    try:
        if reason is None:
            victims.lift(run, location_id)
        else:
            victims.mask(run, location_id, reason=reason)
    except DijkwachtError as error:
        refusal.show(error)
        return
    st.rerun()


run = frame.open_run("Zorg")
frame.choose_run(run)
try:
    _draw(run)
except DijkwachtError as error:
    refusal.show(error, within=tr("De doorverwijzingen kunnen niet worden getoond: {error}"))
    st.stop()
