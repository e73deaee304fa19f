"""`dijkwacht export bibob`: the report of an own investigation, for one recipient at a time."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from engine.casework.models import Role
from engine.commands.case_options import Number, RoleOption, UserOption
from engine.commands.export_options import DOCX, Folder, Formats, Why, make
from engine.exports.papers import bibob as reports


def bibob(
    number: Number,
    to: Annotated[str, typer.Option("--to", help="Recipient, as in bibob_recipients.csv.")],
    reason: Why,
    folder: Folder,
    user: UserOption,
    party: Annotated[
        int | None, typer.Option("--party", help="Number of the third party that receives it.")
    ] = None,
    format_: Formats = DOCX,
    role: RoleOption = Role.BIBOB_OFFICER,
) -> None:
    """Make the report of a Bibob file as one recipient may have it (art. 28)."""
    make(
        reports.CONTRACT,
        lambda session, who, _: reports.draft(
            session, file_number=number, recipient=to, party=party, user=who, now=datetime.now(UTC)
        ),
        user=user, role=role, reason=reason, to=[to], formats=format_, folder=folder,
    )  # fmt: skip
