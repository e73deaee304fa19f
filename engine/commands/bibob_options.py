"""Arguments that the commands of a Bibob file share, and how one of them changes a file."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from engine.casework import users
from engine.casework.bibob import acting
from engine.casework.bibob.acting import By
from engine.casework.models import Role, User
from engine.commands.case_options import UserOption as UserOption
from engine.commands.casework import opened_casework
from engine.commands.options import parse_date, today

Number = Annotated[int, typer.Argument(help="Number of the file.", min=1, max=2**31 - 1)]
Entry = Annotated[int, typer.Argument(help="Number of the record.", min=1, max=2**31 - 1)]
Person = Annotated[int, typer.Option("--party", help="Number of a person in the file.", min=1)]
MaybePerson = Annotated[
    int | None, typer.Option("--party", help="Number of a person in the file.", min=1)
]
RoleOption = Annotated[Role, typer.Option("--role")]
OFFICER = Role.BIBOB_OFFICER
Seen = Annotated[
    int, typer.Option("--seen", help="Version that you looked at; refused when it changed since.")
]
Reason = Annotated[str, typer.Option("--reason", help="Why, in your own words.")]
Evidence = Annotated[
    list[str] | None,
    typer.Option("--evidence", help="bron:NUMBER, stuk:NUMBER or a record's key; repeat it."),
]
_DAY = {"parser": parse_date, "metavar": "YYYY-MM-DD"}
On = Annotated[
    date, typer.Option("--on", default_factory=today, show_default="today", help="Day.", **_DAY)
]
Day = Annotated[date, typer.Option("--on", help="Day.", **_DAY)]
MaybeDay = Annotated[date | None, typer.Option("--on", help="Day.", **_DAY)]
Until = Annotated[date | None, typer.Option("--until", help="Last day, closed.", **_DAY)]
Text = Annotated[str, typer.Option("--text")]
Note = Annotated[str, typer.Option("--note")]


@dataclass(frozen=True, slots=True)
class Acting:
    """One act in a file: the session, the file and who acts."""

    session: Session
    number: int
    by: By


@contextmanager
def changing(number: int, *, user: str, role: Role, seen: int) -> Iterator[Acting]:
    """A file that a command changes; prints the version that it has afterwards.

    Raises:
        CaseworkError: no such file, it is closed, or it changed since version `seen`.
    """
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        yield Acting(session, number, By(who, seen, now))
        session.flush()
        version = acting.find(session, number).case.version
    print(f"Bibob-dossier {number}: versie {version}")


@contextmanager
def looking(user: str, role: Role) -> Iterator[tuple[Session, User, datetime]]:
    """A session in which somebody looks, which is logged by what is shown."""
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        yield session, users.sign_in(session, subject=user, role=role, now=now), now
