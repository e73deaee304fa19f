"""What the URL of the page Koppelingen holds: plain text, validated here.

`deel` a tab · `soort` a kind · `kans` the lowest probability in per cent · `blad` a page · `paar`
the pair that is shown, by a mark: pseudonyms never stand in a URL.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import streamlit as st

from engine import translatable
from engine.casework.match_models import MatchKind
from engine.casework.matches import Pair, State
from engine.snapshot import Run
from ui import state, url_values
from ui.language import tr

_MARK = re.compile(r"[0-9a-f]{12}")
_HIGHEST_PAGE = 100_000


class Part(StrEnum):
    """A tab."""

    OPEN = "te-beoordelen"
    WAITING = "tweede-persoon"
    UNSURE = "onzeker"
    JUDGED = "beoordeeld"

    @property
    def label(self) -> str:
        """What the tab is called, in Dutch."""
        return _LABELS[self]

    @property
    def states(self) -> frozenset[State]:
        """States of the pairs on it."""
        return _STATES[self]


_LABELS = {
    Part.OPEN: translatable.mark("Te beoordelen"),
    Part.WAITING: translatable.mark("Wacht op tweede persoon"),
    Part.UNSURE: translatable.mark("Onzeker"),
    Part.JUDGED: translatable.mark("Beoordeeld"),
}
_STATES = {
    Part.OPEN: frozenset({State.OPEN}),
    Part.WAITING: frozenset({State.WAITING}),
    Part.UNSURE: frozenset({State.UNSURE}),
    Part.JUDGED: frozenset({State.SAME, State.DIFFERENT}),
}
_KINDS = {kind.label: kind for kind in MatchKind}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows.

    Attributes:
        least: lowest probability in per cent, 0 to 100.
        page: from 1 on.
        mark: see `mark`; None: the first pair.
        problems: what of the URL cannot be used.
    """

    part: Part = Part.OPEN
    kind: MatchKind | None = None
    least: int = 0
    page: int = 1
    mark: str | None = None
    problems: tuple[str, ...] = ()


def mark(pair: Pair) -> str:
    """How a URL names a pair; nobody can read a side back from it."""
    text = "\x1f".join((pair.kind.value, pair.subject, pair.other))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]


def read(params: Mapping[str, str]) -> Shown:
    """What a URL asks for; what cannot be read is left out and told."""
    problems: list[str] = []
    part = url_values.named(params, "deel", {one.value: one for one in Part}, problems)
    kind = url_values.named(params, "soort", _KINDS, problems)
    given = (params.get("paar") or "").strip()
    if given and not _MARK.fullmatch(given):
        told = tr("paar={given}: geen kenmerk van een koppeling")
        problems.append(told.format(given=given[: url_values.TOLD]))
    return Shown(
        part or Part.OPEN,
        kind,
        _number(params, "kans", 0, 100, problems),
        _number(params, "blad", 1, _HIGHEST_PAGE, problems),
        given if _MARK.fullmatch(given) else None,
        tuple(problems),
    )


def write(shown: Shown) -> dict[str, str]:
    """The parameters of a URL that shows the same; what is as usual is left out."""
    held = {
        "deel": None if shown.part is Part.OPEN else shown.part.value,
        "soort": None if shown.kind is None else shown.kind.label,
        "kans": str(shown.least) if shown.least else None,
        "blad": str(shown.page) if shown.page > 1 else None,
        "paar": shown.mark,
    }
    return {name: value for name, value in held.items() if value is not None}


def now() -> Shown:
    """What the URL of this page asks for."""
    return read({name: st.query_params[name] for name in st.query_params})


def show(run: Run, shown: Shown) -> None:
    """Put a view into the URL; the page is not drawn anew by it."""
    state.put_url(run, {name: [value] for name, value in write(shown).items()})


def _number(
    params: Mapping[str, str], name: str, least: int, most: int, problems: list[str]
) -> int:
    text = (params.get(name) or "").strip()
    if not text:
        return least
    if text.isascii() and text.isdecimal() and len(text) < 7 and least <= int(text) <= most:
        return int(text)
    told = tr("{name}={given}: kies {least} tot en met {most}")
    problems.append(told.format(name=name, given=text[: url_values.TOLD], least=least, most=most))
    return least
