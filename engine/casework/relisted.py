"""Locations that stood on the list again and again and were never found right.

A location is known across runs by any BAG id, so one whose yard was drawn anew counts once.
"""

from collections import defaultdict
from dataclasses import dataclass

import networkx as nx
from sqlalchemy.orm import Session

from engine.casework import judged
from engine.casework.models import Listing


@dataclass(frozen=True, slots=True)
class Relisted:
    """Locations of the lists of one ISO year.

    Attributes:
        locations: different ones that stood on a list.
        again: of these, in two or more weeks.
        in_vain: of those, in no week found right; also when nobody judged one.
    """

    locations: int
    again: int
    in_vain: int


def of_year(session: Session, year: int) -> Relisted:
    """Count the locations of a year by how often they were listed and whether that was right.

    Args:
        session: casework; only read.
        year: ISO year of the lists.
    """
    places = _places(judged.listings(session, year=year))
    right = {one.listing_id for one in judged.listed(session, year=year) if one.is_right}
    again = [found for found in places if len({one.week for one in found}) > 1]
    in_vain = [found for found in again if not any(one.id in right for one in found)]
    return Relisted(len(places), len(again), len(in_vain))


def _places(listings: list[Listing]) -> list[list[Listing]]:
    """The listings of each location, joined by any name that two of them share."""
    joined: nx.Graph[int | str] = nx.Graph()
    for one in listings:
        joined.add_edges_from((one.id, name) for _, name in judged.names_of(one))
    number = {
        node: at for at, nodes in enumerate(nx.connected_components(joined)) for node in nodes
    }
    found: defaultdict[int, list[Listing]] = defaultdict(list)
    for one in listings:
        found[number[one.id]].append(one)
    return [*found.values()]
