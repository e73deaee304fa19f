"""A view as Dutch sentences: every relation with its days and source."""

from datetime import date
from itertools import pairwise

from engine import translatable
from engine.exports.network.view import ChangesView, NetworkView, ViewEdge
from engine.exports.words import day, on
from engine.notation import MONTHS
from engine.translatable import Sentence, Value, joined

_UNDATED = "PART_OF"
"""Membership has no days: it holds as the register stands."""
_FOREVER = 9999
"""Year in which registers let end what has no end."""


def sentence(view: NetworkView, edge: ViewEdge) -> Sentence:
    """One relation as a sentence without a full stop."""
    start, end = view.node(edge.start).text, view.node(edge.end).text
    parts = [start, _verb(edge), end, *([span(edge)] if span(edge) else [])]
    source = edge.source or translatable.sentence("niet bekend")
    if edge.is_derived:
        return translatable.sentence(
            "{what}, afgeleid, staat in geen register, bron {source}",
            what=joined(parts),
            source=source,
        )
    return translatable.sentence("{what}, bron {source}", what=joined(parts), source=source)


def _verb(edge: ViewEdge) -> str:
    """The words of the relation with its role or right in it."""
    if edge.kind == "INSOLVENT":
        return translatable.sentence("is in")
    if edge.detail is None:
        return translatable.sentence(edge.word)
    if edge.kind == "OFFICER_OF":
        return translatable.sentence("is {role} van", role=edge.detail)
    return translatable.sentence(
        "{verb} ({detail})", verb=translatable.sentence(edge.word), detail=edge.detail
    )


def span(edge: ViewEdge) -> str:
    """From when until when a relation holds, empty for one that has no days."""
    if edge.kind == _UNDATED:
        return ""
    begin, end = since(edge), until(edge)
    return joined([begin, end]) if end else begin


def since(edge: ViewEdge) -> Sentence:
    """When a relation began, as `sinds 1 mei 2020`."""
    if edge.valid_from is None and edge.valid_from_partial is None:
        return translatable.sentence("(begin niet bekend)")
    return translatable.sentence("sinds {day}", day=_day(edge.valid_from, edge.valid_from_partial))


def until(edge: ViewEdge) -> str:
    """First day on which a relation no longer holds, as `tot 1 mei 2023`; empty without an end."""
    if edge.valid_to is None and edge.valid_to_partial is None:
        return ""
    if is_endless(edge):
        return translatable.sentence("voor onbepaalde tijd")
    if edge.valid_to is not None:
        return translatable.sentence("tot {day}", day=edge.valid_to)
    return translatable.sentence("tot een dag in {month}", month=_day(None, edge.valid_to_partial))


def is_endless(edge: ViewEdge) -> bool:
    """True when the register says by a day in 9999 that there is no end."""
    return edge.valid_to is not None and edge.valid_to.year == _FOREVER


def _day(known: date | None, partial: str | None) -> Value:
    if known is not None or partial is None:
        return on(known)
    year, _, month = partial.partition("-")
    return joined([translatable.sentence(MONTHS[int(month) - 1]), year]) if month else year


def to_text(view: NetworkView) -> str:
    """A view of one node, or the paths between two, as lines of text; ends with a newline."""
    lines = [title(view), ""]
    if view.paths:
        for number in range(len(view.paths)):
            lines += [path_title(view, number), *(f"- {step}" for step in path_steps(view, number))]
    else:
        lines += [f"- {sentence(view, edge)}." for edge in view.edges] or ["Geen relaties."]
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


def undated(found: ChangesView) -> Sentence:
    """How many relations may have changed too, as a sentence."""
    if found.undated == 1:
        return translatable.sentence(
            "Van 1 relatie is de dag van begin of einde niet bekend: die kan ook veranderd zijn."
        )
    return translatable.sentence(
        "Van {count} relaties is de dag van begin of einde niet bekend: die kan ook veranderd "
        "zijn.",
        count=str(found.undated),
    )


def title(view: NetworkView) -> Sentence:
    """What a view shows, on which day, and how much."""
    told: dict[str, Value] = {
        "day": view.as_of, "nodes": str(len(view.nodes)), "edges": str(len(view.edges)),
    }  # fmt: skip
    if len(view.start) > 1:
        one, other = (view.node(key).text for key in view.start)
        return translatable.sentence(
            "Paden tussen {one} en {other} op {day}: {nodes} knopen, {edges} relaties",
            one=one,
            other=other,
            **told,
        )
    of = view.node(view.start[0]).text
    return translatable.sentence(
        "Netwerk van {of} op {day}: {nodes} knopen, {edges} relaties", of=of, **told
    )


def path_title(view: NetworkView, at: int) -> Sentence:
    """The number of a path, and how long it is."""
    steps = str(len(view.paths[at]) - 1)
    return translatable.sentence("Pad {number}, {steps} stappen", number=str(at + 1), steps=steps)


def path_steps(view: NetworkView, at: int) -> list[Sentence]:
    """Every relation along a path as a sentence."""
    return [
        joined([sentence(view, edge), "."], between="")
        for one, other in pairwise(view.paths[at])
        for edge in view.edges
        if {edge.start, edge.end} == {one, other}
    ]


def _notices(view: NetworkView) -> list[str]:
    if not view.notices:
        return []
    return ["", "Let op:", *(f"- {notice.text}" for notice in view.notices)]
