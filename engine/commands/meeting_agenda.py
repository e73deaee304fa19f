"""`dijkwacht meeting candidates|add|edit|order|remove`: the agenda."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from connectors.dates import dutch_day
from engine.casework import cases, users
from engine.casework.meetings import agenda, preparing
from engine.casework.meetings import candidates as possible
from engine.casework.meetings.agenda import Details
from engine.casework.meetings.models import Confidentiality, Purpose
from engine.commands.case_options import UserOption
from engine.commands.casework import opened_casework
from engine.commands.meeting_options import (
    DEFAULT_ROLE,
    Number,
    Position,
    RoleOption,
    Seen,
    changing,
)  # fmt: skip
from engine.exports.words import day

Minutes = Annotated[int | None, typer.Option("--minutes")]
PurposeOption = Annotated[Purpose | None, typer.Option("--purpose")]
Asked = Annotated[
    list[str] | None, typer.Option("--ask", help="A decision that is asked; may be repeated.")
]
Texts = Annotated[
    list[str] | None,
    typer.Option("--text", help="SECTION=TEXT, such as safety=…; may be repeated."),
]
Holder = Annotated[str | None, typer.Option("--holder", help="Portefeuillehouder.")]
Kept = Annotated[Confidentiality | None, typer.Option("--confidentiality")]
Subject = Annotated[str | None, typer.Option("--subject", help="Without names.")]


def candidates(number: Number, user: UserOption, role: RoleOption = DEFAULT_ROLE) -> None:
    """List cases that may come on this agenda; what they are about is told once they are there."""
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        meeting = preparing.find(session, number)
        found = possible.candidates(session, meeting, user=who, today=dutch_day(now))
    for one in found:
        before = f", besproken op {day(one.discussed)}" if one.discussed else ""
        print(f"{one.number}: {one.state} sinds {day(dutch_day(one.since))}{before}")
    if not found:
        print("Geen zaken voor deze agenda.")


def add(
    number: Number,
    user: UserOption,
    case: Annotated[int | None, typer.Option("--case", min=1, max=2**31 - 1)] = None,
    subject: Subject = None,
    minutes: Minutes = None,
    purpose: PurposeOption = None,
    ask: Asked = None,
    text: Texts = None,
    holder: Holder = None,
    confidentiality: Kept = None,
    seen: Seen = None,
    role: RoleOption = DEFAULT_ROLE,
) -> None:
    """Put a case (--case) or a free subject (--subject) on the agenda; prints its place."""
    details = Details(subject, minutes, purpose, ask, holder, confidentiality, _texts(text))
    with changing(number, user=user, role=role, seen=seen) as act:
        about = None if case is None else cases.find(act.session, case)
        item = agenda.add(
            act.session, act.meeting, user=act.user, case=about, details=details, now=act.now
        )
        print(item.position)


def edit(
    number: Number,
    position: Position,
    user: UserOption,
    subject: Subject = None,
    minutes: Minutes = None,
    purpose: PurposeOption = None,
    ask: Asked = None,
    text: Texts = None,
    holder: Holder = None,
    confidentiality: Kept = None,
    seen: Seen = None,
    role: RoleOption = DEFAULT_ROLE,
) -> None:
    """Change what stands at an item; what is left out stays."""
    details = Details(subject, minutes, purpose, ask, holder, confidentiality, _texts(text))
    with changing(number, user=user, role=role, seen=seen) as act:
        item = agenda.find(act.meeting, position)
        agenda.edit(act.session, item, user=act.user, details=details, now=act.now)
    print(f"Overleg {number}, punt {position}: gewijzigd.")


def order(
    number: Number,
    position: Position,
    to: Annotated[int, typer.Argument(help="Its new place.", min=1, max=10_000)],
    user: UserOption,
    seen: Seen = None,
    role: RoleOption = DEFAULT_ROLE,
) -> None:
    """Move an item to another place."""
    with changing(number, user=user, role=role, seen=seen) as act:
        item = agenda.find(act.meeting, position)
        agenda.order(act.session, item, user=act.user, position=to, now=act.now)
    print(f"Overleg {number}: punt {position} staat op plaats {to}.")


def remove(
    number: Number,
    position: Position,
    user: UserOption,
    seen: Seen = None,
    role: RoleOption = DEFAULT_ROLE,
) -> None:
    """Take an item off the agenda."""
    with changing(number, user=user, role=role, seen=seen) as act:
        item = agenda.find(act.meeting, position)
        agenda.remove(act.session, item, user=act.user, now=act.now)
    print(f"Overleg {number}: punt {position} is van de agenda.")


def _texts(given: list[str] | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in given or ():
        section, sign, text = one.partition("=")
        if not sign or section in found:
            raise typer.BadParameter("SECTION=TEXT, each section once", param_hint="--text")
        found[section] = text
    return found
