"""`dijkwacht case names N list|ask|allow|show`: who people around the location of a case are."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from connectors.dates import dutch_day
from engine import snapshot
from engine.casework import cases, four_eyes, holds, names, places, users
from engine.casework.database import Casework
from engine.casework.models import Role
from engine.casework.names import Reach
from engine.casework.process.models import Act
from engine.commands.case_options import Number, RoleOption, UserOption
from engine.commands.casework import opened_casework
from engine.commands.options import DEFAULT_RUNS, RunsFolder, vault_file
from engine.errors import CaseworkError
from engine.exports.network import reach as reaching
from engine.exports.network.access import SHOWN, Access
from engine.network import graph
from engine.register.pseudonyms import load_key
from engine.register.vault import Vault
from engine.settings import load_settings
from engine.snapshot import Run

Action = Literal["list", "ask", "allow", "show"]


def names_(
    number: Number,
    action: Annotated[Action, typer.Argument(help="Who is there, ask, allow, or show.")],
    user: UserOption,
    whose: Annotated[str, typer.Argument(help="Pseudonym, its begin, or KVK number.")] = "",
    reason: Annotated[str, typer.Option("--reason", help="Why, without names.")] = "",
    run: Annotated[str, typer.Option("--run", help="Default: the newest run.")] = "",
    out: RunsFolder = DEFAULT_RUNS,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Open a name inside a case: one person asks, another one allows, then it is shown once."""
    now = datetime.now(UTC)
    found = snapshot.find(run, out=out) if run else snapshot.newest(out)
    with opened_casework() as casework:
        if action == "allow":
            _allow(casework, number, whose, user=user, role=role, reason=reason, now=now)
            return
        within = _reach(casework, number, found, user=user, role=role, now=now)
        if action == "list":
            for key in within.subjects:
                print(key if key.isdecimal() else key[:SHOWN])
        elif action == "ask":
            with casework.writing() as session:
                who = users.sign_in(session, subject=user, role=role, now=now)
                case = cases.to_change(session, number, user=who, now=now)
                asked = names.ask(
                    session, case, reach=within, key=whose, user=who, reason=reason, now=now
                )
                print(asked.id)
        else:
            _show(casework, number, within, whose, user=user, role=role, now=now)


def _reach(
    casework: Casework, number: int, run: Run, *, user: str, role: Role, now: datetime
) -> Reach:
    """Who stands around the location of the case, after the case and the role were checked."""
    with casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        case = cases.find(session, number)
        names.require(session, case, user=who)
        start = places.locate(run, case.place)
        masked = holds.masked(session, places.identities(run), as_of=dutch_day(now))
        seen = "Omgeving van een zaak ingezien voor namen"
        cases.log(session, case, user=who, name=seen, now=now, source=run.path.name)
    hidden = frozenset() if role in users.MAY_MASK else frozenset(masked)
    with graph.of_run(run, settings=load_settings()) as network:
        return reaching.reach(network, run, start, Access(people=True, masked=hidden))


def _allow(
    casework: Casework, number: int, whose: str, *, user: str, role: Role, reason: str,
    now: datetime,
) -> None:  # fmt: skip
    with casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        asked = [
            one
            for one in four_eyes.waiting(session, user=who, now=now)
            if one.act is Act.OPEN_NAME and one.case_id == number and one.subject.startswith(whose)
        ]
        if len(asked) != 1 or not whose:
            raise CaseworkError(
                "er wacht niet precies één vraag om een naam op u in zaak {number}",
                number=str(number),
            )
        four_eyes.decide(session, asked[0], user=who, allow=True, reason=reason, now=now)
    print(f"Vraag {asked[0].id}: goedgekeurd.")


def _show(
    casework: Casework, number: int, within: Reach, whose: str, *, user: str, role: Role,
    now: datetime,
) -> None:  # fmt: skip
    file: Path = vault_file()
    if not file.is_file():
        raise CaseworkError(
            "er is geen kluis met namen: {file}; zet DIJKWACHT_VAULT", file=str(file)
        )
    with Vault(file, load_key()) as vault:
        found = names.show(
            casework, number, reach=within, key=whose, vault=vault, subject=user, role=role, now=now
        )
    for one in found:
        print(f"{one.name} ({one.role}, {one.source})")
    if not found:
        print("De kluis heeft hier geen naam van.")
