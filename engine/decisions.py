"""The decisions file: how people's choices in casework reach a run.

One Parquet file, written by casework, read by a run; absent means first week. It steers the
composition of the list, matching and corrections, never the outcome of a rule.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from engine.errors import SettingsError

KINDS = (
    "listed", "judged", "snoozed", "masked", "in_case", "same", "different", "correction",
)  # fmt: skip

SCHEMA = pa.schema(
    [
        ("kind", pa.string()),
        ("location_id", pa.string()),
        ("object_ids", pa.list_(pa.string())),
        ("week", pa.string()),
        ("decided_on", pa.date32()),
        ("until", pa.date32()),
        ("band", pa.string()),
        ("rule_ids", pa.list_(pa.string())),
        ("subject", pa.string()),
        ("other", pa.string()),
        ("value", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True)
class Decision:
    """One choice of a person.

    Attributes:
        kind: `listed` (stood on the list of `week`; `value` is its arm), `judged` (reviewed on
            `decided_on`, when it had `band` and HITs of `rule_ids`), `snoozed` or `masked`
            (`until`, closed), `in_case` (a case holds HITs of `rule_ids`, up to and including
            `until`; `value` is JSON: rule -> last day of evidence that is not new), `same` or
            `different` (`subject` against `other`), `correction` (`subject` is
            `table:record_id:column`, `value` the right value).
        location_id: location as it was named in that run; None for matches.
        object_ids: BAG ids of its units and buildings, so that it is found in later runs.
    """

    kind: str
    location_id: str | None = None
    object_ids: tuple[str, ...] = ()
    week: str | None = None
    decided_on: date | None = None
    until: date | None = None
    band: str | None = None
    rule_ids: tuple[str, ...] = ()
    subject: str | None = None
    other: str | None = None
    value: str | None = None


def write(decisions: Sequence[Decision], file: Path) -> None:
    """Write the decisions file, rows in a fixed order, replacing it in one step."""
    rows = sorted((_row(d) for d in decisions), key=repr)
    part = file.with_name(f".{file.name}.part")
    pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMA), part)
    part.replace(file)


def read(file: Path | None, *, as_of: date) -> tuple[Decision, ...]:
    """Read the decisions taken up to and including `as_of`; no file means none.

    Raises:
        SettingsError: the file is not there, not Parquet, or has other columns or kinds.
    """
    if file is None:
        return ()
    try:
        table = pq.read_table(file)
    except (OSError, pa.ArrowInvalid) as error:
        raise SettingsError(f"not a readable decisions file: {error}", file=file) from error
    missing = sorted(set(SCHEMA.names) - set(table.column_names))
    if missing:
        raise SettingsError(f"decisions file lacks the columns {missing}", file=file)
    decisions = [_decision(row) for row in table.select(SCHEMA.names).to_pylist()]
    unknown = sorted({d.kind for d in decisions} - set(KINDS))
    if unknown:
        raise SettingsError(f"unknown kinds {unknown}; known: {', '.join(KINDS)}", file=file)
    return tuple(d for d in decisions if d.decided_on is None or d.decided_on <= as_of)


def _row(decision: Decision) -> dict[str, object]:
    row = {name: getattr(decision, name) for name in SCHEMA.names}
    return row | {"object_ids": list(decision.object_ids), "rule_ids": list(decision.rule_ids)}


def _decision(row: dict[str, Any]) -> Decision:
    lists = {name: tuple(row[name] or ()) for name in ("object_ids", "rule_ids")}
    return Decision(**{**row, **lists})
