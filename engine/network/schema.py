"""The labels, relations and properties of the network: all that a pattern may name.

Every node has `id` (the id of the register, such as a KVK number, a BAG id or a pseudonym) and
every relation `COMMON`. A property or relation may be read under its gate or wider; `reads` is
its lineage: the canonical columns that it comes from. Source: register.md, "Network".
"""

from dataclasses import dataclass, field

from engine.tables import Gate, Type
from engine.translatable import mark


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a node or relation.

    Attributes:
        name: as a pattern writes it.
        type: TEXT, DATE, INT, REAL or BOOL; NULL means that the register does not know.
        gate: strictest gate of the columns behind it.
        reads: canonical columns behind it, as `table.column`, sorted.
    """

    name: str
    type: Type = Type.TEXT
    gate: Gate = Gate.O
    reads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """One label: what a node of it stands for.

    Attributes:
        label: as a pattern writes it.
        word: Dutch word for one such node, for a reader.
        gate: gate under which the node may be seen at all.
        properties: by name, `id` first.
    """

    label: str
    word: str
    gate: Gate
    properties: tuple[Property, ...]

    def property(self, name: str) -> Property | None:
        """The property of that name, None when the label has none."""
        return next((p for p in self.properties if p.name == name), None)


@dataclass(frozen=True, slots=True)
class Relation:
    """One kind of relation.

    Attributes:
        kind: as a pattern writes it.
        word: Dutch words between the two ends, for a reader.
        gate: gate under which the relation may be walked.
        ends: pairs (from label, to label) that occur.
        properties: `COMMON` and its own.
        reads: canonical columns that make the relation, as `table.column`, sorted.
        derived: concluded by the engine, in no register.
    """

    kind: str
    word: str
    gate: Gate
    ends: tuple[tuple[str, str], ...]
    properties: tuple[Property, ...]
    reads: tuple[str, ...] = field(default=())
    derived: bool = False

    def property(self, name: str) -> Property | None:
        """The property of that name, None when the kind has none."""
        return next((p for p in self.properties if p.name == name), None)


_O, _G1 = Gate.O, Gate.G1

COMMON = (
    Property("id"),
    Property("valid_from", Type.DATE),
    Property("valid_to", Type.DATE),
    Property("valid_from_partial"),
    Property("valid_to_partial"),
    Property("source"),
    Property("record_key"),
    Property("gate"),
    Property("from_hub", Type.BOOL),
    Property("to_hub", Type.BOOL),
)
"""`valid_from` is the first day, `valid_to` the first day on which it no longer holds; NULL is not
known or, for `valid_to`, not ended. Of a date that is known in part the date is NULL and its
`_partial` holds `1976` or `1976-05`: what has a `valid_to_partial` has ended. `id` is unique among
all relations and the same in every build. `from_hub` and `to_hub` say that this end is a hub by
this kind of relation: no pattern walks through it."""


def _own(table: str, *columns: str, gate: Gate = _O) -> tuple[Property, ...]:
    """Text properties that are columns of one table."""
    return tuple(Property(name, Type.TEXT, gate, (f"{table}.{name}",)) for name in columns)


def _typed(table: str, column: str, type: Type, gate: Gate = _O) -> Property:
    return Property(column, type, gate, (f"{table}.{column}",))


def _id(table: str, column: str, gate: Gate = _O) -> Property:
    return Property("id", Type.TEXT, gate, (f"{table}.{column}",))


_SBI = (
    Property("main_sbi", Type.TEXT, _O, ("activity.code", "activity.is_main")),
    Property("sbi_version", Type.TEXT, _O, ("activity.is_main", "activity.version")),
)

_NODES = (
    Node("Location", mark("locatie"), _O,
         (_id("location", "location_id"), *_own("location", "label", "kind", "town", "zone", "land_use"))),
    Node("Address", mark("adres"), _O,
         (_id("address", "address_id"),
          *_own("address", "object_id", "street", "house_number", "house_letter", "house_addition", "postcode", "town"))),
    Node("Building", mark("pand"), _O,
         (_id("building", "building_id"), *_own("building", "status"), _typed("building", "built_year", Type.INT))),
    Node("Parcel", mark("perceel"), _O, (_id("parcel", "parcel_id"),)),
    Node("Enterprise", mark("onderneming"), _O,
         (_id("enterprise", "enterprise_id"), Property("name", reads=("enterprise.statutory_name",)),
          *_own("enterprise", "legal_form", "end_kind"),
          _typed("enterprise", "started_on", Type.DATE), _typed("enterprise", "ended_on", Type.DATE),
          *_own("enterprise", "started_on_partial", "ended_on_partial"),
          _typed("enterprise", "accounts_filed_until", Type.DATE), _typed("enterprise", "employees", Type.INT),
          Property("cluster_id", reads=("enterprise_cluster.cluster_id",)), *_SBI)),
    Node("Branch", mark("vestiging"), _O,
         (_id("branch", "branch_id"), _typed("branch", "is_main", Type.BOOL), _typed("branch", "started_on", Type.DATE),
          _typed("branch", "ended_on", Type.DATE), *_own("branch", "started_on_partial", "ended_on_partial"),
          *_own("branch", "location_id", "object_id"),
          _typed("branch", "employees", Type.INT), *_SBI)),
    Node("Person", mark("persoon"), _G1, (Property("id", gate=_G1),)),
    Node("Permit", mark("vergunning"), _O,
         (_id("permit", "permit_id"), *_own("permit", "kind", "status", "use"),
          _typed("permit", "requested_on", Type.DATE), _typed("permit", "decided_on", Type.DATE))),
    Node("Licence", mark("exploitatie- of alcoholvergunning"), _O,
         (_id("licence", "licence_id"), *_own("licence", "kind", "status"),
          _typed("licence", "valid_from", Type.DATE), _typed("licence", "valid_until", Type.DATE))),
    Node("Measure", mark("maatregel"), _G1,
         (_id("measure", "measure_id", _G1), *_own("measure", "kind", gate=_G1),
          _typed("measure", "decided_on", Type.DATE, _G1), _typed("measure", "ended_on", Type.DATE, _G1))),
    Node("Insolvency", mark("insolventie"), _O,
         (_id("insolvency", "case_id"), *_own("insolvency", "kind", "end_kind"),
          _typed("insolvency", "declared_on", Type.DATE), _typed("insolvency", "ended_on", Type.DATE))),
)  # fmt: skip

_PARTIES = ("Enterprise", "Person")


def _by_parties(*targets: str) -> tuple[tuple[str, str], ...]:
    return tuple((party, target) for party in _PARTIES for target in targets)


def _at(*kinds: str) -> tuple[tuple[str, str], ...]:
    """A place: its address, or its building or location where the source gives no address."""
    return tuple((kind, place) for kind in kinds for place in ("Address", "Building", "Location"))


def _place(table: str) -> tuple[str, ...]:
    return tuple(f"{table}.{name}" for name in ("address_id", "building_id", "location_id"))


_RELATIONS = (
    Relation("PART_OF", mark("hoort bij"), _O,
             (("Address", "Building"), ("Address", "Location"), ("Building", "Location"), ("Parcel", "Location")), COMMON,
             ("address.object_id", "location_member.member_id", "unit_building.building_id")),
    Relation("REGISTERED_AT", mark("staat ingeschreven op"), _O, _at("Branch"), COMMON, _place("branch")),
    Relation("BRANCH_OF", mark("is vestiging van"), _O, (("Branch", "Enterprise"),), COMMON, ("branch.enterprise_id",)),
    Relation("OFFICER_OF", mark("is functionaris van"), _G1, _by_parties("Enterprise"),
             (*COMMON, *_own("officer", "role", gate=_G1)), ("officer.enterprise_id", "officer.party_id", "officer.role")),
    Relation("SHAREHOLDER_OF", mark("is aandeelhouder van"), _G1, _by_parties("Enterprise"),
             (*COMMON, *_own("officer", "role", gate=_G1), Property("share", Type.REAL, _G1, ("officer.role",))),
             ("officer.enterprise_id", "officer.party_id", "officer.role")),
    Relation("HOLDS_RIGHT", mark("heeft een recht op"), _G1, _by_parties("Parcel", "Address", "Building", "Location"),
             (*COMMON, *_own("title", "right", "share")), ("title.holder_id", "title.parcel_id", *_place("title"))),
    Relation("SOLD_TO", mark("is overgedragen aan"), _G1,
             tuple((place, party) for place in ("Parcel", "Address", "Building", "Location") for party in _PARTIES),
             (*COMMON, *_own("transfer", "kind"), _typed("transfer", "price_eur", Type.REAL)),
             ("transfer.buyer_id", "transfer.parcel_id", *_place("transfer"))),
    Relation("APPLIED_FOR", mark("vroeg aan"), _G1, _by_parties("Permit"), COMMON, ("permit.applicant_id",)),
    Relation("HOLDS_LICENCE", mark("is houder van"), _G1, _by_parties("Licence"), COMMON, ("licence.holder_id",)),
    Relation("OPERATES", mark("exploiteert"), _G1, _by_parties("Licence"), COMMON, ("licence.operator_id",)),
    Relation("MANAGES", mark("is leidinggevende van"), _G1, _by_parties("Licence"), COMMON, ("licence_manager.manager_id",)),
    Relation("LICENCE_AT", mark("geldt op"), _O, _at("Licence"), COMMON, _place("licence")),
    Relation("PERMIT_AT", mark("is aangevraagd voor"), _O, _at("Permit"), COMMON, _place("permit")),
    Relation("MEASURE_AT", mark("is opgelegd op"), _G1, _at("Measure"), COMMON, _place("measure")),
    Relation("INSOLVENT", mark("is failliet of in surseance"), _O, (("Enterprise", "Insolvency"),), COMMON, ("insolvency.enterprise_id",)),
    Relation("SUCCEEDS", mark("volgt op"), _O, (("Enterprise", "Enterprise"),),
             (*COMMON, Property("object_id", reads=("branch.object_id",)),
              *_own("enterprise", "end_kind"),
              Property("days", Type.INT, _O, ("branch.started_on", "enterprise.ended_on", "insolvency.declared_on")),
              Property("shares_officer", Type.BOOL, _G1, ("officer.party_id",)),
              Property("name_similarity", Type.REAL, _O, ("enterprise.statutory_name", "enterprise.trade_names")),
              Property("same_activity4", Type.BOOL, _O, ("activity.code", "activity.version")),
              Property("same_licence", Type.BOOL, _G1, ("licence.holder_id", "licence.kind"))),
             ("branch.enterprise_id", "branch.object_id", "branch.started_on", "enterprise.end_kind", "enterprise.ended_on",
              "insolvency.declared_on", "insolvency.kind"), derived=True),
)  # fmt: skip

NODES: dict[str, Node] = {node.label: node for node in _NODES}
RELATIONS: dict[str, Relation] = {relation.kind: relation for relation in _RELATIONS}
