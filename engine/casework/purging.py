"""What a run must no longer hold, and the run's tables without it.

A purged record goes from its table and from every list of evidence. A hit that has no evidence
left goes; of one that has, and of a feature that cited the record, everything that was told from
it goes: facts, date and explanation. Scores and lists stay as they were: they are numbers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from engine.rewriting import table_names
from engine.snapshot import Run

INSOLVENCY = "tables/insolvency"
REDACTED = "De toelichting is vernietigd: de bewaartermijn van een bron is verstreken."
_UNKNOWN = "een bron van dit gegeven is vernietigd: de bewaartermijn is verstreken"
_FEATURE_KEPT = frozenset({"location_id", "evidence", "members", "known", "unknown_reason"})
_CITING = ("branch", "enterprise")

Keys = frozenset[str]


@dataclass(frozen=True, slots=True)
class Purge:
    """What one run must no longer hold.

    Attributes:
        keys: record keys of insolvencies.
        refused: (source, record id) of rows in quarantine.
    """

    run: Run
    keys: Keys
    refused: frozenset[tuple[str, str]]

    @property
    def rows(self) -> int:
        """Rows that go, of the table and of quarantine."""
        return len(self.keys) + len(self.refused)


@dataclass(frozen=True, slots=True)
class Purged:
    """A run's tables without what was purged.

    Attributes:
        changed: tables that differ, by name.
        hits: how many hits went.
        told: how many hits and features lost what was told from purged records.
    """

    changed: Mapping[str, pa.Table]
    hits: int
    told: int


def insolvencies(run: Run) -> list[dict[str, Any]]:
    """Rows of the run's table of insolvencies; none when it has no such table."""
    if INSOLVENCY not in table_names(run):
        return []
    rows: list[dict[str, Any]] = run.table(INSOLVENCY).to_pylist()
    return rows


def purged(purge: Purge) -> Purged:
    """Work out a run's tables without what it must no longer hold."""
    run, names = purge.run, table_names(purge.run)
    indirect = purge.keys | _citing(purge, names)
    readers = _readers(run)
    changed = _without_records(purge, names)
    told = 0
    for name in (name for name in names if name.startswith("features/")):
        keys = indirect if _feature(name) in readers.features else purge.keys
        table, count = _without_facts(run.table(name), keys)
        told += count
        changed |= {name: table} if count else {}
    gone = 0
    if "hits" in names:
        of_rule = dict.fromkeys(readers.rules, indirect)
        hits, gone, redacted = _hits(run.table("hits"), of_rule, purge.keys)
        told += redacted
        changed |= {"hits": hits} if gone or redacted else {}
    return Purged(changed, gone, told)


def _without_records(purge: Purge, names: list[str]) -> dict[str, pa.Table]:
    """The tables in which the records themselves stand."""
    changed: dict[str, pa.Table] = {}
    if INSOLVENCY in names and purge.keys:
        table = purge.run.table(INSOLVENCY)
        changed[INSOLVENCY] = table.filter(pc.invert(_is_in(table["record_key"], purge.keys)))
    if "quarantine" in names and purge.refused:
        changed["quarantine"] = _without_refused(purge.run.table("quarantine"), purge.refused)
    return changed


def _feature(name: str) -> str:
    """Name of the feature behind a table; rules with other params have a digest behind theirs."""
    return name.removeprefix("features/").partition("-")[0]


@dataclass(frozen=True, slots=True)
class _Readers:
    """Features that read insolvencies, and rules that are judged on them, also in part."""

    features: frozenset[str]
    rules: frozenset[str]


def _readers(run: Run) -> _Readers:
    """By run.json; a run of an earlier version does not say it, and then its evidence decides."""
    reads: Mapping[str, list[str]] = run.meta.get("feature_tables", {})
    features = frozenset(name for name, tables in reads.items() if "insolvency" in tables)
    rules = run.meta.get("rules", [])
    direct = {rule["id"] for rule in rules if rule.get("feature") in features}
    combined = {rule["id"] for rule in rules if direct & set(_strings(rule.get("combine")))}
    return _Readers(features, frozenset(direct | combined))


def _strings(value: object) -> Iterable[str]:
    """Every text in a part of run.json."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def _citing(purge: Purge, names: list[str]) -> Keys:
    """Record keys of the companies and branches that stand for a purged case in evidence."""
    cited = [row for row in insolvencies(purge.run) if row["record_key"] in purge.keys]
    companies: set[str] = {row["enterprise_id"] for row in cited if row.get("enterprise_id")}
    found: set[str] = set()
    for name in (f"tables/{table}" for table in _CITING):
        if companies and name in names:
            table = purge.run.table(name)
            own = table.filter(_is_in(table["enterprise_id"], frozenset(companies)))
            found.update(own["record_key"].to_pylist())
    return frozenset(found)


def _without_refused(table: pa.Table, refused: frozenset[tuple[str, str]]) -> pa.Table:
    pairs = zip(table["source"].to_pylist(), table["record_id"].to_pylist(), strict=True)
    return table.filter(pa.array([pair not in refused for pair in pairs], pa.bool_()))


def _without_facts(table: pa.Table, keys: Keys) -> tuple[pa.Table, int]:
    """A feature whose rows that cite a purged record have become unknown; and how many did."""
    if not _cites_any(table, keys):
        return table, 0
    rows = table.to_pylist()
    count = 0
    for row in rows:
        if keys.isdisjoint(row["evidence"] or ()):
            continue
        count += 1
        row["evidence"] = [key for key in row["evidence"] if key not in keys]
        row.update({name: None for name in row if name not in _FEATURE_KEPT})
        blank = {"known": False, "returned": False, "unknown_reason": _UNKNOWN}
        row.update({name: value for name, value in blank.items() if name in row})
    return pa.Table.from_pylist(rows, table.schema), count


def _hits(table: pa.Table, of_rule: Mapping[str, Keys], usual: Keys) -> tuple[pa.Table, int, int]:
    """Hits without purged evidence; how many went, and how many lost what was told."""
    every = frozenset().union(usual, *of_rule.values())
    if not _cites_any(table, every):
        return table, 0, 0
    kept: list[dict[str, Any]] = []
    gone = redacted = 0
    for row in table.to_pylist():
        keys = of_rule.get(row["rule_id"], usual)
        evidence = row["evidence"] or []
        left = [key for key in evidence if key not in keys]
        if len(left) == len(evidence):
            kept.append(row)
        elif left:
            redacted += 1
            blank = {"evidence": left, "facts": "{}", "newest": None, "explanation": REDACTED}
            kept.append(row | {name: value for name, value in blank.items() if name in row})
        else:
            gone += 1
    return pa.Table.from_pylist(kept, table.schema), gone, redacted


def _cites_any(table: pa.Table, keys: Keys) -> bool:
    if "evidence" not in table.column_names or not keys:
        return False
    cited = pc.list_flatten(table["evidence"])
    return bool(pc.any(_is_in(cited, keys)).as_py())


def _is_in(column: pa.ChunkedArray, keys: Keys) -> pa.ChunkedArray:
    return pc.is_in(column, value_set=pa.array(sorted(keys), column.type))
