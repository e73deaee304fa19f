"""Why a feature cannot be known in this run: no source, a stale source, no privacy check.

Unknown is not zero: a missing register makes a feature UNKNOWN everywhere, never NO_HIT.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from duckdb import DuckDBPyConnection

from engine.features.feature import Feature
from engine.rule_settings import Freshness
from engine.tables import TABLES, Gate

_SUPPLIES = """
SELECT source, table_name, register, delivered_on, nullif(trim(privacy_check), ''), covers
FROM source_table
ORDER BY source, table_name
"""


@dataclass(frozen=True, slots=True)
class Supply:
    """One source and one table that it fills, with 0 rows too.

    Attributes:
        register: the independent register behind the source.
        delivered_on: day of the delivery, None when nobody said.
        privacy_check: reference of the recorded compatibility check, None without one.
        covers: the source delivers the table whole; otherwise its silence says nothing.
    """

    source: str
    table: str
    register: str
    delivered_on: date | None
    privacy_check: str | None
    covers: bool = True


def read(register: DuckDBPyConnection) -> tuple[Supply, ...]:
    """Read which source fills which table, by source and table."""
    return tuple(Supply(*row) for row in register.execute(_SUPPLIES).fetchall())


def reasons(
    feature: Feature,
    supplies: Sequence[Supply],
    register: DuckDBPyConnection,
    *,
    as_of: date,
    freshness: Freshness,
) -> tuple[str, ...]:
    """Say in Dutch why `feature` is unknown at every location; empty when it can be known.

    Args:
        feature: the feature, with the tables and columns that it reads.
        supplies: which source fills which table.
        as_of: day on which age is measured.
        register: holds the canonical tables, to see which sources fill a G1 column.
        freshness: age in days, closed, up to which a register is fresh. Of several deliveries
            of one register the newest counts; every register that covers a table must be fresh.
    """
    found: list[str] = []
    for table in feature.tables:
        if TABLES[table].derived:
            continue
        of_table = [s for s in supplies if s.table == table]
        covering = [s for s in of_table if s.covers]
        if not covering and not _is_local(table, register):
            found.append(f"bron ontbreekt: {table}")
        found += _stale(covering, as_of, freshness)
        found += _unchecked(feature, table, of_table, register)
    return tuple(dict.fromkeys(found))


def withheld(feature: Feature, withheld: Mapping[tuple[str, str], str]) -> tuple[str, ...]:
    """Why what a feature reads was taken away or never kept, in Dutch; once each, sorted.

    Args:
        feature: the feature, with the tables and columns that it reads.
        withheld: why, by (table, column); the column is empty for a whole table.
    """
    read = {(table, "") for table in feature.tables} | {*feature.columns}
    return tuple(sorted({withheld[key] for key in read & withheld.keys()}))


def _is_local(table: str, register: DuckDBPyConnection) -> bool:
    """Zones come from a file of the municipality's own, without a delivery."""
    if table != "zone":
        return False
    return bool(register.execute("SELECT 1 FROM zone LIMIT 1").fetchall())


def _stale(supplies: Sequence[Supply], as_of: date, freshness: Freshness) -> Iterator[str]:
    for register in sorted({s.register for s in supplies}):
        of_register = [s for s in supplies if s.register == register]
        newest = max(of_register, key=lambda s: (s.delivered_on or date.min, s.source))
        limit = freshness.limit(register)
        if newest.delivered_on is None:
            yield f"bron zonder leverdatum: {newest.source}"
        elif (age := (as_of - newest.delivered_on).days) > limit:
            yield f"bron verouderd: {newest.source} ({age} dagen, grens {limit})"


def _unchecked(
    feature: Feature, table: str, supplies: Sequence[Supply], register: DuckDBPyConnection
) -> Iterator[str]:
    """Sources of G1 facts that no compatibility check covers.

    In a table of gate O only sources that fill one of the G1 columns read are meant: open
    publications beside the own permit system name nobody.
    """
    gated = [c for t, c in feature.columns if t == table and TABLES[t].gate_of(c) is not Gate.O]
    unchecked = [s.source for s in supplies if s.privacy_check is None]
    if TABLES[table].gate is Gate.O and unchecked:
        unchecked = _fills(table, gated, unchecked, register) if gated else []
    for source in dict.fromkeys(unchecked):
        yield f"geen privacytoets vastgelegd: {source}"


def _fills(
    table: str, columns: Sequence[str], sources: Sequence[str], register: DuckDBPyConnection
) -> list[str]:
    filled = " OR ".join(f'"{column}" IS NOT NULL' for column in columns)
    found = register.execute(
        f'SELECT DISTINCT source FROM "{table}"'
        f" WHERE ({filled}) AND list_contains($sources, source) ORDER BY source",
        {"sources": list(sources)},
    ).fetchall()
    return [str(source) for (source,) in found]
