"""`dijkwacht task add|done|list` and `dijkwacht approval list|ask|allow|refuse`."""

from datetime import UTC, date, datetime
from typing import Annotated

import typer

from connectors.dates import dutch_day
from engine.casework import cases, four_eyes, users
from engine.casework.models import Role
from engine.casework.process import needs, tasks
from engine.casework.process.models import Act
from engine.commands.case_options import Number, Part, Reason, RoleOption, UserOption, changing
from engine.commands.casework import opened_casework
from engine.commands.options import parse_date
from engine.exports.words import day

task = typer.Typer(help="What must be done before a day.", no_args_is_help=True)
approval = typer.Typer(help="What one person may not do alone.", no_args_is_help=True)

_DAY = {"parser": parse_date, "metavar": "YYYY-MM-DD"}


@task.command()
def add(
    title: Annotated[str, typer.Argument(help="What, without names.")],
    due_on: Annotated[date, typer.Option("--due", **_DAY, help="Last day.")],
    user: UserOption,
    case: Annotated[int | None, typer.Option("--case", min=1, max=2**31 - 1)] = None,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Make a task; prints its number."""
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        of = None if case is None else cases.to_change(session, case, user=who, now=now)
        print(tasks.add(session, of, user=who, title=title, due_on=due_on, now=now).id)


@task.command()
def done(number: Part, user: UserOption, role: RoleOption = Role.RIEC_LIAISON) -> None:
    """Mark a task as done."""
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        tasks.done(session, tasks.find(session, number), user=who, now=now)
    print(f"Taak {number} is gedaan.")


@task.command("list")
def list_(user: UserOption, role: RoleOption = Role.RIEC_LIAISON) -> None:
    """Your open tasks, the first due first."""
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        found = tasks.waiting(session, user=who)
        for one in found:
            late = " (te laat)" if one.due_on < dutch_day(now) else ""
            at = f", zaak {one.case_id}" if one.case_id else ""
            print(f"{one.id}: {day(one.due_on)}{late}{at}: {one.title}")
    if not found:
        print("Geen open taken.")


@approval.command()
def ask(
    number: Number, reason: Reason, user: UserOption, role: RoleOption = Role.RIEC_LIAISON
) -> None:
    """Ask a second person to allow closing a case with a measure; prints the number."""
    with changing(number, user=user, role=role) as act:
        subject = needs.subject_of(act.case, needs.CLOSING)
        made = four_eyes.ask(
            act.session,
            Act.CLOSE_WITH_MEASURE,
            user=act.user,
            case=act.case,
            subject=subject,
            reason=reason,
            now=act.now,
        )
        print(made.id)


@approval.command("list")
def waiting(user: UserOption, role: RoleOption = Role.RIEC_LIAISON) -> None:
    """Questions that you may decide about, oldest first."""
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        found = four_eyes.waiting(session, user=who, now=now)
        for one in found:
            at = f", zaak {one.case_id}" if one.case_id else ""
            what = f"{four_eyes.label(one.act)}{at}, gevraagd door {one.asked_by.subject}"
            print(f"{one.id}: {what}, tot en met {day(one.expires_on)}: {one.reason}")
    if not found:
        print("Geen vragen om goedkeuring.")


@approval.command()
def allow(
    number: Part, reason: Reason, user: UserOption, role: RoleOption = Role.DRIEHOEK_ADVISER
) -> None:
    """Allow what somebody else asked for."""
    _decide(number, user, role, reason, allows=True)


@approval.command()
def refuse(
    number: Part, reason: Reason, user: UserOption, role: RoleOption = Role.DRIEHOEK_ADVISER
) -> None:
    """Refuse what somebody else asked for."""
    _decide(number, user, role, reason, allows=False)


def _decide(number: int, user: str, role: Role, reason: str, *, allows: bool) -> None:
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        asked = four_eyes.find(session, number)
        four_eyes.decide(session, asked, user=who, allow=allows, reason=reason, now=now)
    print(f"Vraag {number}: {'goedgekeurd' if allows else 'geweigerd'}.")
