"""Going through the list by keyboard: next, previous, judge, put off.

A key works wherever the page has the focus, not while somebody types in a field.
"""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from engine.snapshot import Run
from engine.translatable import mark
from ui import state, worklist_url, worklist_view
from ui.components import list_card, snooze_form
from ui.components.literal import literal
from ui.language import tr
from ui.worklist_url import Shown
from ui.worklist_view import Item

NEXT, BEFORE, JUDGE, SNOOZE, LIST = "J", "K", "B", "U", "L"
HELP = mark("Toetsen: J volgende, K vorige, B beoordelen of bekijken, U uitstellen.")


def at_hand(items: Sequence[Item], shown: Shown) -> Item:
    """The location that the keys are about: that of the URL, else the first that is to be done."""
    own = next((item for item in items if item.position == shown.position), None)
    if own is not None:
        return own
    return next((item for item in items if item.row.judged is None), items[0])


def bar(run: Run, items: Sequence[Item], shown: Shown) -> Item:
    """Draw the bar above the list; the location that is at hand now."""
    own = at_hand(items, shown)
    at = items.index(own)
    bar = st.container(horizontal=True, vertical_alignment="center")
    for label, key, name, to in (
        (tr("Vorige"), BEFORE, "triage_before", at - 1),
        (tr("Volgende"), NEXT, "triage_next", at + 1),
    ):
        there = items[to].position if 0 <= to < len(items) else None
        bar.button(
            label, shortcut=key, disabled=there is None, key=name, on_click=_take,
            args=(run, shown, there),
        )  # fmt: skip
    if bar.button(
        tr("Bekijk") if own.row.judged else tr("Beoordeel"), shortcut=JUDGE, type="primary",
        key="triage_judge",
    ):  # fmt: skip
        list_card.open_location(run, own)
    if bar.button(tr("Stel uit"), shortcut=SNOOZE, key="triage_snooze"):
        snooze_form.ask(run, own.row.location_id, own.dossier.place.label)
    bar.markdown(f"**{own.position}. {literal(own.dossier.place.label)}**")
    return own


def on_location(run: Run, location_id: str, label: str) -> None:
    """Draw the same for the page of one location, when it is on the list."""
    found = worklist_view.next_to(run, location_id)
    if found is None:
        return
    place, total, before, after = found
    bar = st.container(horizontal=True, vertical_alignment="center")
    for label, key, name, to in (
        (tr("Vorige"), BEFORE, "triage_before", before),
        (tr("Volgende"), NEXT, "triage_next", after),
    ):
        bar.button(label, shortcut=key, disabled=to is None, key=name, on_click=_go, args=(run, to))
    if bar.button(tr("Naar de lijst"), shortcut=LIST, key="triage_list"):
        held = {state.RUN: run.path.name, **worklist_url.write(Shown(position=place))}
        st.switch_page("ui/app_pages/worklist.py", query_params=held)
    if bar.button(tr("Stel uit"), shortcut=SNOOZE, key="triage_snooze"):
        snooze_form.ask(run, location_id, label)
    told = tr("Op de weeklijst: {place} van {total}, in willekeurige volgorde.")
    bar.caption(told.format(place=place, total=total))


def _take(run: Run, shown: Shown, position: int | None) -> None:
    """Take another location of the list at hand, before the page is drawn again."""
    worklist_url.show(run, replace(shown, position=position))


def _go(run: Run, location_id: str | None) -> None:
    """Go to the page of another location, before it is drawn again."""
    if location_id is not None:
        state.put_url(run, {state.LOCATION: [location_id]})
