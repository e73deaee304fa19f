"""`dijkwacht meeting create|list|show|hold|cancel|decide`."""

from datetime import UTC, date, datetime
from typing import Annotated, Literal

import typer

from engine import snapshot
from engine.casework import users
from engine.casework.meetings import agenda, deciding, preparing
from engine.casework.meetings.models import MeetingKind
from engine.casework.models import Role
from engine.commands.case_options import Reason, UserOption
from engine.commands.casework import opened_casework
from engine.commands.meeting_options import (
    DAY,
    DEFAULT_ROLE,
    Number,
    Position,
    RoleOption,
    Seen,
    changing,
)  # fmt: skip
from engine.commands.options import DEFAULT_RUNS, RunsFolder
from engine.exports import case_data, meeting_text
from engine.exports.driehoek import build
from engine.exports.driehoek import text as paper_text


def create(
    kind: MeetingKind,
    day: Annotated[date, typer.Option("--day", **DAY, help="When it is held.")],
    user: UserOption,
    minutes: Annotated[int | None, typer.Option("--minutes", help="Time there is.")] = None,
    role: RoleOption = DEFAULT_ROLE,
) -> None:
    """Plan a meeting; prints its number."""
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        made = preparing.create(session, user=who, kind=kind, day=day, minutes=minutes, now=now)
        print(made.id)


def list_(
    user: UserOption,
    earlier: Annotated[bool, typer.Option("--earlier", help="Held and cancelled ones.")] = False,
    role: RoleOption = DEFAULT_ROLE,
) -> None:
    """List planned meetings, the first one first; or earlier ones, the newest first."""
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        users.require(who, users.MAY_MEET)
        found = preparing.earlier(session) if earlier else preparing.planned(session)
        for one in found:
            print(meeting_text.line(session, one))
    if not found:
        print("Geen overleggen.")


def show(
    number: Number,
    user: UserOption,
    to: Annotated[
        str | None, typer.Option("--to", help="The papers as this recipient gets them.")
    ] = None,
    format_: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
    run: Annotated[str, typer.Option("--run", help="Default: the newest run.")] = "",
    out: RunsFolder = DEFAULT_RUNS,
    role: RoleOption = DEFAULT_ROLE,
) -> None:
    """Show an agenda with its decisions, or the papers for one recipient; looking is logged."""
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        meeting = preparing.find(session, number)
        if to is None:
            users.require(who, users.MAY_MEET)
            preparing.log(session, meeting, user=who, name="Overleg ingezien", now=now)
            as_json = format_ == "json"
            data = meeting_text.data(session, meeting)
            print(case_data.dumps(data) if as_json else meeting_text.to_text(session, meeting))
            return
        found = snapshot.find(run, out=out) if run else snapshot.newest(out)
        made = [
            paper
            for item in meeting.items
            for paper in build.papers(session, item, found, user=who, now=now, recipients=[to])
        ]
    if format_ == "json":
        print(case_data.dumps([paper_text.data(paper) for paper in made]))
        return
    print("\n\n".join(paper_text.to_text(paper) for paper in made) or "De agenda is leeg.")


def hold(
    number: Number,
    present: Annotated[
        list[str], typer.Option("--present", help="Role that attended; may be repeated.")
    ],
    user: UserOption,
    seen: Seen = None,
    role: RoleOption = DEFAULT_ROLE,
) -> None:
    """Record that a meeting was held, and which roles attended."""
    with changing(number, user=user, role=role, seen=seen) as act:
        preparing.hold(act.session, act.meeting, user=act.user, attendance=present, now=act.now)
    print(f"Overleg {number} is gehouden.")


def cancel(
    number: Number,
    reason: Reason,
    user: UserOption,
    seen: Seen = None,
    role: RoleOption = DEFAULT_ROLE,
) -> None:
    """Cancel a meeting that was not held."""
    with changing(number, user=user, role=role, seen=seen) as act:
        preparing.cancel(act.session, act.meeting, user=act.user, reason=reason, now=act.now)
    print(f"Overleg {number} is vervallen.")


def decide(
    number: Number,
    position: Position,
    text: Annotated[str, typer.Argument(help="What was decided, without names.")],
    lead: Annotated[str, typer.Option("--lead", help="Role that pulls it (trekker).")],
    user: UserOption,
    due: Annotated[
        date | None, typer.Option("--due", **DAY, help="Last day; with it a task is made.")
    ] = None,
    assignee: Annotated[str | None, typer.Option("--assignee", help="Who does the task.")] = None,
    assignee_role: Annotated[Role, typer.Option("--assignee-role")] = Role.RIEC_LIAISON,
    seen: Seen = None,
    role: RoleOption = DEFAULT_ROLE,
) -> None:
    """Record what was decided about an item; with a day it becomes a task."""
    with changing(number, user=user, role=role, seen=seen) as act:
        item = agenda.find(act.meeting, position)
        who = None
        if assignee is not None:
            who = users.sign_in(act.session, subject=assignee, role=assignee_role, now=act.now)
        made = deciding.decide(
            act.session,
            item,
            user=act.user,
            text=text,
            lead=lead,
            due_on=due,
            assignee=who,
            now=act.now,
        )
        task = "" if made.task_id is None else f", taak {made.task_id}"
    print(f"Overleg {number}, punt {position}: besluit vastgelegd{task}.")
