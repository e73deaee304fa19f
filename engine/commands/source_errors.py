"""`dijkwacht sources errors list|report|send|settle`: facts of a source that somebody doubts."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Annotated, Literal

import typer
from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine import snapshot
from engine.casework import data_errors, users
from engine.casework.data_errors import DataError, ErrorState, Said
from engine.casework.models import Role, User
from engine.commands.case_options import Part, Reason, RoleOption, UserOption
from engine.commands.casework import opened_casework
from engine.commands.options import DEFAULT_RUNS, RunsFolder, parse_date, today
from engine.exports.location import record_words, records
from engine.exports.words import day

_On = Annotated[
    date,
    typer.Option(
        "--on", default_factory=today, show_default="today", parser=parse_date,
        metavar="YYYY-MM-DD", help="The day.",
    ),
]  # fmt: skip
_OUTCOMES: Mapping[str, ErrorState] = {
    "own": ErrorState.OWN, "corrected": ErrorState.CORRECTED,
    "not-wrong": ErrorState.NOT_WRONG, "withdrawn": ErrorState.WITHDRAWN,
}  # fmt: skip


def list_(
    user: UserOption,
    format_: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
    role: RoleOption = Role.ANALYST,
) -> None:
    """Reports that did not end, the oldest first."""
    with _opened(user, role) as (session, who, now):
        users.require(who, users.MAY_REPORT_ERRORS)
        found = data_errors.open_ones(session, user=who, as_of=dutch_day(now))
        lines = [_line(one) for one in found]
    if format_ == "json":
        print(json.dumps(lines, ensure_ascii=False, indent=2))
        return
    for line in lines:
        what = f"{line['record']}, {line['fact'] or 'het hele record'}"
        value = "" if line["value"] is None else f", voorgesteld: {line['value'] or 'leeg'}"
        told = day(date.fromisoformat(str(line["reported_on"])))
        print(f"{line['number']}: {told}, {line['source']}, {what}, {line['state']}{value}")
    if not lines:
        print("Geen gemelde fouten.")


def report(
    run: Annotated[str, typer.Argument(help="Path or start of a name.")],
    location: Annotated[str, typer.Argument(help="Where it was seen.")],
    record: Annotated[str, typer.Argument(help="source:table:record_id")],
    text: Annotated[str, typer.Option("--text", help="What is wrong, without names.")],
    user: UserOption,
    column: Annotated[
        str | None, typer.Option("--column", help="The wrong fact; default: the whole record.")
    ] = None,
    value: Annotated[
        str | None, typer.Option("--value", help="What it should be; '' when it should be empty.")
    ] = None,
    out: RunsFolder = DEFAULT_RUNS,
    role: RoleOption = Role.ANALYST,
) -> None:
    """Report a fact as wrong; prints the number, and who is told of it by which article."""
    found = snapshot.find(run, out=out)
    said = Said(record, column, text, value)
    with _opened(user, role) as (session, who, now):
        made = data_errors.report(session, found, said, user=who, location_id=location, now=now)
        holder = data_errors.holders_of(session).of(made.register)
        number = made.id
    print(number)
    by = "" if holder.article is None else f" ({holder.article}, te verifiëren)"
    print(f"Terugmelden gaat naar {holder.to}{by}.")


def send(
    number: Part,
    reason: Reason,
    user: UserOption,
    on: _On,
    to: Annotated[str | None, typer.Option("--to", help="Default: who keeps the register.")] = None,
    role: RoleOption = Role.ANALYST,
) -> None:
    """Record that you reported an error back to who keeps the source; nothing is sent."""
    with _opened(user, role) as (session, who, now):
        error = data_errors.find(session, number)
        holder = to or data_errors.holders_of(session).of(error.register).to
        data_errors.send(session, error, user=who, holder=holder, on=on, reason=reason, now=now)
    print(f"Melding {number}: teruggemeld op {day(on)} aan {holder}.")


def settle(
    number: Part,
    outcome: Annotated[
        Literal["own", "corrected", "not-wrong", "withdrawn"], typer.Option("--outcome")
    ],
    reason: Reason,
    user: UserOption,
    role: RoleOption = Role.ANALYST,
) -> None:
    """Say what came of a report; `own` lets the next run read the proposed value."""
    with _opened(user, role) as (session, who, now):
        error = data_errors.find(session, number)
        data_errors.settle(session, error, _OUTCOMES[outcome], user=who, reason=reason, now=now)
    print(f"Melding {number}: {_OUTCOMES[outcome].label}.")


@contextmanager
def _opened(user: str, role: Role) -> Iterator[tuple[Session, User, datetime]]:
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        yield session, users.sign_in(session, subject=user, role=role, now=now), now


def _line(error: DataError) -> dict[str, object]:
    return {
        "number": error.id,
        "reported_on": dutch_day(error.reported_at).isoformat(),
        "source": error.source,
        "record": records.caption(error.record_key),
        "fact": None if error.column is None else record_words.label(error.column),
        "value": error.value,
        "state": error.state.label,
        "location": error.place.location_id,
    }
