"""Arguments that the commands of a meeting share, and how one of them changes a meeting."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from engine.casework import users
from engine.casework.meetings import preparing
from engine.casework.meetings.models import Meeting
from engine.casework.models import Role, User
from engine.commands.casework import opened_casework
from engine.commands.options import parse_date

Number = Annotated[int, typer.Argument(help="Number of the meeting.", min=1, max=2**31 - 1)]
Position = Annotated[int, typer.Argument(help="Place on the agenda.", min=1, max=10_000)]
RoleOption = Annotated[Role, typer.Option("--role")]
Seen = Annotated[
    int | None,
    typer.Option("--seen", help="Version that you looked at; refused when it has changed since."),
]
DAY = {"parser": parse_date, "metavar": "YYYY-MM-DD"}
DEFAULT_ROLE = Role.DRIEHOEK_ADVISER


@dataclass(frozen=True, slots=True)
class Acting:
    """One act at a meeting: the session, the meeting, who acts and when."""

    session: Session
    meeting: Meeting
    user: User
    now: datetime


@contextmanager
def changing(number: int, *, user: str, role: Role, seen: int | None = None) -> Iterator[Acting]:
    """A meeting that a command changes: all of it at the end, or nothing when it is refused.

    Raises:
        CaseworkError: no such meeting, the role may not, or it changed since version `seen`.
    """
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        meeting = preparing.to_change(session, number, user=who, now=now, seen=seen)
        yield Acting(session, meeting, who, now)
