"""Copies the columns of the register that a network may hold into the schema `given`.

What lies beyond the gate, or above gate O comes from a source without a recorded compatibility
check, is not copied; how many records that concerns, is counted per kind of relation.
"""

from collections.abc import Mapping, Sequence

import pyarrow as pa
from duckdb import DuckDBPyConnection

from engine import duck
from engine.network.schema import RELATIONS
from engine.tables import TABLES, Column, Gate, Table

GATE, UNCHECKED = "gate", "no_privacy_check"

_RECORD = ("source", "record_id", "record_key")
_PLACE = ("address_id", "building_id", "location_id")
_SPAN = ("started_on", "started_on_partial", "ended_on", "ended_on_partial")
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "location": ("location_id", "label", "kind", "town", "zone", "land_use"),
    "location_member": ("location_id", "member_id", "member_kind"),
    "address": (
        "address_id", "object_id", "street", "house_number", "house_letter", "house_addition",
        "postcode", "town", *_RECORD,
    ),
    "building": ("building_id", "status", "built_year", *_RECORD),
    "unit_building": ("object_id", "building_id"),
    "parcel": ("parcel_id", *_RECORD),
    "enterprise": (
        "enterprise_id", "legal_form", "statutory_name", "trade_names", *_SPAN, "end_kind",
        "employees", "accounts_filed_until", *_RECORD,
    ),
    "enterprise_cluster": ("enterprise_id", "cluster_id"),
    "activity": ("branch_id", "code", "version", "is_main", "source"),
    "branch": (
        "branch_id", "enterprise_id", "is_main", *_SPAN, "employees", "shielded", "object_id",
        *_PLACE, *_RECORD,
    ),
    "officer": ("enterprise_id", "party_id", "role", *_SPAN, *_RECORD),
    "insolvency": (
        "case_id", "enterprise_id", "kind", "declared_on", "ended_on", "end_kind", *_RECORD,
    ),
    "permit": (
        "permit_id", "kind", "status", "use", "requested_on", "decided_on", "valid_until",
        "applicant_id", *_PLACE, *_RECORD,
    ),
    "licence": (
        "licence_id", "kind", "status", "valid_from", "valid_until", "holder_id", "operator_id",
        "object_id", *_PLACE, *_RECORD,
    ),
    "licence_manager": ("licence_id", "manager_id", "started_on", "ended_on", *_RECORD),
    "measure": ("measure_id", "kind", "decided_on", "ended_on", "reopened_on", *_PLACE, *_RECORD),
    "title": ("parcel_id", "right", "share", "holder_id", *_SPAN, *_PLACE, *_RECORD),
    "transfer": (
        "parcel_id", "kind", "signed_on", "price_eur", "buyer_id", "lapsed_on", *_PLACE, *_RECORD,
    ),
    "declared_address": ("object_id", "address_id", "reason", "expires_on"),
}  # fmt: skip

RESTRICTED = tuple(
    name
    for name, columns in _COLUMNS.items()
    if any(TABLES[name].gate_of(column) is not Gate.O for column in columns)
)
"""Tables of which something is above gate O, so that a source needs a compatibility check."""


def copy(
    register: DuckDBPyConnection,
    con: DuckDBPyConnection,
    checked: Mapping[str, Sequence[str]],
    *,
    ceiling: Gate,
) -> None:
    """Make `given.<table>` for every table that the network reads, and `left_out`.

    Args:
        register: holds the canonical tables as tables or views; it is only read.
        con: the database of the graph, empty.
        checked: by table the sources with a recorded compatibility check.
        ceiling: strictest gate that may be read.
    """
    con.execute("CREATE SCHEMA given")
    con.execute(
        "CREATE TABLE left_out (kind VARCHAR, reason VARCHAR, source VARCHAR, records BIGINT)"
    )
    for name, columns in _COLUMNS.items():
        table, sources = TABLES[name], list(checked.get(name, ()))
        query = _select(table, columns, ceiling)
        bound = {"checked": sources} if "$checked" in query else None
        rows = register.sql(query, params=bound).to_arrow_table()
        _store(con, table, columns, rows)
        if table.gate is Gate.O and not rows.num_rows:
            continue  # the whole table was read: what is empty leaves nothing out
        for column in _restricted(table, columns):
            _count(register, con, table, column, sources, ceiling)


def _store(con: DuckDBPyConnection, table: Table, columns: Sequence[str], rows: pa.Table) -> None:
    if not rows.num_rows:
        types = [(name, table.column(name).type.value) for name in columns]
        duck.create_empty(con, f"given.{table.name}", types)
        return
    con.register("incoming", rows)
    con.execute(f"CREATE TABLE given.{table.name} AS FROM incoming")
    con.unregister("incoming")


def _select(table: Table, columns: Sequence[str], ceiling: Gate) -> str:
    chosen = ", ".join(_value(table, table.column(name), ceiling) for name in columns)
    if table.gate.rank > ceiling.rank:
        where = " WHERE false"
    elif table.gate is not Gate.O:
        where = " WHERE list_contains($checked, source)"
    else:
        where = ""
    return f'SELECT {chosen} FROM "{table.name}"{where}'


def _value(table: Table, column: Column, ceiling: Gate) -> str:
    """A column as it may be read; NULL where it may not."""
    gate = table.gate_of(column.name)
    if gate.rank > ceiling.rank:
        return f'NULL::{column.type.value} AS "{column.name}"'
    if table.gate is Gate.O and gate is not Gate.O:
        name = column.name
        return f'CASE WHEN list_contains($checked, source) THEN "{name}" END AS "{name}"'
    return f'"{column.name}"'


def _restricted(table: Table, columns: Sequence[str]) -> tuple[str, ...]:
    """Columns above gate O; of a table above gate O its first, which every row has."""
    if table.gate is not Gate.O:
        return (columns[0],)
    return tuple(name for name in columns if table.gate_of(name) is not Gate.O)


def _count(
    register: DuckDBPyConnection,
    con: DuckDBPyConnection,
    table: Table,
    column: str,
    checked: Sequence[str],
    ceiling: Gate,
) -> None:
    """Count the records that were not read, under every kind of relation that lacks them."""
    beyond = table.gate_of(column).rank > ceiling.rank
    rows = register.execute(
        f'SELECT source, count(*) FROM "{table.name}" WHERE "{column}" IS NOT NULL '
        "AND ($beyond OR NOT list_contains($checked, source)) GROUP BY source ORDER BY source",
        {"beyond": beyond, "checked": list(checked)},
    ).fetchall()
    reason = GATE if beyond else UNCHECKED
    for kind in _kinds(table, column):
        for source, records in rows:
            con.execute("INSERT INTO left_out VALUES (?, ?, ?, ?)", [kind, reason, source, records])


def _kinds(table: Table, column: str) -> tuple[str, ...]:
    """Kinds of relations that are made of a column, or of a table above gate O."""
    prefix = f"{table.name}." if table.gate is not Gate.O else f"{table.name}.{column}"
    return tuple(
        kind
        for kind, relation in RELATIONS.items()
        if any(name.startswith(prefix) for name in relation.reads)
    )
