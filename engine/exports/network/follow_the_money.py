"""A view as FollowTheMoney entities, one JSON object per line, for Aleph and OpenSanctions tools.

Ids are hashes that hold in one export only, so that two exports cannot be joined on a person.
A person has no name and no reference. A conclusion of the engine is an `UnknownLink`, never a
`Succession`, so that no tool reads it as a fact.
Source: the entity model of FollowTheMoney, schemata Company, Organization, Person, Address,
RealEstate, License, Event, Directorship, Ownership and UnknownLink.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date

from engine.exports.network import tables
from engine.exports.network.sentences import is_endless
from engine.exports.network.view import NetworkView, ViewEdge, ViewNode
from engine.exports.words import word

_SCHEMATA: Mapping[str, str] = {
    "Location": "RealEstate", "Address": "Address", "Building": "RealEstate",
    "Parcel": "RealEstate", "Enterprise": "Company", "Branch": "Organization",
    "Person": "Person", "Permit": "License", "Licence": "License", "Measure": "Event",
    "Insolvency": "Event",
}  # fmt: skip
_LINKS: Mapping[str, tuple[str, str, str]] = {
    "OFFICER_OF": ("Directorship", "director", "organization"),
    "SHAREHOLDER_OF": ("Ownership", "owner", "asset"),
}
_RIGHT, _OWNABLE = "HOLDS_RIGHT", "RealEstate"
_UNKNOWN = ("UnknownLink", "subject", "object")


def to_ftm(view: NetworkView, *, salt: str) -> str:
    """Entities of the nodes, then of the relations, in the order of the view.

    Args:
        view: what to export.
        salt: of this export, such as the run and what was asked; another salt, other ids.
    """
    secret = hashlib.sha256(f"{salt}\x1f{view.as_of}\x1f{view.start}".encode()).hexdigest()
    schemata = {node.key: _SCHEMATA[node.label] for node in view.nodes}
    entities = [
        *(_entity(_id(secret, node.key), schemata[node.key], _node(node)) for node in view.nodes),
        *(_link(secret, edge, schemata) for edge in view.edges),
    ]
    return "".join(json.dumps(e, ensure_ascii=False, sort_keys=True) + "\n" for e in entities)


def _entity(entity_id: str, schema: str, told: Mapping[str, list[str]]) -> dict[str, object]:
    return {"id": entity_id, "schema": schema, "properties": dict(told)}


def _id(secret: str, key: str) -> str:
    return hashlib.sha256(f"{secret}\x1f{key}".encode()).hexdigest()[:40]


def _node(node: ViewNode) -> dict[str, list[str]]:
    """Properties of a node; of what is hidden only whom to ask, of a person nothing else."""
    told: dict[str, list[str]] = {}
    if node.ask is not None:
        told["summary"] = [node.ask]
    if node.label != "Person" and node.ask is None:
        told["name"] = [node.text]
        told |= dict(_facts(node))
    return told


def _facts(node: ViewNode) -> Iterator[tuple[str, list[str]]]:
    known = dict(node.properties)
    node_id = node.key.partition(":")[2]
    if node.label == "Enterprise":
        yield "registrationNumber", [node_id]
        yield "jurisdiction", ["nl"]
        if "legal_form" in known:
            yield "legalForm", [word("legal_form", known["legal_form"])]
        yield from _dates(known, incorporationDate="started_on", dissolutionDate="ended_on")
    elif node.label == "Branch":
        yield "registrationNumber", [node_id]
        yield from _dates(known, incorporationDate="started_on", dissolutionDate="ended_on")
    elif node.label == "Address":
        yield from _place(node, known)
    elif node.label == "Parcel":
        yield "cadastralCode", [node_id]
    elif node.label == "Measure":
        yield from _dates(known, startDate="decided_on", endDate="ended_on")
    elif node.label == "Insolvency":
        yield from _dates(known, startDate="declared_on", endDate="ended_on")


def _place(node: ViewNode, known: Mapping[str, object]) -> Iterator[tuple[str, list[str]]]:
    yield "full", [node.text.removeprefix("adres ")]
    yield "country", ["nl"]
    for name, column in (("street", "street"), ("postalCode", "postcode"), ("city", "town")):
        if column in known:
            yield name, [str(known[column])]


def _dates(known: Mapping[str, object], **columns: str) -> Iterator[tuple[str, list[str]]]:
    for name, column in columns.items():
        value = known.get(column, known.get(f"{column}_partial"))
        if isinstance(value, str | date):
            yield name, [str(value)]


def _link(secret: str, edge: ViewEdge, schemata: Mapping[str, str]) -> dict[str, object]:
    schema, start, end = _LINKS.get(edge.kind, _UNKNOWN)
    if edge.kind == _RIGHT and schemata[edge.end] == _OWNABLE:
        schema, start, end = "Ownership", "owner", "asset"
    told = {start: [_id(secret, edge.start)], end: [_id(secret, edge.end)]}
    detail = f"{edge.word}: {edge.detail}" if edge.detail else edge.word
    told["role"] = [f"{detail} (afgeleid)" if edge.is_derived else detail]
    optional = {
        "startDate": tables.begin(edge), "endDate": None if is_endless(edge) else tables.end(edge),
        "recordId": edge.record_key, "publisher": edge.source,
    }  # fmt: skip
    told |= {name: [value] for name, value in optional.items() if value is not None}
    return _entity(_id(secret, edge.key), schema, told)
