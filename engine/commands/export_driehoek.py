"""`dijkwacht export driehoek`: the papers of a meeting, a document per recipient."""

from datetime import UTC, datetime
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
)
from engine.exports.papers import driehoek as papers


def driehoek(
    run: RunArgument,
    meeting: Annotated[int, typer.Argument(help="Number of the meeting.", min=1, max=2**31 - 1)],
    to: To,
    reason: Why,
    folder: Folder,
    user: UserOption,
    format_: Formats = DOCX,
    runs: RunsOption = RUNS,
    role: RoleOption = Role.DRIEHOEK_ADVISER,
) -> None:
    """Make the papers of a driehoek meeting; each recipient gets its own compartment only."""
    found = snapshot.find(run, out=runs)
    make(
        papers.CONTRACT,
        lambda session, who, texts: papers.draft(
            session, found, number=meeting, user=who, texts=texts, now=datetime.now(UTC)
        ),
        user=user, role=role, reason=reason, to=to, formats=format_, folder=folder,
    )  # fmt: skip
