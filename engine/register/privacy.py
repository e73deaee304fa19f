"""Which deliveries the engine may draw on when it derives tables from facts above gate O."""

from duckdb import DuckDBPyConnection


def checked_sources(con: DuckDBPyConnection, table: str) -> list[str]:
    """Name the sources that fill `table` and have a recorded compatibility check, sorted.

    Locations and clusters are open to every rule, so what they take from a G1 column comes
    from these sources only, as if a feature had read it.

    Args:
        con: register with `source_table`.
        table: canonical table.
    """
    rows = con.execute(
        "SELECT DISTINCT source FROM source_table "
        "WHERE table_name = $table AND trim(privacy_check) <> '' ORDER BY source",
        {"table": table},
    ).fetchall()
    return [str(row[0]) for row in rows]
