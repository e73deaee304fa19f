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
from engine.exports import assessment, fact_sheet, timeline
from engine.exports.assessment import Assessment
from engine.exports.fact_sheet import FactSheet
from engine.exports.timeline import Event
from engine.snapshot import Run
from engine.translatable import mark, sentence


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
class Source:
    """A delivery that the run used; `age_days` on the run's `as_of`."""

    source: str
    registers: tuple[str, ...]
    tables: tuple[str, ...]
    delivered_on: date | None
    age_days: int | None
    privacy_check: str | None


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
    hits = _rows(con, "FROM hits WHERE location_id = $l ORDER BY rule_id", location_id)
    uses = _one(con, "SELECT use_purposes FROM location WHERE location_id = $l", location_id)
    return Dossier(
        run=run.path.name,
        as_of=run.as_of,
        place=_place(row),
        sheet=fact_sheet.read(con, location_id, uses["use_purposes"]),
        events=timeline.read(con, location_id),
        sources=sources(run),
        assessment=assessment.build(run, row, hits),
    )


def counts(dossier: Dossier) -> Mapping[str, int]:
    """How much the registers hold about the location, by subject."""
    tables = [event.table for event in dossier.events]
    return {
        mark("panden"): len(dossier.sheet.buildings),
        mark("bedrijven nu"): sum(b.ended_on is None for b in dossier.sheet.businesses),
        mark("bedrijven vroeger"): sum(b.ended_on is not None for b in dossier.sheet.businesses),
        mark("vergunningen"): tables.count("permit") + tables.count("licence"),
        mark("meldingen"): tables.count("report"),
        mark("controles en maatregelen"): tables.count("inspection") + tables.count("measure"),
    }


def neutral(dossier: Dossier) -> Dossier:
    """The same dossier without hits, points, band and unknowns, for a first judgement."""
    return dataclasses.replace(dossier, assessment=None)


def without_routes(dossier: Dossier) -> Dossier:
    """The same dossier without a trace of routes to care, as a Bibob file may hold it."""
    found = dossier.assessment
    shown = None if found is None else assessment.without_routes(found)
    return dataclasses.replace(dossier, assessment=shown)


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
    told = sentence("deze run heeft geen locatie {location}", location=repr(location_id))
    if near:
        told = sentence("{told}; het meest lijkt erop: {near}", told=told, near=near)
    raise RunError(told)


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


def sources(run: Run) -> tuple[Source, ...]:
    """The deliveries that a run used, by source."""
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
