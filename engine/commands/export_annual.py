"""`dijkwacht export annual`: the year in figures, without personal data."""

from typing import Annotated

import typer
from sqlalchemy.orm import Session

from engine import snapshot
from engine.casework.models import Role, User
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
from engine.exports.papers.draft import Draft
from engine.exports.papers.texts import Texts
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
    settings = load_settings()

    def build(session: Session, _who: User, texts: Texts) -> Draft:
        figures = year_figures.gather(
            session,
            year=year,
            titles={rule["id"]: rule["title"] for rule in found.meta["rules"]},
            precision_settings=settings.precision,
            capacity=settings.capacity,
        )
        return evaluation.draft(figures, run=found, texts=texts)

    make(
        evaluation.CONTRACT, build, user=user, role=role, reason=reason, to=to, formats=format_,
        folder=folder,
    )  # fmt: skip
