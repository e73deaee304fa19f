"""Columns of roles that may be told beside a pair: open data, and what the weekly scan may read.

Who reported something is never told: a pair would show that a neighbour of a company complained.
"""

from engine.tables import TABLES, Table

_UNTOLD = frozenset({"reporter"})

ROLES: tuple[tuple[Table, str], ...] = tuple(
    (table, role)
    for table in TABLES.values()
    for role in table.roles
    if role not in _UNTOLD and table.gate_of(f"{role}_id").in_scan
)
"""Table and role, in the order of the tables."""
PLACES: tuple[Table, ...] = tuple(
    table for table in TABLES.values() if table.place and table.gate.in_scan
)
"""Tables with places that may be told."""
