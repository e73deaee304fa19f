"""What the URL of the page Verantwoording holds: plain text, validated here.

`jaar` the year that is accounted for · `deel` a part of the page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

import streamlit as st

from engine.snapshot import Run
from engine.translatable import mark
from ui import state
from ui.language import tr

Value = TypeVar("Value")

YEAR, PART = "jaar", "deel"
_SHOWN = 40


class Part(StrEnum):
    """A part of the page."""

    YEAR = "jaar"
    RULES = "regels"
    PEOPLE = "mensen"
    REGISTER = "register"
    TERMS = "termijnen"

    @property
    def label(self) -> str:
        """What the part is called, in the language of who looks."""
        return tr(_LABELS[self])


_LABELS = {
    Part.YEAR: mark("Het jaar"),
    Part.RULES: mark("Per regel"),
    Part.PEOPLE: mark("Voor mensen"),
    Part.REGISTER: mark("Algoritmeregister"),
    Part.TERMS: mark("Bewaartermijnen"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows.

    Attributes:
        problems: what of the URL cannot be used, in the language of who looks.
    """

    year: int
    part: Part
    problems: tuple[str, ...] = ()


def read(params: Mapping[str, str], *, years: Sequence[int], parts: Sequence[Part]) -> Shown:
    """What a URL asks for; what cannot be shown is left out and told.

    Args:
        params: of the URL.
        years: that can be accounted for, the newest first; not empty.
        parts: that the role may see; not empty.
    """
    problems: list[str] = []
    year = _one_of(params, YEAR, {str(one): one for one in years}, problems)
    part = _one_of(params, PART, {one.value: one for one in parts}, problems)
    return Shown(year or years[0], part or parts[0], tuple(problems))


def now(*, years: Sequence[int], parts: Sequence[Part]) -> Shown:
    """What the URL of this page asks for."""
    held = {name: st.query_params[name] for name in st.query_params}
    return read(held, years=years, parts=parts)


def show(run: Run, shown: Shown) -> None:
    """Put a view into the URL; the page is not drawn anew by it."""
    state.put_url(run, {YEAR: [str(shown.year)], PART: [shown.part.value]})


def _one_of(
    params: Mapping[str, str], name: str, known: Mapping[str, Value], problems: list[str]
) -> Value | None:
    text = (params.get(name) or "").strip()
    if text and text not in known:
        told = tr("{name}={text}: niet te tonen; kies {known}")
        problems.append(told.format(name=name, text=text[:_SHOWN], known=", ".join(known)))
    return known.get(text)
