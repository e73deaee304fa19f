"""`dijkwacht run`: deliveries in, one run folder out."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from connectors import check
from engine import run as engine_run
from engine import snapshot
from engine.commands.options import DEFAULT_RUNS, RulesFolder, RunsFolder, Today, today, vault_file
from engine.commands.progress_bar import progress_bar
from engine.commands.sources import fetch
from engine.network.neo4j_settings import from_environment
from engine.register import pseudonyms
from engine.register.vault import Vault
from engine.sources_file import load_sources


def run(
    sources: Annotated[Path, typer.Option("--sources", help="The sources.yaml to read.")],
    as_of: Today,
    out: RunsFolder = DEFAULT_RUNS,
    rules: RulesFolder = None,
    decisions: Annotated[
        Path | None, typer.Option("--decisions", help="Decisions file of casework.")
    ] = None,
    offline: Annotated[
        bool, typer.Option("--offline", help="Do not ask live sources; use the last fetch.")
    ] = False,
    backend: Annotated[
        Literal["embedded", "neo4j"],
        typer.Option("--backend", help="What answers network patterns; neo4j: see NEO4J_URI."),
    ] = "embedded",
) -> None:
    """Read the deliveries, evaluate the packs and write this week's list as one run folder.

    Live sources are asked first, once a day; for a day in the past the fetch of then is used.
    """
    server = from_environment() if backend == "neo4j" else None
    key = pseudonyms.load_key()
    vault = Vault(vault_file(), key)
    if not offline and as_of >= today():
        file = load_sources(sources)
        check.check(file)
        fetch(file, vault, rules=rules)
    published = make(
        engine_run.Request(
            sources=sources,
            as_of=as_of,
            out=out,
            key=key,
            rules=rules,
            decisions=decisions,
            vault=vault,
            graph_server=server,
        )
    )
    print(published.path)


def make(request: engine_run.Request) -> snapshot.Run:
    """Run with progress on stderr, and say there what stands out."""
    before = snapshot.list_runs(request.out)
    with progress_bar() as progress:
        published = engine_run.run(request, now=datetime.now(UTC), progress=progress)
    for line in _remarks(published, before, request.as_of):
        print(line, file=sys.stderr)
    return published.run


def _remarks(published: snapshot.Published, before: list[snapshot.Run], as_of: date) -> list[str]:
    """Sentences a user should not miss."""
    meta = published.run.meta
    remarks = []
    if published.existed:
        remarks.append("An equal run existed already and was kept.")
    quarantined = meta["rows"]["quarantine"]
    if quarantined:
        remarks.append(f"{quarantined} records are in quarantine: see quarantine.parquet.")
    remarks += [
        f"Filter {one['id']} expired on {one['expires_on']}: hits of {one['rule']} count again."
        for one in meta.get("filter_states", [])
        if one["state"] == "expired"
    ]
    remarks += [
        f"{counts['left_out']} {kind} pairs are not told: a limit of the rules was reached."
        for kind, counts in meta["register"]["pairs"].items()
        if counts["left_out"]
    ]
    older = [run for run in before if run.as_of > as_of]
    if older:
        remarks.append(f"A run of a later date stays the newest: {older[0].path.name}.")
    return remarks
