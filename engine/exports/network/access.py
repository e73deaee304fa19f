"""What of a network one reader may see: who people are, and which places are masked.

Without an opened case a person is a node without an id, and no walk goes on from one: a person's
other companies are gate G2. A masked place is one node, with everything that belongs to it or
stands there, and no walk goes on from it either.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.errors import NetworkError, UnknownNode
from engine.network import lookup
from engine.network.adjacency import Ints
from engine.network.graph import Graph
from engine.network.lookup import NodeRef
from engine.register.parties import KVK_NUMBER
from engine.register.pseudonyms import PATTERN
from engine.translatable import mark, sentence

ASK_PEOPLE = mark("vraag: RIEC-liaison; open een zaak")
ASK_MASKED = mark("vraag: zorgadviseur, RIEC-liaison")
PERSON = "Person"
SHOWN = 6
"""Signs of a pseudonym that a reader with a case sees; more only where two would look alike."""

_PREFIX = re.compile(rf"P[0-9a-f]{{{SHOWN - 1},20}}")
_MASKED = """
WITH RECURSIVE place(nid, location_id) AS (
    SELECT nid, id FROM nodes WHERE label = 'Location' AND list_contains($masked, id)
    UNION
    SELECT r.from_nid, p.location_id FROM rel_part_of r JOIN place p ON r.to_nid = p.nid
), stands AS (
    SELECT from_nid, to_nid FROM rel_registered_at
    UNION ALL SELECT from_nid, to_nid FROM rel_licence_at
    UNION ALL SELECT from_nid, to_nid FROM rel_permit_at
    UNION ALL SELECT from_nid, to_nid FROM rel_measure_at
), every AS (
    FROM place
    UNION ALL SELECT s.from_nid, p.location_id FROM stands s JOIN place p ON s.to_nid = p.nid
)
SELECT nid, n.label, n.id, min(location_id) AS location_id
FROM every JOIN nodes n USING (nid)
GROUP BY ALL ORDER BY nid
"""


@dataclass(frozen=True, slots=True)
class Access:
    """The rights of one reader.

    Attributes:
        people: walk through people and show the first signs of their pseudonym; only within an
            opened case (gate G2).
        masked: ids of locations that the reader may not see.
    """

    people: bool = False
    masked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hidden:
    """What one reader may not see of one network.

    Attributes:
        people: whether people are without an id.
        places: masked location by node that belongs to it or stands there.
        closed: numbers of all nodes at which a walk ends for this reader, sorted.
    """

    people: bool
    places: Mapping[NodeRef, str]
    closed: Ints

    def why(self, ref: NodeRef) -> str | None:
        """Whom to ask about a node, None when the reader may see it."""
        if ref in self.places:
            return ASK_MASKED
        return ASK_PEOPLE if self.people and ref.label == PERSON else None


def hidden(graph: Graph, access: Access) -> Hidden:
    """What a reader may not see, and where walks end for that reader."""
    rows = _masked(graph, access)
    places = {NodeRef(label, node_id): location for _, label, node_id, location in rows}
    closed = np.array([row[0] for row in rows], dtype=np.int64)
    if not access.people:
        people = graph.con.execute("SELECT nid FROM node_person").fetchnumpy()["nid"]
        closed = np.union1d(closed, np.asarray(people, dtype=np.int64))
    return Hidden(not access.people, places, closed)


def _masked(graph: Graph, access: Access) -> list[tuple[int, str, str, str]]:
    """Number, label and id of every node of a masked place, and the location, by number."""
    if not access.masked:
        return []
    found = graph.con.execute(_MASKED, {"masked": sorted(access.masked)}).fetchall()
    return [(nid, label, node_id, location) for nid, label, node_id, location in found]


def find(graph: Graph, key: str, access: Access) -> NodeRef:
    """The node that a reader names.

    Args:
        graph: a built network.
        key: id of a location (`L…`), a KVK number of 8 digits, or `Label:id`; of a person, with
            the right to see people, the first signs of the pseudonym.
        access: rights of the reader.

    Raises:
        UnknownNode: there is none; ids that the reader may not see are not proposed.
        NetworkError: the reader may not see it; says whom to ask.
    """
    ref = _named(key)
    if ref.label == PERSON:
        if not access.people:
            raise NetworkError(
                sentence("personen zijn afgeschermd; {ask}", ask=sentence(ASK_PEOPLE))
            )
        return _person(graph, ref.id)
    if any(ref == NodeRef(label, node_id) for _, label, node_id, _ in _masked(graph, access)):
        raise NetworkError(sentence("deze plaats is afgeschermd; {ask}", ask=sentence(ASK_MASKED)))
    try:
        lookup.number(graph, ref)
    except UnknownNode as error:
        if any(location in str(error) for location in access.masked):
            raise UnknownNode(ref.label, ref.id, "look the place up by its address") from None
        raise
    return ref


def _named(key: str) -> NodeRef:
    label, colon, node_id = key.strip().partition(":")
    if colon:
        return NodeRef(label, node_id)
    return NodeRef("Enterprise" if KVK_NUMBER.fullmatch(label) else "Location", label)


def _person(graph: Graph, prefix: str) -> NodeRef:
    """The one person whose pseudonym begins so."""
    rows = []
    if _PREFIX.fullmatch(prefix):
        rows = graph.con.execute(
            "SELECT id FROM node_person WHERE starts_with(id, $prefix) ORDER BY id LIMIT 2",
            {"prefix": prefix},
        ).fetchall()
    if len(rows) != 1:
        how = "more than one begins so" if rows else "start at the company or location"
        raise UnknownNode(PERSON, prefix, how)
    return NodeRef(PERSON, rows[0][0])


def without_pseudonyms(text: str | None, *, people: bool) -> str | None:
    """A text, such as the key of a record, with pseudonyms cut to what the reader may see."""
    if text is None:
        return None
    return PATTERN.sub(lambda found: found[0][:SHOWN] if people else "persoon", text)
