"""`dijkwacht case ask|answer|content|note|measure|assign`: what is done in a case."""

from datetime import date
from typing import Annotated

import typer

from engine.casework import users
from engine.casework.models import Role
from engine.casework.process import assigning, measures, notes, requests
from engine.casework.process.models import Answer
from engine.commands.case_options import (
    Number,
    Part,
    Reason,
    RoleOption,
    Seen,
    UserOption,
    changing,
)  # fmt: skip
from engine.commands.options import parse_date

_DAY = {"parser": parse_date, "metavar": "YYYY-MM-DD"}


def ask(
    number: Number,
    partner: Annotated[str, typer.Argument(help="Source or partner.")],
    question: Annotated[str, typer.Option("--question", help="Without names.")],
    user: UserOption,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Ask a source or partner whether it has something: hit or no hit. Prints the number."""
    with changing(number, user=user, role=role) as act:
        made = requests.ask(
            act.session, act.case, user=act.user, partner=partner, question=question, now=act.now
        )
        print(made.id)


def answer(
    number: Number,
    question: Part,
    found: Annotated[Answer, typer.Argument()],
    user: UserOption,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Record what was answered: hit or no_hit."""
    with changing(number, user=user, role=role) as act:
        request = requests.find(act.session, act.case, question)
        requests.answer(act.session, act.case, request, user=act.user, found=found, now=act.now)
    print(f"Zaak {number}, vraag {question}: {found}.")


def content(
    number: Number,
    question: Part,
    user: UserOption,
    text: Annotated[
        str | None, typer.Option("--text", help="What was received; without it: ask for it.")
    ] = None,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Ask for the content after a hit and privacy check 1, or keep what was received."""
    with changing(number, user=user, role=role) as act:
        of = requests.find(act.session, act.case, question)
        if text is None:
            requests.ask_content(act.session, act.case, of, user=act.user, now=act.now)
        else:
            requests.receive(act.session, act.case, of, user=act.user, content=text, now=act.now)
    print(f"Zaak {number}, vraag {question}: inhoud {'gevraagd' if text is None else 'bewaard'}.")


def note(
    number: Number,
    text: Annotated[str, typer.Argument(help="Without names.")],
    user: UserOption,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Write a note in a case."""
    with changing(number, user=user, role=role) as act:
        notes.add(act.session, act.case, user=act.user, text=text, now=act.now)
    print(f"Zaak {number}: notitie bewaard.")


def measure(
    number: Number,
    instrument: Annotated[str, typer.Argument(help="Code in tables/instruments.csv.")],
    decided_on: Annotated[date, typer.Option("--decided-on", **_DAY)],
    reason: Reason,
    user: UserOption,
    starts_on: Annotated[date | None, typer.Option("--from", **_DAY)] = None,
    ends_on: Annotated[date | None, typer.Option("--until", **_DAY)] = None,
    seen: Seen = None,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Record that an instrument was used."""
    with changing(number, user=user, role=role, seen=seen) as act:
        measures.record(
            act.session,
            act.case,
            user=act.user,
            instrument=instrument,
            decided_on=decided_on,
            reason=reason,
            starts_on=starts_on,
            ends_on=ends_on,
            now=act.now,
        )
    print(f"Zaak {number}: {instrument} vastgelegd.")


def assign(
    number: Number,
    user: UserOption,
    to: Annotated[str | None, typer.Option("--to", help="Who; left out: nobody.")] = None,
    to_role: Annotated[Role, typer.Option("--to-role")] = Role.RIEC_LIAISON,
    seen: Seen = None,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Give a case to somebody, or to nobody."""
    with changing(number, user=user, role=role, seen=seen) as act:
        owner = to and users.sign_in(act.session, subject=to, role=to_role, now=act.now)
        assigning.assign(act.session, act.case, user=act.user, owner=owner or None, now=act.now)
    print(f"Zaak {number}: trekker {to or 'niemand'}.")
