"""What the workbench must know of a published run: its registers, and what retention took out."""

from engine.casework.purging import INSOLVENCY
from engine.features.feature import Feature
from engine.snapshot import Run

REDACTED_TABLES = frozenset({INSOLVENCY.removeprefix("tables/")})
"""Canonical tables from which retention takes rows."""


def registers(run: Run) -> dict[tuple[str, str], str]:
    """(source, table) -> register, of every table that a source of the run fills."""
    rows = run.meta["source_tables"]
    return {(row["source"], row["table"]): row["register"] for row in rows}


def is_redacted(run: Run) -> bool:
    """True when retention has taken rows, and what was told from them, out of the run."""
    return bool(run.meta.get("redacted"))


def reads_redacted(run: Run, feature: Feature) -> bool:
    """True when the run is redacted in a table that the feature reads."""
    return is_redacted(run) and not REDACTED_TABLES.isdisjoint(feature.tables)
