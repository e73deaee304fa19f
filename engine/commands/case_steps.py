"""`dijkwacht case move|close|weigh|check`: the steps of the process, and what they ask for."""

from typing import Annotated

import typer

from engine.casework.models import Role
from engine.casework.process import moving, privacy_checks, weighing
from engine.casework.process.states import Outcome, State
from engine.commands.case_options import Number, Reason, RoleOption, Seen, UserOption, changing

OverCapacity = Annotated[
    bool, typer.Option("--over-capacity", help="Take it on although people have no room for it.")
]


def move(
    number: Number,
    to: Annotated[State, typer.Argument(help="The next state.")],
    reason: Reason,
    user: UserOption,
    outcome: Annotated[
        Outcome | None, typer.Option("--outcome", help="For AFGESLOTEN only.")
    ] = None,
    over_capacity: OverCapacity = False,
    seen: Seen = None,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Take a step of the process; what is missing for it is told and nothing changes."""
    with changing(number, user=user, role=role, seen=seen) as act:
        made = moving.move(
            act.session,
            act.case,
            to,
            user=act.user,
            reason=reason,
            outcome=outcome,
            over_capacity=over_capacity,
            now=act.now,
        )
        told = f"Zaak {number}: van {made.from_state} naar {made.to_state}"
    print(f"{told}." if outcome is None else f"{told}, {outcome}.")


def close(
    number: Number,
    outcome: Annotated[Outcome, typer.Option("--outcome")],
    reason: Reason,
    user: UserOption,
    seen: Seen = None,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Close a case with an outcome: what was found stays, nothing new is read."""
    move(number, State.CLOSED, reason, user, outcome, seen=seen, role=role)


def weigh(
    number: Number,
    step: Annotated[str, typer.Argument(help="1, 2A, 2B or 3.")],
    reason: Reason,
    user: UserOption,
    yes: Annotated[str, typer.Option("--yes", help="Questions answered with yes, by comma.")] = "",
    no: Annotated[str, typer.Option("--no", help="Questions answered with no, by comma.")] = "",
    seen: Seen = None,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Record a weighing; a question that is not named is not known."""
    answers = dict.fromkeys(_words(yes), True) | dict.fromkeys(_words(no), False)
    if both := set(_words(yes)) & set(_words(no)):
        raise typer.BadParameter(f"answered twice: {', '.join(sorted(both))}")
    with changing(number, user=user, role=role, seen=seen) as act:
        made = weighing.weigh(
            act.session, act.case, step, user=act.user, answers=answers, reason=reason, now=act.now
        )
        met = "bevestigend" if made.is_met else "niet bevestigend"
    print(f"Zaak {number}: weging {step} is {met}.")


def check(
    number: Number,
    step: Annotated[str, typer.Argument(help="1, 2A or 2B.")],
    answer: Annotated[list[str], typer.Option("--answer", help="QUESTION=TEXT; for every one.")],
    allows: Annotated[bool, typer.Option("--allow/--refuse", help="May it be done?")],
    user: UserOption,
    seen: Seen = None,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Record a privacy check."""
    with changing(number, user=user, role=role, seen=seen) as act:
        privacy_checks.record(
            act.session,
            act.case,
            step,
            user=act.user,
            answers=dict(_pair(one) for one in answer),
            allows=allows,
            now=act.now,
        )
    print(f"Zaak {number}: privacytoets {step} {'toegestaan' if allows else 'niet toegestaan'}.")


def _words(listed: str) -> list[str]:
    return [word.strip() for word in listed.split(",") if word.strip()]


def _pair(given: str) -> tuple[str, str]:
    question, found, text = given.partition("=")
    if not found:
        raise typer.BadParameter(f"{given!r} is not QUESTION=TEXT")
    return question.strip(), text
