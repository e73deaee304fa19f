"""Local exclusions in `rules/filters/*.yml`: which hits keep their row but give no points."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from engine import yaml_file
from engine.errors import RulePackError
from engine.features.completion import location_struct
from engine.features.database import FeatureDatabase
from engine.features.findings import Finding, error, warning
from engine.features.spans import months_before
from engine.rules import binding, packs
from engine.rules.model import Filter, Filters
from engine.rules.predicate import Predicate
from engine.rules.predicate import check as check_predicate

MAX_MONTHS = 24
_FIRST_DAY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class LoadedFilter:
    """A checked filter, its predicate, and where it stands."""

    filter: Filter
    when: Predicate | None
    file: Path
    line: int

    def is_active(self, as_of: date) -> bool:
        """True from the first up to and including the last day."""
        return self.filter.starts_on <= as_of <= self.filter.expires_on

    def state(self, as_of: date) -> str:
        """`active`, `expired` or `not started` on that day."""
        if self.is_active(as_of):
            return "active"
        return "expired" if self.filter.expires_on < as_of else "not started"


def read(folder: Path, rule_ids: Collection[str]) -> tuple[list[LoadedFilter], list[Finding]]:
    """Read every filter of a folder, by id, and everything wrong with them."""
    loaded: dict[str, LoadedFilter] = {}
    findings: list[Finding] = []
    for document, file in packs.documents(folder, Filters, findings):
        for index in range(len(file.filters)):
            try:
                found = yaml_file.validate(document, Filter, ("filters", index))
            except yaml_file.YamlProblems as problems:
                findings += packs.of(problems)
                continue
            when, problems_when = check_predicate(found.when, ()) if found.when else (None, [])
            line = document.line(["filters", index])
            whats = [*_check(found, rule_ids), *(f"when: {p.what}" for p in problems_when)]
            if when and when.placeholders:
                whats.append("when: a filter has no params")
            if when and not when.location:
                whats.append("when: reads nothing of location, so it holds everywhere or nowhere")
            if found.id in loaded:
                whats.append(f"stands in {loaded[found.id].file.name} too")
            findings += [error(document.file, line, f"filter {found.id}: {w}") for w in whats]
            loaded.setdefault(found.id, LoadedFilter(found, when, document.file, line))
    return [loaded[name] for name in sorted(loaded)], findings


def mark(
    con: DuckDBPyConnection, filters: Collection[LoadedFilter], rule_id: str, *, as_of: date
) -> None:
    """Mark the hits of one rule in `result` that a filter excludes, and take their points.

    Args:
        con: holds `result` and `location`.
        filters: in order; of those that exclude one hit the first counts.
        rule_id: the rule whose rows stand in `result`.
        as_of: day on which a filter must be active.

    Raises:
        RulePackError: a filter's `when` fails on a location.
    """
    for one in filters:
        if one.filter.rule == rule_id and one.is_active(as_of):
            try:
                _mark(con, one)
            except duckdb.Error as problem:
                what = f"filter {one.filter.id} does not run: {str(problem).splitlines()[0]}"
                raise RulePackError(what, file=one.file, line=one.line) from problem


def _mark(con: DuckDBPyConnection, one: LoadedFilter) -> None:
    when = one.when.sql if one.when else "false"
    columns = one.when.location if one.when else ()
    con.execute(
        f"""
WITH placed AS (SELECT l.*, {location_struct(columns, "l")} FROM location l),
excluded AS (
    SELECT location_id FROM placed
    WHERE {when} OR list_contains($locations, location_id)
       OR list_has_any(coalesce(object_ids, []), $objects)
       OR list_has_any(coalesce(building_ids, []), $objects)
)
UPDATE result SET filtered_by = $filter, reason = $reason, points = 0
FROM excluded
WHERE result.location_id = excluded.location_id AND rule_id = $rule AND outcome = 'HIT'
  AND filtered_by IS NULL
""",
        {
            "filter": one.filter.id,
            "reason": f"gefilterd door {one.filter.owner}: {one.filter.reason}",
            "rule": one.filter.rule,
            "locations": ["", *one.filter.locations],
            "objects": ["", *one.filter.objects],
        },
    )


def bind(filters: Collection[LoadedFilter], db: FeatureDatabase) -> Iterator[Finding]:
    """Every `when` that is no truth value over the columns of `location`.

    Args:
        filters: checked filters.
        db: any feature database; nothing of its rows is read.
    """
    for one in filters:
        if one.when is None or one.when.placeholders:
            continue
        try:
            kind = binding.type_of(one.when.sql, one.when.location, db)
        except duckdb.Error as problem:
            what = str(problem).splitlines()[0]
        else:
            what = "" if kind == "BOOLEAN" else f"is {kind}, not true or false"
        if what:
            yield error(one.file, one.line, f"filter {one.filter.id}: when: {what}")


def described(one: LoadedFilter, as_of: date) -> dict[str, object]:
    """What a reader needs to know about a filter, and its state on a day; plain values."""
    return {**one.filter.model_dump(mode="json"), "state": one.state(as_of)}


def expired(filters: Collection[LoadedFilter], as_of: date) -> Iterator[Finding]:
    """A warning for every filter that has ended before `as_of`."""
    for one in filters:
        if one.filter.expires_on < as_of:
            what = f"filter {one.filter.id} expired on {one.filter.expires_on}: renew or remove it"
            yield warning(one.file, one.line, what)


def _check(found: Filter, rule_ids: Collection[str]) -> Iterator[str]:
    if found.rule not in rule_ids:
        yield f"rule {found.rule} is in no pack"
    if not (found.locations or found.objects or found.when):
        yield "says nowhere: give locations, objects or when"
    if found.expires_on < found.starts_on:
        yield "expires before it starts"
    elif found.starts_on < _FIRST_DAY:
        yield f"starts before {_FIRST_DAY}"
    elif months_before(found.expires_on, MAX_MONTHS) > found.starts_on:
        yield f"lasts longer than {MAX_MONTHS} months"
