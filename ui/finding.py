"""What the search box finds: cases, locations by address or BAG id, and companies by KVK number."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from engine.casework import users
from engine.register.parties import KVK_NUMBER
from engine.snapshot import Run
from ui import acting, case_board, review, state
from ui.case_board import Card

_PEOPLE = (
    "sole_trader",
    "general_partnership",
    "limited_partnership",
    "professional_partnership",
)
"""Legal forms of people: their number tells a person, so it is not searched for."""


@dataclass(frozen=True, slots=True)
class Found:
    """What words stand for.

    Attributes:
        locations: (id, address), by address.
        company: number and name of a legal person; None when the words are none.
    """

    cases: Sequence[Card]
    locations: Sequence[tuple[str, str]]
    company: tuple[str, str] | None

    @property
    def is_empty(self) -> bool:
        """True when nothing was found."""
        return not (self.cases or self.locations or self.company)


def find(run: Run, words: str, *, most: int = 5) -> Found:
    """Everything that the reviewer may see and that words stand for, at most so many of each."""
    return Found(
        case_board.find(run, words, size=most) if acting.kinds() else [],
        locations(run, words, most=most) if state.role() in users.MAY_LOOK else [],
        _company(str(run.path), words.strip()) if state.role() in users.MAY_SEE_NETWORK else None,
    )


def locations(run: Run, words: str, *, most: int) -> list[tuple[str, str]]:
    """Locations with this id or BAG id, or of which the address holds every word, by address."""
    asked = words.strip()
    parts = asked.casefold().split()
    if not parts:
        return []
    ids = {name for name, bag_ids in state.identities(run).items() if asked in (name, *bag_ids)}
    found = []
    for name, label in review.labels(run):
        if name in ids or all(part in label.casefold() for part in parts):
            found.append((name, label))
            if len(found) == most:
                break
    return found


def is_legal_person(run: Run, number: str) -> bool:
    """True when the run knows the number as that of a company that is no person."""
    return number in _companies(str(run.path))


def _company(path: str, number: str) -> tuple[str, str] | None:
    if KVK_NUMBER.fullmatch(number) is None:
        return None
    name = _companies(path).get(number)
    return None if name is None else (number, name)


@st.cache_resource(max_entries=4, show_spinner=False)
def _companies(path: str) -> dict[str, str]:
    """Name of every legal person of the run by KVK number."""
    table = state.opened(path).table("tables/enterprise")
    wanted = ("enterprise_id", "legal_form", "statutory_name")
    columns = (table[name].to_pylist() for name in wanted)
    return {
        number: name or f"KVK {number}"
        for number, form, name in zip(*columns, strict=True)
        if form is not None and form not in _PEOPLE
    }
