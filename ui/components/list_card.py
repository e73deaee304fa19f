"""One location of the week's list: neutral first, what the rules say after its first judgement."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from engine.casework.process.states import Origin
from engine.snapshot import Run
from ui import acting, review, state
from ui.components import fact_sheet, list_owner, signal_form
from ui.components.literal import literal
from ui.language import tr
from ui.wording import day, word
from ui.worklist_view import Item


def draw(
    run: Run,
    item: Item,
    *,
    is_at_hand: bool,
    until: date | None,
    is_snoozed: bool,
    colleagues: Sequence[str],
) -> None:
    """Draw a location.

    Args:
        run: of the list.
        item: the location.
        is_at_hand: the keys are about this one.
        until: last day that it is put off.
        is_snoozed: whether it is put off.
        colleagues: to whom who looks may give it.
    """
    place, judged = item.dossier.place, item.row.judged
    with st.container(border=True):
        title, act = st.columns([5, 1], vertical_alignment="center")
        mark = ":material/arrow_right_alt: " if is_at_hand else ""
        title.markdown(
            f"{mark}**{item.position}. {literal(place.label)}**  \n{fact_sheet.headline(place)}"
        )
        look = tr("Bekijk") if judged else tr("Beoordeel")
        if act.button(look, key=f"worklist_open_{item.position}"):
            open_location(run, item)
        fact_sheet.draw_counts(item.dossier)
        list_owner.draw(run, item, colleagues)
        if is_snoozed:
            off = tr(":material/snooze: uitgesteld tot en met {day}")
            st.caption(off.format(day=day(until)))
        if judged is None:
            st.caption(
                tr("Nog niet beoordeeld: treffers, punten, band en deel volgen op het oordeel.")
            )
            return
        _said(run, item, judged)


def open_location(run: Run, item: Item) -> None:
    """Go to the page of a location of the list."""
    held = state.link(run, item.row.location_id)
    st.switch_page("ui/app_pages/location.py", query_params=held)


def _said(run: Run, item: Item, judged: review.Judged) -> None:
    found = review.visible(item.dossier, judged).assessment
    if found is None:
        st.caption(tr(review.NOT_SHOWN))
        return
    st.markdown(
        tr("Oordeel: **{verdict}** · band {band} · {arm}").format(
            verdict=tr(judged.label),
            band=word("band", found.band),
            arm=word("arm", item.row.arm),
        )
    )
    for route in found.routes:
        first = tr("- Eerst naar {who}: {sentence} ({rule})")
        st.markdown(first.format(who=route.route_to, sentence=route.sentence, rule=route.rule_id))
    for outcome in found.hits:
        st.markdown(f"- {outcome.sentence} ({outcome.rule_id})")
    if acting.has_signals():
        signal_form.at_location(run, item.row.location_id, origin=Origin.LIST)
