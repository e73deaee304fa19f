"""Above the week's list: which week, how much of it is done, and which locations are shown."""

from collections.abc import Sequence

import streamlit as st

from engine.scoring import weeks
from engine.snapshot import Run
from ui import state, worklist_url, worklist_view
from ui.wording import day, number, word
from ui.worklist_url import Shown, Standing
from ui.worklist_view import Item, Meter

_ALL = "alle"
_STANDINGS = {_ALL: "alle", Standing.TO_DO: "nog te doen", Standing.DONE: "beoordeeld"}


def week(run: Run) -> None:
    """Draw the choice of a week; another one shows the newest run of that week."""
    runs = worklist_view.by_week()
    own = weeks.week_of(run.as_of)
    names = list(runs)
    chosen = st.selectbox(
        "Week", names, index=names.index(own),
        format_func=lambda name: f"{name} (run van {day(runs[name].as_of)})",
        key=f"list_week_{run.path.name}",
    )  # fmt: skip
    if chosen != own:
        state.put_url(runs[chosen], {})
        st.rerun()


def meter(found: Meter, week_name: str) -> None:
    """Draw how much is judged, and how long the rest takes."""
    st.markdown(
        f"Week **{week_name}**: {found.total} locaties in willekeurige volgorde, "
        f"waarvan ten minste een kwart aselect gekozen. "
        f"Beoordeeld: **{found.judged} van {found.total}**."
    )
    st.progress(found.judged / found.total if found.total else 1.0)
    mark = "" if found.verified else " (te verifiëren)"
    most = "" if found.most is None else f" van ten hoogste {number(found.most)}"
    st.caption(
        f"Nog ongeveer {_span(found.minutes_left)}, {number(found.minutes_each)} minuten per "
        f"locatie{mark}. U gaf deze week {number(found.own)}{most} oordelen."
    )
    if found.is_over:
        st.warning("Deze lijst is langer dan wat in een week bekeken kan worden.")


def filters(run: Run, found: Sequence[Item], asked: Shown) -> Shown:
    """Draw the filters as the URL has them; what was chosen, with the place of the URL."""
    towns = sorted({item.dossier.place.town or "" for item in found} - {""})
    kinds = sorted({item.dossier.place.kind for item in found})
    where, what, done = st.columns(3)
    town = where.selectbox(
        "Dorp", [_ALL, *towns], index=_at(asked.town, towns), key="list_town",
    )  # fmt: skip
    kind = what.selectbox(
        "Soort", [_ALL, *kinds], index=_at(asked.kind, kinds), key="list_kind",
        format_func=lambda name: name if name == _ALL else word("kind", name),
    )  # fmt: skip
    standing = done.segmented_control(
        "Oordeel", list(_STANDINGS), default=asked.standing or _ALL, key="list_standing",
        format_func=_STANDINGS.__getitem__, required=True,
    )  # fmt: skip
    chosen = Shown(
        town=None if town == _ALL else town,
        kind=None if kind == _ALL else kind,
        standing=None if standing in (None, _ALL) else Standing(standing),
        position=asked.position,
    )
    worklist_url.show(run, chosen)
    return chosen


def _at(asked: str | None, known: Sequence[str]) -> int:
    return 1 + known.index(asked) if asked in known else 0


def _span(minutes: float) -> str:
    """Minutes as hours and minutes."""
    hours, rest = divmod(round(minutes), 60)
    return f"{hours} uur en {rest} minuten" if hours else f"{rest} minuten"
