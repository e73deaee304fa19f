"""`dijkwacht retention`: destroy what may be kept no longer.

What leaves no choice goes at once; the rest stands on lists that a second person allows.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from engine import snapshot
from engine.casework import cases, connecting, retention, users
from engine.casework.database import Casework
from engine.casework.destruction import (
    carrying_out,
    due,
    extending,
    listing,
    papers,
    vault_names,
)
from engine.casework.destruction.carrying_out import Names
from engine.casework.models import Role
from engine.casework.retention import Deed
from engine.commands.case_options import Number, Reason, RoleOption, UserOption
from engine.commands.casework import opened_casework
from engine.commands.options import (
    DEFAULT_RUNS,
    RunsFolder,
    casework_url,
    parse_date,
    today,
    vault_file,
)
from engine.register.pseudonyms import load_key
from engine.register.vault import Vault
from engine.settings import load_settings

app = typer.Typer(help="What may be kept no longer.", no_args_is_help=True)

_UNTIL = {"parser": parse_date, "metavar": "YYYY-MM-DD", "help": "Last day."}


@app.command()
def plan(
    reason: Reason,
    user: UserOption,
    out: RunsFolder = DEFAULT_RUNS,
    role: RoleOption = Role.ADMINISTRATOR,
) -> None:
    """List what must be destroyed, and ask a second person to allow exactly that."""
    now, day = datetime.now(UTC), today()
    with opened_casework() as casework, _names(out) as names:
        whom = names.unmentioned()
        with casework.writing() as session:
            who = users.sign_in(session, subject=user, role=role, now=now)
            parts = listing.parts(session, day=day, unmentioned=whom)
            asked = [listing.ask(session, p, user=who, reason=reason, now=now).id for p in parts]
    for number, part in zip(asked, parts, strict=True):
        print(f"Vraag {number}: {part.title}")
        for one in part.dues:
            print(f"  {one.line}")
    if parts:
        print("Een tweede persoon: dijkwacht approval allow NUMMER; dan: dijkwacht retention apply")
    else:
        print("Er is niets te vernietigen waarvoor een tweede persoon nodig is.")


@app.command()
def apply(
    user: UserOption,
    out: RunsFolder = DEFAULT_RUNS,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what would happen.")
    ] = False,
    role: RoleOption = Role.ADMINISTRATOR,
) -> None:
    """Destroy what leaves no choice, and the lists that a second person allowed.

    At once go ended and removed insolvencies in runs, runs that are too old, and cases of the RIEC
    after their hard date; signals that ended without having been taken on are sealed.
    """
    settings = load_settings()
    if not dry_run:
        snapshot.sweep(out)
    runs = retention.plan(out, today=today(), settings=settings.retention)
    if not runs.removals and not runs.purges:
        print(f"{out}: nothing to destroy")
    if dry_run:
        for deed in retention.foresee(runs):
            print(_told(deed, "would be "))
        if connecting.is_there(connecting.parse(casework_url())):
            _foresee(out)
        return
    with opened_casework() as casework:
        now = datetime.now(UTC)
        for deed in retention.apply(runs, casework, user=user, now=now):
            print(_told(deed, ""))
        try:
            _destroy(casework, out, user=user, role=role, now=now)
        finally:
            carrying_out.clean(casework)


@app.command()
def extend(
    number: Number,
    until: Annotated[date, typer.Option("--until", **_UNTIL)],
    reason: Reason,
    user: UserOption,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Keep a case of the RIEC longer: asks first, and does it once a second person allowed it."""
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        case = cases.find(session, number)
        if extending.is_allowed(session, case, until):
            extending.extend(session, case, until=until, user=who, now=now)
            told = f"Zaak {number} blijft tot en met {until.isoformat()}."
        else:
            asked = extending.ask(session, case, until=until, user=who, reason=reason, now=now)
            told = f"Vraag {asked.id} staat open: een tweede persoon moet dit goedkeuren."
    print(told)


@contextmanager
def _names(out: Path) -> Iterator[Names]:
    """The vault, and whom in it no run mentions that is not older than runs may be."""
    weeks = load_settings().retention.run_weeks
    if not vault_file().is_file():
        yield Names(None, frozenset)
        return
    with Vault(vault_file(), load_key()) as vault:
        kept = retention.kept_runs(out, today=today(), weeks=weeks)
        yield Names(vault, lambda: vault_names.unmentioned(vault, kept) if kept else frozenset())


def _destroy(casework: Casework, out: Path, *, user: str, role: Role, now: datetime) -> None:
    for told in carrying_out.duties(casework, user=user, today=today(), now=now):
        print(told)
    with _names(out) as names:
        for part, one in carrying_out.allowed(
            casework, subject=user, role=role, names=names, today=today(), now=now
        ):
            print(f"vernietigd ({part.title}): {one.line}")
        for told in papers.removed(casework):
            print(told)
        whom = names.unmentioned()
    with casework.reading() as session:
        for part in listing.parts(session, day=today(), unmentioned=whom):
            count = sum(one.count for one in part.dues)
            print(f"wacht op een tweede persoon: {part.name}, {count}; dijkwacht retention plan")


def _foresee(out: Path) -> None:
    with _names(out) as names:
        whom = names.unmentioned()
    with opened_casework() as casework, casework.reading() as session:
        for case in due.not_sealed(session):
            print(f"zou worden verzegeld: zaak {case.id}")
        for one in due.hard(session, today=today()):
            print(f"zou worden vernietigd: {one.line}")
        for part in listing.parts(session, day=today(), unmentioned=whom):
            for one in part.dues:
                print(f"na goedkeuring door een tweede persoon: {one.line}")


def _told(deed: Deed, mood: str) -> str:
    if deed.rows is None:
        return f"{deed.run}: {mood}removed, too old"
    return (
        f"{deed.run}: {mood}rewritten without {deed.rows} records and {deed.hits} hits; "
        f"{deed.told} hits and features {mood}emptied; {deed.old_hash[:12]} -> {deed.new_hash[:12]}"
    )
