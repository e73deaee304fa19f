"""One run: deliveries, packs, settings, decisions and a date in; one immutable folder out.

A pure function of its request. The only clock value is `published_at`, given by the caller,
and it is no part of the result's hash.
"""

import hashlib
import json
import platform
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path

import duckdb
import pyarrow as pa

from connectors import check
from engine import decisions as decisions_file
from engine import snapshot
from engine.decisions import Decision
from engine.features.asking import OpenNetwork
from engine.network.neo4j_settings import Neo4jSettings
from engine.progress import Progress, silent
from engine.register import build, pseudonyms, supplies
from engine.register.vault import Vault
from engine.rules import evaluate, loader, record
from engine.scoring import score, worklist
from engine.settings import Settings, load_settings
from engine.sources_file import SourcesFile, load_sources
from engine.tables import TABLES

_KIB_PER_MIB = 1024


@dataclass(frozen=True, slots=True)
class Request:
    """What one run is a function of; settings and packs are read from `rules`.

    Attributes:
        sources: path of `sources.yaml`.
        as_of: last day that exists.
        out: folder of runs.
        key: key of the pseudonyms.
        rules: folder of packs; None means the shipped ones.
        decisions: the decisions file; None means first week.
        vault: where names go; None means that they are forgotten.
        graph_server: answers the patterns of features; None means the embedded graph. It changes
            no result.
    """

    sources: Path
    as_of: date
    out: Path
    key: bytes
    rules: Path | None = None
    decisions: Path | None = None
    vault: Vault | None = None
    graph_server: Neo4jSettings | None = None


@dataclass(slots=True)
class _Stages:
    """Seconds and peak memory per stage, in the order in which they ran."""

    progress: Progress
    rows: list[dict[str, object]] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        self.progress(name, 0, None)
        start = time.perf_counter()
        yield
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB_PER_MIB
        self.rows.append({"stage": name, "seconds": round(seconds, 3), "peak_mb": round(peak)})


@dataclass(frozen=True, slots=True)
class _Inputs:
    """Everything read and checked before the first delivery is opened."""

    request: Request
    settings: Settings
    sources: SourcesFile
    ruleset: loader.RuleSet
    decisions: tuple[Decision, ...]


def run(request: Request, *, now: datetime, progress: Progress = silent) -> snapshot.Published:
    """Make one run and publish it; an equal run that exists already is kept.

    Args:
        request: what the result depends on.
        now: moment of publication, written to run.json only.
        progress: told about every stage.

    Raises:
        SettingsError: a settings, sources, zones or decisions file is wrong.
        RulePackError: a pack or feature does not load.
        SourceError: a delivery that is not optional is unusable.
        RunError: the folder cannot be written. In all four cases `out` is as it was.
    """
    stages = _Stages(progress)
    with stages.stage("check"):
        inputs = _inputs(request)
    snapshot.sweep(request.out)
    with snapshot.work_folder(request.out) as work:
        with stages.stage("register"):
            register = build.build(
                inputs.sources,
                as_of=request.as_of,
                settings=inputs.settings,
                key=request.key,
                vault=request.vault,
                decisions=inputs.decisions,
                progress=progress,
                work=work,
            )
        try:
            source_tables = supplies.of_run(register.con)
            tables, counts = _results(register.con, inputs, stages)
        finally:
            register.close()
    progress("publish", 0, None)
    meta = {
        **_identity(inputs),
        **counts,
        "register": register.report,
        "source_tables": source_tables,
        "rules": [record.of_rule(rule) for rule in inputs.ruleset.rules],
        "filters": record.filters(inputs.ruleset),
        "feature_tables": {f.name: list(f.tables) for f in inputs.ruleset.features.values()},
        "stages": stages.rows,
        "published_at": now.isoformat(timespec="seconds"),
    }
    return snapshot.publish(request.out, as_of=request.as_of, tables=tables, meta=meta)


def worklist_seed(municipality: str, as_of: date) -> str:
    """Seed of the random arm and of the shuffled order; the same all through an ISO week."""
    year, week, _ = as_of.isocalendar()
    return f"{municipality}-{year}-W{week:02d}"


def _inputs(request: Request) -> _Inputs:
    settings = load_settings(request.rules)
    sources = load_sources(request.sources)
    check.check(sources)
    ruleset = loader.load(settings.rules)
    taken = decisions_file.read(request.decisions, as_of=request.as_of)
    return _Inputs(request, settings, sources, ruleset, taken)


def _results(
    con: duckdb.DuckDBPyConnection, inputs: _Inputs, stages: _Stages
) -> tuple[dict[str, pa.Table], dict[str, object]]:
    """Every table of the run folder by name, and what run.json counts about them."""
    as_of, settings = inputs.request.as_of, inputs.settings
    with stages.stage("features and rules"):
        server = inputs.request.graph_server
        evaluation = evaluate.evaluate(
            con,
            inputs.ruleset,
            as_of=as_of,
            settings=settings,
            progress=stages.progress,
            network=_graph_server(server, stages.progress) if server else None,
        )
    with stages.stage("score"):
        scored = score.score(
            evaluation.hits,
            inputs.ruleset.rules,
            _ordered(con, "location", "location_id"),
            _registers(con),
            as_of=as_of,
            settings=settings,
        )
    seed = worklist_seed(inputs.sources.sources.municipality, as_of)
    with stages.stage("worklist"):
        week = worklist.draw(
            scored.locations,
            scored.hits,
            worklist.control_population(con),
            inputs.decisions,
            as_of=as_of,
            settings=settings,
            seed=seed,
        )
    with stages.stage("collect"):
        tables = {
            "locations": scored.locations,
            "hits": scored.hits,
            "worklist": week,
            "quarantine": _ordered(con, "quarantine", "source, file, line, record_id, reason"),
            **{f"features/{name}": table for name, table in evaluation.features.items()},
            **{f"tables/{name}": _stored(con, name) for name in TABLES},
        }
    rows = {name: table.num_rows for name, table in sorted(tables.items())}
    return tables, {
        "outcomes": evaluation.counts,
        "network": evaluation.network,
        "rows": rows,
        "worklist_seed": seed,
        "fact_files": record.fact_files(inputs.ruleset, evaluation.feature_of),
        "filter_states": record.filter_states(
            inputs.ruleset, evaluation.hits["filtered_by"].to_pylist(), as_of=as_of
        ),
    }


def _graph_server(server: Neo4jSettings, progress: Progress) -> OpenNetwork:
    """The graph server as what answers patterns."""
    # The driver takes long to import, and few runs need it.
    from engine.network import neo4j_evaluation

    return lambda built: neo4j_evaluation.loaded(built, server, progress=progress)


def _registers(con: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], str]:
    found = con.execute(
        "SELECT DISTINCT source, table_name, register FROM source_table ORDER BY ALL"
    ).fetchall()
    return {(source, table): register for source, table, register in found}


def _stored(con: duckdb.DuckDBPyConnection, name: str) -> pa.Table:
    table = TABLES[name]
    key = ", ".join(f'"{column}"' for column in table.key)
    return _ordered(con, name, key if table.derived else f"{key}, record_key")


def _ordered(con: duckdb.DuckDBPyConnection, name: str, order: str) -> pa.Table:
    return con.sql(f'FROM "{name}" ORDER BY {order}').to_arrow_table()


def _identity(inputs: _Inputs) -> dict[str, object]:
    """What the run was made from and with: for repeating it and for answering a judge."""
    request, decisions = inputs.request, inputs.request.decisions
    settings = inputs.settings.model_dump(mode="json", exclude={"rules"})
    packages = ("dijkwacht", "duckdb", "pyarrow", "pydantic", "sqlglot", "shapely")
    return {
        "municipality": inputs.sources.sources.municipality,
        "versions": {name: version(name) for name in packages}
        | {"python": platform.python_version()},
        "settings": settings,
        "settings_hash": _sha256(json.dumps(settings, sort_keys=True).encode()),
        "sources_hash": _sha256(request.sources.read_bytes()),
        "geocoded_hash": _geocoded_hash(inputs.sources),
        "decisions_hash": _sha256(decisions.read_bytes()) if decisions else None,
        "key_fingerprint": pseudonyms.fingerprint(request.key),
    }


def _geocoded_hash(sources: SourcesFile) -> str | None:
    named = sources.sources.geocoded
    return None if named is None else _sha256((sources.file.parent / named).read_bytes())


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
