"""GraphML: what another program reads back is the view."""

import io
from dataclasses import replace

import networkx as nx

from engine.exports.network.graphml import to_graphml
from engine.exports.network.view import NetworkView
from tests.engine.exports.network.small import BRANCH, COMPANY, PLACE, edge, node, small


def _read(view: NetworkView) -> "nx.MultiDiGraph[str]":
    found = nx.read_graphml(io.BytesIO(to_graphml(view)), force_multigraph=True)
    assert isinstance(found, nx.MultiDiGraph)
    return found


def test_nodes_and_relations_come_back_with_their_attributes() -> None:
    graph = _read(small())
    assert sorted(graph.nodes) == sorted(node.key for node in small().nodes)
    assert graph.nodes[COMPANY]["is_hub"] is True
    assert graph.nodes[PLACE]["ask"] == "vraag: B"
    told = graph.edges[BRANCH, COMPANY, "r1"]
    assert (told["kind"], told["begin"], told["record_key"]) == (
        "BRANCH_OF", "2020-05-01", "hr:branch:1",
    )  # fmt: skip
    assert "source" not in graph.edges[BRANCH, PLACE, "r3"]


def test_parallel_relations_stay_apart() -> None:
    again = edge(5, "BRANCH_OF", "is vestiging van", BRANCH, COMPANY, source="kvk")
    graph = _read(replace(small(), edges=(*small().edges, again)))
    assert {graph.edges[BRANCH, COMPANY, k]["source"] for k in ("r1", "r5")} == {"hr", "kvk"}


def test_name_with_a_control_character_or_markup_does_not_break_the_file() -> None:
    odd = node("Permit:\x0b<x>&", "Permit", "vergunning", 'vergunning "\x00<b>"')
    graph = _read(replace(small(), nodes=(odd,), edges=()))
    assert graph.nodes["Permit: <x>&"]["text"] == 'vergunning " <b>"'
