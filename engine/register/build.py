"""Build the register of a run: deliveries in, canonical tables, and what is derived from them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb
from duckdb import DuckDBPyConnection

import connectors
from connectors.check import check
from engine import duck
from engine.decisions import Decision
from engine.errors import RunError
from engine.progress import Progress
from engine.register import (
    clusters,
    company_links,
    corrections,
    geocoding,
    intake,
    joined_pairs,
    locations,
    name_likeness,
    person_links,
    places,
    zones,
)
from engine.register.intake import Intake
from engine.register.joined_pairs import Joining
from engine.register.match_candidates import Told
from engine.register.pseudonyms import Pseudonyms
from engine.register.report import Json, SourceReport
from engine.register.roads import Roads
from engine.register.vault import Vault
from engine.settings import Settings
from engine.sources_file import SourcesFile
from engine.tables import PLACE_MATCH, TABLES

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


@dataclass(slots=True)
class Register:
    """Everything a run knows; close it when the run is written.

    Attributes:
        con: DuckDB with the canonical tables, `source_table` and `quarantine`.
        report: for run.json: `key`, `sources`, `tables`, `places`, `decisions`, `company_names`,
            `pairs`, `roads`.
    """

    con: DuckDBPyConnection
    report: dict[str, Json]

    def close(self) -> None:
        """Close the connection; what it keeps in memory or in the work folder is gone."""
        self.con.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def build(
    sources: SourcesFile,
    *,
    as_of: date,
    settings: Settings,
    key: bytes,
    vault: Vault | None,
    decisions: Iterable[Decision],
    progress: Progress,
    work: Path | None = None,
    copies: Vault | None = None,
) -> Register:
    """Build the register from the deliveries that exist on `as_of`.

    Args:
        sources: the checked `sources.yaml`; no source is mandatory.
        as_of: last day that exists.
        settings: from `rules/settings.yml`.
        key: pseudonym key.
        vault: where names go; None keeps no names.
        decisions: corrections and judgements of pairs among them are applied.
        progress: is told what is being done.
        work: folder for what does not fit in memory, removed on close; None: nothing is
            written to disk.
        copies: vault with the copies of live sources; `vault` when left out.

    Raises:
        SettingsError: `sources.yaml`, the zones file or the geocoded file cannot be used.
        SourceError: a delivery is unreadable as a whole, and its source is not optional.
        RunError: rows were lost on the way, or the vault cannot be written.
    """
    check(sources)
    con = duck.connect(config={**_CONFIG, "temp_directory": "" if work is None else str(work)})
    pseudonyms = Pseudonyms(key)
    given = Intake(
        con,
        sources,
        connectors.find,
        as_of,
        settings,
        pseudonyms,
        vault,
        progress,
        copies or vault,
    )
    try:
        intake.create_tables(con)
        reports = intake.take_in(given)
        decided = tuple(decisions)
        applied = corrections.apply(con, decided, as_of=as_of)
        joining = joined_pairs.apply(con, decided)
        progress("compare names of companies", 0, None)
        linked = company_links.build(con, given.company_names, settings=settings, vault=vault)
        roads, places_told = _derive(con, sources, as_of, settings, joining, progress)
        progress("compare people", 0, None)
        people_told = person_links.build(con, given.people, settings=settings)
        joined_pairs.settle(con, joining)
        report = _report(con, reports, applied, joining, pseudonyms)
        told = {"address": places_told, "company": linked.pairs, "person": people_told}
        report |= {
            "company_names": linked.as_json(),
            "pairs": {kind: one.as_json() for kind, one in told.items()},
            "roads": {**roads.as_json()},
        }
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        con.close()
        raise RunError(f"the register cannot be kept: {error}") from error
    except BaseException:
        con.close()
        raise
    return Register(con, report)


def _derive(
    con: DuckDBPyConnection,
    sources: SourcesFile,
    as_of: date,
    settings: Settings,
    joining: Joining,
    progress: Progress,
) -> tuple[Roads, Told]:
    """Fill what follows from the deliveries: places, locations, clusters, likeness of names."""
    if sources.sources.zones is not None:
        progress("load zones", 0, None)
        zones.load(con, sources.file.parent / sources.sources.zones)
    progress("match places", 0, None)
    named = sources.sources.geocoded
    geocoded = () if named is None else geocoding.load(sources.file.parent / named)
    told = places.resolve(con, settings=settings, geocoded=geocoded, joining=joining)
    progress("build locations", 0, None)
    roads = locations.build(con, as_of=as_of, settings=settings)
    progress("build clusters", 0, None)
    clusters.build(con)
    progress("compare names", 0, None)
    name_likeness.build(con, settings=settings)
    return roads, told


def _report(
    con: DuckDBPyConnection,
    reports: tuple[SourceReport, ...],
    applied: corrections.Applied,
    joining: Joining,
    pseudonyms: Pseudonyms,
) -> dict[str, Json]:
    not_applied = sorted((applied.not_applied + joining.not_applied).items())
    joined: dict[str, Json] = dict(sorted(joining.joined.items()))
    return {
        "key": pseudonyms.fingerprint,
        "sources": [report.as_json() for report in reports],
        "tables": {name: _rows(con, name) for name in sorted(TABLES)},
        "places": {
            name: _places(con, name) for name, table in sorted(TABLES.items()) if table.place
        },
        "decisions": {
            "applied": applied.applied + joining.joined.total(),
            "not_applied": dict(not_applied),
            "joined": joined,
        },
    }


def _rows(con: DuckDBPyConnection, table: str) -> int:
    return int(con.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])


def _places(con: DuckDBPyConnection, table: str) -> dict[str, Json]:
    """Rows per method, and which share of all rows has no place; NULL when there are none."""
    query = f"SELECT place_match, count(*) FROM {table} GROUP BY place_match"
    found: dict[str, int] = dict(con.execute(query).fetchall())
    total = sum(found.values())
    counts: dict[str, Json] = {method: found.get(method, 0) for method in PLACE_MATCH}
    share = None if total == 0 else round(found.get("none", 0) / total, 4)
    return {**counts, "unmatched_share": share}
