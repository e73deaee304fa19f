"""What the URL of the page Verantwoording holds: plain text, validated here.

`jaar` the year that is accounted for · `deel` a part of the page · of the rules: `pakket` a pack,
`volgorde` their order, `genoeg=1` only those that were judged often enough. Words that somebody
looks for may hold a name, so they never stand in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import streamlit as st

from engine.snapshot import Run
from engine.translatable import mark
from engine.workbench.accountability import rules
from ui import state, url_values
from ui.language import tr

YEAR, PART = "jaar", "deel"
_ORDERS = {one.casefold().replace(" ", "-"): one for one in rules.ORDERS}
_YES = "1"


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
        pack: of the rules; None: every pack. Not yet checked against the year.
        order: of the rules; one of `rules.ORDERS`.
        enough: only rules of which enough was judged to tell a share.
        problems: what of the URL cannot be used, in the language of who looks.
    """

    year: int
    part: Part
    pack: str | None = None
    order: str = rules.ORDERS[0]
    enough: bool = False
    problems: tuple[str, ...] = ()


def read(params: Mapping[str, str], *, years: Sequence[int], parts: Sequence[Part]) -> Shown:
    """What a URL asks for; what cannot be shown is left out and told.

    Args:
        params: of the URL.
        years: that can be accounted for, the newest first; not empty.
        parts: that the role may see; not empty.
    """
    problems: list[str] = []
    year = url_values.named(params, YEAR, {str(one): one for one in years}, problems)
    part = url_values.named(params, PART, {one.value: one for one in parts}, problems)
    order = url_values.named(params, "volgorde", _ORDERS, problems)
    return Shown(
        year or years[0],
        part or parts[0],
        params.get("pakket", "").strip()[: url_values.LONGEST] or None,
        order or rules.ORDERS[0],
        params.get("genoeg") == _YES,
        tuple(problems),
    )


def write(shown: Shown) -> dict[str, str]:
    """The parameters of a URL that shows the same; what is as usual is left out."""
    held = {YEAR: str(shown.year), PART: shown.part.value}
    if shown.part is not Part.RULES:
        return held
    order = next(name for name, one in _ORDERS.items() if one == shown.order)
    chosen = {
        "pakket": shown.pack,
        "volgorde": None if shown.order == rules.ORDERS[0] else order,
        "genoeg": _YES if shown.enough else None,
    }
    return held | {name: value for name, value in chosen.items() if value}


def now(*, years: Sequence[int], parts: Sequence[Part]) -> Shown:
    """What the URL of this page asks for."""
    held = {name: st.query_params[name] for name in st.query_params}
    return read(held, years=years, parts=parts)


def show(run: Run, shown: Shown) -> None:
    """Put a view into the URL; the page is not drawn anew by it."""
    state.put_url(run, {name: [value] for name, value in write(shown).items()})
