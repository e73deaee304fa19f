"""`dijkwacht retention`: destroy what may be kept no longer."""

from datetime import UTC, datetime
from getpass import getuser
from typing import Annotated

import typer

from engine import snapshot
from engine.casework import retention
from engine.casework.database import open_casework
from engine.casework.retention import Deed
from engine.commands.options import DEFAULT_RUNS, RunsFolder, casework_url, today
from engine.settings import load_settings

app = typer.Typer(help="What may be kept no longer.", no_args_is_help=True)


@app.command()
def apply(
    user: Annotated[str, typer.Option("--user", default_factory=getuser, show_default="you")],
    out: RunsFolder = DEFAULT_RUNS,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what would happen.")
    ] = False,
) -> None:
    """Take ended and removed insolvencies out of runs, and remove runs that are too old."""
    settings = load_settings()
    if not dry_run:
        snapshot.sweep(out)
    plan = retention.plan(out, today=today(), settings=settings.retention)
    if not plan.removals and not plan.purges:
        print(f"{out}: nothing to destroy")
        return
    if dry_run:
        for deed in retention.foresee(plan):
            print(_told(deed, "would be "))
        return
    casework = open_casework(casework_url(), settings=settings)
    try:
        for deed in retention.apply(plan, casework, user=user, now=datetime.now(UTC)):
            print(_told(deed, ""))
    finally:
        casework.close()


def _told(deed: Deed, mood: str) -> str:
    if deed.rows is None:
        return f"{deed.run}: {mood}removed, too old"
    return (
        f"{deed.run}: {mood}rewritten without {deed.rows} records and {deed.hits} hits; "
        f"{deed.told} hits and features {mood}emptied; {deed.old_hash[:12]} -> {deed.new_hash[:12]}"
    )
