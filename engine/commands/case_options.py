"""Arguments that the commands of a case share, and how one of them changes a case."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from getpass import getuser
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from engine.casework import cases, users
from engine.casework.case_models import Case
from engine.casework.models import Role, User
from engine.commands.casework import opened_casework

Number = Annotated[int, typer.Argument(help="Number of the case.", min=1, max=2**31 - 1)]
Part = Annotated[int, typer.Argument(min=1, max=2**31 - 1)]
UserOption = Annotated[str, typer.Option("--user", default_factory=getuser, show_default="you")]
RoleOption = Annotated[Role, typer.Option("--role")]
Reason = Annotated[str, typer.Option("--reason", help="Why, without names.")]
Seen = Annotated[
    int | None,
    typer.Option("--seen", help="Version that you looked at; refused when it has changed since."),
]


@dataclass(frozen=True, slots=True)
class Acting:
    """One act in a case: the session, the case, who acts and when."""

    session: Session
    case: Case
    user: User
    now: datetime


@contextmanager
def changing(number: int, *, user: str, role: Role, seen: int | None = None) -> Iterator[Acting]:
    """A case that a command changes: all of it at the end, or nothing when something is refused.

    Raises:
        CaseworkError: no such case, it is closed, or it changed since version `seen`.
    """
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        case = cases.to_change(session, number, user=who, now=now, seen=seen)
        yield Acting(session, case, who, now)
