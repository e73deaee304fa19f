"""`dijkwacht runs`: list runs, show one, and tell what changed between two and why."""

import json
import sys

import typer
from rich.console import Console
from rich.table import Table as RichTable

from engine import snapshot
from engine.commands.options import DEFAULT_RUNS, RunsFolder
from engine.exports import run_diff

app = typer.Typer(help="The runs of a folder.", no_args_is_help=True)


@app.command("list")
def list_(out: RunsFolder = DEFAULT_RUNS) -> None:
    """List the runs, newest first."""
    rows = RichTable("run", "as of", "locations", "listed", "quarantine", "published at")
    for run in snapshot.list_runs(out):
        counts = run.meta["rows"]
        rows.add_row(
            run.path.name,
            run.meta["as_of"],
            *(str(counts[name]) for name in ("locations", "worklist", "quarantine")),
            run.meta["published_at"],
        )
    Console(width=120 if not sys.stdout.isatty() else None).print(rows)


@app.command()
def show(run: str, out: RunsFolder = DEFAULT_RUNS) -> None:
    """Print run.json of one run, by path or by the start of its name."""
    print(json.dumps(snapshot.find(run, out=out).meta, indent=1, ensure_ascii=False))


@app.command()
def diff(before: str, after: str, out: RunsFolder = DEFAULT_RUNS) -> None:
    """Tell what changed from one run to another, and why."""
    changes = run_diff.compare(snapshot.find(before, out=out), snapshot.find(after, out=out))
    print(run_diff.to_text(changes))
