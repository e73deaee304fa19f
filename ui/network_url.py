"""What the URL of the page Netwerk holds: every view is plain text, validated here.

`start` where it begins · `stappen` how far · `uit`, `dicht` nodes opened and folded · `soort`,
`bron`, `dag`, `geldig` filters · `van`, `naar` a path · `sinds`, `tot` changes · `knoop` the chosen
node · `zaak` the case that is open. A person never stands in it, see `ui.private_keys`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from engine.exports.network.build import Ask
from engine.network.adjacency import KINDS, Selection
from engine.snapshot import Run
from ui import private_keys, state, url_values
from ui.language import tr
from ui.url_values import Params

MAX_HOPS = 3
_HOPS = 2
_YES = "1"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows.

    Attributes:
        start: key of a node, None when nothing is chosen yet; the begin of a path.
        goal: key of the node where a path ends, None for the surroundings.
        hops: most steps around the start, 1..`MAX_HOPS`.
        opened: keys of nodes shown one step further.
        folded: keys of nodes at which the walk ends.
        kinds: relations that count; empty for all.
        sources: sources that count; empty for all.
        day: last day that counts, None for the day of the run.
        in_force: whether what had ended by then is left out.
        since: the earlier day of a comparison, None for no comparison.
        until: its later day.
        node: key of the node that is chosen.
        case: number of the case that is open.
        problems: what of the URL cannot be used.
    """

    start: str | None = None
    goal: str | None = None
    hops: int = _HOPS
    opened: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    day: date | None = None
    in_force: bool = False
    since: date | None = None
    until: date | None = None
    node: str | None = None
    case: str | None = None
    problems: tuple[str, ...] = ()

    @property
    def ask(self) -> Ask:
        """The same as a question to a network."""
        selection = Selection(self.kinds or None, self.sources or None, self.day, self.in_force)
        return Ask(selection, hops=self.hops, opened=self.opened, folded=self.folded)


def read(params: Params) -> Shown:
    """What a URL asks for; what cannot be read is left out and told."""
    problems: list[str] = []
    return Shown(
        start=url_values.one(params, "van") or url_values.one(params, "start"),
        goal=url_values.one(params, "naar"),
        hops=_hops(params, problems),
        opened=url_values.many(params, "uit"),
        folded=url_values.many(params, "dicht"),
        kinds=_kinds(params, problems),
        sources=url_values.many(params, "bron"),
        day=url_values.day(params, "dag", problems),
        in_force=url_values.one(params, "geldig") == _YES,
        since=url_values.day(params, "sinds", problems),
        until=url_values.day(params, "tot", problems),
        node=url_values.one(params, "knoop"),
        case=url_values.one(params, "zaak"),
        problems=tuple(problems),
    )


def write(shown: Shown) -> dict[str, list[str]]:
    """The parameters of a URL that shows the same; what is as usual is left out."""
    days = {"dag": shown.day, "sinds": shown.since, "tot": shown.until}
    start = "start" if shown.goal is None else "van"
    held: dict[str, Sequence[str | None]] = {
        start: [shown.start],
        "naar": [shown.goal],
        "stappen": [None if shown.hops == _HOPS else str(shown.hops)],
        "uit": shown.opened,
        "dicht": shown.folded,
        "soort": shown.kinds,
        "bron": shown.sources,
        **{name: [None if day is None else day.isoformat()] for name, day in days.items()},
        "geldig": [_YES if shown.in_force else None],
        "knoop": [shown.node],
        "zaak": [shown.case],
    }
    told = {name: [value for value in values if value] for name, values in held.items()}
    return {name: values for name, values in told.items() if values}


def now() -> Shown:
    """What the URL of this page asks for."""
    params = st.query_params
    given, lost = private_keys.unveil({name: params.get_all(name) for name in params})
    shown = read(given)
    return replace(shown, problems=(*shown.problems, *lost))


def show(run: Run, shown: Shown) -> None:
    """Put a view into the URL; the page is not drawn anew by it."""
    state.put_url(run, private_keys.veil(run, write(shown)))


def link(run: Run, start: str) -> dict[str, str]:
    """What the URL of the network around a node holds."""
    return {state.RUN: run.path.name, "start": start}


def within(shown: Shown, run: Run) -> Shown:
    """The same view with days that the run knows; a later one is left out and told."""
    days = {"day": shown.day, "since": shown.since, "until": shown.until}
    late = {name: day for name, day in days.items() if day is not None and day > run.as_of}
    text = tr("{day}: deze run eindigt op {last}")
    told = tuple(text.format(day=day.isoformat(), last=run.as_of) for day in late.values())
    return replace(
        shown,
        day=None if "day" in late else shown.day,
        since=None if "since" in late else shown.since,
        until=None if "until" in late else shown.until,
        problems=(*shown.problems, *told),
    )


def opening(shown: Shown, key: str) -> Shown:
    """The same view with what lies behind one node."""
    if key in shown.folded:
        return replace(shown, folded=tuple(k for k in shown.folded if k != key))
    return replace(shown, opened=(*shown.opened, key))


def folding(shown: Shown, key: str) -> Shown:
    """The same view without what lies behind one node."""
    if key in shown.opened:
        return replace(shown, opened=tuple(k for k in shown.opened if k != key))
    return replace(shown, folded=(*shown.folded, key))


def _hops(params: Params, problems: list[str]) -> int:
    text = url_values.one(params, "stappen")
    if text is None:
        return _HOPS
    if text.isdecimal() and 1 <= int(text) <= MAX_HOPS:
        return int(text)
    told = tr("{asked}: kies 1 tot en met {most}")
    problems.append(told.format(asked=f"stappen={text}", most=MAX_HOPS))
    return _HOPS


def _kinds(params: Params, problems: list[str]) -> tuple[str, ...]:
    asked = url_values.many(params, "soort")
    told = tr("{asked}: zo'n relatie is er niet")
    problems += [told.format(asked=f"soort={kind}") for kind in asked if kind not in KINDS]
    return tuple(kind for kind in asked if kind in KINDS)
