"""`dijkwacht case evidence|news|lapse`: the hits that a case holds, and signals nobody touched."""

from datetime import UTC, date, datetime
from typing import Annotated

import typer

from engine import snapshot
from engine.casework import cases, users
from engine.casework.models import Role
from engine.casework.process import evidence as case_hits
from engine.casework.process import lapsing, opening
from engine.casework.process.evidence import News, Why
from engine.commands.case_options import Number, RoleOption, Seen, UserOption, changing
from engine.commands.casework import opened_casework
from engine.commands.options import DEFAULT_RUNS, RunsFolder, Today
from engine.exports.words import day
from engine.settings import load_settings
from engine.snapshot import Run

_RunOption = Annotated[str, typer.Option("--run", help="Default: the newest run.")]


def evidence(
    number: Number,
    user: UserOption,
    run: _RunOption = "",
    out: RunsFolder = DEFAULT_RUNS,
    seen: Seen = None,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Copy the hits of a run at the case's locations into the case; without points."""
    found = _run(run, out)
    with changing(number, user=user, role=role, seen=seen) as act:
        count = opening.keep(act.session, act.case, found, user=act.user, now=act.now)
        victim = act.case.is_victim
    print(f"Zaak {number}: {count} treffers bewaard uit run {found.path.name}.")
    if victim:
        print("Mogelijk slachtoffer: eerst naar zorg en veiligheid, geen sluiting.")


def news(
    number: Number,
    user: UserOption,
    run: _RunOption = "",
    out: RunsFolder = DEFAULT_RUNS,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Tell what a run has at the case's locations that the case does not hold."""
    found = _run(run, out)
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        case = cases.find(session, number)
        who = users.sign_in(session, subject=user, role=role, now=now)
        users.require(who, users.MAY_OPEN[case.kind])
        opening.refuse_blind(session, case, found)
        cases.log(
            session, case, user=who, name="Nieuws voor de zaak ingezien", now=now,
            source=found.path.name, kinds=("treffers",),
        )  # fmt: skip
        told = case_hits.new_since(session, case, found)
    for one in told:
        print(_line(one))
    if not told:
        print(f"Niets nieuws voor zaak {number} in run {found.path.name}.")


def lapse(as_of: Today) -> None:
    """Close the new signals that nobody touched for the weeks of the list, as verlopen."""
    settings = load_settings().worklist
    with opened_casework() as casework, casework.writing() as session:
        late = lapsing.lapse(session, as_of=as_of, settings=settings, now=datetime.now(UTC))
        numbers = [case.id for case in late]
    for number in numbers:
        print(f"Zaak {number}: verlopen.")
    if not numbers:
        print("Geen signalen verlopen.")


def _run(run: str, out: RunsFolder) -> Run:
    return snapshot.find(run, out=out) if run else snapshot.newest(out)


def _line(one: News) -> str:
    before: date | None = one.since
    if one.why is Why.NEW_RULE:
        why = "nieuw in deze zaak"
    else:
        why = f"nieuwer dan {day(before)}" if before else "nieuwer dan wat bekend was"
    weight = "" if one.is_material else "; geen reden om terug te komen"
    at = f"{one.hit.rule_id} {one.hit.title} op {one.place.location_id}"
    return f"{at} ({why}, {day(one.hit.newest)}{weight}): {one.hit.explanation}"
