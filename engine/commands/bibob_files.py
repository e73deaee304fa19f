"""`dijkwacht bibob open|list|show|clocks|report|advance|hook`: a file as a whole."""

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

import typer

from connectors.dates import dutch_day
from engine import snapshot
from engine.casework import places, users
from engine.casework.bibob import acting, content, destroying, files, machine
from engine.casework.bibob.catalogue import catalogue_of
from engine.casework.bibob.files import HookGiven
from engine.casework.bibob.words import BibobState
from engine.commands import bibob_options as options
from engine.commands.bibob_options import OFFICER, RoleOption, Seen, Until, UserOption
from engine.commands.casework import opened_casework
from engine.commands.options import DEFAULT_RUNS, RunsFolder, Today
from engine.exports.bibob import file as bibob_file
from engine.exports.bibob import text as bibob_text
from engine.exports.bibob.report import bibob_report

Format = Annotated[Literal["text", "json"], typer.Option("--format")]


def open_(
    run: Annotated[str, typer.Argument(help="Path or start of the name of a run.")],
    location_id: str,
    hook: Annotated[str, typer.Option("--hook", help="Kind of hook, such as application.")],
    permit_kind: Annotated[str, typer.Option("--permit-kind", help="Kind of decision.")],
    reference: Annotated[str, typer.Option("--reference", help="Number of the hook.")],
    day: options.Day,
    reason: options.Reason,
    user: UserOption,
    trigger: Annotated[str, typer.Option("--trigger")] = "standard",
    until: Until = None,
    decision_weeks: Annotated[int | None, typer.Option("--decision-weeks")] = None,
    decision_reason: Annotated[str, typer.Option("--decision-reason")] = "",
    out: RunsFolder = DEFAULT_RUNS,
    role: RoleOption = OFFICER,
) -> None:
    """Open a file on a legal hook, for a location; prints its number."""
    found = snapshot.find(run, out=out)
    location = places.states(found, [location_id])[location_id]
    now = datetime.now(UTC)
    given = HookGiven(
        hook, permit_kind, reference, day, trigger, until, decision_weeks, decision_reason
    )
    with opened_casework() as casework, casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        file = files.open_file(
            session, user=who, location=location, given=given, purpose=reason, now=now
        )
        number = file.case_id
    print(number)


def list_(
    user: UserOption,
    closed: Annotated[bool, typer.Option("--closed", help="Closed files instead.")] = False,
    format_: Format = "text",
    role: RoleOption = OFFICER,
) -> None:
    """List files with the clock that is due first."""
    with options.looking(user, role) as (session, who, now):
        today = dutch_day(now)
        found = files.listed(session, user=who, closed=closed)
        rows = [bibob_file.row(session, file, today=today) for file in found]
    if format_ == "json":
        print(dumps([asdict(row) for row in rows]))
        return
    for row in rows:
        print(bibob_text.line(row))
    if not rows:
        print("Geen Bibob-dossiers. Begin er een met: dijkwacht bibob open")


def show(
    number: options.Number, user: UserOption, format_: Format = "text", role: RoleOption = OFFICER
) -> None:
    """Show a file with everything in it and what may follow; looking is logged."""
    with options.looking(user, role) as (session, who, now):
        file = files.seen(session, number, user=who, now=now)
        made = bibob_file.build(session, file, today=dutch_day(now))
    print(dumps(asdict(made)) if format_ == "json" else bibob_text.to_text(made))


def clocks(
    number: options.Number,
    user: UserOption,
    as_of: Today,
    format_: Format = "text",
    role: RoleOption = OFFICER,
) -> None:
    """Show the clocks of a file as they stand, or will stand, on a day."""
    with options.looking(user, role) as (session, who, now):
        file = files.seen(session, number, user=who, now=now, kinds=("termijnen",))
        known = content.read(session, file)
        lines = bibob_file.clock_lines(known, catalogue_of(session), today=as_of)
    print(dumps([asdict(one) for one in lines]) if format_ == "json" else bibob_text.clocks(lines))


def report(
    number: options.Number,
    recipient: Annotated[str, typer.Option("--for", help="Recipient; see bibob_recipients.csv.")],
    user: UserOption,
    party: options.MaybePerson = None,
    role: RoleOption = OFFICER,
) -> None:
    """Write the report of the own investigation for one recipient, as JSON; it is logged."""
    with options.looking(user, role) as (session, who, now):
        file = acting.find(session, number)
        made = bibob_report(session, file, user=who, recipient=recipient, now=now, party=party)
    print(dumps(asdict(made)))


def advance(
    number: options.Number,
    to: BibobState,
    reason: options.Reason,
    seen: Seen,
    user: UserOption,
    on: options.MaybeDay = None,
    role: RoleOption = OFFICER,
) -> None:
    """Take the next step; when something is missing, all of it is told."""
    with options.changing(number, user=user, role=role, seen=seen) as act:
        machine.advance(act.session, number, act.by, to, reason=reason, on=on)


def hook(
    number: options.Number,
    seen: Seen,
    user: UserOption,
    close: Annotated[bool, typer.Option("--close", help="The hook fell away.")] = False,
    on: options.MaybeDay = None,
    reason: Annotated[str, typer.Option("--reason")] = "",
    until: Until = None,
    role: RoleOption = OFFICER,
) -> None:
    """Close the hook, or record until when it stands (without --until: no end is known)."""
    with options.changing(number, user=user, role=role, seen=seen) as act:
        if close:
            day = on or act.by.today
            files.close_hook(act.session, number, act.by, on=day, reason=reason)
        else:
            files.extend_hook(act.session, number, act.by, until=until)


def destroy(
    number: options.Number,
    user: UserOption,
    reason: Annotated[str, typer.Option("--reason", help="To ask a second person.")] = "",
    role: RoleOption = OFFICER,
) -> None:
    """Destroy a file whose term has passed: --reason asks for it; without it, as allowed."""
    with options.looking(user, role) as (session, who, now):
        if reason:
            asked = destroying.ask(session, number, user=who, reason=reason, now=now)
            told = f"Vraag {asked.id}: een ander beslist met dijkwacht approval allow {asked.id}"
        else:
            destroying.destroy(session, number, user=who, now=now)
            told = f"Bibob-dossier {number} is vernietigd."
    print(told)


def due(user: UserOption, as_of: Today, role: RoleOption = OFFICER) -> None:
    """List files that must be destroyed on a day."""
    with options.looking(user, role) as (session, who, _):
        acting.require_officer(who)
        found = destroying.due(session, today=as_of)
    for number, last in found:
        print(f"{number}: bewaartermijn liep tot en met {last:%d-%m-%Y}")
    if not found:
        print("Geen Bibob-dossier hoeft te worden vernietigd.")


def dumps(data: Any) -> str:  # noqa: ANN401 (whatever a dataclass holds)
    """What a command shows, as JSON with days as YYYY-MM-DD."""
    return json.dumps(data, ensure_ascii=False, indent=1, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"not for JSON: {type(value).__name__}")
