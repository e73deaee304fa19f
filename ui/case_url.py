"""What the URL of the pages Signalen, Zaken and Taken holds: plain text, validated here.

`zaak` the number of a case · `deel` a part of it · `staat` a state · `dorp` a village · `herkomst`
where it came from · `trekker` only `ik` or `niemand`, never a person · `soort` a kind · `klaar=1`
what ended · `beeld` board or list · `blad` a page · `nieuw=1` the form for a new signal. Words that
somebody looks for may hold a name, so they never stand in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

import streamlit as st

from engine.casework.case_models import CaseKind
from engine.casework.process.states import Origin, State
from engine.snapshot import Run
from ui import state, url_values
from ui.language import tr

CASE, PART = "zaak", "deel"
_YES = "1"
_LONGEST = 100
_HIGHEST = 2**31 - 1

Params = Mapping[str, str]
Word = TypeVar("Word", bound=StrEnum)


class Owner(StrEnum):
    """Whose cases: without anybody's name."""

    MINE = "ik"
    NOBODY = "niemand"


class Look(StrEnum):
    """How signals are shown."""

    BOARD = "bord"
    LIST = "lijst"


PARTS = (
    "feiten", "wegen", "toetsen", "vragen", "werk", "maatregelen", "stukken", "verbanden",
    "tijdlijn",
)  # fmt: skip
_PARTS = {part: part for part in PARTS}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows.

    Attributes:
        case: number of the case, None for none.
        part: one of `PARTS`.
        town: a village of the run, not yet checked against it.
        page: from 1 on.
        problems: what of the URL cannot be used.
    """

    case: int | None = None
    part: str = PARTS[0]
    state: State | None = None
    town: str | None = None
    origin: Origin | None = None
    owner: Owner | None = None
    kind: CaseKind | None = None
    ended: bool = False
    look: Look = Look.BOARD
    page: int = 1
    new: bool = False
    problems: tuple[str, ...] = ()


def read(params: Params) -> Shown:
    """What a URL asks for; what cannot be read is left out and told."""
    problems: list[str] = []
    return Shown(
        case=_number(params, CASE, problems),
        part=url_values.named(params, PART, _PARTS, problems) or PARTS[0],
        state=_enum(params, "staat", State, problems),
        town=(params.get("dorp") or "").strip()[:_LONGEST] or None,
        origin=_enum(params, "herkomst", Origin, problems),
        owner=_enum(params, "trekker", Owner, problems),
        kind=_enum(params, "soort", CaseKind, problems),
        ended=params.get("klaar") == _YES,
        look=_enum(params, "beeld", Look, problems) or Look.BOARD,
        page=_number(params, "blad", problems) or 1,
        new=params.get("nieuw") == _YES,
        problems=tuple(problems),
    )


def write(shown: Shown) -> dict[str, str]:
    """The parameters of a URL that shows the same; what is as usual is left out."""
    held = {
        CASE: shown.case and str(shown.case),
        PART: None if shown.part == PARTS[0] else shown.part,
        "staat": shown.state,
        "dorp": shown.town,
        "herkomst": shown.origin,
        "trekker": shown.owner,
        "soort": shown.kind,
        "klaar": _YES if shown.ended else None,
        "beeld": None if shown.look is Look.BOARD else shown.look,
        "blad": None if shown.page == 1 else str(shown.page),
        "nieuw": _YES if shown.new else None,
    }
    return {name: str(value) for name, value in held.items() if value}


def now() -> Shown:
    """What the URL of this page asks for."""
    return read({name: st.query_params[name] for name in st.query_params})


def show(run: Run, shown: Shown) -> None:
    """Put a view into the URL; the page is not drawn anew by it."""
    state.put_url(run, {name: [value] for name, value in write(shown).items()})


def go(run: Run, shown: Shown) -> None:
    """Put a view into the URL and draw the page anew."""
    show(run, shown)
    st.rerun()


def link(run: Run, number: int, part: str = PARTS[0]) -> dict[str, str]:
    """What the URL of a case holds."""
    return {state.RUN: run.path.name, **write(Shown(case=number, part=part))}


def first_page(shown: Shown) -> Shown:
    """The same view from its first page on."""
    return replace(shown, page=1)


def _number(params: Params, name: str, problems: list[str]) -> int | None:
    text = (params.get(name) or "").strip()[:_LONGEST]
    if not text:
        return None
    if text.isascii() and text.isdecimal() and 1 <= int(text) <= _HIGHEST:
        return int(text)
    problems.append(tr("{name}={text}: geen nummer").format(name=name, text=text))
    return None


def _enum(params: Params, name: str, words: type[Word], problems: list[str]) -> Word | None:
    return url_values.named(params, name, {one.value: one for one in words}, problems)
