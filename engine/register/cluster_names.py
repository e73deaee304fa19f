"""Joins enterprises by their links and names each cluster so that the name outlives new members.

A name made of the members alone cannot last: an older enterprise that is bought later would take
it over. So the links are followed in the order in which they came into being, as the register
dates them. Two enterprises that join first are named after the one that started first; who joins
a cluster later takes its name, however old; of two clusters the one that formed first keeps its
name. The same links give the same names in any order of rows.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

UNKNOWN = "9999"
"""In place of a date that is not known: sorts after every date."""

_ALONE = "~"
"""In place of the day on which a cluster formed: not yet. Sorts after `UNKNOWN`."""


class Link(NamedTuple):
    """Two ends that belong together since a day.

    Attributes:
        why: a word of `clusters.WHY`.
        one: an enterprise id, or a name for a party outside the register that links enterprises.
        other: the same.
        since: ISO date, year or year and month; `UNKNOWN`.
    """

    why: str
    one: str
    other: str
    since: str


class _Rank(NamedTuple):
    """What decides which name a cluster keeps; the lowest does."""

    formed: str
    started: str
    enterprise_id: str


def join(started: Mapping[str, str], links: Iterable[Link]) -> dict[str, str]:
    """Say for each enterprise after which one its cluster is named.

    Args:
        started: start by id of the enterprises that can give a name, as text that sorts;
            `UNKNOWN`. What is only an end of a link joins others and gives no name.
        links: in any order.

    Returns:
        The namesake of each id in `started`; of an enterprise without links itself. Equal for
        two ids exactly when links connect them.
    """
    above: dict[str, str] = {}
    rank = {one: _Rank(_ALONE, start, one) for one, start in started.items()}
    for link in sorted(links, key=lambda link: (link.since, link.one, link.other)):
        one, other = _top(above, link.one), _top(above, link.other)
        if one != other:
            above[other] = one
            known = [rank.pop(end) for end in (one, other) if end in rank]
            if known:
                rank[one] = _kept(known, link.since)
    return {one: rank[_top(above, one)].enterprise_id for one in sorted(started)}


def _kept(ranks: list[_Rank], since: str) -> _Rank:
    """The name that stays; a cluster forms when the second enterprise with a name joins."""
    if len(ranks) == 1:
        return ranks[0]
    return min(rank._replace(formed=min(rank.formed, since)) for rank in ranks)


def _top(above: dict[str, str], node: str) -> str:
    """The node that stands for all it is connected to; shortens the way there."""
    top = node
    while top in above:
        top = above[top]
    while node in above:
        above[node], node = top, above[node]
    return top
