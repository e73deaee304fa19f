"""`dijkwacht export geojson|csv|ftm|algorithm-register`: files for other programs."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer
from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine import snapshot
from engine.casework import users
from engine.casework.audit import ProcessedObject
from engine.casework.models import Role, User
from engine.commands.case_options import RoleOption, UserOption
from engine.commands.casework import opened_casework
from engine.commands.options import DEFAULT_RUNS, rules_folder
from engine.errors import CaseworkError
from engine.exports.exchange import algorithm_register, geojson, giving, networks, seen, tables
from engine.exports.exchange.giving import Build, Made, Order
from engine.settings import load_settings

RunArgument = Annotated[str, typer.Argument(help="Path or start of the name of a run.")]
RunsOption = Annotated[Path, typer.Option("--runs", help="Folder of runs.")]
Out = Annotated[Path, typer.Option("--out", help="File to write; never overwritten.")]
To = Annotated[str, typer.Option("--to", help="Recipient, as in recipients.csv.")]
Why = Annotated[
    str, typer.Option("--reason", help="Why they get it, without names; 30 characters or more.")
]
_OPENERS = frozenset(role for roles in users.MAY_OPEN.values() for role in roles)


def to_geojson(
    run: RunArgument,
    out: Out,
    to: To,
    reason: Why,
    user: UserOption,
    runs: RunsOption = DEFAULT_RUNS,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Locations with a hit as GeoJSON: facts and hits, no points, nobody masked or unjudged."""
    found, now = snapshot.find(run, out=runs), datetime.now(UTC)

    def build(session: Session, who: User) -> Made:
        told = seen.locations(session, found, user=who, today=dutch_day(now))
        content = geojson.to_geojson(told)
        return Made(content, len(told), seen.objects(told), found.path.name)

    order = Order("geojson", users.MAY_JUDGE, user, role, reason, to, out)
    _give(order, build, now, "locaties")


def to_csv(
    table: Annotated[
        Literal["locations", "hits", "cases", "measures"], typer.Argument(help="Which table.")
    ],
    out: Out,
    to: To,
    reason: Why,
    user: UserOption,
    run: Annotated[str, typer.Option("--run", help="For locations and hits.")] = "",
    runs: RunsOption = DEFAULT_RUNS,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """A table of a run or of cases as CSV; no cell can act as a formula."""
    chosen, now = tables.TABLES[table], datetime.now(UTC)
    if chosen.of_run and not run:
        raise typer.BadParameter(f"{table} is of a run: name one", param_hint="--run")
    found = snapshot.find(run, out=runs) if chosen.of_run else None

    def build(session: Session, who: User) -> Made:
        return chosen.make(tables.Asking(session, who, dutch_day(now), found))

    order = Order("csv", chosen.roles, user, role, reason, to, out)
    _give(order, build, now, "rijen")


def to_ftm(
    run: RunArgument,
    case: Annotated[int, typer.Option("--case", min=1, max=2**31 - 1, help="An open case.")],
    out: Out,
    to: To,
    reason: Why,
    user: UserOption,
    hops: Annotated[int, typer.Option("--hops", min=0, max=6, help="Most steps.")] = 2,
    runs: RunsOption = DEFAULT_RUNS,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """The surroundings of an open case as FollowTheMoney; people have no name, ids hold once."""
    found, now = snapshot.find(run, out=runs), datetime.now(UTC)
    settings = load_settings()

    def build(session: Session, who: User) -> Made:
        return networks.of_case(
            session, case, found, user=who, settings=settings, hops=hops, now=now
        )

    order = Order("ftm", _OPENERS, user, role, reason, to, out)
    _give(order, build, now, "entiteiten")


def to_algorithm_register(
    out: Out,
    to: To,
    reason: Why,
    user: UserOption,
    format_: Annotated[Literal["json", "markdown"], typer.Option("--format")] = "json",
    rules: Annotated[Path | None, typer.Option("--rules", help="Folder of rules.")] = None,
    role: RoleOption = Role.ANALYST,
) -> None:
    """The entry for the Algoritmeregister, checked against publicatiestandaard 1.0.0."""
    entry, now = algorithm_register.load(rules_folder(rules)), datetime.now(UTC)

    def build(session: Session, who: User) -> Made:
        del session, who
        is_json = format_ == "json"
        make = algorithm_register.to_json if is_json else algorithm_register.to_markdown
        own = ProcessedObject("tekst", "bestand", algorithm_register.FILE, "registratie")
        return Made(make(entry), 1, (own,))

    order = Order("algorithm-register", frozenset(Role), user, role, reason, to, out)
    _give(order, build, now, "registratie")
    if not entry.verified:
        print("Let op: deze tekst is nog door niemand nagekeken (te verifiëren).")


def _give(order: Order, build: Build, now: datetime, what: str) -> None:
    if not order.out.parent.is_dir():
        raise CaseworkError("{folder} is geen map", folder=str(order.out.parent))
    with opened_casework() as casework:
        made = giving.give(casework, order, build, now=now)
    print(f"{order.out}: {made.rows} {what}")
