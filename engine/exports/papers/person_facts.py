"""What one run says of a person: relations, further records, locations and rules, as blocks.

Only facts of these pseudonyms are read, and only those that the weekly scan may read. A pseudonym
of somebody else within a key becomes a word, and so does the number of another's sole trader.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from duckdb import DuckDBPyConnection

from engine.exports.network import texts as words_of
from engine.exports.pairs import joined
from engine.exports.papers.paper import Block, Column, Table, Text
from engine.exports.papers.texts import fill
from engine.exports.words import day, word
from engine.network import graph, person
from engine.network.lookup import Edge, NodeRef
from engine.network.schema import RELATIONS
from engine.register.pseudonyms import PATTERN
from engine.settings import Settings
from engine.snapshot import Run
from engine.tables import TABLES, Type
from engine.tables import Table as Canonical

ROLES = tuple(
    f"role_{role}" for role in sorted({role for table in TABLES.values() for role in table.roles})
)
"""Phrases that name the part of a person in a record."""
_OWNER = word("officer.role", "sole_trader")
_FURTHER = {"HOLDS_RIGHT": ("share", "aandeel {}"), "SOLD_TO": ("price_eur", "{:.0f} euro")}
"""What a relation says beside its word: property, and how it is told."""

Phrases = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Record:
    """One record in which somebody stands, beside those that became a relation.

    Attributes:
        role: part of the person in it, such as `seller`.
        kind: word of the record; None when the table has none.
        on: first day in it; None: not known.
        location_id: where it is; None: not known.
    """

    table: str
    role: str
    source: str
    record_key: str
    kind: str | None
    on: date | None
    location_id: str | None


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation.

    Attributes:
        what: its other end; None: the business of another natural person, who is not told of.
        detail: role, right, share, kind of transfer or price; empty when it has none.
        hidden: number of that business, which stands in keys too.
    """

    edge: Edge
    what: str | None
    detail: str
    is_to_person: bool
    hidden: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that a run says of a person.

    Attributes:
        people: pseudonyms of the one person.
        known: those of them that the run mentions.
        locations: label by id of where relations and records lead, by id.
    """

    people: tuple[str, ...]
    known: frozenset[str]
    relations: tuple[Relation, ...]
    records: tuple[Record, ...]
    locations: Mapping[str, str]

    @property
    def tables(self) -> frozenset[str]:
        """Canonical tables in which the person stands."""
        keys = [one.edge.record_key or "::" for one in self.relations]
        return frozenset({*(key.split(":")[1] for key in keys), *(r.table for r in self.records)})


def read(run: Run, people: Sequence[str], *, settings: Settings) -> Found:
    """Everything that a run says of the pseudonyms of one person, and of those joined with them.

    Raises:
        RunError: the run cannot be read.
    """
    people = joined.everyone(run, people)
    with graph.of_run(run, settings=settings) as network:
        edges = person.relations(network, people)
        relations = tuple(_relations(network, edges))
        leads = person.leads_to(network, people)
    told = {(edge.source, edge.record_key) for edge in edges}
    with run.connect() as con:
        rows = [(whose, one) for whose, one in _records(con, people)]
        records = [one for _, one in rows if (one.source, one.record_key) not in told]
        wanted = {*leads, *(one.location_id for one in records if one.location_id)}
        locations = _labels(con, wanted)
    known = {whose for whose, _ in rows} | (joined.subjects(run) & {*people})
    return Found(people, frozenset(known), relations, tuple(records), locations)


def _relations(network: graph.Graph, edges: Sequence[Edge]) -> Iterator[Relation]:
    details, further = words_of.details(network, edges), _further(network, edges)
    ends = {
        edge.id: edge.end if edge.start.label == person.PERSON else edge.start for edge in edges
    }
    described = words_of.describe(network, ends.values())
    own = {ends[edge.id] for edge in edges if details.get(edge.id) == _OWNER}
    for edge in edges:
        other: NodeRef = ends[edge.id]
        about = described[other]
        is_of_another = ("legal_form", "sole_trader") in about.properties and other not in own
        said = "; ".join(filter(None, (details.get(edge.id), further.get(edge.id))))
        yield Relation(
            edge,
            what=None if is_of_another else about.text,
            detail=said,
            is_to_person=edge.end.label == person.PERSON,
            hidden=other.id if is_of_another else None,
        )


def _further(network: graph.Graph, edges: Sequence[Edge]) -> dict[str, str]:
    """Share of a right and price of a transfer, by id of the relation."""
    found = {}
    for kind, (column, form) in sorted(_FURTHER.items()):
        rows = network.con.execute(
            f'SELECT id, "{column}" FROM rel_{kind.lower()} '
            f'WHERE list_contains($ids, id) AND "{column}" IS NOT NULL ORDER BY id',
            {"ids": [edge.id for edge in edges if edge.kind == kind]},
        ).fetchall()
        found.update({edge_id: form.format(value) for edge_id, value in rows})
    return found


def _records(con: DuckDBPyConnection, people: Sequence[str]) -> Iterator[tuple[str, Record]]:
    """Whose and what, of every canonical table with parties that the scan may read."""
    for name, table in TABLES.items():
        for role in table.roles:
            if table.gate_of(f"{role}_id").in_scan:
                yield from _of_role(con, table, name, role, people)


def _of_role(
    con: DuckDBPyConnection, table: Canonical, name: str, role: str, people: Sequence[str]
) -> Iterator[tuple[str, Record]]:
    stored = {column.name for column in table.stored()}
    days = [c.name for c in table.columns if c.type is Type.DATE and not c.planned]
    first = f"coalesce({', '.join(days)})" if days else "NULL"
    kind = "kind" if "kind" in stored else "NULL"
    place = "location_id" if "location_id" in stored else "NULL"
    found = con.execute(
        f'SELECT "{role}_id", source, record_key, {kind}, {first}, {place} FROM "{name}" '
        f'WHERE list_contains($people, "{role}_id") ORDER BY source, record_key',
        {"people": list(people)},
    )
    for whose, source, key, what, on, location in found.fetchall():
        yield whose, Record(name, role, source, key, what, on, location)


def _labels(con: DuckDBPyConnection, wanted: Collection[str]) -> dict[str, str]:
    rows = con.execute(
        "SELECT location_id, label FROM locations WHERE list_contains($wanted, location_id) "
        "ORDER BY location_id",
        {"wanted": sorted(wanted)},
    ).fetchall()
    return dict(rows)


def related(found: Found, phrases: Phrases) -> list[Block]:
    """Relations, each with its days, source, record and gate."""
    if not found.relations:
        return [Text(phrases["nothing"])]
    rows = [_relation(one, found, phrases) for one in found.relations]
    gates = sorted({one.edge.gate for one in found.relations})
    columns = (("relation", 1.9), ("with_what", 2.1), ("from", 1.1), ("until", 1.0),
               ("record", 2.3), ("gate", 0.7))  # fmt: skip
    return [
        table("Verbanden", columns, rows, phrases),
        *(Text(f"{phrases['gate']} {gate}: {word('gate', gate)}.") for gate in gates),
    ]


def recorded(found: Found, phrases: Phrases) -> list[Block]:
    """Records that became no relation."""
    rows = [
        (
            _sort(one),
            phrases[f"role_{one.role}"],
            day(one.on),
            found.locations.get(one.location_id or "", ""),
            _record(one.source, one.record_key, found),
        )
        for one in found.records
    ]
    columns = (("sort", 1.6), ("part", 1.2), ("date", 1.1), ("location", 1.8), ("record", 2.4))
    return [table("Gegevens", columns, rows, phrases)] if rows else [Text(phrases["nothing"])]


def led_to(found: Found, phrases: Phrases) -> list[Block]:
    """Locations that relations and records lead to, by id and label."""
    rows = list(found.locations.items())
    columns = (("id", 1), ("location", 2))
    return [table("Locaties", columns, rows, phrases)] if rows else [Text(phrases["nothing"])]


def rules(run: Run, found: Found) -> list[Mapping[str, Any]]:
    """Rules of the run that read a table in which the person stands, by id."""
    reads: Mapping[str, Sequence[str]] = run.meta.get("feature_tables", {})
    told: list[Mapping[str, Any]] = [
        rule
        for rule in run.meta["rules"]
        if not found.tables.isdisjoint(reads.get(rule["feature"] or "", ()))
    ]
    return sorted(told, key=lambda rule: str(rule["id"]))


def without_others(text: str, people: Collection[str], word_for: str) -> str:
    """A text in which every pseudonym of somebody else is a word."""
    return PATTERN.sub(lambda hit: hit[0] if hit[0] in people else word_for, text)


def table(
    name: str,
    columns: Sequence[tuple[str, float]],
    rows: Sequence[tuple[str, ...]],
    phrases: Phrases,
) -> Block:
    """A table whose headings are phrases."""
    told = tuple(Column(phrases[heading], width) for heading, width in columns)
    return Table(name, told, tuple(rows))


def _relation(one: Relation, found: Found, phrases: Phrases) -> tuple[str, ...]:
    edge = one.edge
    kind = RELATIONS[edge.kind].word
    if one.is_to_person:
        kind = fill(phrases["to_you"], {"relation": kind})
    return (
        f"{kind} ({one.detail})" if one.detail else kind,
        one.what or phrases["business_of_another"],
        edge.valid_from_partial or day(edge.valid_from),
        edge.valid_to_partial or day(edge.valid_to, unknown=phrases["no_end"]),
        _record(edge.source or "", _key(one), found),
        edge.gate,
    )


def _key(one: Relation) -> str:
    """The key of a record, without the number of another's business."""
    key = one.edge.record_key or ""
    return key if one.hidden is None else key.replace(one.hidden, "onderneming")


def _sort(one: Record) -> str:
    table = word("table", one.table)
    return table if one.kind is None else f"{table}: {word(f'{one.table}.kind', one.kind)}"


def _record(source: str, key: str, found: Found) -> str:
    own = without_others(key, found.people, "persoon")
    return own if own.startswith(f"{source}:") else f"{source} {own}"
