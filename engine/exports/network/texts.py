"""Dutch names and facts for nodes and relations of a network.

A company is named when it is a legal person; of a sole trader or partnership only the KVK number
is shown, as its name is a person's.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from engine.exports.network.view import Value, ViewNode
from engine.exports.words import said
from engine.network.graph import Graph
from engine.network.lookup import Edge, NodeRef
from engine.network.schema import NODES
from engine.translatable import Sentence, joined, mark, sentence

Known = Mapping[str, Value]

_ENTERPRISE, _PERMIT = mark("onderneming"), mark("vergunning")
_MEASURE, _INSOLVENCY = mark("maatregel"), mark("insolventie")

_LEFT_OUT = ("id", "object_id", "cluster_id")
"""Ids of no use to a reader; a cluster can rest on the people that companies share."""

_FACTS: Mapping[str, tuple[str, str | None]] = {
    "name": (mark("naam"), None), "label": (mark("naam"), None), "street": (mark("straat"), None),
    "house_number": (mark("huisnummer"), None), "house_letter": (mark("huisletter"), None),
    "house_addition": (mark("toevoeging"), None), "postcode": (mark("postcode"), None),
    "town": (mark("plaats"), None), "zone": (mark("gebied"), "zone"),
    "land_use": (mark("gebruik"), "land_use"),
    "built_year": (mark("bouwjaar"), None), "legal_form": (mark("rechtsvorm"), "legal_form"),
    "started_on": (mark("begonnen"), None), "ended_on": (mark("beëindigd"), None),
    "started_on_partial": (mark("begonnen"), None), "ended_on_partial": (mark("beëindigd"), None),
    "accounts_filed_until": (mark("jaarrekening tot"), None),
    "employees": (mark("werkzame personen"), None),
    "is_main": (mark("hoofdvestiging"), None), "main_sbi": (mark("SBI"), None),
    "sbi_version": (mark("SBI-versie"), None), "use": (mark("gebruik"), "land_use"),
    "requested_on": (mark("aangevraagd"), None), "decided_on": (mark("besloten"), None),
    "valid_from": (mark("geldig vanaf"), None), "valid_until": (mark("geldig tot en met"), None),
    "declared_on": (mark("uitgesproken"), None),
}  # fmt: skip
"""Dutch name and group of words by property; those that depend on the label are in `_OF_LABEL`."""

_OF_LABEL: Mapping[tuple[str, str], tuple[str, str | None]] = {
    ("Location", "kind"): (mark("soort"), "kind"),
    ("Permit", "kind"): (mark("soort"), "permit.kind"),
    ("Permit", "status"): (mark("stand"), "permit.status"),
    ("Licence", "kind"): (mark("soort"), "licence.kind"),
    ("Licence", "status"): (mark("stand"), "licence.status"),
    ("Measure", "kind"): (mark("soort"), "measure.kind"),
    ("Insolvency", "kind"): (mark("soort"), "insolvency.kind"),
    ("Insolvency", "end_kind"): (mark("einde door"), "insolvency.end_kind"),
    ("Enterprise", "end_kind"): (mark("einde door"), "enterprise.end_kind"),
    ("Building", "status"): (mark("stand"), None),
}

_DETAILS: Mapping[str, str] = {
    "OFFICER_OF": "role", "SHAREHOLDER_OF": "share", "HOLDS_RIGHT": "right", "SOLD_TO": "kind",
}  # fmt: skip
_DETAIL_WORDS = {
    "OFFICER_OF": "officer.role", "HOLDS_RIGHT": "title.kind", "SOLD_TO": "transfer.kind",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Described:
    """One node: its Dutch name, and what is known of it by property."""

    text: str
    properties: tuple[tuple[str, Value], ...]


def describe(graph: Graph, refs: Iterable[NodeRef]) -> dict[NodeRef, Described]:
    """Names and properties of nodes, by node; one that the network does not have is left out."""
    by_label: dict[str, list[str]] = defaultdict(list)
    for ref in sorted(set(refs)):
        by_label[ref.label].append(ref.id)
    found = {}
    for label, ids in by_label.items():
        names = [p.name for p in NODES[label].properties]
        listed = ", ".join(f'"{name}"' for name in names)
        rows = graph.con.execute(
            f"SELECT {listed} FROM node_{label.lower()} "
            "WHERE id IN (SELECT unnest($ids::VARCHAR[])) ORDER BY nid",
            {"ids": ids},
        ).fetchall()
        for row in rows:
            known = {n: v for n, v in zip(names, row, strict=True) if v is not None}
            kept = tuple((n, v) for n, v in sorted(known.items()) if n not in _LEFT_OUT)
            ref = NodeRef(label, str(known["id"]))
            found[ref] = Described(_NAMES[label](ref.id, known), kept)
    return found


def details(graph: Graph, edges: Iterable[Edge]) -> dict[str, str]:
    """Dutch word for the role, right, share or kind of transfer of relations, by their id."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        if edge.kind in _DETAILS:
            by_kind[edge.kind].append(edge.id)
    found = {}
    for kind, ids in sorted(by_kind.items()):
        column = _DETAILS[kind]
        rows = graph.con.execute(
            f'SELECT id, "{column}" FROM rel_{kind.lower()} '
            f'WHERE id IN (SELECT unnest($ids::VARCHAR[])) AND "{column}" IS NOT NULL ORDER BY rid',
            {"ids": ids},
        ).fetchall()
        for edge_id, value in rows:
            found[edge_id] = _detail(kind, value)
    return found


def _detail(kind: str, value: object) -> str:
    if isinstance(value, float):
        return f"{value:.0%}"
    return said(_DETAIL_WORDS[kind], value)


def facts(node: ViewNode) -> list[tuple[str, str]]:
    """What is known of a node as (Dutch name, Dutch value), by property."""
    shown = []
    for name, value in node.properties:
        title, group = _OF_LABEL.get((node.label, name)) or _FACTS.get(name) or (name, None)
        shown.append((title, plain(value) if group is None else said(group, value)))
    return shown


def plain(value: Value) -> str:
    """A value as Dutch text."""
    if isinstance(value, bool):
        return sentence("ja") if value else sentence("nee")
    if isinstance(value, str | int | float):
        return str(value)
    return joined([value])


def _location(node_id: str, known: Known) -> str:
    label = known.get("label")
    return str(label) if label else sentence("locatie {number}", number=node_id)


def _address(node_id: str, known: Known) -> Sentence:
    if "street" not in known:
        return sentence("adres {address}", address=node_id)
    number = f"{known.get('house_number', '')}{known.get('house_letter', '')}"
    addition = f"-{known['house_addition']}" if "house_addition" in known else ""
    place = f", {known['town']}" if "town" in known else ""
    street = f"{known['street']} {number}{addition}".rstrip() + place
    return sentence("adres {address}", address=street)


def _building(node_id: str, known: Known) -> Sentence:
    year = f" ({known['built_year']})" if "built_year" in known else ""
    return sentence("pand {number}{year}", number=node_id, year=year)


def _enterprise(node_id: str, known: Known) -> Sentence:
    form = said("legal_form", known.get("legal_form"), unknown=_ENTERPRISE)
    name = str(known["name"]) if known.get("name") else form
    return sentence("{name} (KVK {number})", name=name, number=node_id)


def _permit(node_id: str, known: Known) -> Sentence:
    kind, status = known.get("kind"), _status("permit", known)
    if kind is None:
        return sentence("vergunning {number}{status}", number=node_id, status=status)
    return sentence(
        "vergunning {kind} {number}{status}",
        kind=said("permit.kind", kind),
        number=node_id,
        status=status,
    )


def _licence(node_id: str, known: Known) -> Sentence:
    kind = said("licence.kind", known.get("kind"), unknown=_PERMIT)
    return joined([joined([kind, node_id]), _status("licence", known)], between="")


def _measure(node_id: str, known: Known) -> Sentence:
    return joined([said("measure.kind", known.get("kind"), unknown=_MEASURE), node_id])


def _insolvency(node_id: str, known: Known) -> Sentence:
    return joined([said("insolvency.kind", known.get("kind"), unknown=_INSOLVENCY), node_id])


def _status(table: str, known: Known) -> str:
    status = known.get("status")
    if status is None:
        return ""
    return joined([" (", said(f"{table}.status", status), ")"], between="")


_NAMES: Mapping[str, Callable[[str, Known], str]] = {
    "Location": _location,
    "Address": _address,
    "Building": _building,
    "Parcel": lambda node_id, _: sentence("perceel {number}", number=node_id),
    "Enterprise": _enterprise,
    "Branch": lambda node_id, _: sentence("vestiging {number}", number=node_id),
    "Person": lambda node_id, _: sentence("persoon {number}", number=node_id),
    "Permit": _permit,
    "Licence": _licence,
    "Measure": _measure,
    "Insolvency": _insolvency,
}
