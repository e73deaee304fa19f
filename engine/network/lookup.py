"""Nodes and relations of a built network by name and by number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from engine.errors import UnknownNode
from engine.network.adjacency import KINDS, Ints
from engine.network.graph import Graph
from engine.network.schema import NODES

_SHOWN = 3
_LISTED = 5_000
"""So many numbers may stand in a statement; more are joined, at the cost of a whole scan."""
_WHERE = "ids: a Location is L and a BAG id, an Enterprise its KVK number of 8 digits"
_EDGES = """
SELECT rid, id, from_nid, to_nid, valid_from, valid_to, valid_from_partial, valid_to_partial,
       source, record_key, gate
FROM rel_{table} WHERE {chosen} ORDER BY rid
"""


@dataclass(frozen=True, slots=True, order=True)
class NodeRef:
    """A node by its label and the id that the register gives it."""

    label: str
    id: str


@dataclass(frozen=True, slots=True)
class Edge:
    """One relation with where it is told.

    Attributes:
        id: unique in the network, the same in every build.
        kind: as in `schema.RELATIONS`; it leads from `start` to `end`.
        valid_from: first day, None when not known.
        valid_to: first day on which it no longer holds; None when not known or not ended.
        valid_from_partial: year or month when no more is known of the begin.
        valid_to_partial: the same of the end: it has ended.
        source: id of the source.
        record_key: the record that tells it, None for what follows from several.
        gate: under which it may be shown.
    """

    id: str
    kind: str
    start: NodeRef
    end: NodeRef
    valid_from: date | None
    valid_to: date | None
    valid_from_partial: str | None
    valid_to_partial: str | None
    source: str | None
    record_key: str | None
    gate: str


@dataclass(frozen=True, slots=True)
class Hub:
    """A node that a walk ended at because it is too busy, see `hubs.mark`."""

    node: NodeRef
    kind: str
    degree: int
    why: str


def number(graph: Graph, ref: NodeRef) -> int:
    """The number of a node.

    Raises:
        UnknownNode: there is none; the message names near ids, or labels that have this id.
            Ids of people are never proposed.
    """
    found = graph.con.execute(
        "SELECT nid FROM nodes WHERE label = $label AND id = $id",
        {"label": ref.label, "id": ref.id},
    ).fetchone()
    if found is None:
        raise UnknownNode(ref.label, ref.id, _way_out(graph, ref))
    return int(found[0])


def _way_out(graph: Graph, ref: NodeRef) -> str:
    if ref.label not in NODES:
        return f"labels are {', '.join(NODES)}"
    rows = graph.con.execute(
        "SELECT label FROM nodes WHERE id = $id ORDER BY label", {"id": ref.id}
    ).fetchall()
    if rows:
        return f"that id is of a node with label {', '.join(row[0] for row in rows)}"
    if ref.label == "Person":
        return "a person is known by a pseudonym only: start at the company or location"
    near = graph.con.execute(
        "SELECT id FROM nodes WHERE label = $label "
        "ORDER BY jaro_winkler_similarity(id, $id) DESC, id LIMIT $shown",
        {"label": ref.label, "id": ref.id, "shown": _SHOWN},
    ).fetchall()
    if not near:
        return f"it has no {ref.label} at all"
    return f"nearest: {', '.join(row[0] for row in near)} ({_WHERE})"


def numbers(graph: Graph, refs: Iterable[NodeRef]) -> dict[NodeRef, int]:
    """Numbers of nodes by name, in order of number; a name that no node has is left out."""
    wanted = sorted(set(refs))
    rows = graph.con.execute(
        "SELECT n.nid, n.label, n.id FROM nodes n JOIN (SELECT unnest($labels::VARCHAR[]) AS label,"
        " unnest($ids::VARCHAR[]) AS id) w USING (label, id) ORDER BY n.nid",
        {"labels": [ref.label for ref in wanted], "ids": [ref.id for ref in wanted]},
    ).fetchall()
    return {NodeRef(label, node_id): nid for nid, label, node_id in rows}


def refs(graph: Graph, nids: Iterable[int]) -> dict[int, NodeRef]:
    """Names of nodes by number, in order of number."""
    wanted = sorted({int(nid) for nid in nids})
    if len(wanted) <= _LISTED:
        where = _chosen("nid", wanted)
    else:
        where = "nid IN (SELECT nid FROM asked)"
        graph.con.register("asked", pa.table({"nid": pa.array(wanted, pa.int64())}))
    rows = graph.con.execute(
        f"SELECT nid, label, id FROM nodes WHERE {where} ORDER BY nid"
    ).fetchall()
    return {nid: NodeRef(label, node_id) for nid, label, node_id in rows}


def edges(graph: Graph, rids: Ints) -> dict[int, Edge]:
    """Relations by number, in order of number, which is by kind and id."""
    adjacency = graph.adjacency
    names = refs(graph, np.unique(adjacency.ends_at[rids]).tolist())
    kinds = adjacency.kind[rids]
    found: dict[int, Edge] = {}
    for code in np.unique(kinds).tolist():
        chosen = _chosen("rid", rids[kinds == code].tolist())
        query = _EDGES.format(table=KINDS[code].lower(), chosen=chosen)
        for rid, edge_id, start, end, *rest in graph.con.execute(query).fetchall():
            found[rid] = Edge(edge_id, KINDS[code], names[start], names[end], *rest)
    return found


def hubs(graph: Graph, nids: Iterable[int]) -> tuple[Hub, ...]:
    """Of these nodes the ones that are hubs, by node and kind."""
    rows = graph.con.execute(
        f"SELECT nid, kind, degree, why FROM hub WHERE {_chosen('nid', nids)} ORDER BY nid, kind"
    ).fetchall()
    names = refs(graph, sorted({row[0] for row in rows}))
    return tuple(Hub(names[nid], *rest) for nid, *rest in rows)


def _chosen(column: str, numbers: Iterable[int]) -> str:
    """A condition that lets DuckDB pass over whole blocks: the tables are sorted by number."""
    wanted = sorted({int(number) for number in numbers})
    if not wanted:
        return "false"
    listed = ", ".join(map(str, wanted))
    return f"{column} BETWEEN {wanted[0]} AND {wanted[-1]} AND {column} IN ({listed})"


def properties(graph: Graph, ref: NodeRef) -> dict[str, object]:
    """What the network knows of one node, by property; None where it is not known.

    Raises:
        UnknownNode: there is no such node.
    """
    nid = number(graph, ref)
    found = graph.con.execute(
        f"SELECT * EXCLUDE (nid) FROM node_{ref.label.lower()} WHERE nid = $nid", {"nid": nid}
    )
    names = [column[0] for column in found.description or ()]
    return dict(zip(names, found.fetchall()[0], strict=True))
