"""What is not on this week's list: what waits, what lapsed, what is put off, and how many more."""

from collections.abc import Mapping, Sequence

import streamlit as st

from engine.casework.listings import Listed, Snoozed
from engine.errors import DijkwachtError
from engine.snapshot import Run
from engine.translatable import mark
from ui import review, state, worklist_view
from ui.components import refusal, snooze_form
from ui.components.literal import literal
from ui.language import tr
from ui.wording import day, number

_KEY = "list_rest"


def draw(run: Run) -> None:
    """Draw the rest, folded; it is read when somebody unfolds it."""
    with st.expander(tr("Niet op deze lijst"), key=_KEY, on_change="rerun") as opened:
        if opened.open:
            try:
                _draw(run)
            except DijkwachtError as error:
                refusal.show(error)


def _draw(run: Run) -> None:
    found = worklist_view.rest(run)
    names = _names(run)
    more = worklist_view.eligible_elsewhere(run)
    st.markdown(
        tr(
            "**{count}** andere locaties komen volgens de regels in aanmerking. Welke, staat "
            "hier niet: dat volgt op een oordeel. Ze komen op een latere lijst, tenzij ze al "
            "beoordeeld zijn, in een zaak zitten of uitgesteld zijn."
        ).format(count=number(more))
    )
    _listed(run, tr("Wacht nog, van eerdere lijsten"), found.waiting, names, mark("vervalt op"))
    _listed(run, tr("Verlopen zonder oordeel"), found.lapsed, names, mark("verlopen op"))
    _snoozed(run, found.snoozed, names)


def _names(run: Run) -> Mapping[str, tuple[str, str]]:
    """Id and address of every location that the reviewer may see, by BAG id."""
    labels = dict(review.labels(run))
    return {
        bag_id: (name, labels[name])
        for name, bag_ids in state.identities(run).items()
        if name in labels
        for bag_id in bag_ids
    }


def _listed(
    run: Run, title: str, rows: Sequence[Listed], names: Mapping[str, tuple[str, str]], when: str
) -> None:
    known = [(one, here) for one in rows if (here := _here(one.bag_ids, names)) is not None]
    st.markdown(f"**{title}** ({len(known)})")
    for number_, (one, (name, label)) in enumerate(known):
        said, look = st.columns([5, 1], vertical_alignment="center")
        said.markdown(
            tr("{label}: week {week}, {when} {day}").format(
                label=literal(label), week=one.week, when=tr(when), day=day(one.until)
            )
        )
        if look.button(tr("Bekijk"), key=f"{_KEY}_{when}_{number_}"):
            st.switch_page("ui/app_pages/location.py", query_params=state.link(run, name))


def _snoozed(run: Run, rows: Sequence[Snoozed], names: Mapping[str, tuple[str, str]]) -> None:
    known = [(one, here) for one in rows if (here := _here(one.bag_ids, names)) is not None]
    st.markdown(tr("**Uitgesteld** ({count})").format(count=len(known)))
    for one, (name, label) in known:
        said, look, end = st.columns([4, 1, 1], vertical_alignment="center")
        said.markdown(
            tr("{label}: tot en met {day}, {reason}").format(
                label=literal(label), day=day(one.until), reason=literal(one.reason)
            )
        )
        if look.button(tr("Bekijk"), key=f"{_KEY}_look_{one.number}"):
            st.switch_page("ui/app_pages/location.py", query_params=state.link(run, name))
        if end.button(tr("Weer op de lijst"), key=f"{_KEY}_end_{one.number}"):
            snooze_form.end(one.bag_ids)


def _here(bag_ids: Sequence[str], names: Mapping[str, tuple[str, str]]) -> tuple[str, str] | None:
    return next((names[bag_id] for bag_id in bag_ids if bag_id in names), None)
