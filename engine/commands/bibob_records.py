"""`dijkwacht bibob party|question|source|relation|fact|…`: what an officer records in a file."""

from typing import Annotated

import typer

from engine.casework.bibob import events, facts, files, people, questionnaire, relations, sources
from engine.casework.bibob import financing as money
from engine.casework.bibob.facts import FactGiven
from engine.casework.bibob.financing import FinancingGiven
from engine.casework.bibob.people import PartyGiven
from engine.casework.bibob.relations import RelationGiven
from engine.casework.bibob.sources import SourceGiven
from engine.casework.bibob.words import (
    AnswerState,
    EventKind,
    FactStatus,
    Ground,
    PartyRole,
    RelationType,
    SourceResult,
)
from engine.commands import bibob_options as options
from engine.commands.bibob_options import OFFICER, RoleOption, Seen, UserOption


def parse_cents(text: str | int) -> int:
    """Cents of an amount such as 12500 or 12500.50; typer turns the ValueError into exit 2."""
    if isinstance(text, int):
        return text
    whole, point, part = text.partition(".")
    if not (whole.isdecimal() and ((part.isdecimal() and len(part) == _DECIMALS) or not point)):
        raise ValueError(f"{text!r} is no amount such as 12500 or 12500.50")
    return int(whole) * 100 + int(part or 0)


_DECIMALS = 2
Euros = Annotated[
    int | None,
    typer.Option("--euros", parser=parse_cents, metavar="AMOUNT", help="Left out: not known."),
]


def party(
    number: options.Number,
    as_: Annotated[PartyRole, typer.Option("--as", help="What they are in this file.")],
    name: Annotated[str, typer.Option("--name", help="From the form; stays in the file.")],
    seen: Seen,
    user: UserOption,
    natural: Annotated[bool, typer.Option("--natural/--legal")] = True,
    legal_form: Annotated[str, typer.Option("--legal-form")] = "",
    kvk: Annotated[str, typer.Option("--kvk", help="8 digits.")] = "",
    role: RoleOption = OFFICER,
) -> None:
    """Put somebody into the file; prints their number. No BSN and no birth date."""
    given = PartyGiven(as_, name, natural, legal_form, kvk or None)
    with options.changing(number, user=user, role=role, seen=seen) as act:
        made = people.name(act.session, number, act.by, given).id
        print(f"persoon {made}")


def question(
    number: options.Number,
    code: str,
    state: AnswerState,
    seen: Seen,
    user: UserOption,
    on: options.On,
    note: options.Note = "",
    role: RoleOption = OFFICER,
) -> None:
    """Record what came in to a question of the form."""
    with options.changing(number, user=user, role=role, seen=seen) as act:
        questionnaire.answer(
            act.session, number, act.by, question=code, state=state, on=on, note=note
        )


def refuse_form(
    number: options.Number,
    reason: options.Reason,
    seen: Seen,
    user: UserOption,
    on: options.On,
    role: RoleOption = OFFICER,
) -> None:
    """Record that the subject refused to complete the form (art. 4)."""
    with options.changing(number, user=user, role=role, seen=seen) as act:
        files.refuse_form(act.session, number, act.by, on=on, reason=reason)


def source(
    number: options.Number,
    kind: Annotated[str, typer.Option("--kind", help="Such as hr or kadaster.")],
    reference: Annotated[str, typer.Option("--reference", help="Document or page.")],
    result: Annotated[SourceResult, typer.Option("--result")],
    seen: Seen,
    user: UserOption,
    on: options.On,
    text: options.Text = "",
    capture: Annotated[str, typer.Option("--capture", help="SHA-256 of the screenshot.")] = "",
    party: options.MaybePerson = None,
    role: RoleOption = OFFICER,
) -> None:
    """Record that a source was consulted; prints its number, for `--evidence bron:NUMBER`."""
    given = SourceGiven(kind, reference, on, result, text, capture, party)
    with options.changing(number, user=user, role=role, seen=seen) as act:
        print(f"bron:{sources.consult(act.session, number, act.by, given).id}")


def relation(
    number: options.Number,
    type_: Annotated[RelationType, typer.Option("--type")],
    from_party: Annotated[int, typer.Option("--from", min=1)],
    to_party: Annotated[int, typer.Option("--to", min=1)],
    reason: options.Reason,
    since: options.Day,
    seen: Seen,
    user: UserOption,
    direct: Annotated[bool | None, typer.Option("--direct/--indirect")] = None,
    until: options.Until = None,
    evidence: options.Evidence = None,
    role: RoleOption = OFFICER,
) -> None:
    """Record a relation of article 3(4); without --until it is current."""
    given = RelationGiven(type_, from_party, to_party, since, evidence or (), reason, direct, until)
    with options.changing(number, user=user, role=role, seen=seen) as act:
        print(f"relatie {relations.relate(act.session, number, act.by, given).id}")


def fact(
    number: options.Number,
    ground: Annotated[Ground, typer.Option("--ground")],
    status: Annotated[FactStatus, typer.Option("--status")],
    offence: Annotated[str, typer.Option("--offence", help="Such as witwassen.")],
    party: options.Person,
    text: options.Text,
    happened: options.Day,
    seen: Seen,
    user: UserOption,
    connection: Annotated[str, typer.Option("--connection", help="With the activity.")] = "",
    severity: Annotated[str, typer.Option("--severity", help="Of a suspicion.")] = "",
    benefit: Annotated[int | None, typer.Option("--benefit", help="Whole euros.")] = None,
    benefit_reason: Annotated[str, typer.Option("--benefit-reason")] = "",
    evidence: options.Evidence = None,
    role: RoleOption = OFFICER,
) -> None:
    """Record a fact under a ground; the b-ground needs --connection, a suspicion --severity."""
    given = FactGiven(
        ground, status, happened, offence, party, text, evidence or (), connection, severity,
        benefit, benefit_reason,
    )  # fmt: skip
    with options.changing(number, user=user, role=role, seen=seen) as act:
        print(f"feit {facts.establish(act.session, number, act.by, given).id}")


def financing(
    number: options.Number,
    form: Annotated[str, typer.Option("--form", help="Such as koop, bank or lening.")],
    text: options.Text,
    seen: Seen,
    user: UserOption,
    euros: Euros = None,
    party: options.MaybePerson = None,
    evidence: options.Evidence = None,
    role: RoleOption = OFFICER,
) -> None:
    """Record a line of the financing; without --evidence it is a gap."""
    given = FinancingGiven(form, text, euros, party, evidence or ())
    with options.changing(number, user=user, role=role, seen=seen) as act:
        print(f"financiering {money.record(act.session, number, act.by, given).id}")


def event(
    number: options.Number,
    kind: EventKind,
    seen: Seen,
    user: UserOption,
    on: options.On,
    until: options.Until = None,
    weeks: Annotated[int | None, typer.Option("--weeks")] = None,
    note: options.Note = "",
    role: RoleOption = OFFICER,
) -> None:
    """Record what happened on a day, for the clocks."""
    with options.changing(number, user=user, role=role, seen=seen) as act:
        events.happen(
            act.session, number, act.by, kind=kind, on=on, until=until, weeks=weeks, note=note
        )


def withdraw(
    number: options.Number,
    what: Annotated[str, typer.Argument(help=", ".join(events.WITHDRAWABLE))],
    entry: options.Entry,
    reason: options.Reason,
    seen: Seen,
    user: UserOption,
    role: RoleOption = OFFICER,
) -> None:
    """Withdraw a record that is wrong; it stays, with the reason, and no longer counts."""
    with options.changing(number, user=user, role=role, seen=seen) as act:
        events.withdraw(act.session, number, act.by, what=what, entry=entry, reason=reason)
