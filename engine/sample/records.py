"""Rows of the municipal exports while they are collected, before they get their columns."""

from dataclasses import dataclass, field

from engine.sample.world import Unit

Row = dict[str, object]
"""One row by canonical column. `unit` stands for a place, written as each export writes it."""


@dataclass(slots=True)
class Records:
    """Rows per export, in order of creation."""

    permits: list[Row] = field(default_factory=list)
    licences: list[Row] = field(default_factory=list)
    licence_managers: list[Row] = field(default_factory=list)
    reports: list[Row] = field(default_factory=list)
    measures: list[Row] = field(default_factory=list)
    inspections: list[Row] = field(default_factory=list)
    notifications: list[Row] = field(default_factory=list)
    titles: list[Row] = field(default_factory=list)
    parcels: list[Row] = field(default_factory=list)
    plan: list[Row] = field(default_factory=list)
    declared: list[Row] = field(default_factory=list)
    designations: list[Row] = field(default_factory=list)
    occupancy: list[Row] = field(default_factory=list)
    valuations: list[Row] = field(default_factory=list)
    topography: list[Row] = field(default_factory=list)
    registry: list[Row] = field(default_factory=list)
    insolvencies: list[Row] = field(default_factory=list)
    transfers: list[Row] = field(default_factory=list)
    signals: list[Row] = field(default_factory=list)
    returns: list[Row] = field(default_factory=list)
    police: list[Row] = field(default_factory=list)
    partners: list[Row] = field(default_factory=list)
    bibob: list[Row] = field(default_factory=list)
    contracts: list[Row] = field(default_factory=list)
    attachments: list[Row] = field(default_factory=list)
    nla: list[Row] = field(default_factory=list)

    def add(self, export: str, prefix: str, **values: object) -> Row:
        """Append a row; its id is `<prefix>-<number>` under the first column of that export.

        Args:
            export: name of a list above.
            prefix: start of the id, empty for rows without one of their own.
            values: canonical columns, and `unit` for the place.
        """
        rows: list[Row] = getattr(self, export)
        row: Row = dict(values)
        if prefix:
            row["id"] = f"{prefix}-{len(rows) + 1:05d}"
        rows.append(row)
        return row


def unit_of(row: Row) -> Unit:
    """The place of a row."""
    unit = row["unit"]
    if not isinstance(unit, Unit):
        raise TypeError(f"row without a place: {sorted(row)}")
    return unit
