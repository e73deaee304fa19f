"""`dijkwacht case open|show|scan|close`: stricter rules, inside what a person opened."""

import json
import textwrap
from datetime import UTC, datetime
from getpass import getuser
from typing import Annotated, Any, Literal

import typer

from engine import snapshot
from engine.casework import cases, places, scanning, users
from engine.casework.models import Case, CaseKind, CaseScan, Role
from engine.commands.casework import opened_casework
from engine.commands.options import DEFAULT_RUNS, RulesFolder, RunsFolder, rules_folder
from engine.commands.progress_bar import progress_bar
from engine.exports.words import day, word
from engine.rules import loader
from engine.rules.loader import RuleSet

Number = Annotated[int, typer.Argument(help="Number of the case.")]
UserOption = Annotated[str, typer.Option("--user", default_factory=getuser, show_default="you")]
RoleOption = Annotated[Role, typer.Option("--role")]
_WIDTH = 100


def open_(
    run: Annotated[str, typer.Argument(help="Path or start of the name of a run.")],
    location_id: str,
    kind: Annotated[CaseKind, typer.Option("--kind")],
    reason: Annotated[str, typer.Option("--reason", help="Why, without names.")],
    user: UserOption,
    out: RunsFolder = DEFAULT_RUNS,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Open a signal, case or Bibob file for a location; prints its number."""
    found = snapshot.find(run, out=out)
    location = places.states(found, [location_id])[location_id]
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        case = cases.open_case(
            session,
            user=users.sign_in(session, subject=user, role=role, now=now),
            kind=kind,
            location=location,
            purpose=reason,
            now=now,
        )
        number = case.id
    print(number)


def close(number: Number, user: UserOption, role: RoleOption = Role.RIEC_LIAISON) -> None:
    """Close a case: what was found stays, nothing new is read."""
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        cases.close_case(session, cases.find(session, number), user=who, now=now)
    print(f"Zaak {number} is gesloten.")


def scan(
    number: Number,
    user: UserOption,
    run: Annotated[str, typer.Option("--run", help="Default: the newest run.")] = "",
    out: RunsFolder = DEFAULT_RUNS,
    rules: RulesFolder = None,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Judge the rules of the gates that this case opens, at its location only.

    What they say stays in the case, without points: no run, list or score changes.
    """
    found = snapshot.find(run, out=out) if run else snapshot.newest(out)
    folder = rules_folder(rules)
    ruleset, settings = loader.load(folder), loader.settings_of(folder)
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session, progress_bar() as progress:
        made = scanning.scan(
            session,
            cases.find(session, number),
            user=users.sign_in(session, subject=user, role=role, now=now),
            run=found,
            ruleset=ruleset,
            settings=settings,
            now=now,
            progress=progress,
        )
        text = _text(made.case, [made], ruleset)
    print(text)


def show(
    number: Number,
    user: UserOption,
    rules: RulesFolder = None,
    format_: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Show a case and what its newest scan found; looking is logged too."""
    ruleset = loader.load(rules_folder(rules))
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        case = cases.find(session, number)
        who = users.sign_in(session, subject=user, role=role, now=now)
        users.require(who, users.MAY_OPEN[case.kind], act=f"see a {case.kind.value}")
        cases.log(session, case, user=who, name="Zaak ingezien", now=now)
        scans = cases.scans(session, case)
        told = _data(case, scans) if format_ == "json" else _text(case, scans, ruleset)
    print(told if isinstance(told, str) else json.dumps(told, ensure_ascii=False, indent=1))


def _data(case: Case, scans: list[CaseScan]) -> dict[str, Any]:
    return {
        "id": case.id,
        "kind": case.kind.value,
        "location_id": case.place.location_id,
        "bag_ids": list(case.place.bag_ids),
        "purpose": case.purpose,
        "opened_by": case.opened_by.subject,
        "opened_at": case.opened_at.isoformat(),
        "closed_at": case.closed_at and case.closed_at.isoformat(),
        "scans": [
            {
                "run": scan.run,
                "as_of": scan.as_of.isoformat(),
                "scanned_by": scan.scanned_by.subject,
                "scanned_at": scan.scanned_at.isoformat(),
                "outcomes": scan.outcomes,
                "not_judged": scan.not_judged,
            }
            for scan in scans
        ],
    }


def _text(case: Case, scans: list[CaseScan], ruleset: RuleSet) -> str:
    state = f", gesloten op {day(case.closed_at.date())}" if case.closed_at else ""
    lines = [
        f"Zaak {case.id}: {case.kind.label} voor {case.place.location_id}{state}",
        f"Geopend door {case.opened_by.subject} op {day(case.opened_at.date())}: {case.purpose}",
    ]
    if not scans:
        return "\n".join([*lines, f"Nog niet bekeken: dijkwacht case scan {case.id}"])
    newest = scans[0]
    lines.append(
        f"Bekeken door {newest.scanned_by.subject} op {day(newest.scanned_at.date())}, run "
        f"{newest.run} (peildatum {day(newest.as_of)}); geen punten, en de weeklijst blijft gelijk."
    )
    rules = {rule.id: rule for rule in ruleset.rules}
    for one in newest.outcomes:
        rule = rules.get(one["rule_id"])
        title = rule.title if rule else "regel staat niet meer in de pakketten"
        lines.append(f"\n{one['rule_id']} {title}: {word('outcome', one['outcome'])}")
        lines += [f"  {line}" for line in _why(one)]
        if rule and one["outcome"] == "HIT":
            lines.append(f"  Kan ook zijn: {'; '.join(rule.false_positives)}")
    if newest.not_judged:
        lines.append("\nNiet beoordeeld")
        lines += [f"  {rule_id}: {why}" for rule_id, why in sorted(newest.not_judged.items())]
    return "\n".join(lines)


def _why(one: dict[str, Any]) -> list[str]:
    told = [text for text in (one["explanation"], one["reason"]) if text]
    if one["evidence"]:
        told.append(f"Bronnen: {', '.join(one['evidence'])}")
    return [line for text in told for line in textwrap.wrap(text, _WIDTH)]
