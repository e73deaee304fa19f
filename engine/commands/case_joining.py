"""`dijkwacht case merge|unmerge|split|link|unlink`: cases that belong together."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from engine.casework import cases, users
from engine.casework.models import Role
from engine.casework.process import joining, linking, splitting
from engine.commands.case_options import (
    Number,
    Part,
    Reason,
    RoleOption,
    Seen,
    UserOption,
    changing,
)  # fmt: skip
from engine.commands.casework import opened_casework


def merge(
    number: Number,
    into: Annotated[int, typer.Argument(help="Number of the case that goes on.", min=1)],
    reason: Reason,
    user: UserOption,
    seen: Seen = None,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Let a case go into another one of the same kind; it ends as overgedragen."""
    with changing(into, user=user, role=role) as act:
        case = cases.to_change(act.session, number, user=act.user, now=act.now, seen=seen)
        joining.merge(act.session, case, act.case, user=act.user, reason=reason, now=act.now)
    print(f"Zaak {number} is opgegaan in zaak {into}.")


def unmerge(
    number: Number, reason: Reason, user: UserOption, role: RoleOption = Role.RIEC_LIAISON
) -> None:
    """Take a merged case out again, with what went along."""
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        case = joining.undo(session, number, user=who, reason=reason, now=now)
        told = f"Zaak {number} staat weer op zichzelf: {case.state}."
    print(told)


def split(
    number: Number,
    locations: Annotated[list[str], typer.Argument(help="Ids of locations that go.")],
    reason: Reason,
    user: UserOption,
    seen: Seen = None,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Make a new case of some locations of a case; prints its number."""
    with changing(number, user=user, role=role, seen=seen) as act:
        new = splitting.split(
            act.session, act.case, locations, user=act.user, reason=reason, now=act.now
        )
        made = new.id
    print(made)


def link(
    number: Number,
    other: Part,
    reason: Reason,
    user: UserOption,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Tell that two cases belong together; either may have ended."""
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        one, two = cases.find(session, number), cases.find(session, other)
        linking.link(session, one, two, user=who, reason=reason, now=now)
    print(f"Zaak {number} hoort bij zaak {other}.")


def unlink(
    number: Number, other: Part, user: UserOption, role: RoleOption = Role.RIEC_LIAISON
) -> None:
    """Take a link away that a person made."""
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        one, two = cases.find(session, number), cases.find(session, other)
        linking.unlink(session, one, two, user=who, now=now)
    print(f"Zaak {number} en zaak {other} zijn niet meer gekoppeld.")
