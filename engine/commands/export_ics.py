"""`dijkwacht export ics`: last days of clocks and tasks for a calendar."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from engine.casework import users
from engine.casework.models import Role
from engine.commands.case_options import RoleOption, UserOption
from engine.commands.casework import opened_casework
from engine.errors import CaseworkError
from engine.exports.calendar_file import calendar_file


def ics(
    out: Annotated[Path, typer.Option("--out", help="File to write, such as termijnen.ics.")],
    user: UserOption,
    role: RoleOption = Role.BIBOB_OFFICER,
) -> None:
    """Write your open clocks and tasks as an iCalendar file: numbers, titles and days only."""
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        data = calendar_file(session, user=who, now=now)
        try:
            out.write_bytes(data)
        except OSError as error:
            raise CaseworkError(
                "{file}: kan niet worden geschreven ({error})",
                file=str(out),
                error=str(error.strerror),
            ) from error
    print(f"{out}: {data.count(b'BEGIN:VEVENT')} termijnen en taken")
