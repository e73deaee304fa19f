"""What a network says of people: their own relations, and the locations these lead to.

From a person one relation is taken, to a company, right, licence or permit, and from there only
what says where that is. No walk goes on through another person or another company.
"""

from collections.abc import Collection

import numpy as np

from engine.network import lookup
from engine.network.graph import Graph
from engine.network.lookup import Edge, NodeRef
from engine.network.schema import RELATIONS

PERSON = "Person"
_FROM = sorted(k for k, r in RELATIONS.items() if any(start == PERSON for start, _ in r.ends))
_TO = sorted(k for k, r in RELATIONS.items() if any(end == PERSON for _, end in r.ends))
_OWN = " UNION ALL ".join([
    *(f"SELECT rid, from_nid AS person, to_nid AS nid FROM rel_{kind.lower()}" for kind in _FROM),
    *(f"SELECT rid, to_nid AS person, from_nid AS nid FROM rel_{kind.lower()}" for kind in _TO),
])  # fmt: skip
_ONWARD = " UNION ALL ".join([
    "SELECT to_nid AS start, from_nid AS nid FROM rel_branch_of",
    *(
        f"SELECT from_nid, to_nid FROM rel_{kind}"
        for kind in ("registered_at", "licence_at", "permit_at", "part_of")
    ),
])  # fmt: skip
_LEADS = f"""
WITH RECURSIVE own AS ({_OWN}), onward AS ({_ONWARD}), reached(nid) AS (
    SELECT nid FROM own WHERE list_contains($people, person)
    UNION
    SELECT o.nid FROM reached r JOIN onward o ON o.start = r.nid
)
SELECT l.id FROM reached JOIN node_location l USING (nid) ORDER BY l.id
"""


def relations(graph: Graph, people: Collection[str]) -> tuple[Edge, ...]:
    """Every relation of these people, by kind and id; of one who is not there none."""
    rows = graph.con.execute(
        f"SELECT DISTINCT rid FROM ({_OWN}) WHERE list_contains($people, person) ORDER BY rid",
        {"people": _numbers(graph, people)},
    ).fetchall()
    rids = np.array([rid for (rid,) in rows], dtype=np.int64)
    return tuple(lookup.edges(graph, rids).values())


def leads_to(graph: Graph, people: Collection[str]) -> tuple[str, ...]:
    """Ids of the locations that these people's relations lead to, sorted."""
    rows = graph.con.execute(_LEADS, {"people": _numbers(graph, people)}).fetchall()
    return tuple(location for (location,) in rows)


def _numbers(graph: Graph, people: Collection[str]) -> list[int]:
    return list(lookup.numbers(graph, [NodeRef(PERSON, one) for one in people]).values())
