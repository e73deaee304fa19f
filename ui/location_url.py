"""What the URL of the page Locatie holds: plain text, validated here.

`location` which one · `deel` a part of the page · `bron`, `sinds`, `tot` filters of the timeline ·
`eerder` a run to compare with · `met` another location beside it · `zaak` the case that is open:
without a part its page begins at the network, where names are asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from engine.snapshot import Run
from ui import state, url_values
from ui.language import tr
from ui.url_values import Params

PARTS = (
    "tijdlijn", "veranderd", "eerder", "gelijkend", "vergelijken", "bronnen", "netwerk", "opslaan",
)  # fmt: skip
PAST = PARTS[2]
_CASE, _OF_CASE = "zaak", "netwerk"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows.

    Attributes:
        location: id of a location, not yet checked against the run.
        part: one of `PARTS`.
        sources: names of sources on the timeline; empty for all.
        since, until: first and last day on the timeline, closed; None for no end.
        before: name of an earlier run, not yet checked.
        beside: id of another location, not yet checked.
        case: number of the case that is open, as text.
        problems: what of the URL cannot be used.
    """

    location: str | None = None
    part: str = PARTS[0]
    sources: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    before: str | None = None
    beside: str | None = None
    case: str | None = None
    problems: tuple[str, ...] = ()


def read(params: Params) -> Shown:
    """What a URL asks for; what cannot be read is left out and told."""
    problems: list[str] = []
    part = url_values.one(params, "deel")
    if part is not None and part not in PARTS:
        told = tr("{asked}: kies {choices}")
        problems.append(told.format(asked=f"deel={part}", choices=", ".join(PARTS)))
        part = None
    return Shown(
        location=url_values.one(params, state.LOCATION),
        part=part or _usual(url_values.one(params, _CASE)),
        sources=url_values.many(params, "bron"),
        since=url_values.day(params, "sinds", problems),
        until=url_values.day(params, "tot", problems),
        before=url_values.one(params, "eerder"),
        beside=url_values.one(params, "met"),
        case=url_values.one(params, _CASE),
        problems=tuple(problems),
    )


def write(shown: Shown) -> dict[str, list[str]]:
    """The parameters of a URL that shows the same; what is as usual is left out."""
    held: dict[str, Sequence[str | None]] = {
        state.LOCATION: [shown.location],
        "deel": [None if shown.part == _usual(shown.case) else shown.part],
        "bron": shown.sources,
        "sinds": [None if shown.since is None else shown.since.isoformat()],
        "tot": [None if shown.until is None else shown.until.isoformat()],
        "eerder": [shown.before],
        "met": [shown.beside],
        _CASE: [shown.case],
    }
    told = {name: [value for value in values if value] for name, values in held.items()}
    return {name: values for name, values in told.items() if values}


def now() -> Shown:
    """What the URL of this page asks for."""
    return read({name: st.query_params.get_all(name) for name in st.query_params})


def show(run: Run, shown: Shown) -> None:
    """Put a view into the URL; the page is not drawn anew by it."""
    state.put_url(run, write(shown))


def go(run: Run, shown: Shown) -> None:
    """Put a view into the URL and draw the page anew."""
    show(run, shown)
    st.rerun()


def _usual(case: str | None) -> str:
    """The part that is open until another is chosen."""
    return PARTS[0] if case is None else _OF_CASE
