"""`dijkwacht audit verify|sample|search`: the log of what was processed, for who checks others."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Annotated, Literal

import typer

from connectors.dates import LOCAL
from engine.casework import audit, audit_sample, users
from engine.casework.audit_models import AuditEntry
from engine.casework.models import Role
from engine.commands.case_options import RoleOption, UserOption
from engine.commands.casework import opened_casework
from engine.commands.options import parse_date

app = typer.Typer(help="The log of what was processed.", no_args_is_help=True)

Format = Annotated[Literal["text", "json"], typer.Option("--format")]

_DAY = {"parser": parse_date, "metavar": "YYYY-MM-DD"}


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not a month such as 2026-11") from error


@app.command()
def verify() -> None:
    """Check that no entry of the log was changed, removed or put in between."""
    with opened_casework() as casework, casework.reading() as session:
        count = audit.verify(session)
    print(f"{count} entries, the chain is whole")


@app.command()
def sample(
    month: Annotated[date, typer.Option("--month", parser=_month, metavar="YYYY-MM")],
    user: UserOption,
    format_: Format = "text",
    role: RoleOption = Role.PRIVACY_OFFICER,
) -> None:
    """Draw the sample of a month for the FG; the same one every time."""
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        found = audit_sample.draw(session, month=month, user=who, now=now)
    if format_ == "json":
        drawn = [audit.to_vng(entry) for entry in found.drawn]
        data = {"maand": f"{found.month:%Y-%m}", "regels": found.total,
                "handelingen": dict(found.by_action), "steekproef": drawn}  # fmt: skip
        print(json.dumps(data, ensure_ascii=False, indent=1))
        return
    print(f"Steekproef {found.month:%Y-%m}: {len(found.drawn)} van {found.total} logregels")
    for name, count in found.by_action:
        print(f"  {count} x {name}")
    _print(found.drawn)


@app.command()
def search(
    user: UserOption,
    of: Annotated[str | None, typer.Option("--of", help="Whose acts: a sign-in.")] = None,
    about: Annotated[
        str | None, typer.Option("--about", help="BAG id, number of a case, pseudonym.")
    ] = None,
    since: Annotated[date | None, typer.Option("--since", **_DAY, help="First day.")] = None,
    until: Annotated[date | None, typer.Option("--until", **_DAY, help="Last day.")] = None,
    format_: Format = "text",
    role: RoleOption = Role.PRIVACY_OFFICER,
) -> None:
    """Look up who did what, about what and when; looking is logged too."""
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        found = audit_sample.search(
            session, user=who, now=now, of=of, about=about, since=since, until=until
        )
    if format_ == "json":
        print(json.dumps([audit.to_vng(entry) for entry in found], ensure_ascii=False, indent=1))
        return
    _print(found)
    if not found:
        print("Geen logregels gevonden.")


def _print(entries: Iterable[AuditEntry]) -> None:
    for entry in entries:
        at = entry.tijdstip.astimezone(LOCAL)
        about = ", ".join(
            f"{one['objecttype']} {one['objectId']}" for one in entry.verwerkte_objecten
        )
        print(f"{entry.seq}: {at:%d-%m-%Y %H:%M} {entry.gebruiker}: {entry.actie_naam} ({about})")
