"""`dijkwacht case open|show|scan|close`: stricter rules, inside what a person opened."""

import json
from datetime import UTC, datetime
from getpass import getuser
from typing import Annotated, Any, Literal

import typer

from engine import snapshot
from engine.casework import cases, places, scanning, users
from engine.casework.case_models import Case, CaseKind, CaseScan
from engine.casework.models import Role
from engine.commands.casework import opened_casework
from engine.commands.options import DEFAULT_RUNS, RulesFolder, RunsFolder, rules_folder
from engine.commands.progress_bar import progress_bar
from engine.exports.case_text import to_text
from engine.rules import loader

Number = Annotated[int, typer.Argument(help="Number of the case.", min=1, max=2**31 - 1)]
UserOption = Annotated[str, typer.Option("--user", default_factory=getuser, show_default="you")]
RoleOption = Annotated[Role, typer.Option("--role")]


def open_(
    run: Annotated[str, typer.Argument(help="Path or start of the name of a run.")],
    location_id: str,
    kind: Annotated[CaseKind, typer.Option("--kind")],
    reason: Annotated[str, typer.Option("--reason", help="Why, without names.")],
    user: UserOption,
    out: RunsFolder = DEFAULT_RUNS,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Open a signal, case or Bibob file for a location; prints its number."""
    found = snapshot.find(run, out=out)
    location = places.states(found, [location_id])[location_id]
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        case = cases.open_case(
            session,
            user=users.sign_in(session, subject=user, role=role, now=now),
            kind=kind,
            location=location,
            purpose=reason,
            now=now,
        )
        number = case.id
    print(number)


def close(number: Number, user: UserOption, role: RoleOption = Role.RIEC_LIAISON) -> None:
    """Close a case: what was found stays, nothing new is read."""
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        cases.close_case(session, cases.find(session, number), user=who, now=now)
    print(f"Zaak {number} is gesloten.")


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
        made = scanning.scan(
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
            scans = cases.scans(session, cases.find(session, number))
            text = to_text(made.case, scans)
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
        users.require(who, users.MAY_OPEN[case.kind], act=f"see a {case.kind.value}")
        cases.log(session, case, user=who, name="Zaak ingezien", now=now)
        scans = cases.scans(session, case)
        data = json.dumps(_data(case, scans), ensure_ascii=False, indent=1)
        told = data if format_ == "json" else to_text(case, scans)
    print(told)


def _data(case: Case, scans: list[CaseScan]) -> dict[str, Any]:
    return {
        "id": case.id,
        "kind": case.kind.value,
        "location_id": case.place.location_id,
        "bag_ids": list(case.place.bag_ids),
        "purpose": case.purpose,
        "opened_by": case.opened_by.subject,
        "opened_at": case.opened_at.isoformat(),
        "closed_at": case.closed_at and case.closed_at.isoformat(),
        "scans": [
            {
                "run": scan.run,
                "as_of": scan.as_of.isoformat(),
                "scanned_by": scan.scanned_by.subject,
                "scanned_at": scan.scanned_at.isoformat(),
                "outcomes": scan.outcomes,
                "not_judged": scan.not_judged,
            }
            for scan in scans
        ],
    }
