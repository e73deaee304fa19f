"""`dijkwacht bibob refusal|ground|advice|conclude|…`: weighing, deciding and telling."""

from typing import Annotated

import typer

from engine.casework.bibob import conclusion, grounds, notices, statements
from engine.casework.bibob.conclusion import ConclusionGiven, DecisionGiven
from engine.casework.bibob.words import Conclusion, Ground, NoticeKind, Outcome, RefusalOutcome
from engine.commands import bibob_options as options
from engine.commands.bibob_options import OFFICER, RoleOption, Seen, UserOption
from engine.errors import CaseworkError

Conditions = Annotated[str, typer.Option("--conditions", help="Voorschriften.")]


def refusal(
    number: options.Number,
    code: str,
    outcome: RefusalOutcome,
    reason: options.Reason,
    seen: Seen,
    user: UserOption,
    role: RoleOption = OFFICER,
) -> None:
    """Weigh an ordinary ground to refuse; these come before article 3."""
    with options.changing(number, user=user, role=role, seen=seen) as act:
        grounds.weigh_refusal(
            act.session, number, act.by, ground=code, outcome=outcome, reason=reason
        )


def ground(
    number: options.Number,
    code: Ground,
    degree: Conclusion,
    seen: Seen,
    user: UserOption,
    part: Annotated[
        list[str] | None, typer.Option("--part", help="PART=reasoning; repeat it.")
    ] = None,
    role: RoleOption = OFFICER,
) -> None:
    """Weigh a ground of article 3, part by part."""
    parts = dict(_part(one) for one in part or ())
    with options.changing(number, user=user, role=role, seen=seen) as act:
        grounds.weigh(act.session, number, act.by, ground=code, degree=degree, parts=parts)


def advice(
    number: options.Number,
    wanted: Annotated[bool, typer.Option("--wanted/--not-wanted")],
    reason: options.Reason,
    seen: Seen,
    user: UserOption,
    role: RoleOption = OFFICER,
) -> None:
    """Record whether advice of the LBB is wanted, and why."""
    with options.changing(number, user=user, role=role, seen=seen) as act:
        conclusion.want_advice(act.session, number, act.by, wanted=wanted, reason=reason)


def conclude(
    number: options.Number,
    degree: Conclusion,
    reason: options.Reason,
    uncertainty: Annotated[str, typer.Option("--uncertainty", help="What is uncertain.")],
    proportionality: Annotated[str, typer.Option("--proportionality", help="Evenredigheid.")],
    seen: Seen,
    user: UserOption,
    on: options.On,
    conditions: Conditions = "",
    by_advice: Annotated[bool, typer.Option("--by-advice", help="It follows the LBB.")] = False,
    role: RoleOption = OFFICER,
) -> None:
    """Record the conclusion: how much danger, what is uncertain, what is in proportion."""
    given = ConclusionGiven(degree, on, reason, uncertainty, proportionality, conditions, by_advice)
    with options.changing(number, user=user, role=role, seen=seen) as act:
        conclusion.conclude(act.session, number, act.by, given)


def statement(
    number: options.Number,
    seen: Seen,
    user: UserOption,
    on: options.On,
    entry: Annotated[int | None, typer.Option("--entry", help="One that was asked.")] = None,
    party: options.MaybePerson = None,
    until: options.Until = None,
    text: options.Text = "",
    reply: Annotated[str, typer.Option("--reply")] = "",
    none: Annotated[bool, typer.Option("--none", help="Nothing came in time.")] = False,
    role: RoleOption = OFFICER,
) -> None:
    """Ask for a statement (zienswijze); with --entry: record what came, or that nothing came."""
    with options.changing(number, user=user, role=role, seen=seen) as act:
        if entry is None:
            made = statements.ask(act.session, number, act.by, on=on, party=party, until=until)
            print(f"zienswijze {made.id}, uiterlijk {made.until:%d-%m-%Y}")
        elif none:
            statements.waive(act.session, number, act.by, entry, on=on)
        else:
            statements.answer(act.session, number, act.by, entry, on=on, summary=text, reply=reply)


def decide(
    number: options.Number,
    outcome: Outcome,
    ground_: Annotated[str, typer.Option("--ground", help="Such as 3_1, 3_7 or geen.")],
    reason: options.Reason,
    seen: Seen,
    user: UserOption,
    on: options.On,
    conditions: Conditions = "",
    role: RoleOption = OFFICER,
) -> None:
    """Record the decision; `advance` to BESLUIT makes it stand."""
    given = DecisionGiven(outcome, ground_, on, reason, conditions)
    with options.changing(number, user=user, role=role, seen=seen) as act:
        conclusion.decide(act.session, number, act.by, given)


def notify(
    number: options.Number,
    kind: NoticeKind,
    reference: Annotated[str, typer.Option("--reference", help="Number of the notice.")],
    seen: Seen,
    user: UserOption,
    on: options.On,
    note: options.Note = "",
    party: options.MaybePerson = None,
    role: RoleOption = OFFICER,
) -> None:
    """Record that something was told: to the Bibob register, the subject, or a third party."""
    with options.changing(number, user=user, role=role, seen=seen) as act:
        notices.notify(
            act.session, number, act.by, kind=kind, on=on, reference=reference, note=note,
            party=party,
        )  # fmt: skip


def _part(text: str) -> tuple[str, str]:
    code, equals, reasoning = text.partition("=")
    if not equals:
        raise CaseworkError("een onderdeel is ONDERDEEL=motivering")
    return code.strip(), reasoning
