"""`dijkwacht dossier`: one location of one run, as text, JSON, or a paper by a named decision."""

from getpass import getuser
from pathlib import Path
from typing import Annotated, Literal

import typer

from engine import snapshot
from engine.casework.models import Role
from engine.commands.options import DEFAULT_RUNS, RunsFolder
from engine.errors import PaperError
from engine.exports import dossier as export
from engine.exports.dossier_text import to_text
from engine.snapshot import Run
from engine.translatable import mark


def dossier(
    run: Annotated[str, typer.Argument(help="Path or start of the name of a run.")],
    location_id: Annotated[str, typer.Argument(help="As in locations.parquet.")],
    out: RunsFolder = DEFAULT_RUNS,
    format_: Annotated[Literal["text", "json", "docx", "pdf"], typer.Option("--format")] = "text",
    blind: Annotated[
        bool, typer.Option("--blind", help="Leave out what a first judgement may not see.")
    ] = False,
    folder: Annotated[
        Path | None, typer.Option("--folder", help="Folder for a docx or pdf.")
    ] = None,
    to: Annotated[str, typer.Option("--to", help="Recipient of a docx or pdf.")] = "beoordelaars",
    reason: Annotated[
        str, typer.Option("--reason", help="Why a docx or pdf is made; 30 characters or more.")
    ] = "",
    user: Annotated[str | None, typer.Option("--user", show_default="you")] = None,
    role: Annotated[Role, typer.Option("--role")] = Role.RIEC_LIAISON,
) -> None:
    """Print facts, hits, what speaks against them and what is not known; or make a paper of it."""
    found = snapshot.find(run, out=out)
    if format_ in ("docx", "pdf"):
        if folder is None:
            raise PaperError(mark("geef --folder: de map voor het stuk"))
        who = user or getuser()
        _paper(found, location_id, format_, folder, to=to, reason=reason, user=who, role=role)
        return
    whole = export.build(found, location_id)
    shown = export.neutral(whole) if blind else whole
    print(export.to_json(shown) if format_ == "json" else to_text(shown))


def _paper(
    run: Run,
    location_id: str,
    format_: Literal["docx", "pdf"],
    folder: Path,
    *,
    to: str,
    reason: str,
    user: str,
    role: Role,
) -> None:
    """Imported here, so that the text of a dossier does not wait for what draws papers."""
    from engine.commands.export_options import make
    from engine.exports.papers import dossier_paper
    from engine.exports.papers.texts import Format

    make(
        dossier_paper.CONTRACT,
        lambda session, who, _: dossier_paper.draft(session, run, location=location_id, user=who),
        user=user, role=role, reason=reason, to=[to], formats=[Format(format_)], folder=folder,
    )  # fmt: skip
