"""`dijkwacht instruments`: what the municipality has in order, and what is missing."""

import dataclasses
from datetime import UTC, datetime
from typing import Annotated, Literal

import typer

from connectors.dates import dutch_day
from engine import snapshot
from engine.casework import users
from engine.casework.models import Role
from engine.commands.case_options import RoleOption, UserOption
from engine.commands.casework import opened_casework
from engine.commands.options import DEFAULT_RUNS, RulesFolder, RunsFolder, rules_folder
from engine.exports import case_data, instruments_table
from engine.exports.instruments import Asked, InstrumentState, of_packs, of_run, overview
from engine.rules import loader, local_policy


def instruments(
    user: UserOption,
    run: Annotated[
        str, typer.Option("--run", help="Count its register too; default: the newest run, if any.")
    ] = "",
    out: RunsFolder = DEFAULT_RUNS,
    rules: RulesFolder = None,
    format_: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
    sample: Annotated[
        bool, typer.Option("--sample", help="Local policy of the invented municipality.")
    ] = False,
    all_: Annotated[
        bool, typer.Option("--all", help="Also those that need no local policy.")
    ] = False,
    role: RoleOption = Role.DRIEHOEK_ADVISER,
) -> None:
    """List instruments with their local policy, how often used, and what is missing."""
    folder, now = rules_folder(rules), datetime.now(UTC)
    runs = snapshot.list_runs(out)
    found = snapshot.find(run, out=out) if run else runs[0] if runs else None
    table = local_policy.SAMPLE if sample else local_policy.TABLE
    with opened_casework() as casework, casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        asked = Asked(folder, table, found, tells_cases=who.role in users.MAY_WORK)
        named = of_packs(loader.load(folder).rules) if found is None else of_run(found)
        states = overview(asked, named, session, today=dutch_day(now))
    shown = [one for one in states if all_ or one.needs_policy]
    if format_ == "json":
        print(case_data.dumps([dataclasses.asdict(one) for one in shown]))
        return
    for one in shown:
        _print(one)
    lacking = sum(bool(one.missing) for one in shown)
    print(f"{len(shown)} instrumenten, bij {lacking} ontbreekt iets")


def _print(one: InstrumentState) -> None:
    cells = dict(zip(instruments_table.HEADER, instruments_table.row(one), strict=True))
    print(f"{cells['code']}: {cells['instrument']}")
    if one.needs_policy:
        print(f"    beleid: {cells['lokaal beleid']}; vindplaats: {cells['vindplaats']}")
        print(f"    van {cells['van']}, herzien voor {cells['herzien voor']}; {cells['eigenaar']}")
    used = f"in zaken {cells['in zaken dit jaar']}, in het register "
    print(f"    dit jaar gebruikt: {used}{cells['in het register dit jaar']}")
    print(f"    regels: {cells['regels die het noemen']}")
    if one.missing:
        print(f"    nog te doen: {cells['ontbreekt']}")
