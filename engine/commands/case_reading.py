"""`dijkwacht case readings|read|acceptance`: second readers, and whether people still weigh."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from connectors.dates import dutch_day
from engine.casework import acceptance as top_band
from engine.casework import decisions, second_readers, users
from engine.casework.models import Role
from engine.commands.case_options import Part, Reason, RoleOption, UserOption
from engine.commands.casework import opened_casework
from engine.commands.options import Today
from engine.exports.words import day
from engine.settings import load_settings


def readings(user: UserOption, role: RoleOption = Role.RIEC_LIAISON) -> None:
    """Judgements of others that wait for a second reader, oldest first."""
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        users.require(who, users.MAY_JUDGE)
        found = second_readers.waiting(session, user=who)
        for one in found:
            at = f"{one.place.location_id}, {one.verdict.label}, {one.user.subject}"
            print(f"{one.id}: {at}, {day(dutch_day(one.judged_at))}: {one.reason}")
    if not found:
        print("Geen oordelen die op een tweede lezer wachten.")


def read(
    number: Part,
    agrees: Annotated[bool, typer.Option("--agree/--disagree", help="Does it count?")],
    reason: Reason,
    user: UserOption,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Read a judgement of somebody else as the second reader."""
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        second_readers.read(session, number, user=who, agrees=agrees, reason=reason, now=now)
    print(f"Oordeel {number}: {'telt' if agrees else 'telt niet; oordeel opnieuw'}.")


def acceptance(as_of: Today) -> None:
    """How often the highest band is found right, and how many listings wait for a judgement."""
    settings = load_settings()
    with opened_casework() as casework, casework.reading() as session:
        found = top_band.of_top_band(session)
        waiting = decisions.backlog(session, as_of=as_of, settings=settings.worklist)
    print(f"Hoogste band: {found.accepted} van {found.reviews} eerste oordelen terecht.")
    if found.is_warning:
        share = settings.review.accepted_share * 100
        print(f"Let op: {share:g} % of meer overgenomen. Wordt er nog gewogen?")
    print(f"Wachten op een oordeel: {len(waiting)}.")
