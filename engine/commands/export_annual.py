"""`dijkwacht export annual`: the year in figures, without personal data."""

from typing import Annotated

import typer

from engine import snapshot
from engine.casework.models import Role
from engine.commands.case_options import RoleOption, UserOption
from engine.commands.export_options import (
    DOCX,
    RUNS,
    Folder,
    Formats,
    RunArgument,
    RunsOption,
    To,
    Why,
    make,
)  # fmt: skip
from engine.exports.papers import annual as evaluation
from engine.settings import load_settings
from engine.workbench import year_figures


def annual(
    run: RunArgument,
    year: Annotated[int, typer.Argument(min=2000, max=9998)],
    to: To,
    reason: Why,
    folder: Folder,
    user: UserOption,
    format_: Formats = DOCX,
    runs: RunsOption = RUNS,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Make the evaluation of a year, for council, college and the yearly plan."""
    found = snapshot.find(run, out=runs)
    make(
        evaluation.CONTRACT,
        year_figures.paper_of(found, year=year, settings=load_settings()),
        user=user, role=role, reason=reason, to=to, formats=format_,
        folder=folder,
    )  # fmt: skip
