"""`dijkwacht case` and `dijkwacht audit`: what people decide, and the log of it."""

from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path
from typing import Annotated

import typer

from engine import snapshot
from engine.casework import audit as chain
from engine.casework import decisions as casework_decisions
from engine.casework import judgements, places, users
from engine.casework.models import Role, Verdict
from engine.casework.process import lapsing
from engine.commands import case_evidence, case_files, case_joining, case_steps, case_work
from engine.commands.casework import opened_casework
from engine.commands.options import DEFAULT_RUNS, RunsFolder, Today
from engine.scoring import weeks
from engine.settings import load_settings

app = typer.Typer(help="What people decide about locations.", no_args_is_help=True)
app.command("open")(case_files.open_)
app.command("list")(case_files.list_)
for _command in (
    case_files.show, case_files.scan,
    case_steps.move, case_steps.close, case_steps.weigh, case_steps.check,
    case_work.assign, case_work.ask, case_work.answer, case_work.content, case_work.note,
    case_work.measure,
    case_evidence.evidence, case_evidence.news, case_evidence.lapse,
    case_joining.merge, case_joining.unmerge, case_joining.split, case_joining.link,
    case_joining.unlink,
):  # fmt: skip
    app.command()(_command)
audit = typer.Typer(help="The log of what was processed.", no_args_is_help=True)


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
) -> None:
    """Record a judgement of one location; it never changes a score."""
    found = snapshot.find(run, out=out)
    state = places.states(found, [location_id])[location_id]
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        judgement = judgements.judge(
            session,
            user=users.sign_in(session, subject=user, role=role, now=now),
            location=state,
            run=found.path.name,
            week=weeks.week_of(found.as_of),
            verdict=verdict,
            reason=reason,
            innocent_explanation=innocent,
            now=now,
        )
        first = "first judgement" if judgement.is_blind else "judgement"
    print(f"{location_id}: {first} recorded: {verdict}")


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


@audit.command()
def verify() -> None:
    """Check that no entry of the log was changed, removed or put in between."""
    with opened_casework() as casework, casework.reading() as session:
        count = chain.verify(session)
    print(f"{count} entries, the chain is whole")
