"""What becomes of a source that stands in for another one of its register.

A light or flattened product of a register must never add a second row for what the register's
own delivery says. So it is read after all other sources, and then fills the tables, is compared
with them, or is not read at all.
"""

from collections.abc import Sequence
from enum import StrEnum

from duckdb import DuckDBPyConnection

from connectors.delivery import Connector
from connectors.stand_in import StandInOptions, Use
from engine.sources_file import SourceSpec, parse_options
from engine.tables import register_of


class Role(StrEnum):
    """Fill the tables, only be compared with them, or not be read."""

    FILL = "fill"
    COMPARE = "compare"
    SKIP = "skip"


def is_stand_in(connector: Connector) -> bool:
    """True when a source of this connector may stand in for another one."""
    return issubclass(connector.options, StandInOptions)


def reading_order(connectors: Sequence[Connector]) -> list[int]:
    """Index of every source in the order of reading: stand-ins after all others."""
    return sorted(range(len(connectors)), key=lambda index: is_stand_in(connectors[index]))


def role_of(con: DuckDBPyConnection, spec: SourceSpec, connector: Connector) -> Role:
    """What a source is for in this run, now that the sources before it were read.

    Args:
        con: register with `source_table` of what was read so far.
        spec: the source's entry in `sources.yaml`.
        connector: its connector.

    Raises:
        SettingsError: its options are wrong.
    """
    if not is_stand_in(connector):
        return Role.FILL
    use = parse_options(spec, connector.options)
    assert isinstance(use, StandInOptions)
    if use.use is Use.CROSS_CHECK:
        return Role.COMPARE
    if not fillers(con, spec, connector):
        return Role.FILL
    return Role.SKIP if use.use is Use.FALLBACK else Role.COMPARE


def fillers(con: DuckDBPyConnection, spec: SourceSpec, connector: Connector) -> list[str]:
    """Ids of the other sources of its register that gave rows for one of its tables, sorted."""
    found = con.execute(
        "SELECT DISTINCT source, table_name, register FROM source_table "
        "WHERE rows > 0 AND source <> $source",
        {"source": spec.id},
    ).fetchall()
    own = {name: register_of(spec.connector, name, spec.register_name) for name in connector.tables}
    return sorted({source for source, table, register in found if own.get(table) == register})
