"""Signals as a board: three calm columns of states, the oldest of each state first."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from engine.casework.process.states import State
from engine.snapshot import Run
from engine.translatable import mark
from ui import case_url, state, wording
from ui.case_board import Board, Card
from ui.case_url import Shown
from ui.components.literal import literal, typed
from ui.language import tr
from ui.wording import day, number

_COLUMNS: tuple[tuple[str, tuple[State, ...]], ...] = (
    (mark("Binnen en wegen"), (
        State.NEW, State.NOT_CONCRETE, State.WEIGHING_1, State.WEIGHING_2, State.WEIGHING_3,
    )),
    (mark("Onderzoek en overleg"), (State.DESK_RESEARCH, State.SIGNAL_MEETING)),
    (mark("Bij een ander"), (State.TO_DEPARTMENT, State.TO_CARE, State.TO_RIEC)),
)  # fmt: skip
_SHORT = 110


def draw(run: Run, shown: Shown, found: Board) -> None:
    """Draw the board; what does not fit is a list of its own, one click away."""
    named = {one for _, states in _COLUMNS for one in states}
    others = [one for one in found.counts if one not in named]
    for at, (title, states) in zip(st.columns(len(_COLUMNS)), _COLUMNS, strict=True):
        with at:
            further = others if title == _COLUMNS[-1][0] else []
            here = [one for one in (*states, *further) if one in found.counts]
            count = sum(found.counts[one] for one in here)
            st.markdown(f"## {tr(title)} ({number(count)})")
            if not here:
                st.caption(tr("Niets."))
            for one in here:
                _state(run, shown, found, one)


def _state(run: Run, shown: Shown, found: Board, one: State) -> None:
    text, count = found.process.states[one], found.counts[one]
    st.markdown(f"**{literal(text.label)}** · {number(count)}")
    st.caption(literal(text.about))
    cards: Sequence[Card] = found.cards[one]
    for card in cards:
        _card(run, card)
    if count > len(cards) and st.button(
        tr("Toon alle {count} in {state}").format(count=number(count), state=text.label),
        key=f"signals_all_{one}",
        width="stretch",
    ):
        case_url.go(run, replace(shown, state=one, page=1))


def _card(run: Run, card: Card) -> None:
    row = card.row
    with st.container(border=True):
        if st.button(
            f"{row.number} · {card.spot.label}",
            key=f"signals_card_{row.number}",
            type="tertiary",
            help=tr("Open zaak {number}").format(number=row.number),
        ):
            held = case_url.link(run, row.number)
            st.switch_page("ui/app_pages/cases.py", query_params=held)
        st.markdown(typed(_shortened(row.purpose)))
        st.caption(" · ".join(_facts(card)))


def _facts(card: Card) -> list[str]:
    row = card.row
    parts = [wording.days(card.age_days), tr(row.origin.label)]
    owner = tr("trekker {owner}").format(owner=literal(row.owner or ""))
    parts.append(owner if row.owner else tr("geen trekker"))
    if row.next_due is not None:
        is_late = row.next_due < state.today()
        due = tr("taak {day} (te laat)") if is_late else tr("taak {day}")
        parts.append(due.format(day=day(row.next_due)))
    if card.lapses_on is not None:
        parts.append(tr("vervalt op {day}").format(day=day(card.lapses_on)))
    if row.is_victim:
        parts.append(tr("mogelijk slachtoffer: eerst zorg"))
    return parts


def _shortened(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[:_SHORT].rstrip()}…"
