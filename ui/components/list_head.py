"""Above the week's list: which week, how much of it is done, and which locations are shown."""

from collections.abc import Sequence

import streamlit as st

from engine.scoring import weeks
from engine.snapshot import Run
from engine.translatable import mark
from ui import state, worklist_url, worklist_view
from ui.components import choices, list_owner
from ui.language import tr
from ui.wording import day, number, word
from ui.worklist_url import Shown, Standing
from ui.worklist_view import Item, Meter

_ALL = choices.ALL
_STANDINGS = {
    _ALL: _ALL,
    Standing.TO_DO: mark("nog te doen"),
    Standing.DONE: mark("beoordeeld"),
}


def week(run: Run) -> None:
    """Draw the choice of a week; another one shows the newest run of that week."""
    runs = worklist_view.by_week()
    own = weeks.week_of(run.as_of)
    names = list(runs)
    chosen = st.selectbox(
        tr("Week"), names, index=names.index(own),
        format_func=lambda name: tr("{week} (run van {day})").format(
            week=name, day=day(runs[name].as_of)
        ),
        key=f"list_week_{run.path.name}",
    )  # fmt: skip
    if chosen != own:
        state.put_url(runs[chosen], {})
        st.rerun()


def meter(found: Meter, week_name: str) -> None:
    """Draw how much is judged, and how long the rest takes."""
    st.markdown(
        tr(
            "Week **{week}**: {total} locaties in willekeurige volgorde, "
            "waarvan ten minste een kwart aselect gekozen. "
            "Beoordeeld: **{judged} van {total}**."
        ).format(week=week_name, total=found.total, judged=found.judged)
    )
    st.progress(found.judged / found.total if found.total else 1.0)
    st.caption(f"{_left(found)} {_given(found)}")
    if found.is_over:
        st.warning(tr("Deze lijst is langer dan wat in een week bekeken kan worden."))


def filters(run: Run, found: Sequence[Item], asked: Shown) -> Shown:
    """Draw the filters as the URL has them; what was chosen, with the place of the URL."""
    towns = sorted({item.dossier.place.town or "" for item in found} - {""})
    kinds = sorted({item.dossier.place.kind for item in found})
    where, what, done = st.columns(3)
    town = choices.one_or_all(where, tr("Dorp"), towns, asked.town, key="list_town")
    kind = choices.one_or_all(
        what, tr("Soort"), kinds, asked.kind, key="list_kind",
        words=lambda name: word("kind", name),
    )  # fmt: skip
    standing = done.segmented_control(
        tr("Oordeel"), list(_STANDINGS), default=asked.standing or _ALL, key="list_standing",
        format_func=lambda one: tr(_STANDINGS[one]), required=True,
    )  # fmt: skip
    chosen = Shown(
        town=town,
        kind=kind,
        standing=None if standing in (None, _ALL) else Standing(standing),
        position=asked.position,
        mine=list_owner.only_mine(found, asked),
    )
    worklist_url.show(run, chosen)
    return chosen


def _left(found: Meter) -> str:
    """How long the rest takes."""
    text = tr("Nog ongeveer {span}, {each} minuten per locatie.")
    if not found.verified:
        text = tr("Nog ongeveer {span}, {each} minuten per locatie (te verifiëren).")
    return text.format(span=_span(found.minutes_left), each=number(found.minutes_each))


def _given(found: Meter) -> str:
    """What the reviewer judged, and may judge in a week."""
    if found.most is None:
        return tr("U gaf deze week {own} oordelen.").format(own=number(found.own))
    text = tr("U gaf deze week {own} van ten hoogste {most} oordelen.")
    return text.format(own=number(found.own), most=number(found.most))


def _span(minutes: float) -> str:
    """Minutes as hours and minutes."""
    hours, rest = divmod(round(minutes), 60)
    if hours:
        return tr("{hours} uur en {minutes} minuten").format(hours=hours, minutes=rest)
    return tr("{minutes} minuten").format(minutes=rest)
