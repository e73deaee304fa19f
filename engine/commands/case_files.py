"""`dijkwacht case open|list|show|scan`: what a person opened, and stricter rules inside it."""

from datetime import UTC, datetime
from typing import Annotated, Literal

import typer

from connectors.dates import dutch_day
from engine import snapshot
from engine.casework import cases, scanning, users
from engine.casework.case_models import CaseKind
from engine.casework.models import Role
from engine.casework.process import board, opening
from engine.casework.process.board import Filter
from engine.casework.process.states import Origin, State
from engine.commands.case_options import Number, RoleOption, UserOption
from engine.commands.casework import opened_casework
from engine.commands.options import DEFAULT_RUNS, RulesFolder, RunsFolder, rules_folder
from engine.commands.progress_bar import progress_bar
from engine.exports import case_data, case_file, case_text
from engine.rules import loader


def open_(
    run: Annotated[str, typer.Argument(help="Path or start of the name of a run.")],
    location_id: str,
    kind: Annotated[CaseKind, typer.Option("--kind")],
    reason: Annotated[str, typer.Option("--reason", help="Why, without names.")],
    user: UserOption,
    out: RunsFolder = DEFAULT_RUNS,
    origin: Annotated[Origin, typer.Option("--origin", help="Where it came from.")] = Origin.HAND,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Open a signal or case for a location; prints its number.

    It holds the hits of the run there, once a listed location was judged, and is linked to what
    ended there before.
    """
    found = snapshot.find(run, out=out)
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        case = opening.open_from_run(
            session,
            user=users.sign_in(session, subject=user, role=role, now=now),
            run=found,
            location_id=location_id,
            kind=kind,
            purpose=reason,
            origin=origin,
            now=now,
        )
        number = case.id
    print(number)


def list_(
    user: UserOption,
    words: Annotated[str, typer.Argument(help="Number, location, BAG id or words.")] = "",
    state: Annotated[State | None, typer.Option("--state")] = None,
    ended: Annotated[bool, typer.Option("--ended", help="Those that ended instead.")] = False,
    page: Annotated[int, typer.Option("--page", min=1, max=10_000)] = 1,
    format_: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """List cases that your role may see, the longest in its state first."""
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        wanted = Filter(words=words, state=state, ended=ended)
        found = board.rows(session, user=who, wanted=wanted, page=page - 1)
    if format_ == "json":
        print(case_data.dumps([case_data.row(one) for one in found]))
        return
    for one in found:
        print(case_text.line(one, today=dutch_day(now)))
    if not found:
        print("Geen zaken gevonden.")
    if len(found) == board.PAGE:
        print(f"Er kan meer zijn: --page {page + 1}")


def scan(
    number: Number,
    user: UserOption,
    run: Annotated[str, typer.Option("--run", help="Default: the newest run.")] = "",
    out: RunsFolder = DEFAULT_RUNS,
    rules: RulesFolder = None,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Judge the rules of the gates that this case opens, at its location only.

    What they say stays in the case, without points: no run, list or score changes.
    """
    found = snapshot.find(run, out=out) if run else snapshot.newest(out)
    folder = rules_folder(rules)
    now = datetime.now(UTC)
    with opened_casework() as casework, progress_bar() as progress:
        scanning.check(casework, number, subject=user, role=role, now=now)
        scanning.scan(
            casework,
            number,
            subject=user,
            role=role,
            run=found,
            ruleset=loader.load(folder),
            settings=loader.settings_of(folder),
            now=now,
            progress=progress,
        )
        with casework.reading() as session:
            file = case_file.build(session, cases.find(session, number))
            text = case_text.to_text(file)
    print(text)


def show(
    number: Number,
    user: UserOption,
    format_: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Show a case and what its newest scan found; looking is logged too."""
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        case = cases.find(session, number)
        who = users.sign_in(session, subject=user, role=role, now=now)
        users.require(who, users.MAY_OPEN[case.kind])
        cases.log(session, case, user=who, name="Zaak ingezien", now=now)
        file = case_file.build(session, case)
        as_json = format_ == "json"
        told = case_data.dumps(case_data.case(file)) if as_json else case_text.to_text(file)
    print(told)
