"""The relations of the network, each from one record of the register.

Half-open: `valid_from` is the first day and `valid_to` the first day on which it no longer holds.
Ends of registrations, functions and rights are the day they ended; `valid_until` of permits and
licences is their last day, so `valid_to` is the day after (9999-12-31 at most). Dates stay as
delivered, also when the end lies before the begin. A licence that is requested or refused has a
holder too: its `status` says whether it is held.
"""

from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from engine import duck
from engine.network.graph_places import PART_OF
from engine.network.schema import RELATIONS, Relation
from engine.register.parties import KVK_NUMBER
from engine.register.pseudonyms import PATTERN

_MACROS = f"""
CREATE MACRO party_label(id) AS
    CASE WHEN regexp_full_match(id, '{KVK_NUMBER.pattern}') THEN 'Enterprise'
         WHEN regexp_full_match(id, '{PATTERN.pattern}') THEN 'Person' END;
CREATE MACRO day_after(day) AS least(day, DATE '9999-12-30') + 1
"""
_NO_PARTIAL = "NULL AS valid_from_partial, NULL AS valid_to_partial"
_RECORD = "source, record_key"
_SPAN = """started_on AS valid_from, ended_on AS valid_to, started_on_partial AS valid_from_partial,
       ended_on_partial AS valid_to_partial"""


@dataclass(frozen=True, slots=True)
class Link:
    """How one kind is made.

    Attributes:
        kind: in `schema.RELATIONS`.
        sql: rows with the two ends, dates, `source`, `record_key`, own properties, and `why` a
            row is left out although both ends are known (else NULL).
        ends: what is missing when the from or the to end is NULL.
    """

    kind: str
    sql: str
    ends: tuple[str, str] = ("no_place", "no_place")


_WITH_ID = ("PART_OF", "SUCCEEDS")
"""Kinds that no single record makes, so that they bring an id of their own."""


def _party(table: str, column: str, target: str, key: str, dates: str) -> str:
    """Of every source, paper and party one row: the second place of one paper tells nothing new."""
    return f"""
SELECT party_label({column}) AS from_label, {column} AS from_id, '{target}' AS to_label,
       {key} AS to_id, {dates}, {_NO_PARTIAL}, {_RECORD}, NULL AS why
FROM given.{table} WHERE {column} IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY source, {key}, {column} ORDER BY record_key) = 1
"""


_LICENCE = "valid_from, day_after(valid_until) AS valid_to"
_PERMIT = "coalesce(requested_on, decided_on) AS valid_from"

_STAY = """
SELECT 'Branch' AS from_label, b.branch_id AS from_id, {to_end},
       b.started_on AS valid_from, b.started_on_partial AS valid_from_partial,
       CASE WHEN b.ended_on_partial IS NULL THEN coalesce(b.ended_on, e.ended_on)
            ELSE b.ended_on END AS valid_to,
       CASE WHEN b.ended_on IS NULL THEN coalesce(b.ended_on_partial, e.ended_on_partial)
            ELSE b.ended_on_partial END AS valid_to_partial,
       b.source, b.record_key, {why} AS why
FROM given.{branches} b LEFT JOIN one.enterprise e USING (enterprise_id)
"""
_OFFICERS = f"""
SELECT party_label(party_id) AS from_label, party_id AS from_id, 'Enterprise' AS to_label,
       enterprise_id AS to_id, {_SPAN}, {_RECORD}, NULL AS why, {{own}}
FROM given.officer WHERE {{which}}
"""

LINKS = (
    Link("PART_OF", PART_OF),
    Link("REGISTERED_AT", _STAY.format(
        to_end="b.place_label AS to_label, b.place_id AS to_id", branches="placed_branch",
        why="CASE WHEN b.shielded THEN 'shielded' END")),
    Link("BRANCH_OF", _STAY.format(
        to_end="'Enterprise' AS to_label, b.enterprise_id AS to_id", branches="branch", why="NULL"),
        ("no_branch", "no_enterprise")),
    Link("OFFICER_OF",
         _OFFICERS.format(own="role", which="role IS DISTINCT FROM 'sole_shareholder'"),
         ("no_party", "no_enterprise")),
    Link("SHAREHOLDER_OF",
         _OFFICERS.format(own="role, 1.0::DOUBLE AS share", which="role = 'sole_shareholder'"),
         ("no_party", "no_enterprise")),
    Link("HOLDS_RIGHT", f"""
SELECT party_label(holder_id) AS from_label, holder_id AS from_id,
       CASE WHEN parcel_id IS NOT NULL THEN 'Parcel' ELSE place_label END AS to_label,
       coalesce(parcel_id, place_id) AS to_id, {_SPAN}, {_RECORD}, NULL AS why, "right", share
FROM given.placed_title WHERE holder_id IS NOT NULL
""", ("no_party", "no_place")),
    Link("SOLD_TO", f"""
SELECT CASE WHEN parcel_id IS NOT NULL THEN 'Parcel' ELSE place_label END AS from_label,
       coalesce(parcel_id, place_id) AS from_id, party_label(buyer_id) AS to_label,
       buyer_id AS to_id, signed_on AS valid_from, lapsed_on AS valid_to, {_NO_PARTIAL}, {_RECORD},
       NULL AS why, kind, price_eur
FROM given.placed_transfer WHERE buyer_id IS NOT NULL
""", ("no_place", "no_party")),
    Link("APPLIED_FOR", _party("permit", "applicant_id", "Permit", "permit_id",
                               f"{_PERMIT}, NULL::DATE AS valid_to"), ("no_party", "no_permit")),
    Link("HOLDS_LICENCE", _party("licence", "holder_id", "Licence", "licence_id", _LICENCE),
         ("no_party", "no_licence")),
    Link("OPERATES", _party("licence", "operator_id", "Licence", "licence_id", _LICENCE),
         ("no_party", "no_licence")),
    Link("MANAGES", f"""
SELECT party_label(manager_id) AS from_label, manager_id AS from_id, 'Licence' AS to_label,
       licence_id AS to_id, started_on AS valid_from, ended_on AS valid_to, {_NO_PARTIAL},
       {_RECORD}, NULL AS why
FROM given.licence_manager
""", ("no_party", "no_licence")),
    Link("LICENCE_AT", f"""
SELECT 'Licence' AS from_label, licence_id AS from_id, place_label AS to_label, place_id AS to_id,
       {_LICENCE}, {_NO_PARTIAL}, {_RECORD}, NULL AS why
FROM given.placed_licence
"""),
    Link("PERMIT_AT", f"""
SELECT 'Permit' AS from_label, permit_id AS from_id, place_label AS to_label, place_id AS to_id,
       {_PERMIT}, day_after(valid_until) AS valid_to, {_NO_PARTIAL}, {_RECORD}, NULL AS why
FROM given.placed_permit
"""),
    Link("MEASURE_AT", f"""
SELECT 'Measure' AS from_label, measure_id AS from_id, place_label AS to_label, place_id AS to_id,
       decided_on AS valid_from, coalesce(ended_on, reopened_on) AS valid_to, {_NO_PARTIAL},
       {_RECORD}, NULL AS why
FROM given.placed_measure
"""),
    Link("INSOLVENT", f"""
SELECT 'Enterprise' AS from_label, enterprise_id AS from_id, 'Insolvency' AS to_label,
       case_id AS to_id, declared_on AS valid_from, ended_on AS valid_to, {_NO_PARTIAL}, {_RECORD},
       NULL AS why
FROM given.insolvency
""", ("no_enterprise", "no_insolvency")),
)  # fmt: skip
"""Every kind that comes from records; `SUCCEEDS` is derived, see `succession`."""


def link(con: DuckDBPyConnection) -> None:
    """Make `link_<kind>` for every kind of `LINKS`, and count in `left_out` what cannot be one.

    Args:
        con: has the schemas `given` and `one`, with `given.placed_<table>`.
    """
    con.execute(_MACROS)
    for item in LINKS:
        no_from, no_to = item.ends
        con.execute(
            f"CREATE TABLE link_{item.kind.lower()} AS SELECT * EXCLUDE (why), coalesce(why, "
            f"CASE WHEN from_label IS NULL OR from_id IS NULL THEN '{no_from}' "
            f"WHEN to_label IS NULL OR to_id IS NULL THEN '{no_to}' END) AS reason "
            f"FROM ({item.sql})"
        )
    each = " UNION ALL ".join(
        f"SELECT '{item.kind}', reason, source, count(*) FROM link_{item.kind.lower()} "
        "WHERE reason IS NOT NULL GROUP BY ALL"
        for item in LINKS
    )
    con.execute(f"INSERT INTO left_out {each} ORDER BY ALL")


def join(con: DuckDBPyConnection) -> None:
    """Make the view `link`: what relates to what, of every kind, with the row in its table.

    Args:
        con: has `link_<kind>` for every kind of `schema.RELATIONS`.
    """
    each = " UNION ALL ".join(
        f"SELECT '{kind}' AS kind, rowid AS at, {_id(kind)} AS id, from_label, from_id, to_label, "
        f"to_id FROM link_{kind.lower()} WHERE reason IS NULL"
        for kind in sorted(RELATIONS)
    )
    con.execute(f"CREATE VIEW link AS {each}")


def number(con: DuckDBPyConnection) -> None:
    """Make `rel_<kind>` of every `link_<kind>`; `rid` counts from 0 by kind and id.

    The ends of all relations stay in `ends(rid, kind, at, from_nid, to_nid)`.

    Args:
        con: has `nodes`, `link`, and `link_<kind>` for every kind of `schema.RELATIONS`.
    """
    con.execute(_ENDS)
    con.execute("DROP VIEW link")
    found = {kind for (kind,) in con.execute("SELECT DISTINCT kind FROM ends").fetchall()}
    for kind in sorted(RELATIONS):
        if kind in found:
            con.execute(_relation(RELATIONS[kind]))
        else:
            numbers = [(name, "BIGINT") for name in ("rid", "from_nid", "to_nid")]
            own = [(p.name, p.type.value) for p in RELATIONS[kind].properties]
            duck.create_empty(con, f"rel_{kind.lower()}", [*numbers, *own])
        con.execute(f"DROP TABLE link_{kind.lower()}")


# All kinds at once: the nodes are many, and most kinds have few relations.
_ENDS = """
CREATE TABLE ends AS
SELECT row_number() OVER (ORDER BY l.kind, l.id) - 1 AS rid, l.kind, l.at,
       f.nid AS from_nid, t.nid AS to_nid
FROM link l
JOIN nodes f ON f.label = l.from_label AND f.id = l.from_id
JOIN nodes t ON t.label = l.to_label AND t.id = l.to_id
ORDER BY rid
"""


def _id(kind: str) -> str:
    return "id" if kind in _WITH_ID else f"'{kind}:' || record_key"


def _relation(relation: Relation) -> str:
    made = {
        "id": _id(relation.kind),
        "gate": f"'{relation.gate}'",
        "from_hub": "false",
        "to_hub": "false",
    }
    values = ", ".join(
        f'{made.get(p.name, f"l.{p.name}")}::{p.type.value} AS "{p.name}"'
        for p in relation.properties
    )
    return f"""
CREATE TABLE rel_{relation.kind.lower()} AS
SELECT e.rid, e.from_nid, e.to_nid, {values}
FROM ends e JOIN link_{relation.kind.lower()} l ON l.rowid = e.at
WHERE e.kind = '{relation.kind}'
ORDER BY e.rid
"""
