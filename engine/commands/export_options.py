"""Options that every command that makes a paper shares, and how one of them makes it."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from engine.casework.models import Role
from engine.commands.casework import opened_casework
from engine.commands.options import DEFAULT_RUNS
from engine.exports.papers import produce
from engine.exports.papers.contract import Contract
from engine.exports.papers.texts import Format

RunArgument = Annotated[str, typer.Argument(help="Path or start of the name of a run.")]
RunsOption = Annotated[Path, typer.Option("--runs", help="Folder of runs.")]
Folder = Annotated[Path, typer.Option("--out", help="Folder for the documents.")]
To = Annotated[list[str], typer.Option("--to", help="Recipient, as in recipients.csv; repeatable.")]
Why = Annotated[
    str, typer.Option("--reason", help="Why they get it, without names; 30 characters or more.")
]
Formats = Annotated[list[Format], typer.Option("--format", help="Repeatable.")]
RUNS = DEFAULT_RUNS
DOCX = [Format.DOCX]


def make(
    contract: Contract,
    build: produce.Build,
    *,
    user: str,
    role: Role,
    reason: str,
    to: list[str],
    formats: list[Format],
    folder: Path,
) -> None:
    """Make a paper and print where its documents are, one a line; what was mended on stderr."""
    order = produce.Order(user, role, reason, tuple(to), tuple(dict.fromkeys(formats)), folder)
    with opened_casework() as casework:
        made = produce.produce(casework, contract, order, build, now=datetime.now(UTC))
    for name in made.swept.finished:
        print(f"afgemaakt na een onderbreking: {name}", file=sys.stderr)
    for name in made.swept.removed:
        print(f"opgeruimd na een onderbreking: {name}", file=sys.stderr)
    for name in made.swept.missing:
        print(f"in het register, niet in de map: {name}", file=sys.stderr)
    for file in made.files:
        print(file)
