"""Werklijst: this week's locations in blind order, each with the same neutral sheet."""

import streamlit as st

from engine.errors import DijkwachtError
from engine.snapshot import Run
from ui import list_owners, worklist_url, worklist_view
from ui.components import (
    frame,
    list_card,
    list_head,
    list_rest,
    refusal,
    second_readings,
    triage,
    url_problems,
)
from ui.language import tr
from ui.worklist_view import Item

run = frame.open_run("Werklijst")
frame.choose_run(run)


def _list(run: Run, items: list[Item]) -> None:
    """The list as it is filtered, with the keys above it."""
    asked = list_head.filters(run, items, worklist_url.now())
    shown = worklist_view.shown(items, asked)
    if not shown:
        st.info(tr("Geen locatie van deze lijst past bij de filters. Kies een andere."))
        return
    own = triage.bar(run, shown, asked)
    st.caption(tr(triage.HELP))
    snoozed, colleagues = worklist_view.snoozed(run), list_owners.colleagues()
    for item in shown:
        name = item.row.location_id
        list_card.draw(
            run,
            item,
            is_at_hand=item is own,
            until=snoozed.get(name),
            is_snoozed=name in snoozed,
            colleagues=colleagues,
        )


try:
    found = worklist_view.items(run)
    url_problems.tell(worklist_url.now().problems)
    second_readings.draw(run)
    list_head.week(run)
    if found:
        list_head.meter(worklist_view.meter(found), found[0].row.week)
        _list(run, found)
    else:
        st.info(tr("Geen locatie voldoet deze week, en de controlegroep is leeg. Bekijk de kaart."))
    list_rest.draw(run)
except DijkwachtError as error:
    refusal.show(error, within=tr("De werklijst kan niet worden getoond: {error}"))
    st.stop()
