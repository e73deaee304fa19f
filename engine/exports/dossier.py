"""The dossier of one location: facts, hits, what speaks against them, what is not known.

Built from one run only, so that an old dossier can be made again. No names of people and no
number of a sole trader stands in it. `neutral` leaves out what a first judgement may not see.
"""

import dataclasses
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
from rapidfuzz import process

from engine.errors import RunError
from engine.exports import fact_sheet, timeline
from engine.exports.fact_sheet import FactSheet
from engine.exports.timeline import Event
from engine.scoring.waterfall import Step, waterfall
from engine.settings import ScoreSettings
from engine.snapshot import Run


@dataclass(frozen=True, slots=True)
class Place:
    """Where and what the location is; coordinates in RD metres."""

    location_id: str
    kind: str
    label: str
    town: str | None
    zone: str | None
    land_use: str | None
    land_use_proof: str | None
    x: float | None
    y: float | None
    object_ids: tuple[str, ...]
    building_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A source record behind a hit: its key, register and date of delivery."""

    record_key: str
    register: str | None
    delivered_on: date | None


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """A HIT or UNKNOWN of one rule at the location, with the rule's texts of that run.

    Attributes:
        sentence: what was found, Dutch; empty when UNKNOWN.
        reason: why it is unknown, or why a hit has no points; None when it simply counts.
        members: BAG ids of the units and buildings concerned.
        unverified: texts of law that nobody has checked yet.
    """

    rule_id: str
    version: str
    title: str
    family: str
    role: str
    sentence: str
    reason: str | None
    filtered_by: str | None
    points: float
    applied_points: float
    newest: date | None
    facts: Mapping[str, Any]
    evidence: tuple[Evidence, ...]
    members: tuple[str, ...]
    false_positives: tuple[str, ...]
    instruments: tuple[str, ...]
    legal_basis: tuple[str, ...]
    unverified: tuple[str, ...]
    action: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """A delivery that the run used; `age_days` on the run's `as_of`."""

    source: str
    registers: tuple[str, ...]
    tables: tuple[str, ...]
    delivered_on: date | None
    age_days: int | None
    privacy_check: str | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the rules make of it: left out of the neutral dossier."""

    score: float
    band: str
    eligible: bool
    families: tuple[str, ...]
    registers: tuple[str, ...]
    hits: tuple[RuleOutcome, ...]
    mitigating: tuple[RuleOutcome, ...]
    waterfall: tuple[Step, ...]
    unknown: tuple[RuleOutcome, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything a run knows about one location; `assessment` None means neutral."""

    run: str
    as_of: date
    place: Place
    sheet: FactSheet
    events: tuple[Event, ...]
    sources: tuple[Source, ...]
    assessment: Assessment | None


def build(run: Run, location_id: str) -> Dossier:
    """Build the dossier of one location.

    Raises:
        RunError: the run has no such location; the message names the ids most like it.
    """
    with run.connect() as con:
        return assemble(con, run, location_id)


def assemble(con: duckdb.DuckDBPyConnection, run: Run, location_id: str) -> Dossier:
    """Build the dossier of one location from an opened run, for who needs several.

    Raises:
        RunError: the run has no such location; the message names the ids most like it.
    """
    row = _location(con, location_id)
    uses = _one(con, "SELECT use_purposes FROM location WHERE location_id = $l", location_id)
    return Dossier(
        run=run.path.name,
        as_of=run.as_of,
        place=_place(row),
        sheet=fact_sheet.read(con, location_id, uses["use_purposes"]),
        events=timeline.read(con, location_id),
        sources=_sources(run),
        assessment=_assessment(con, run, row),
    )


def neutral(dossier: Dossier) -> Dossier:
    """The same dossier without hits, points, band and unknowns, for a first judgement."""
    return dataclasses.replace(dossier, assessment=None)


def to_json(dossier: Dossier) -> str:
    """The dossier as JSON: English keys in a fixed order, dates as YYYY-MM-DD."""
    return json.dumps(dataclasses.asdict(dossier), ensure_ascii=False, indent=1, default=_plain)


def _plain(value: object) -> object:
    """Exact points as numbers, dates as text."""
    return float(value) if isinstance(value, Decimal) else str(value)


def _location(con: duckdb.DuckDBPyConnection, location_id: str) -> dict[str, Any]:
    row = _one(con, "FROM locations WHERE location_id = $l", location_id)
    if row:
        return row
    known = [r[0] for r in con.execute("SELECT location_id FROM locations ORDER BY 1").fetchall()]
    near = ", ".join(match[0] for match in process.extract(location_id, known, limit=3))
    raise RunError(f"no location {location_id!r} in this run; most like it: {near or 'none'}")


def _one(con: duckdb.DuckDBPyConnection, sql: str, location_id: str) -> dict[str, Any]:
    rows = _rows(con, sql, location_id)
    return rows[0] if rows else {}


def _rows(con: duckdb.DuckDBPyConnection, sql: str, location_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (
        con.sql(sql, params={"l": location_id}).to_arrow_table().to_pylist()
    )
    return found


def _place(row: Mapping[str, Any]) -> Place:
    plain = ("location_id", "kind", "label", "town", "zone", "land_use", "land_use_proof", "x", "y")
    return Place(
        **{name: row[name] for name in plain},
        object_ids=tuple(row["object_ids"] or ()),
        building_ids=tuple(row["building_ids"] or ()),
    )


def _assessment(con: duckdb.DuckDBPyConnection, run: Run, row: Mapping[str, Any]) -> Assessment:
    found = _rows(con, "FROM hits WHERE location_id = $l ORDER BY rule_id", row["location_id"])
    rules = {rule["id"]: rule for rule in run.meta["rules"]}
    tables = _source_tables(run)
    outcomes = [(hit, _outcome(hit, rules[hit["rule_id"]], tables)) for hit in found]
    hits = [o for hit, o in outcomes if hit["outcome"] == "HIT"]
    unknown = tuple(o for hit, o in outcomes if hit["outcome"] == "UNKNOWN")
    settings = ScoreSettings.model_validate(run.meta["settings"]["score"])
    against = [o for o in hits if o.role == "mitigating"]
    signals = [o for o in hits if o.role != "mitigating"]
    return Assessment(
        score=row["score"],
        band=row["band"],
        eligible=row["eligible"],
        families=tuple(row["families"]),
        registers=tuple(row["registers"]),
        hits=tuple(sorted(signals, key=_by_weight)),
        mitigating=tuple(sorted(against, key=_by_weight)),
        waterfall=waterfall([hit for hit in found if hit["outcome"] == "HIT"], settings=settings),
        unknown=unknown,
    )


def _by_weight(outcome: RuleOutcome) -> tuple[float, str]:
    return -abs(outcome.applied_points), outcome.rule_id


def _outcome(
    hit: Mapping[str, Any],
    rule: Mapping[str, Any],
    tables: Mapping[tuple[str, str], Mapping[str, Any]],
) -> RuleOutcome:
    return RuleOutcome(
        rule_id=hit["rule_id"],
        version=rule["version"],
        title=rule["title"],
        family=hit["family"],
        role=hit["role"],
        sentence=hit["explanation"] or "",
        reason=hit["reason"],
        filtered_by=hit["filtered_by"],
        points=hit["points"],
        applied_points=hit["applied_points"],
        newest=hit["newest"],
        facts=json.loads(hit["facts"]) if hit["facts"] else {},
        evidence=tuple(_evidence(key, tables) for key in hit["evidence"] or ()),
        members=tuple(hit["member_ids"] or ()),
        false_positives=tuple(rule["false_positives"]),
        instruments=tuple(rule["instruments"]),
        legal_basis=tuple(_law(item) for item in rule["legal_basis"]),
        unverified=tuple(_law(item) for item in rule["legal_basis"] if not item["verified"]),
        action=rule["action"],
    )


def _law(item: Mapping[str, Any]) -> str:
    text = str(item["text"])
    return f"{text}, art. {item['article']}" if item["article"] else text


def _evidence(record_key: str, tables: Mapping[tuple[str, str], Mapping[str, Any]]) -> Evidence:
    source, table, _ = record_key.split(":", 2)
    known = tables.get((source, table), {})
    return Evidence(record_key, known.get("register"), _day(known.get("delivered_on")))


def _source_tables(run: Run) -> dict[tuple[str, str], Mapping[str, Any]]:
    return {(row["source"], row["table"]): row for row in run.meta["source_tables"]}


def _sources(run: Run) -> tuple[Source, ...]:
    rows: Iterable[Mapping[str, Any]] = run.meta["source_tables"]
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["source"], []).append(row)
    return tuple(_source(name, found[name], run.as_of) for name in sorted(found))


def _source(name: str, rows: list[Mapping[str, Any]], as_of: date) -> Source:
    delivered = _day(rows[0]["delivered_on"])
    return Source(
        source=name,
        registers=tuple(sorted({row["register"] for row in rows})),
        tables=tuple(sorted({row["table"] for row in rows})),
        delivered_on=delivered,
        age_days=(as_of - delivered).days if delivered else None,
        privacy_check=rows[0]["privacy_check"],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
