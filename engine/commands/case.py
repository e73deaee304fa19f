"""`dijkwacht case`: what people decide about locations."""

from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path
from typing import Annotated

import typer

from engine import snapshot
from engine.casework import decisions as casework_decisions
from engine.casework import judgements, places, users
from engine.casework.models import Role, Verdict
from engine.casework.process import lapsing, opening
from engine.commands import (
    case_evidence,
    case_files,
    case_giving,
    case_joining,
    case_names,
    case_reading,
    case_seals,
    case_steps,
    case_work,
)
from engine.commands.casework import opened_casework
from engine.commands.options import DEFAULT_RUNS, RunsFolder, Today
from engine.scoring import weeks
from engine.settings import load_settings

app = typer.Typer(help="What people decide about locations.", no_args_is_help=True)
app.command("open")(case_files.open_)
app.command("list")(case_files.list_)
app.command("names")(case_names.names_)
for _command in (
    case_files.show, case_files.scan,
    case_steps.move, case_steps.close, case_steps.weigh, case_steps.check,
    case_work.assign, case_work.ask, case_work.answer, case_work.content, case_work.note,
    case_work.measure,
    case_evidence.evidence, case_evidence.news, case_evidence.lapse,
    case_joining.merge, case_joining.unmerge, case_joining.split, case_joining.link,
    case_joining.unlink, case_reading.readings, case_reading.read, case_reading.acceptance,
    case_seals.unseal, case_giving.give,
):  # fmt: skip
    app.command()(_command)


@app.command()
def decide(
    run: Annotated[str, typer.Argument(help="Path or start of the name of a run.")],
    location_id: str,
    verdict: Annotated[Verdict, typer.Option("--verdict")],
    reason: Annotated[str, typer.Option("--reason", help="In your own words, without names.")],
    user: Annotated[str, typer.Option("--user", default_factory=getuser, show_default="you")],
    out: RunsFolder = DEFAULT_RUNS,
    innocent: Annotated[
        str | None, typer.Option("--innocent", help="What explains the signals innocently.")
    ] = None,
    role: Annotated[Role, typer.Option("--role")] = Role.RIEC_LIAISON,
    signal: Annotated[
        str | None, typer.Option("--open-signal", help="Open a signal too; says why, no names.")
    ] = None,
) -> None:
    """Record a judgement of one location; it never changes a score."""
    found = snapshot.find(run, out=out)
    now = datetime.now(UTC)
    if signal is not None and innocent is not None:
        raise typer.BadParameter("--open-signal does not go with --innocent")
    with opened_casework() as casework, casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        number = None
        if signal is not None:
            judgement, case = opening.judge_and_open(
                session, user=who, run=found, location_id=location_id, verdict=verdict,
                reason=reason, purpose=signal, now=now,
            )  # fmt: skip
            number = case.id
        else:
            state = places.states(found, [location_id])[location_id]
            judgement = judgements.judge(
                session, user=who, location=state, run=found.path.name,
                week=weeks.week_of(found.as_of), verdict=verdict, reason=reason,
                innocent_explanation=innocent, now=now,
            )  # fmt: skip
        first = "first judgement" if judgement.is_blind else "judgement"
        waits = f"; {judgement.id} waits for a second reader" if judgement.needs_second else ""
    print(f"{location_id}: {first} recorded: {verdict}{waits}")
    if number is not None:
        print(f"Signaal {number} geopend.")


@app.command()
def decisions(
    file: Annotated[Path, typer.Option("--out", help="Decisions file for the next run.")],
    as_of: Today,
) -> None:
    """Write what people decided up to a day, for `run --decisions`."""
    settings = load_settings().worklist
    with opened_casework() as casework, casework.writing() as session:
        lapsed = casework_decisions.lapse(
            session, as_of=as_of, settings=settings, now=datetime.now(UTC)
        )
        signals = lapsing.lapse(session, as_of=as_of, settings=settings, now=datetime.now(UTC))
        count = casework_decisions.write_decisions(session, file, as_of=as_of)
    told = f"{len(lapsed)} listings lapsed now, {len(signals)} signals lapsed now"
    print(f"{file}: {count} decisions, {told}")
