"""A view as Dutch sentences: every relation with its days and source."""

from datetime import date
from itertools import pairwise

from engine.exports.network.view import ChangesView, NetworkView, ViewEdge
from engine.exports.words import day
from engine.notation import MONTHS

_UNDATED = "PART_OF"
"""Membership has no days: it holds as the register stands."""
_FOREVER = 9999
"""Year in which registers let end what has no end."""


def sentence(view: NetworkView, edge: ViewEdge) -> str:
    """One relation as a sentence without a full stop."""
    what = f"{view.node(edge.start).text} {_verb(edge)} {view.node(edge.end).text}"
    told = [f"bron {edge.source or 'niet bekend'}"]
    if edge.is_derived:
        told.insert(0, "afgeleid, staat in geen register")
    return ", ".join([f"{what} {span(edge)}".rstrip(), *told])


def _verb(edge: ViewEdge) -> str:
    """The words of the relation with its role or right in it."""
    if edge.kind == "INSOLVENT":
        return "is in"
    if edge.detail is None:
        return edge.word
    return f"is {edge.detail} van" if edge.kind == "OFFICER_OF" else f"{edge.word} ({edge.detail})"


def span(edge: ViewEdge) -> str:
    """From when until when a relation holds, empty for one that has no days."""
    if edge.kind == _UNDATED:
        return ""
    begin, end = since(edge), until(edge)
    return f"{begin} {end}" if end else begin


def since(edge: ViewEdge) -> str:
    """When a relation began, as `sinds 1 mei 2020`."""
    if edge.valid_from is None and edge.valid_from_partial is None:
        return "(begin niet bekend)"
    return f"sinds {_day(edge.valid_from, edge.valid_from_partial)}"


def until(edge: ViewEdge) -> str:
    """First day on which a relation no longer holds, as `tot 1 mei 2023`; empty without an end."""
    if edge.valid_to is None and edge.valid_to_partial is None:
        return ""
    if is_endless(edge):
        return "voor onbepaalde tijd"
    how = "tot" if edge.valid_to is not None else "tot een dag in"
    return f"{how} {_day(edge.valid_to, edge.valid_to_partial)}"


def is_endless(edge: ViewEdge) -> bool:
    """True when the register says by a day in 9999 that there is no end."""
    return edge.valid_to is not None and edge.valid_to.year == _FOREVER


def _day(known: date | None, partial: str | None) -> str:
    if known is not None or partial is None:
        return day(known)
    year, _, month = partial.partition("-")
    return f"{MONTHS[int(month) - 1]} {year}" if month else year


def to_text(view: NetworkView) -> str:
    """A view of one node, or the paths between two, as lines of text; ends with a newline."""
    lines = [_title(view), ""]
    lines += _paths(view) if view.paths else [f"- {sentence(view, edge)}." for edge in view.edges]
    if not view.paths and not view.edges:
        lines.append("Geen relaties.")
    return "\n".join([*lines, *_notices(view)]) + "\n"


def changes_to_text(found: ChangesView) -> str:
    """What began and what ended, as lines of text; ends with a newline."""
    start = found.view.node(found.view.start[0])
    title = (
        f"Wat veranderde rond {start.text} na {day(found.before)}, tot en met {day(found.after)}"
    )
    lines = [title]
    by_key = {edge.key: edge for edge in found.view.edges}
    for name, keys in (("Begonnen", found.began), ("Beëindigd", found.ended)):
        lines += ["", f"{name}: {len(keys)}"]
        lines += [f"- {sentence(found.view, by_key[key])}." for key in keys]
    if found.undated:
        lines += ["", undated(found)]
    return "\n".join([*lines, *_notices(found.view)]) + "\n"


def undated(found: ChangesView) -> str:
    """How many relations may have changed too, as a sentence."""
    relations = "1 relatie" if found.undated == 1 else f"{found.undated} relaties"
    return f"Van {relations} is de dag van begin of einde niet bekend: die kan ook veranderd zijn."


def _title(view: NetworkView) -> str:
    names = " en ".join(view.node(key).text for key in view.start)
    of = "Paden tussen" if len(view.start) > 1 else "Netwerk van"
    counts = f"{len(view.nodes)} knopen, {len(view.edges)} relaties"
    return f"{of} {names} op {day(view.as_of)}: {counts}"


def _paths(view: NetworkView) -> list[str]:
    lines = []
    for number, path in enumerate(view.paths, start=1):
        lines.append(f"Pad {number}, {len(path) - 1} stappen")
        for one, other in pairwise(path):
            steps = [e for e in view.edges if {e.start, e.end} == {one, other}]
            lines += [f"- {sentence(view, edge)}." for edge in steps]
    return lines


def _notices(view: NetworkView) -> list[str]:
    if not view.notices:
        return []
    return ["", "Let op:", *(f"- {notice.text}" for notice in view.notices)]
